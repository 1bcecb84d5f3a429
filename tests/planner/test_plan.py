"""The use case on the catalog that ships with the program, as of one day."""

from datetime import date
from typing import Any

import pytest

from cdmo_plan.domain.eligibility.findings import Verdict
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.network.net import Candidate
from cdmo_plan.network.rows import Ledger
from cdmo_plan.planner.no_route import NoRoute
from cdmo_plan.planner.plan import DEFAULT_K, Plan, PlannedRoute, plan, route_id
from tests.support.real import brief, real_catalog

CONGENIAL: dict[str, Any] = {
    "regions": ("EU",),
    "container": "vial",
    "dose_form": "lyophilized",
    "single_contract": True,
}


def _plan(modality: str, *, k: int | None = None, **terms: Any) -> Plan:
    return plan(real_catalog(), brief(modality, **terms), k=k)


def _places(route: PlannedRoute) -> dict[str, str]:
    stages = route.outlook.net.stages
    return {stage.key: found.place for stage, found in zip(stages, route.route, strict=True)}


def _verdict(route: PlannedRoute, key: str) -> Verdict:
    ledger: Ledger = route.outlook.ledger
    number = [stage.key for stage in route.outlook.net.stages].index(key)
    return ledger.verdict_of(key, route.route[number].id)


def _candidates(answer: Plan, key: str) -> dict[str, Candidate]:
    return {
        candidate.id: candidate
        for outlook in answer.outlooks
        for stage in outlook.net.stages
        if stage.key == key
        for candidate in stage.candidates
    }


def _none(answer: Plan) -> NoRoute:
    assert answer.no_route is not None
    assert not answer.routes
    return answer.no_route


def test_a_freeze_dried_antibody_in_europe_under_one_contract() -> None:
    answer = _plan("mab", **CONGENIAL)
    route = next(
        found
        for found in answer.routes
        if _places(found)["drug-substance"] == "agc-copenhagen"
        and _places(found)["fill-finish"] == "bioconnection-oss"
    )

    assert route.rank <= 3
    assert (route.metrics.contracts, route.metrics.partners, route.metrics.sites) == (1, 2, 2)
    questions = [question.text for question in _verdict(route, "cell-line-development").questions]
    assert any("which AGC Biologics site" in text and "cell line" in text for text in questions)
    assert all(found.metrics.contracts == 1 for found in answer.routes)


def test_among_equals_a_named_plant_comes_before_one_that_no_source_names() -> None:
    answer = _plan("mrna-lnp", regions=("EU",), via=(("fill-finish", "recipharm"),))
    worth = [
        (m.containment, m.contracts, m.doubts, m.partner_changes, m.unnamed)
        for m in (route.metrics for route in answer.routes)
    ]
    fillers = {_places(route)["fill-finish"] for route in answer.routes}

    assert worth == sorted(worth)
    assert "recipharm/network/fill-finish/1" in _candidates(answer, "fill-finish")
    assert fillers == {"recipharm-monts"}


@pytest.mark.parametrize("region", ["EU", "US"])
def test_a_filler_makes_no_plasmid_by_being_in_the_network_of_one_who_does(region: str) -> None:
    answer = _plan("mrna-lnp", regions=(region,))
    offered = {"plasmid-dna", "mrna-ivt", "lnp-formulation"}

    assert answer.routes
    for step in offered:
        assert not any(name.startswith("recipharm/network") for name in _candidates(answer, step))


def test_boulder_makes_antibodies_in_2024_and_is_told_of_in_2026() -> None:
    terms: dict[str, Any] = {"regions": ("US",), "via": (("drug-substance", "agc-boulder"),)}
    before = _plan("mab", as_of=date(2024, 9, 1), **terms)
    none = _none(_plan("mab", **terms))

    assert before.routes
    assert {_places(route)["drug-substance"] for route in before.routes} == {"agc-boulder"}
    assert [[str(term) for term in conflict] for conflict in none.conflicts] == [
        ["via drug-substance=agc-boulder"]
    ]
    shortfalls = [
        shortfall
        for miss in none.near
        if miss.judged.row.site is not None and miss.judged.row.site.id == "agc-boulder"
        for shortfall in miss.judged.verdict.shortfalls
    ]
    assert any("closure by 2025-12-31 announced" in found.text for found in shortfalls)
    assert any("nothing later known" in found.text and found.sources for found in shortfalls)


CHINA: dict[str, Any] = {"regions": ("CN",), "expression": "suspension-hek"}


