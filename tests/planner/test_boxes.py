"""How a box is gone through changes no answer: in which parts a domain is tried, and how sets are told."""

from collections.abc import Callable
from random import Random

import pytest

from benchmarks.recipes import joined, random_recipe
from benchmarks.worlds import RICH, populate
from cdmo_plan.network.net import Net
from cdmo_plan.planner import boxes, slots
from cdmo_plan.planner.criteria import CRITERIA
from cdmo_plan.planner.search import Search
from cdmo_plan.planner.slots import Labels, bits_of, members


def _answers(net: Net, seed: int) -> list[object]:
    random = Random(seed)  # noqa: S311
    order, front = tuple(random.sample(list(CRITERIA), 3)), tuple(random.sample(list(CRITERIA), 2))
    asked: list[Callable[[Search], list[object]]] = [
        lambda search: [found.worth for found in search.best_routes(5)],
        lambda search: [found.worth for found in search.rows(5)],
        lambda search: [(point.values, point.best.ids) for point in search.front(front)],
    ]
    return [ask(Search(net, ("weeks", *order))) for ask in asked]


def test_no_answer_depends_on_how_a_box_is_gone_through(monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(11)  # noqa: S311
    recipes = [joined(), *(random_recipe(random) for _ in range(5))]
    nets = [populate(recipe, 12, seed, RICH._replace(network=0.2)) for seed, recipe in enumerate(recipes)]
    plainly = [_answers(net, seed) for seed, net in enumerate(nets)]
    monkeypatch.setattr(boxes, "WIDE", 1)
    monkeypatch.setattr(slots, "MANY", 0)

    assert [_answers(net, seed) for seed, net in enumerate(nets)] == plainly
    assert any(plainly)


@pytest.mark.parametrize("labels", [3, 150, 400])
def test_labels_are_told_alike_of_few_slots_and_of_many(labels: int) -> None:
    random = Random(labels)  # noqa: S311
    names = [random.choice([None, *map(str, range(labels))]) for _ in range(1_000)]
    known = Labels(names)
    for share in (0.01, 0.2, 0.7, 1):
        some = bits_of(slot for slot in range(len(names)) if random.random() <= share)
        shared = {names[slot] for slot in members(some)} - {None}
        assert known.of(some) == bits_of(known.numbers[name] for name in shared if name is not None)
        assert known.spread(some) == bits_of(slot for slot, name in enumerate(names) if name in shared)
