"""What holds of the best routes and fronts of any net when the net changes a little."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.network.net import Candidate, Net
from cdmo_plan.network.rows import outlooks_of
from cdmo_plan.planner.criteria import CRITERIA
from cdmo_plan.planner.search import Search
from tests.support.worlds import random_case

lawfully = settings(
    max_examples=40, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
a_random = st.builds(Random, st.integers(0, 10**6))


def _net(random: Random) -> Net:
    """Make a net with a route, of a random world and brief."""
    try:
        case = random_case(random)
        nets = [outlook.net for outlook in outlooks_of(case.world, case.brief)]
    except BriefRefused:
        nets = []
    possible = [net for net in nets if net.is_possible and Search(net, ("weeks",)).has_route()]
    assume(possible)
    return possible[0]


def _order(random: Random) -> tuple[str, ...]:
    return tuple(random.sample(list(CRITERIA), random.randint(1, 5)))


def _changed(net: Net, change: Callable[[Candidate], Candidate | None]) -> Net:
    """Return the net with every candidate changed, or left out."""
    stages = tuple(
        stage._replace(candidates=tuple(sorted(c for c in map(change, stage.candidates) if c is not None)))
        for stage in net.stages
    )
    return net._replace(stages=stages)


@lawfully
@given(random=a_random)
def test_a_capability_more_never_worsens_the_best(random: Random) -> None:
    net, order = _net(random), _order(random)
    stage = random.randrange(len(net.stages))
    lost = random.choice(net.stages[stage].candidates).id
    less = _changed(net, lambda c: None if (c.stage, c.id) == (stage, lost) else c)
    best = Search(net, order).best()
    before = Search(less, order).best() if less.is_possible else None

    assert best is not None
    assert before is None or best.key <= before.key


@lawfully
@given(random=a_random)
def test_renaming_everything_changes_no_value(random: Random) -> None:
    net, order = _net(random), _order(random)
    names = sorted({name for stage in net.stages for c in stage.candidates for name in (c.id, *_names_of(c))})
    shuffled = random.sample(names, len(names))
    to = {name: f"x{number}" for number, name in enumerate(shuffled)}
    other = _changed(net, lambda c: _renamed(c, to))._replace(
        offers=tuple(
            offer._replace(members=frozenset(to[m] for m in offer.members), lead=to.get(offer.lead or ""))
            for offer in net.offers
        )
    )
    front = tuple(random.sample(list(CRITERIA), 2))

    assert [f.key for f in Search(net, order).best_routes(6)] == [
        f.key for f in Search(other, order).best_routes(6)
    ]
    assert [p.values for p in Search(net, order).front(front)] == [
        p.values for p in Search(other, order).front(front)
    ]
    assert sorted(f.key for f in Search(net, order).rows()) == sorted(
        f.key for f in Search(other, order).rows()
    )


def _names_of(candidate: Candidate) -> tuple[str, ...]:
    plants = (candidate.place, candidate.partner, *candidate.plants)
    return plants if candidate.site is None else (*plants, candidate.site)


def _renamed(candidate: Candidate, to: dict[str, str]) -> Candidate:
    return candidate._replace(
        id=to[candidate.id],
        place=to[candidate.place],
        site=candidate.site and to[candidate.site],
        partner=to[candidate.partner],
        serves=candidate.serves and to[candidate.serves],
        plants=frozenset(to[plant] for plant in candidate.plants),
    )


@pytest.mark.parametrize("field", ["doubts", "containment", "questions", "evidence"])
@lawfully
@given(random=a_random)
def test_a_doubt_less_never_lowers_a_route(field: str, random: Random) -> None:
    net = _net(random)
    order = tuple(CRITERIA)
    found = Search(net, order).best_routes(30)
    chosen = random.choice(found)
    cleared = random.choice(chosen.route)
    more: dict[str, Any] = {field: getattr(cleared, field) + 1}
    doubted = _changed(net, lambda c: c._replace(**more) if c == cleared else c)
    before = [item.ids for item in Search(doubted, order).best_routes(30)]

    assert chosen.ids not in before or found.index(chosen) <= before.index(chosen.ids)


@lawfully
@given(random=a_random)
def test_a_front_holds_the_best_of_each_of_its_criteria(random: Random) -> None:
    net = _net(random)
    criteria = tuple(random.sample(list(CRITERIA), random.randint(1, 4)))
    points = Search(net, criteria).front(criteria)
    least = [min(point.values[number] for point in points) for number in range(len(criteria))]

    assert least == [_least(net, name) for name in criteria]


def _least(net: Net, name: str) -> int:
    best = Search(net, (name,)).best()
    assert best is not None
    return best.key[0]


@lawfully
@given(random=a_random)
def test_a_stopped_search_is_honest_about_what_it_lacks(random: Random) -> None:
    net, order = _net(random), _order(random)
    whole = Search(net, order).best_routes(8)
    search = Search(net, order, budget=random.choice([0, 1, 3, 8, 20, 60]))
    found = search.best_routes(8)

    assert found
    if search.missing is None:
        assert found == whole
    else:
        lacking = [item.key for item in whole if item not in found]
        assert all(key[: len(search.missing)] >= search.missing for key in lacking)