def test_aav_in_china_is_made_at_kun_base_and_filled_elsewhere() -> None:
    answer = _plan("aav", **CHINA)
    route = next(found for found in answer.routes if _places(found)["viral-vector"] == "packgene-kun-base")
    fill = _verdict(route, "fill-finish")

    assert _places(route)["plasmid-dna"] == "packgene-kun-base"
    assert any(doubt.is_containment for doubt in fill.doubts), (
        "its own filling plant is announced for Houston"
    )


def test_avoiding_a_supplier_removes_who_lists_its_equipment_and_notes_who_says_nothing() -> None:
    without, avoiding = _plan("aav", **CHINA), _plan("aav", avoid=("pall",), **CHINA)
    removed = set(_candidates(without, "viral-vector")) - set(_candidates(avoiding, "viral-vector"))
    equipment = {row.capability.id: row.capability.equipment for row in real_catalog().rows("viral-vector")}

    assert removed
    assert all(equipment[name] is not None for name in removed)
    assert avoiding.routes
    for route in avoiding.routes:
        notes = [note.text for note in _verdict(route, "viral-vector").footnotes]
        assert any("equipment not stated" in text for text in notes)


def test_strictly_avoiding_a_supplier_removes_who_says_nothing_too() -> None:
    strict = _plan("aav", avoid=("pall",), strict=True, **CHINA)
    equipment = {row.capability.id: row.capability.equipment for row in real_catalog().rows("viral-vector")}

    assert all(equipment[name] is not None for name in _candidates(strict, "viral-vector"))
    assert [[str(term) for term in conflict] for conflict in _none(strict).conflicts] == [
        ["region CN", "strict"],
        ["avoid pall", "strict"],
    ]


def test_fill_and_freeze_drying_at_two_sites_contradict_each_other() -> None:
    via = (("fill-finish", "bioconnection-oss"), ("lyophilization", "simtra-halle"))

    with pytest.raises(BriefRefused, match=r"fill-finish=bioconnection-oss.*lyophilization=simtra-halle"):
        _plan("mab", dose_form="lyophilized", via=via)


def test_a_clinical_antibody_in_europe_has_routes() -> None:
    answer = _plan("mab", regions=("EU",), development_phase="clinical")

    assert answer.routes
    assert answer.no_route is None


def test_japan_lacks_a_dryer_of_antibodies_under_one_contract_and_oss_would_do() -> None:
    none = _none(_plan("mab", regions=("JP",), dose_form="lyophilized", single_contract=True))
    fix = next(found for found in none.fixes if found.change == "relax region for fill-finish")

    assert [str(term) for term in none.conflicts[0]] == ["region JP", "single-contract"]
    assert {"agc-chiba", "bioconnection-oss"} <= {candidate.place for candidate in fix.best}


def test_k_rows_come_first_to_last_and_the_default_is_ten() -> None:
    every, some = _plan("mab", k=None), _plan("mab", k=DEFAULT_K)

    assert DEFAULT_K == 10
    assert [route.id for route in some.routes] == [route.id for route in every.routes[:DEFAULT_K]]
    assert [route.rank for route in some.routes] == list(range(1, DEFAULT_K + 1))
    assert some.feasible == every.feasible == len(every.routes)


def test_unfolding_loses_no_route() -> None:
    terms: dict[str, Any] = {"regions": ("EU",), "development_phase": "clinical"}
    rows = _plan("mab", **terms)
    unfolded = plan(real_catalog(), brief("mab", **terms), k=None, unfold=True)

    assert sum(route.variants for route in rows.routes) == unfolded.feasible
    assert {route.id for route in rows.routes} <= {route.id for route in unfolded.routes}
    assert len({route.id for route in unfolded.routes}) == unfolded.feasible


def test_all_recipes_of_a_modality_compete() -> None:
    answer = _plan("aav")

    assert {outlook.net.process for outlook in answer.outlooks} == {"aav-adherent", "aav-suspension"}
    assert {route.outlook.net.process for route in _plan("aav-adherent").routes} <= {"aav-adherent"}


def test_a_route_s_id_is_its_assignment() -> None:
    first = _plan("mab", k=1).routes[0]

    assert first.id == _plan("mab", k=1).routes[0].id == route_id("mab", first.route)
    assert route_id("other", first.route) != first.id


@pytest.mark.parametrize("terms", [{"rank_by": ("speed",)}, {"rank_by": ("",)}])
def test_an_unknown_criterion_is_refused(terms: dict[str, Any]) -> None:
    with pytest.raises(BriefRefused):
        plan(real_catalog(), brief("mab"), **terms)
