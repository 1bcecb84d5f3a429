"""Why there is no route: conflicts proved minimal by brute force, fixes that open what they say."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from cdmo_plan.domain.brief import Brief, Term
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.domain.vocabulary import EVIDENCE_GRADES, Evidence
from cdmo_plan.planner.no_route import NoRoute
from cdmo_plan.planner.plan import plan
from tests.planner.test_conflicts import has_route
from tests.support.catalogs import TODAY, Plants, antibody, catalog
from tests.support.real import brief, real_catalog
from tests.support.worlds import Case, seeded_case


def _none(case: Case) -> NoRoute | None:
    try:
        return plan(case.world, case.brief).no_route
    except BriefRefused:
        return None


def _tightened(seeds: range) -> Iterator[Case]:
    """Make cases whose modality has routes, and briefs that may well ask too much of it."""
    for case in map(seeded_case, seeds):
        brief = replace(case.brief, modality=case.world.processes[0].modality, include=frozenset())
        bare = _only(brief, ())
        if has_route(case.world, bare):
            more = replace(brief, regions=("CH", "FR"), single_contract=True, strict=False, scale=None)
            yield replace(case, brief=more)


def _only(brief: Brief, kept: tuple[Term, ...]) -> Brief:
    """Return the brief with these terms and no other."""
    for term in brief.terms():
        if term not in kept and term in brief.terms():
            brief = brief.without(term)
    return brief


def test_every_fix_opens_as_many_rows_as_it_says() -> None:
    tried: Counter[str] = Counter()
    for case in _tightened(range(70)):
        none = _none(case)
        fixes = none.fixes if none else ()
        costs = [(len(fix.changes), fix.metrics.contracts, fix.metrics.partners) for fix in fixes]
        assert costs == sorted(costs), "smallest first, then cheapest"
        for fix in fixes:
            if any(
                not isinstance(change.condition, Term) and change.condition.word for change in fix.changes
            ):
                continue  # That an offering is one contract is no term of a brief.
            answer = plan(case.world, fix.brief, k=None)
            assert len(answer.routes) == fix.opens > 0, fix.change
            assert answer.routes[0].route == fix.best
            assert answer.routes[0].metrics == fix.metrics
            tried[fix.change.split()[0]] += 1
            tried["several changes"] += len(fix.changes) > 1

    assert tried["drop"] > 10
    assert tried["relax"] > 2
    assert tried["several changes"] > 5


_TIGHT = {"max_partners": 1, "max_transfers": 0, "max_weeks": 4, "min_evidence": "stated"}


@pytest.mark.parametrize("field", _TIGHT)
def test_a_limit_is_told_with_the_least_that_would_do(field: str) -> None:
    tried = 0
    for case in map(seeded_case, range(120)):
        tight: dict[str, Any] = {field: _TIGHT[field]}
        asked = replace(case.brief, modality=case.world.processes[0].modality, **tight)
        none = _none(replace(case, brief=asked))
        for overrun in none.overruns if none else ():
            if overrun.term.name != field.replace("_", "-"):
                continue
            assert has_route(case.world, replace(asked, **_limit(field, overrun.least)))
            assert not has_route(case.world, replace(asked, **_limit(field, _one_less(overrun.least))))
            verb = "lower" if field == "min_evidence" else "raise"
            changes = [fix.change for fix in none.fixes] if none else []
            assert f"{verb} {overrun.term.name} to {overrun.least}" in changes
            tried += 1

    assert tried > 8


def _limit(field: str, value: object) -> dict[str, Any]:
    return {field: value}


def _one_less(limit: int | Evidence) -> object:
    return limit - 1 if isinstance(limit, int) else EVIDENCE_GRADES[EVIDENCE_GRADES.index(limit) - 1]


def _fixed(case: Case, change: str) -> Brief:
    """Change a brief as the words of a fix say."""
    brief = case.brief
    if change.startswith("drop "):
        return brief.without(next(term for term in brief.terms() if f"drop {term}" == change))
    if change.startswith(("raise ", "lower ")):
        _, name, _, value = change.split()
        limit: object = value if name == "min-evidence" else int(value)
        return replace(brief, **{name.replace("-", "_"): limit})  # type: ignore[arg-type]
    if change.startswith("include "):
        return replace(brief, include=brief.include | {change.split()[1]})
    step = change.removeprefix("relax region for ")
    others = tuple(pair for pair in brief.step_regions if pair[0] != step)
    return replace(brief, step_regions=(*others, (step, tuple(case.world.countries))))


def _brief(**terms: object) -> Brief:
    return Brief(**{"modality": "mab", "as_of": TODAY, **terms})  # type: ignore[arg-type]


def _case(**terms: object) -> Case:
    """Ask a world of two partners: one makes and fills in Germany, the other fills in the United States."""
    plants = Plants()
    plants.site("alpha-one", "alpha", "DE")
    plants.site("beta-one", "beta", "US")
    rows = [
        plants.row("alpha-one", "drug-substance"),
        plants.row("alpha-one", "fill-finish", containers=("bag",)),
        plants.row("beta-one", "fill-finish", containers=("vial",)),
    ]
    return Case(world=catalog([antibody()], rows), brief=_brief(**terms), rank_by=(), shapes=())


def _told(case: Case) -> NoRoute:
    none = _none(case)
    assert none is not None
    return none


@pytest.mark.parametrize(
    ("terms", "conflict"),
    [
        ({"regions": ("US",)}, ["region US"]),
        ({"container": "vial", "single_contract": True}, ["container vial", "single-contract"]),
        ({"container": "vial", "regions": ("eu",)}, ["region eu", "container vial"]),
        ({"container": "vial", "avoid": ("beta",), "strict": False}, ["container vial", "avoid beta"]),
        ({"container": "vial", "avoid": ("beta", "beta")}, ["container vial", "avoid beta"]),
        ({"expression": "microbial", "container": "cartridge"}, ["container cartridge"]),
        ({"from_step": "fill-finish", "container": "cartridge"}, ["container cartridge"]),
    ],
)
def test_conflicts_made_by_hand(terms: dict[str, object], conflict: list[str]) -> None:
    (found,) = _told(_case(**terms)).conflicts

    assert [str(term) for term in found] == conflict


def test_where_nobody_can_answer_the_whole_the_conflict_is_within_what_was_asked() -> None:
    plants = Plants()
    plants.site("alpha-one", "alpha", "DE")
    rows = [plants.row("alpha-one", "fill-finish", containers=("bag",))]
    terms = {"from_step": "fill-finish", "container": "vial"}
    case = Case(world=catalog([antibody()], rows), brief=_brief(**terms), rank_by=(), shapes=())

    assert [str(term) for term in _told(case).conflicts[0]] == ["container vial"]


def test_a_modality_that_nobody_makes_has_an_empty_conflict_and_names_the_empty_stages() -> None:
    plants = Plants()
    plants.site("alpha-one", "alpha", "DE")
    rows = [plants.row("alpha-one", "fill-finish")]
    none = _told(Case(world=catalog([antibody()], rows), brief=_brief(), rank_by=(), shapes=()))

    assert none.conflicts == ((),)
    assert none.empty == ("cell-line-development", "drug-substance")
    assert none.fixes == ()


def test_shortfalls_are_counted_by_step_and_reason() -> None:
    none = _told(_case(regions=("US",)))

    assert none.shortfalls["drug-substance"] == {"region": 1}
    assert none.shortfalls["fill-finish"] == {"region": 1}


def test_the_nearest_are_the_refused_of_the_stages_that_nobody_can_do() -> None:
    none = _told(_case(step_regions=(("drug-substance", ("US",)),)))

    assert [(miss.step, miss.judged.row.capability.id) for miss in none.near] == [
        ("drug-substance", "alpha-one/drug-substance/1")
    ]


def test_a_region_can_be_relaxed_for_one_step() -> None:
    none = _told(_case(container="vial", regions=("eu",)))
    opens = {fix.change: fix.opens for fix in none.fixes}

    assert opens == {"drop container vial": 1, "drop region eu": 1, "relax region for fill-finish": 1}


def test_what_is_at_hand_is_in_no_conflict_and_no_fix_drops_it() -> None:
    asked = brief("mab", have=("released-drug-substance",), regions=("MD",), container="vial")
    reasons = plan(real_catalog(), asked).no_route

    assert reasons is not None
    assert {str(term) for terms in reasons.conflicts for term in terms} == {"region MD"}
    assert not [fix.change for fix in reasons.fixes if "have" in fix.change]
