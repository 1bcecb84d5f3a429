"""Minimal conflicts and corrections against brute force over all subsets of terms, on random worlds."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations

import pytest

from cdmo_plan.domain.brief import Brief, Term
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.domain.world import World
from cdmo_plan.network.contradictions import refuse_contradictions
from cdmo_plan.network.judging import Judge
from cdmo_plan.network.rows import outlooks_of
from cdmo_plan.planner.conditions import ASKED, Conditions, Unconfirmed
from cdmo_plan.planner.criteria import DEFAULT_ORDER
from cdmo_plan.planner.no_route import conflicts_of, corrections_of
from cdmo_plan.planner.search import Search
from tests.support.tight_worlds import tight_case, tight_rich_case
from tests.support.worlds import Case

Terms = frozenset[Term]

WORLDS_A_BLOCK = 500
NO_BOUND = 1000
_CHANGING = {"expression", "region", "via", "container", "dose-form", "development-phase"}
"""Terms that change what is asked as well as refuse: only with these may fewer terms open less."""


def only(brief: Brief, kept: Terms) -> Brief:
    for term in dict.fromkeys(brief.terms()):
        if term not in kept and term.name not in ASKED:
            brief = brief.without(term)
    return brief


def has_route(world: World, brief: Brief, judge: Judge | None = None) -> bool:
    try:
        refuse_contradictions(brief, world)
        possible = outlooks_of(world, brief, judge, with_refused=False)
    except BriefRefused:
        return False
    return any(o.net.is_possible and Search(o.net, DEFAULT_ORDER).has_route() for o in possible)


def _subsets(terms: Terms) -> Iterator[Terms]:
    ordered = sorted(terms, key=str)
    return (frozenset(some) for size in range(len(terms) + 1) for some in combinations(ordered, size))


def brute_force(case: Case, terms: Terms, judge: Judge) -> dict[Terms, bool]:
    return {some: has_route(case.world, only(case.brief, some), judge) for some in _subsets(terms)}


def _by_brute_force(terms: Terms, holds: dict[Terms, bool]) -> tuple[set[Terms], set[Terms]]:
    """Return all minimal conflicts, and all minimal sets of terms that open routes if they are given up."""
    opening = [terms - some for some, is_held in holds.items() if is_held]
    corrections = {some for some in opening if not any(other < some for other in opening)}
    # Terms clash where no brief that has them all, with any of the others, has a route.
    clashing = [some for some in holds if all(some & given_up for given_up in opening)]
    return {some for some in clashing if not any(other < some for other in clashing)}, corrections


def _check(case: Case, seen: Counter[str]) -> None:
    """Compare all that is told of one case with brute force."""
    # That a judge who keeps what was found changes nothing is proved in tests/network/test_judging.py.
    judge = Judge(case.world)
    conditions = Conditions(case.world, case.brief, judge)
    terms = frozenset(conditions.terms)
    holds = brute_force(case, terms, judge)
    seen["worlds"] += 1
    if holds[terms]:
        return
    expected, corrections = _by_brute_force(terms, holds)
    found = conflicts_of(conditions, NO_BOUND)
    assert found.is_complete
    assert {frozenset(conditions.terms_of(some)) for some in found.conflicts} == expected
    assert {frozenset(conditions.terms_of(some)) for some in found.corrections} == corrections
    for conflict in expected:
        assert not holds[conflict], "alone the conflict has a route"
        failing = [term for term in conflict if not holds[conflict - {term}]]
        if {term.name for term in terms} & _CHANGING:
            seen["more than one to give up"] += bool(failing)
        else:
            assert not failing, "without one of its terms the conflict still fails"
        seen[f"conflict of {len(conflict)}"] += 1
    seen["no route"] += 1
    seen["several conflicts"] += len(expected) > 1


def _checked(make: Callable[[int], Case], seeds: range) -> Counter[str]:
    seen: Counter[str] = Counter()
    for seed in seeds:
        _check(make(seed), seen)
    return seen


@pytest.mark.parametrize("block", range(4))
def test_all_conflicts_and_corrections_are_those_of_brute_force_over_all_subsets(block: int) -> None:
    seen = _checked(tight_case, range(block * WORLDS_A_BLOCK, (block + 1) * WORLDS_A_BLOCK))

    assert seen["worlds"] == WORLDS_A_BLOCK
    assert seen["no route"] > 200, seen
    assert min(seen[f"conflict of {size}"] for size in range(3)) > 5, seen
    assert seen["conflict of 3"] > 0, seen
    assert seen["several conflicts"] > 20, seen
    assert seen["more than one to give up"] < 0.05 * seen["no route"], seen


def test_so_they_are_with_other_recipes_partners_of_networks_and_shared_inputs() -> None:
    seen = _checked(tight_rich_case, range(80))

    assert seen["no route"] > 25, seen


def test_facts_to_confirm_are_those_of_brute_force_over_all_subsets_of_terms_and_facts() -> None:
    seen: Counter[str] = Counter()
    for case in map(tight_case, range(10_000, 10_150)):
        judge = Judge(case.world)
        conditions = Conditions(case.world, case.brief, judge)
        if conditions.search(conditions.every_term | conditions.every_fact):
            continue
        everything = conditions.every_term | conditions.every_fact
        opening = [
            given_up for given_up in range(everything + 1) if _granting(case, conditions, given_up, judge)
        ]
        minimal = {some for some in opening if not any(o != some and not o & ~some for o in opening)}
        assert set(corrections_of(conditions, NO_BOUND).corrections) == minimal
        seen.update(
            fact.kind for some in minimal for fact in conditions.named(some) if isinstance(fact, Unconfirmed)
        )

    assert min(seen[kind] for kind in ("announced", "held", "one-contract")) > 0, seen


def _granting(case: Case, conditions: Conditions, given_up: int, judge: Judge) -> bool:
    """Tell whether a world in which some facts are confirmed has a route for some of the terms."""
    named = conditions.named(given_up)
    facts = [fact for fact in named if isinstance(fact, Unconfirmed)]
    brief = only(case.brief, frozenset(conditions.terms) - frozenset(named))
    include = frozenset(fact.kind for fact in facts if not fact.word)
    if include and brief.strict:
        return False  # Strict refuses what --include lets in with a doubt.
    merged = {fact.word for fact in facts}
    agreements = [
        replace(each, one_contract=True) if each.id in merged else each for each in case.world.agreements
    ]
    brief = replace(brief, include=brief.include | include)
    return has_route(replace(case.world, agreements=agreements), brief, None if merged else judge)
