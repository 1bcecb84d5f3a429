"""The verdict as a whole: all reasons, what strict makes of them, and how good the evidence is."""

from typing import Any

import pytest

from cdmo_plan.domain.brief import ScaleNeed
from cdmo_plan.domain.capability import Scale
from cdmo_plan.domain.eligibility.assess import CHECKS, assess
from cdmo_plan.domain.eligibility.findings import Verdict, evidence_rank
from cdmo_plan.domain.sources import GENERAL_KNOWLEDGE
from tests.domain.builders import PAGE, hold, need, row, target, timeline, when, world


def verdict(judged: Any, asked: Any) -> Verdict:
    return assess(judged, asked, world(judged))


def test_a_row_against_which_nothing_speaks_fits() -> None:
    fits = verdict(row(expression=("mammalian",)), need(hosts={"mammalian"}))

    assert fits == Verdict((), (), (), (), "stated")
    assert fits.is_eligible
    assert fits.open_questions == 0


def test_all_reasons_are_told_not_only_the_first() -> None:
    bad = row("viral-vector", modalities=("lentivirus",), timeline=timeline(("idled", "2024")), bulk_in=True)

    refused = verdict(bad, need("viral-vector", "aav", countries={"US"}, region_words="US"))

    assert [found.reason for found in refused.shortfalls] == ["bulk-in", "modality", "idled", "region"]
    assert not refused.is_eligible


def test_o3_only_counted_questions_are_open_questions() -> None:
    judged = row(expression=None, destinations=("BR",))

    found = verdict(judged, need(hosts={"mammalian"}))

    assert {question.reason for question in found.questions} == {"expression", "destinations"}
    assert found.open_questions == 1
    assert found.is_eligible


def test_strict_makes_shortfalls_of_doubts_counted_questions_and_footnotes() -> None:
    judged = row(holds=(hold("partly-reserved"),), destinations=("BR",))
    asked: dict[str, Any] = {"scale": ScaleNeed(volume_l=2000), "avoid": (target("supplier", "pall"),)}

    lenient, strict = verdict(judged, need(**asked)), verdict(judged, need(**asked, strict=True))

    assert lenient.is_eligible
    assert [found.text for found in strict.shortfalls] == [
        "partly reserved for another",
        "equipment not stated at Lyon",
        "2000 L? scale not stated",
    ]
    assert {(found.reason, found.term) for found in strict.shortfalls} == {("strict", "strict")}
    assert [found.rule for found in strict.shortfalls] == ["T2", "F5", "F1"]
    assert strict[1:] == lenient[1:]


def test_strict_keeps_where_each_reason_stands_and_what_it_cites() -> None:
    strict = verdict(row(holds=(hold("partly-reserved"),)), need(strict=True))

    (shortfall,) = strict.shortfalls
    assert shortfall.mark.line == 40
    assert shortfall.sources == (PAGE,)


def test_strict_leaves_what_fits_and_questions_that_no_term_rests_on() -> None:
    judged = row(destinations=("BR",), timeline=timeline(("operating", "2026")))

    strict = verdict(judged, need(strict=True))

    assert strict.is_eligible
    assert [question.reason for question in strict.questions] == ["status", "destinations"]


@pytest.mark.parametrize(
    ("fields", "terms", "grade"),
    [
        ({}, {}, "stated"),
        ({"network": True}, {}, "network-stated"),
        ({"inferred": frozenset({"modalities.mab"})}, {}, "inferred"),
        ({"inferred": frozenset({"modalities"})}, {}, "inferred"),
        ({"inferred": frozenset({"modalities.bispecific"})}, {}, "stated"),
        ({"inferred": frozenset({"site"})}, {}, "inferred"),
        ({"inferred": frozenset({"status"})}, {}, "inferred"),
        ({"general_knowledge": frozenset({"step"})}, {}, "general-knowledge"),
        ({"inferred": frozenset({"containers"})}, {}, "stated"),
        ({"inferred": frozenset({"containers"})}, {"container": "vial"}, "inferred"),
        ({"inferred": frozenset({"containers.bag"})}, {"container": "vial"}, "stated"),
        ({"inferred": frozenset({"dose_forms.liquid"})}, {"dose_form": "liquid"}, "inferred"),
        ({"general_knowledge": frozenset({"expression"})}, {}, "stated"),
        ({"general_knowledge": frozenset({"expression"})}, {"hosts": {"mammalian"}}, "general-knowledge"),
        (
            {"inferred": frozenset({"scale_l"}), "scale_l": Scale(max=2000)},
            {"scale": ScaleNeed(volume_l=2000)},
            "inferred",
        ),
        ({"inferred": frozenset({"development_phases"})}, {"development_phase": "clinical"}, "inferred"),
        ({"inferred": frozenset({"grade"})}, {"grades": {"gmp"}}, "inferred"),
        ({"inferred": frozenset({"grade"})}, {}, "stated"),
        ({"sources": (GENERAL_KNOWLEDGE,)}, {}, "general-knowledge"),
        ({"sources": (GENERAL_KNOWLEDGE, PAGE)}, {}, "stated"),
    ],
)
def test_evidence_is_that_of_the_weakest_field_that_the_answer_leans_on(
    fields: dict[str, Any], terms: dict[str, Any], grade: str
) -> None:
    assert verdict(row(**fields), need(**terms)).evidence == grade


def test_evidence_grades_rank_from_stated_to_general_knowledge() -> None:
    grades = ("stated", "network-stated", "inferred", "general-knowledge")

    assert [evidence_rank(grade) for grade in grades] == [0, 1, 2, 3]  # type: ignore[arg-type]


def test_every_check_says_in_its_manual_which_rule_it_applies() -> None:
    for check in CHECKS:
        assert check.__doc__ is not None
        head, colon, _ = check.__doc__.partition(":")
        assert colon
        assert all(word[0] in "SFTO" and word[1:].isdigit() for word in head.split(", ")), check.__name__


def test_a_newest_source_is_the_last_published_or_the_day_until_which_a_row_is_known() -> None:
    assert row(known_as_of=when("2026")).capability.newest_year == 2026
    assert row().capability.newest_year == 2025
    assert row(sources=()).capability.newest_year is None
