"""What holds of every answer, whatever the world: on random synthetic worlds."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from random import Random
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.domain.brief import Brief, Term
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.domain.vocabulary import EVIDENCE_GRADES
from cdmo_plan.network.clock import route_minutes
from cdmo_plan.network.judging import Judge
from cdmo_plan.network.rows import outlooks_of
from cdmo_plan.network.words import countries_of
from cdmo_plan.planner.criteria import DEFAULT_ORDER
from cdmo_plan.planner.plan import plan
from cdmo_plan.planner.search import Search
from tests.support.worlds import Case, seeded_case

Fact = TypeVar("Fact")
Assignment = frozenset[tuple[str, str]]


def _routes(case: Case, brief: Brief, judge: Judge) -> set[tuple[str, Assignment]] | None:
    """Return all routes: the recipe, and who does each stage by the stage's key.

    That a judge who keeps what was found changes nothing is proved in tests/network/test_judging.py.
    """
    try:
        nets = [outlook.net for outlook in outlooks_of(case.world, brief, judge)]
    except BriefRefused:
        return None
    return {
        (net.process, frozenset((net.stages[candidate.stage].key, candidate.id) for candidate in route))
        for net in nets
        for route in Search(net, DEFAULT_ORDER).routes()
    }


def _cut_to(routes: set[tuple[str, Assignment]], keys: set[str]) -> set[tuple[str, Assignment]]:
    return {(process, frozenset(pair for pair in route if pair[0] in keys)) for process, route in routes}


def _keys(routes: set[tuple[str, Assignment]]) -> set[str]:
    return {key for _, route in routes for key, _ in route}


def _is_lawful(term: Term, route: tuple[str, Assignment], case: Case) -> bool:
    """Tell whether giving up a term must keep a route.

    A host replaces the recipe's (RULES F2), and a partner that lists cell lines of other hosts only does not
    list this one (S2): so a host may open routes that the recipe's own host has not.
    """
    if term.name != "expression":
        return True
    process = next(found for found in case.world.processes if found.id == route[0])
    hosts = next(stage.expression for stage in process.stages if stage.product == "substance")
    unlisted = any(candidate.endswith("/unlisted") for _, candidate in route[1])
    return not unlisted and (hosts is None or case.brief.expression in hosts)


def test_a_term_more_adds_no_route() -> None:
    tried: Counter[str] = Counter()
    for case in map(seeded_case, range(1000)):
        judge = Judge(case.world)
        routes = _routes(case, case.brief, judge)
        for term in case.brief.terms() if routes else ():
            if routes is None or term.name in {"from", "to"}:
                continue
            without = _routes(case, case.brief.without(term), judge)
            assert without is not None
            kept = {route for route in routes if _is_lawful(term, route, case)}
            # Naming who does an accompanying step makes a stage of it, which the other answer has not.
            assert _cut_to(kept, _keys(without)) <= without, (str(term), case.brief)
            tried[term.name] += 1

    terms = {"region", "container", "dose-form", "expression", "development-phase", "scale-l", "via", "avoid"}
    terms |= {"avoid-region", "market", "max-partners", "max-transfers", "max-weeks", "min-evidence"}
    assert terms | {"single-contract", "strict"} <= set(tried)
    assert min(tried[term] for term in terms) >= 10


_SCALES: dict[str, tuple[Any, ...]] = {
    "max_partners": (None, 3, 2, 1),
    "max_transfers": (None, 2, 1, 0),
    "max_weeks": (None, 16, 12, 8, 4),
    "min_evidence": (None, *reversed(EVIDENCE_GRADES)),
    "avoid_regions": ((), ("CH",), ("CH", "US"), ("CH", "US", "eu")),
    "markets": ((), ("EMA",), ("EMA", "FDA"), ("EMA", "FDA", "WHO")),
}


@pytest.mark.parametrize("field", _SCALES)
@settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**6))
def test_the_stricter_a_term_the_fewer_the_routes(field: str, seed: int) -> None:
    case = seeded_case(seed)
    judge = Judge(case.world)
    before: set[tuple[str, Assignment]] | None = None
    for value in _SCALES[field]:
        change: dict[str, Any] = {field: value}
        routes = _routes(case, replace(case.brief, **change), judge)
        if routes is None:
            return
        assert before is None or routes <= before, (field, value)
        before = routes


def test_every_route_keeps_the_terms_that_bind_its_rows() -> None:
    tried: Counter[str] = Counter()
    for case in map(seeded_case, range(1200)):
        brief = case.brief
        if not (brief.avoid_regions or brief.min_evidence):
            continue
        try:
            answer = plan(case.world, brief, k=None)
        except BriefRefused:
            continue
        avoided = countries_of(brief.avoid_regions, case.world)
        for row in answer.routes:
            assert not avoided & {candidate.country for candidate in row.route}
            weakest = max(candidate.evidence for candidate in row.route)
            assert brief.min_evidence is None or weakest <= EVIDENCE_GRADES.index(brief.min_evidence)
            tried.update(["avoid-region"] if avoided else [], evidence=brief.min_evidence is not None)

    assert min(tried["avoid-region"], tried["evidence"]) > 20


def test_what_is_included_takes_no_route_away() -> None:
    opened = 0
    for case in map(seeded_case, range(300)):
        judge = Judge(case.world)
        routes = _routes(case, replace(case.brief, include=frozenset()), judge)
        more = _routes(case, replace(case.brief, include=frozenset({"announced", "held"})), judge)
        if routes is not None and more is not None:
            assert _cut_to(routes, _keys(more)) <= more
            opened += routes != more

    assert opened > 10


def test_what_is_at_hand_takes_no_route_away_and_adds_no_weeks() -> None:
    tried, shorter, unassigned = 0, 0, 0
    for seed, case in ((seed, seeded_case(seed)) for seed in range(260)):
        bare = replace(case.brief, have=())
        steps = [step for process in case.world.processes for step in process.steps]
        chosen = Random(seed).choice(steps).produces  # noqa: S311
        before, after = _minutes(case, bare), _minutes(case, replace(bare, have=chosen))
        if before is None or after is None:
            continue
        recipes = {process for process, _ in after}
        keys = _keys(set(after))
        for route, minutes in before.items():
            if route[0] not in recipes and recipes:
                continue
            (cut,) = _cut_to({route}, keys) if keys else (route,)
            assert cut in after, (seed, chosen)
            assert all(less <= more for less, more in zip(after[cut], minutes, strict=True)), (seed, chosen)
            tried += 1
            shorter += after[cut] < minutes
            unassigned += cut != route

    assert min(tried, shorter, unassigned) > 100


def _minutes(case: Case, brief: Brief) -> dict[tuple[str, Assignment], tuple[int, ...]] | None:
    """Return how long every route takes at its shortest, typical and longest."""
    try:
        nets = [outlook.net for outlook in outlooks_of(case.world, brief)]
    except BriefRefused:
        return None
    return {
        (
            net.process,
            frozenset((net.stages[candidate.stage].key, candidate.id) for candidate in route),
        ): tuple(route_minutes(route, net, column) for column in range(3))
        for net in nets
        for route in Search(net, DEFAULT_ORDER).routes()
    }


def test_a_route_cut_short_is_a_route_of_the_shorter_question() -> None:
    tried = 0
    for case in map(seeded_case, range(1200)):
        whole = replace(case.brief, from_step=None, to_step=None)
        if whole == case.brief or case.brief.single_contract:
            continue
        judge = Judge(case.world)
        short, full = _routes(case, case.brief, judge), _routes(case, whole, judge)
        if short and full and "substance" in _keys(short):
            assert _cut_to(full, _keys(short)) <= _cut_to(short, _keys(full))
            tried += 1

    assert tried > 15


def _shuffled(random: Random, facts: Iterable[Fact]) -> list[Fact]:
    found = list(facts)
    random.shuffle(found)
    return found


def test_the_order_of_the_catalog_does_not_matter() -> None:
    answers = [_answers_in_two_orders(seed) for seed in range(100)]

    assert [first for first, _ in answers] == [second for _, second in answers]


def _answers_in_two_orders(seed: int) -> tuple[object, object]:
    case, shuffler = seeded_case(seed), Random(seed)  # noqa: S311
    world = case.world
    other = replace(
        world,
        processes=_shuffled(shuffler, world.processes),
        partners=dict(_shuffled(shuffler, world.partners.items())),
        sites=dict(_shuffled(shuffler, world.sites.items())),
        agreements=_shuffled(shuffler, world.agreements),
        lanes=dict(_shuffled(shuffler, world.lanes.items())),
        by_step={
            step: tuple(_shuffled(shuffler, rows))
            for step, rows in _shuffled(shuffler, world.by_step.items())
        },
        by_site={
            site: tuple(_shuffled(shuffler, rows))
            for site, rows in _shuffled(shuffler, world.by_site.items())
        },
    )
    return _answer(world, case), _answer(other, case)


def _answer(world: Catalog, case: Case) -> object:
    try:
        answer = plan(world, case.brief, rank_by=case.rank_by, k=None)
    except BriefRefused as refusal:
        return refusal.message
    rows = [(row.id, row.metrics, row.variants, [c.id for c in row.route]) for row in answer.routes]
    none = answer.no_route
    return rows, none and (
        none.conflicts,
        [(fix.change, fix.opens, [c.id for c in fix.best]) for fix in none.fixes],
        none.shortfalls,
        none.empty,
        [(miss.step, miss.judged.row.capability.id) for miss in none.near],
    )
