"""The search against the slow twin, on random worlds: the same routes, rows, numbers and order."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.network.graph import to_networkx
from cdmo_plan.network.net import Limits, Net, is_between_unnamed
from cdmo_plan.network.rows import outlooks_of
from cdmo_plan.planner.criteria import CRITERIA
from cdmo_plan.planner.plan import Plan, PlannedRoute, plan
from cdmo_plan.planner.search import Search
from tests.support.agreement import agreed
from tests.support.twin import full_order, routes_of
from tests.support.worlds import Case, random_case, seeded_case

WORLDS_A_BLOCK = 500

reproducibly = settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def _check(case: Case, seed: int = 0) -> Plan | None:
    """Compare all that the search says of a case with the twin, and return the routes.

    Raises:
        BriefRefused: If the brief cannot be asked.
    """
    found = agreed(case, Random(seed))  # noqa: S311
    return None if found is None else found.routes


def _features(case: Case, answer: Plan) -> Iterator[str]:
    """Name what a case with routes exercises."""
    yield from case.shapes
    routes = [route.route for route in answer.routes]
    metrics = [route.metrics for route in answer.routes]
    keys = [tuple(getattr(found, CRITERIA[name]) for name in answer.order) for found in metrics]
    features = {
        "tied routes": len(set(keys)) < len(keys),
        "unlisted stage": any(found.unlisted for found in metrics),
        "network placement": any(candidate.site is None for route in routes for candidate in route),
        "contracts merged": any(found.contracts < found.partners for found in metrics),
        "own duration": any(candidate.own_minutes for route in routes for candidate in route),
        "unknown duration": any(found.weeks_bound for found in metrics),
        "unnamed plant elsewhere": any(map(_goes_somewhere, answer.routes)),
        "customs border": any(found.customs for found in metrics),
        "border inside customs": any(found.borders > found.customs for found in metrics),
        "containment doubt": any(found.containment for found in metrics),
        "weak evidence": any(found.evidence for found in metrics),
        "three partners": any(found.partners > 2 for found in metrics),
        "several contracts counts": len({found.contracts for found in metrics}) > 1,
        "several offers": any(len(outlook.net.offers) > 1 for outlook in answer.outlooks),
        "two recipes": len({route.outlook.net.process for route in answer.routes}) > 1,
        "ranked by asked criteria": bool(case.rank_by),
        "a term of the brief": bool(case.brief.terms()),
    }
    yield from (name for name, is_there in features.items() if is_there)
    yield from (term.name for term in case.brief.terms() if term.name in ROUTE_TERMS)
    if any(outlook.net.limits != Limits() and _refuses(outlook.net) for outlook in answer.outlooks):
        yield "a limit that refuses some routes"


def _goes_somewhere(route: PlannedRoute) -> bool:
    pairs = [(route.route[link.source], route.route[link.target]) for link in route.outlook.net.links]
    return any(is_between_unnamed(source, target) for source, target in pairs)


def _refuses(net: Net) -> bool:
    limited, free = (to_networkx(net._replace(limits=limits)) for limits in (net.limits, Limits()))
    return len(list(routes_of(limited))) < len(list(routes_of(free)))


ROUTE_TERMS = ("avoid-region", "market", "max-partners", "max-transfers", "max-weeks", "min-evidence")
EXPECTED_IN_A_BLOCK = {
    "avoid-region": 5,
    "market": 15,
    "max-partners": 15,
    "max-transfers": 15,
    "max-weeks": 20,
    "min-evidence": 2,
    "a limit that refuses some routes": 15,
    "pair": 10,
    "chain": 10,
    "long chain": 8,
    "join": 8,
    "shared input": 8,
    "recurring step": 8,
    "tied routes": 40,
    "unlisted stage": 15,
    "network placement": 15,
    "contracts merged": 10,
    "own duration": 25,
    "unknown duration": 15,
    "unnamed plant elsewhere": 5,
    "customs border": 30,
    "border inside customs": 10,
    "containment doubt": 3,
    "weak evidence": 30,
    "three partners": 10,
    "several contracts counts": 30,
    "several offers": 8,
    "two recipes": 2,
    "ranked by asked criteria": 50,
    "a term of the brief": 40,
}


@pytest.mark.parametrize("block", range(4))
def test_search_and_twin_agree_on_worlds_that_hold_all_that_is_hard(block: int) -> None:
    seen: Counter[str] = Counter()
    for seed in range(block * WORLDS_A_BLOCK, (block + 1) * WORLDS_A_BLOCK):
        case = seeded_case(seed)
        try:
            answer = _check(case, seed)
        except BriefRefused:
            seen["refused"] += 1
            continue
        if answer is not None:
            seen["with routes"] += 1
            seen.update(_features(case, answer))

    assert seen["with routes"] > WORLDS_A_BLOCK * 0.3
    assert seen["refused"] < WORLDS_A_BLOCK * 0.08
    missing = {name: seen[name] for name, least in EXPECTED_IN_A_BLOCK.items() if seen[name] < least}
    assert not missing, "these worlds prove too little"


@reproducibly
@given(st.randoms(use_true_random=False))
def test_search_and_twin_agree_on_worlds_that_shrink(random: Random) -> None:
    with suppress(BriefRefused):
        _check(random_case(random))


def _for_one_contract_in_a_phase_not_stated(case: Case) -> Case:
    """Limit every offering to a phase, and leave it out of a brief that wants one contract."""
    agreements = tuple(
        replace(found, scope=replace(found.scope, development_phases=frozenset({"clinical"})))
        for found in case.world.agreements
    )
    world = replace(case.world, agreements=agreements)
    return replace(case, world=world, brief=replace(case.brief, single_contract=True, development_phase=None))


def test_search_and_twin_agree_on_what_an_offering_asks() -> None:
    asking = 0
    for seed, case in enumerate(map(seeded_case, range(400))):
        if not any(agreement.one_contract for agreement in case.world.agreements):
            continue  # No offering merges contracts, so that none can ask.
        answer = None
        with suppress(BriefRefused):
            answer = _check(_for_one_contract_in_a_phase_not_stated(case), seed)
        for found in answer.routes if answer else ():
            asking += found.metrics.open_questions > sum(place.questions for place in found.route)

    assert asking > 10


def _ask(case: Case, k: int | None, *, unfold: bool) -> Plan | None:
    try:
        return plan(case.world, case.brief, rank_by=case.rank_by, k=k, unfold=unfold)
    except BriefRefused:
        return None


@pytest.mark.parametrize("unfold", [False, True])
def test_k_gives_the_first_of_all(unfold: bool) -> None:
    longer: Counter[int] = Counter()
    for case in map(seeded_case, range(100)):
        every = _ask(case, None, unfold=unfold)
        for k in (1, 3) if every else ():
            some = _ask(case, k, unfold=unfold)
            assert every is not None
            assert some is not None
            longer[k] += len(every.routes) > k
            assert some.routes == every.routes[:k]
            assert some.feasible == every.feasible

    assert min(longer[1], longer[3]) > 5


def test_the_search_stops_early_with_the_same_rows() -> None:
    stopped = 0
    for case in map(seeded_case, range(200)):
        try:
            nets = [outlook.net for outlook in outlooks_of(case.world, case.brief)]
        except BriefRefused:
            continue
        for search in [
            Search(net, full_order(case.rank_by, case.brief.development_phase))
            for net in nets
            if net.is_possible
        ]:
            every = search.rows()
            stopped += len(every) > 2
            assert [search.rows(most) for most in (1, 2)] == [every[:1], every[:2]]

    assert stopped > 10
