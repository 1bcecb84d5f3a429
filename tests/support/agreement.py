"""Does the planner say of a random world what the twin says? Routes, rows, the k best, fronts, near-best."""

from collections.abc import Sequence
from random import Random
from typing import Any, NamedTuple

import pytest

from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.network.check_words import refuse_unknown_words
from cdmo_plan.network.contradictions import refuse_contradictions
from cdmo_plan.network.graph import to_networkx
from cdmo_plan.network.rows import outlooks_of
from cdmo_plan.planner.criteria import CRITERIA
from cdmo_plan.planner.near_best import Tolerance
from cdmo_plan.planner.plan import Plan, PlannedRoute, plan
from cdmo_plan.planner.search import Search
from tests.support.twin import TwinRoute, folded, full_order, routes_of
from tests.support.twin_costs import costs_near, prices_on
from tests.support.twin_fronts import dominating, front, near
from tests.support.worlds import UNQUOTED, Case


class Agreed(NamedTuple):
    """A case on which both agree: all its routes, and how many answers were compared."""

    routes: Plan
    answers: int


def spoken(route: PlannedRoute) -> tuple[Any, ...]:
    metrics = route.metrics
    values = {name: getattr(metrics, field) for name, field in CRITERIA.items() if name != "cost"}
    ids = tuple(candidate.id for candidate in route.route)
    cost = None if metrics.cost is None else (metrics.cost.min, metrics.cost.max)
    return route.outlook.net.process, ids, values, metrics.weeks_range, metrics.weeks_bound, cost


def twin_spoken(route: TwinRoute) -> tuple[Any, ...]:
    criteria = {name: value for name, value in route.criteria.items() if name != "cost"}
    return route.process, route.ids, criteria, route.weeks_range, route.weeks_bound, route.cost


def agreed(case: Case, random: Random) -> Agreed | None:
    """Compare all answers to a case with the twin's; None where the brief has no route.

    Raises:
        BriefRefused: If the brief cannot be asked.
    """
    refuse_unknown_words(case.brief, case.world)
    refuse_contradictions(case.brief, case.world)
    outlooks = outlooks_of(case.world, case.brief)
    order = full_order(case.rank_by, case.brief.development_phase)
    prices = None if case.cost is None else prices_on(case.world, case.cost, case.brief.as_of)
    found = [route for outlook in outlooks for route in routes_of(to_networkx(outlook.net), prices)]
    found.sort(key=lambda route: route.worth(order))
    if not found:
        nets = [outlook.net for outlook in outlooks if outlook.net.is_possible]
        assert not any(Search(net, order).has_route() or Search(net, order).rows(1) for net in nets)
        return None
    every = _plan(case, k=None, unfold=True)
    assert [spoken(route) for route in every.routes] == [twin_spoken(route) for route in found]
    assert [route.rank for route in every.routes] == list(range(1, len(found) + 1))
    _check_rows(case, found, order)
    _check_best(case, found, random)
    _check_front(case, found, order, random)
    _check_near(case, found, order, random)
    return Agreed(every, 6)


def _plan(case: Case, **wishes: Any) -> Plan:
    return plan(case.world, case.brief, rank_by=case.rank_by, cost=case.cost, **wishes)


def _check_rows(case: Case, found: Sequence[TwinRoute], order: Sequence[str]) -> None:
    rows = _plan(case, k=None)
    expected = [(twin_spoken(route), variants) for route, variants in folded(found, order)]
    assert [(spoken(row), row.variants) for row in rows.routes] == expected
    assert sum(row.variants for row in rows.routes) == len(found), "folding loses a route"
    assert rows.feasible == len(rows.routes)
    assert rows.no_route is None


def _check_best(case: Case, found: Sequence[TwinRoute], random: Random) -> None:
    k = random.choice([1, 2, 5])
    best = _plan(case, k=k, unfold=True)
    assert [spoken(route) for route in best.routes] == [twin_spoken(route) for route in found[:k]]
    assert best.feasible == len(found) or not best.is_counted


def _check_front(case: Case, found: Sequence[TwinRoute], order: Sequence[str], random: Random) -> None:
    names = [n for n in UNQUOTED if n != "weeks" or case.brief.development_phase != "commercial"]
    criteria = random.sample(names, random.randint(1, 4))
    if case.cost is not None:
        criteria[random.randrange(len(criteria))] = "cost"
    points = front(found, criteria, order)
    answer = _plan(case, k=None, pareto=criteria, unfold=True)
    on_it = [twin_spoken(route) for route, _ in points]
    assert [spoken(route) for route in answer.routes[: len(points)]] == on_it
    assert all(route.dominated_by is None for route in answer.routes[: len(points)])
    rows = [route for route, _ in folded(found, order) if twin_spoken(route) not in on_it]
    assert [(spoken(row), row.dominated_by) for row in answer.routes[len(points) :]] == [
        (twin_spoken(row), dominating(points, row, criteria)) for row in rows
    ]


def _check_near(case: Case, found: Sequence[TwinRoute], order: Sequence[str], random: Random) -> None:
    is_percent = random.random() < 0.5 or case.brief.development_phase == "commercial"
    criterion = case.rank_by[0] if is_percent and case.rank_by else "weeks"
    if criterion == "weeks" and case.brief.development_phase == "commercial":
        return
    number = random.choice([0, 10, 50] if is_percent else [0, 1, 3])
    within = Tolerance(number, is_percent)
    if case.cost is not None:
        within = Tolerance(number, is_percent, None if is_percent else case.cost.currency)
        criterion = criterion if is_percent else "cost"
    if criterion == "cost":
        near_cost = costs_near(found, number, is_percent=is_percent)
        if near_cost is None:
            with pytest.raises(BriefRefused, match="none is near the least"):
                _plan(case, k=None, within=within)
            return
        kept = near_cost
    else:
        kept = near(found, criterion, number, is_percent=is_percent)
    answer = _plan(case, k=None, within=within)
    expected = [(twin_spoken(route), variants) for route, variants in folded(kept, order)]
    assert [(spoken(row), row.variants) for row in answer.routes] == expected
