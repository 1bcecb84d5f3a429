"""The bound on weeks: exact once all is decided, and not blind to a step that either of two stages may do."""

from itertools import islice
from random import Random

import pytest

from benchmarks.questions import ORDERS, world
from benchmarks.recipes import joined, random_recipe, tree
from benchmarks.worlds import RICH, populate
from cdmo_plan.network.net import Net
from cdmo_plan.planner.boxes import Quest
from cdmo_plan.planner.metrics import COUNTS
from cdmo_plan.planner.search import Search


def _nets() -> list[Net]:
    """Make worlds in which every lane is known: one that is not costs nothing, and then hides others."""
    random = Random(5)  # noqa: S311
    recipes = [*(random_recipe(random) for _ in range(14)), tree(), joined()]
    traits = RICH._replace(unknown_lane=0)
    return [populate(recipe, 16, seed, traits) for seed, recipe in enumerate(recipes)]


def test_weeks_of_a_decided_route_are_told_exactly() -> None:
    checked = 0
    for net in _nets():
        boxes = Search(net, ("weeks",)).boxes
        calendar = boxes.filter_of("weeks")
        for pick in islice(boxes.picks(boxes.root(), {}, Quest()), 25):
            weeks = COUNTS["weeks"](boxes.route_of(pick), net)
            decided = [1 << slot for slot in pick]
            assert calendar.least(decided) == weeks
            assert calendar.keep(list(decided), weeks)
            assert not calendar.keep(list(decided), weeks - 1)
            assert calendar.most(decided) == weeks
            checked += 1

    assert checked > 200


def test_weeks_are_counted_exactly_where_a_lane_is_not_known() -> None:
    random = Random(9)  # noqa: S311
    checked = 0
    for seed, recipe in enumerate([*(random_recipe(random) for _ in range(12)), tree(), joined()]):
        net = populate(recipe, 12, seed, RICH)
        boxes = Search(net, ("weeks",)).boxes
        for pick in islice(boxes.picks(boxes.root(), {}, Quest()), 20):
            assert boxes.value_of("weeks", pick) == COUNTS["weeks"](boxes.route_of(pick), net)
            checked += 1

    assert checked > 150


@pytest.mark.parametrize("recipe", ["joins of 8", "joins of 8, stated times"])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_a_step_whose_home_is_open_hides_no_weeks(recipe: str, seed: int) -> None:
    """Where it waited for nothing, thousands of finished routes were refused one by one."""
    search = Search(world(recipe, 100, seed), ORDERS["weeks first"], budget=100)
    best = search.best()

    assert best is not None
    assert search.tried < 100
    assert search.boxes.narrowed(search.boxes.root(), {"weeks": best.key[0] - 1}) is None
