"""T2, F4: limits of territory, and the regulators of the markets that a brief names."""

from typing import Any

import pytest

from cdmo_plan.domain.capability import RegulatorRecord
from cdmo_plan.domain.eligibility.assess import assess
from cdmo_plan.domain.eligibility.findings import Doubt, Question, Shortfall
from cdmo_plan.domain.eligibility.market_checks import check_destinations, check_regulators
from cdmo_plan.domain.eligibility.need import Market
from tests.domain.builders import found_by, marks, need, only, row, said, when, world
from tests.support.catalogs import COUNTRIES, REGIONS

EMA = Market(word="EMA", authorities=frozenset({"ema", "bfarm"}), territory=frozenset({"DE", "FR"}))
FDA = Market(word="FDA", authorities=frozenset({"fda"}), territory=frozenset({"US"}))
NOWHERE = Market(word="WHO", authorities=frozenset({"who"}))
MARKS = marks(10, "destinations", "regulators")


def _record(authority: str, kind: str | None = None, dated: str | None = None) -> RegulatorRecord:
    return RegulatorRecord(authority=authority, kind=kind, dated=when(dated))


def _asked(*markets: Market, **terms: Any) -> Any:
    return need(gmp=True, markets=markets, **terms)


def _limited(*words: str) -> Any:
    return row(destinations=words, marks=MARKS)


def _known(*records: RegulatorRecord, **fields: Any) -> Any:
    return row(regulators=records, marks=MARKS, **fields)


@pytest.mark.parametrize("asked", [need(), need(gmp=True), need(markets=(FDA,))])
def test_a_limit_asks_where_no_market_binds_the_stage(asked: Any) -> None:
    finding = only(check_destinations, _limited("African Union", "BR"), asked)

    assert isinstance(finding, Question)
    assert not finding.counted
    assert said([finding]) == [("Question", "destinations", "T2")]
    assert finding.text == "makes for African Union, BR only: which market?"
    assert finding.mark.line == 11
    assert not found_by(check_destinations, row(), need())


@pytest.mark.parametrize(
    ("words", "market", "kind", "text"),
    [
        (("US",), FDA, None, None),
        (("united states", "CH"), FDA, None, None),
        (("eu",), EMA, None, None),
        (("DE", "FR"), EMA, None, None),
        (("eu",), FDA, Shortfall, "makes for eu only, not for FDA's market"),
        (("DE",), EMA, Question, "makes for DE only: for EMA's market too?"),
        (("Utopia",), FDA, Question, "makes for Utopia only: for FDA's market too?"),
        (("US",), NOWHERE, Question, "makes for US only: for WHO's market too?"),
    ],
)
def test_a_limit_is_compared_with_the_market(words: Any, market: Market, kind: Any, text: str | None) -> None:
    where = world(countries=COUNTRIES, regions=REGIONS)
    findings = found_by(check_destinations, _limited(*words), _asked(market), where)

    assert [(type(found), found.text, found.rule, found.term) for found in findings] == (
        [(kind, text, "T2", "market")] if kind else []
    )
    assert all(found.counted for found in findings if isinstance(found, Question))


@pytest.mark.parametrize(
    ("records", "found"),
    [
        ([], [("Question", "inspected for EMA?")]),
        ([_record("FDA", "inspected")], [("Question", "inspected for EMA?")]),
        ([_record("EMA")], [("Question", "EMA: inspected or approved? the source only names it")]),
        ([_record("EMA", "design-intent")], [("Question", "inspected for EMA? it is designed to be")]),
        ([_record("EMA", "inspected")], []),
        ([_record("ema", "approved-product", "2025")], []),
        ([_record("BfArM", "inspected")], []),
        ([_record("EMA", "inspected", "2026-12")], [("Question", "inspected for EMA?")]),
        (
            [_record("EMA", "warning-letter", "2022")],
            [
                ("Doubt", "EMA warning letter of 2022, nothing later known"),
                ("Question", "inspected for EMA?"),
            ],
        ),
        ([_record("EMA", "warning-letter", "2022"), _record("EMA", "inspected", "2024")], []),
        (
            [_record("EMA", "warning-letter", "2022"), _record("EMA", "inspected", "2022-03")],
            [("Doubt", "EMA warning letter of 2022, nothing later known")],
        ),
        (
            [_record("EMA", "warning-letter"), _record("EMA", "inspected", "2024")],
            [("Doubt", "EMA warning letter, nothing later known")],
        ),
        (
            [_record("EMA", "warning-letter", "2025"), _record("EMA", "inspected")],
            [("Doubt", "EMA warning letter of 2025, nothing later known")],
        ),
        ([_record("EMA", "warning-letter", "2027"), _record("EMA", "inspected", "2020")], []),
    ],
)
def test_a_market_asks_for_its_regulator(
    records: list[RegulatorRecord], found: list[tuple[str, str]]
) -> None:
    findings = found_by(check_regulators, _known(*records), _asked(EMA))

    assert [(type(each).__name__, each.text) for each in findings] == found
    assert {each.term for each in findings} <= {"market"}
    assert all(each.counted for each in findings if isinstance(each, Question))
    assert all(each.mark.line == 12 for each in findings)


def test_every_market_is_asked_for() -> None:
    findings = found_by(check_regulators, _known(_record("FDA", "inspected")), _asked(EMA, FDA))

    assert [each.text for each in findings] == ["inspected for EMA?"]


def test_an_inferred_regulator_is_a_question() -> None:
    judged = _known(_record("EMA", "inspected"), inferred=frozenset({"regulators"}))

    assert only(check_regulators, judged, _asked(EMA)).text == "inspected for EMA? that is inferred"
    assert assess(judged, _asked(EMA), world(judged)).evidence == "inferred"


def test_a_stage_that_is_no_gmp_work_is_not_bound() -> None:
    assert not found_by(check_regulators, _known(), need(markets=(EMA,)))


def test_strict_wants_the_regulator_stated() -> None:
    strict = assess(_known(), _asked(EMA, strict=True), world(_known()))
    letter = assess(_known(_record("EMA", "warning-letter")), _asked(EMA), world(_known()))

    assert [found.reason for found in strict.shortfalls] == ["strict"]
    assert any(isinstance(found, Doubt) for found in letter.doubts)


@pytest.mark.parametrize(
    ("grade", "fields", "is_refused"),
    [
        ("stated", {}, False),
        ("stated", {"inferred": frozenset({"modalities"})}, True),
        ("inferred", {"inferred": frozenset({"modalities"})}, False),
        ("inferred", {"general_knowledge": frozenset({"modalities"})}, True),
        ("general-knowledge", {"general_knowledge": frozenset({"modalities"})}, False),
        ("stated", {"network": True}, True),
        ("network-stated", {"network": True}, False),
    ],
)
def test_f4_a_row_of_weaker_evidence_is_refused(grade: Any, fields: dict[str, Any], is_refused: bool) -> None:
    judged = row("fill-finish", **fields)
    shortfalls = assess(judged, need("fill-finish", min_evidence=grade), world(judged)).shortfalls

    refused = [found for found in shortfalls if found.reason == "evidence"]
    assert [(found.rule, found.term) for found in refused] == [("F4", "min-evidence")] * is_refused
    assert all(f"you asked for {grade}" in found.text for found in refused)
