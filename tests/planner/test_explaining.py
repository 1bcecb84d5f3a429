"""`explain` on the shipped catalog: conflicts and changes proved by plans from scratch; special answers."""

from itertools import combinations
from typing import Any

import pytest

from cdmo_plan.domain.brief import Brief, ScaleNeed, Term
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.planner.explaining import explain_brief
from cdmo_plan.planner.no_route import NoRoute
from cdmo_plan.planner.plan import plan
from tests.planner.test_conflicts import has_route, only
from tests.support.catalogs import TODAY, Plants, antibody, catalog
from tests.support.real import brief, real_catalog

HARD: dict[str, dict[str, Any]] = {
    "one contract in Japan": {"modality": "mab", "regions": ("JP",), "single_contract": True},
    "strict in China": {
        "modality": "aav",
        "regions": ("CN",),
        "expression": "suspension-hek",
        "avoid": ("pall",),
        "strict": True,
    },
    "one contract for a conjugate": {"modality": "adc", "regions": ("EU",), "single_contract": True},
    "two limits": {"modality": "mab", "regions": ("EU",), "max_weeks": 40, "min_evidence": "stated"},
    "cells at one site": {
        "modality": "car-t",
        "regions": ("EU", "UK"),
        "development_phase": "commercial",
        "max_partners": 1,
        "max_transfers": 0,
    },
    "twelve terms": {
        "modality": "mab",
        "regions": ("JP",),
        "avoid_regions": ("FR",),
        "container": "prefilled-syringe",
        "dose_form": "lyophilized",
        "expression": "mammalian",
        "development_phase": "commercial",
        "scale": ScaleNeed.parse("15000"),
        "markets": ("FDA", "EMA"),
        "avoid": ("lonza",),
        "single_contract": True,
        "max_partners": 1,
    },
}


def _none(asked: Brief) -> NoRoute:
    none = explain_brief(real_catalog(), asked).plan.no_route
    assert none is not None
    return none


@pytest.mark.parametrize("terms", HARD.values(), ids=HARD)
def test_a_conflict_fails_alone_and_not_without_one_of_its_terms(terms: dict[str, Any]) -> None:
    asked = brief(**terms)
    none = _none(asked)

    assert none.is_complete
    assert none.conflicts
    for conflict in none.conflicts:
        assert not has_route(real_catalog(), only(asked, frozenset(conflict)))
        for term in conflict:
            assert has_route(real_catalog(), only(asked, frozenset(conflict) - {term}))


@pytest.mark.parametrize("terms", HARD.values(), ids=HARD)
def test_changes_open_routes_as_told_and_none_of_them_is_needless(terms: dict[str, Any]) -> None:
    asked = brief(**terms)
    none = _none(asked)

    for fix in none.fixes:
        answer = plan(real_catalog(), fix.brief, k=1)
        assert answer.feasible == fix.opens > 0
        assert (answer.routes[0].route, answer.routes[0].metrics) == (fix.best, fix.metrics)
        dropped = [change.condition for change in fix.changes]
        if not all(isinstance(each, Term) for each in dropped):
            continue
        terms_left = frozenset(asked.terms())
        for some in combinations(dropped, len(dropped) - 1):
            assert not has_route(real_catalog(), only(asked, terms_left - frozenset(some)))
    assert {frozenset(c.condition for c in fix.changes) for fix in none.fixes}


def test_a_limit_and_a_scale_are_loosened_no_further_than_needed() -> None:
    none = _none(brief(**HARD["twelve terms"]))
    changes = {change.text for fix in none.fixes for change in fix.changes}

    assert {"lower scale-l to 2000", "raise max-partners to 2"} <= changes


def test_a_site_that_could_do_all_but_for_one_term_is_told() -> None:
    none = _none(brief(**HARD["one contract for a conjugate"]))
    (visp,) = none.whole_sites

    assert visp.site.id == "lonza-visp"
    assert visp.fails == "region"
    assert visp.steps == ("drug-substance", "payload-linker", "conjugation", "fill-finish")


def test_contradictory_terms_are_told_and_what_opens_routes() -> None:
    asked = brief("mab", regions=("EU",), via=(("drug-substance", "agc-chiba"),))
    explanation = explain_brief(real_catalog(), asked)
    (contradiction,) = explanation.contradictions
    none = explanation.plan.no_route

    assert {term.name for term in contradiction.terms} == {"via", "region"}
    assert none is not None
    assert [set(conflict) for conflict in none.conflicts] == [set(contradiction.terms)]
    assert {fix.change for fix in none.fixes} >= {"drop region EU", "relax region for drug-substance"}


def test_words_that_name_nothing_are_refused_first() -> None:
    with pytest.raises(BriefRefused, match="unknown region"):
        explain_brief(real_catalog(), brief("mab", regions=("Atlantis",), avoid_regions=("Atlantis",)))


def test_where_there_are_routes_the_terms_that_keep_rows_out_are_told_with_what_there_is_without() -> None:
    asked = brief("mab", regions=("EU",), dose_form="lyophilized", single_contract=True)
    explanation = explain_brief(real_catalog(), asked)
    opens = [fix.opens for fix in explanation.binding]

    assert explanation.plan.no_route is None
    assert opens == sorted(opens, reverse=True)
    for fix in explanation.binding:
        (change,) = fix.changes
        assert isinstance(change.condition, Term)
        there = plan(real_catalog(), asked.without(change.condition), k=1).feasible
        assert there == fix.opens > explanation.plan.feasible


def test_a_modality_that_nobody_makes_is_hopeless_and_an_announced_maker_is_a_way_out() -> None:
    plants = Plants()
    plants.site("alpha-one", "alpha", "DE")
    rows = [plants.row("alpha-one", "fill-finish")]
    world = catalog([antibody()], rows)
    none = explain_brief(world, Brief(modality="mab", as_of=TODAY, regions=("DE",))).plan.no_route

    assert none is not None
    assert none.conflicts == ((),)
    assert none.gap == none.empty == ("cell-line-development", "drug-substance")
    assert none.fixes == ()
