"""T2 and T3: held capacity, markets, and the age of what is known."""

import pytest

from cdmo_plan.domain.availability import Hold
from cdmo_plan.domain.eligibility.availability_checks import (
    check_age,
    check_holds,
)
from cdmo_plan.domain.eligibility.findings import Doubt, Shortfall
from cdmo_plan.domain.partners import Organisation, Partner
from cdmo_plan.domain.sources import GENERAL_KNOWLEDGE, Source
from tests.domain.builders import (
    PAGE,
    PARTNER,
    found_by,
    hold,
    marks,
    need,
    only,
    row,
    said,
    site,
    when,
    world,
)


def published(*years: str) -> tuple[Source, ...]:
    return tuple(Source(id=f"page-{year}", published=when(year)) for year in years)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("captive", "captive (Moderna)"),
        ("one-client", "kept for Moderna"),
        ("own-products-only", "own products only"),
    ],
)
def test_t2_capacity_that_takes_no_client_is_refused_and_shown_on_request(kind: str, text: str) -> None:
    held = row(holds=(hold(kind, beneficiary="moderna"),))
    known = world(held, organisations=(Organisation(id="moderna", name="Moderna"),))

    refused = only(check_holds, held, need(), known)
    shown = only(check_holds, held, need(include={"held"}), known)

    assert (type(refused), type(shown)) == (Shortfall, Doubt)
    assert refused.rule == shown.rule == "T2"
    assert refused.text == shown.text == text
    assert refused.sources == (PAGE,)


@pytest.mark.parametrize(
    ("kind", "beneficiary", "text"),
    [
        ("partly-reserved", "beta", "partly reserved for Beta"),
        ("partly-reserved", None, "partly reserved for another"),
        ("government-standby", "Germany", "government standby (Germany)"),
        ("government-standby", None, "government standby"),
        ("shared-with-own-products", None, "shared with own products"),
        ("priority-access", None, "priority access of another"),
        ("captive", None, "captive"),
        ("one-client", None, "kept for one client"),
    ],
)
def test_t2_partly_held_capacity_is_a_doubt_and_says_for_whom(
    kind: str, beneficiary: str | None, text: str
) -> None:
    held = row(holds=(hold(kind, beneficiary=beneficiary),))
    known = world(held, partners=(Partner(id="beta", name="Beta"),))

    finding = only(check_holds, held, need(include={"held"}), known)

    assert said([finding]) == [("Doubt", "held", "T2")]
    assert finding.text == text


def test_t2_a_hold_on_the_plant_or_the_company_binds_every_line() -> None:
    company = Partner(id="alpha", name="Alpha", holds=(hold("shared-with-own-products"),))
    plant = site(holds=(hold("partly-reserved"),))

    held = found_by(check_holds, row(at=plant, partner=company, holds=(hold("government-standby"),)), need())

    assert [finding.text for finding in held] == [
        "government standby",
        "partly reserved for another",
        "shared with own products",
    ]


def test_t2_a_hold_without_a_source_of_its_own_cites_the_row_s() -> None:
    finding = only(check_holds, row(holds=(Hold(kind="captive", marks=marks(40)),)), need())

    assert finding.sources == (PAGE,)


def test_t2_a_hold_that_is_over_or_to_come_binds_nothing() -> None:
    held = row(holds=(hold("captive", until="2025"), hold("captive", since="2027")))

    assert not found_by(check_holds, held, need())


@pytest.mark.parametrize(
    ("years", "known_as_of", "doubted"),
    [
        (("2020",), None, True),
        (("2020-12-31",), None, True),
        (("2021",), None, False),
        (("2021-11-21",), None, False),
        (("2021-11-20",), None, True),
        (("2020-02-29",), None, True),
        (("2013", "2024"), None, False),
        (("2013",), "2024", False),
        (("2013",), "2019", True),
        ((), None, False),
    ],
)
def test_t3_a_newest_source_over_five_years_old_is_a_doubt(
    years: tuple[str, ...], known_as_of: str | None, doubted: bool
) -> None:
    old = row(sources=published(*years), known_as_of=when(known_as_of))

    findings = found_by(check_age, old, need())

    assert said(findings) == ([("Doubt", "old-source", "T3")] if doubted else [])


def test_t3_the_doubt_tells_the_year() -> None:
    assert only(check_age, row(sources=published("2013", "2019")), need()).text == "newest source of 2019"


@pytest.mark.parametrize("known_as_of", [None, "2026"])
def test_t3_a_row_that_no_page_was_found_for_is_a_doubt(known_as_of: str | None) -> None:
    known = row(sources=(GENERAL_KNOWLEDGE,), known_as_of=when(known_as_of))

    finding = only(check_age, known, need())

    assert said([finding]) == [("Doubt", "general-knowledge", "T3")]
    assert finding.text == "general knowledge alone; no source found"


@pytest.mark.parametrize(
    ("sources", "text"),
    [
        ((PAGE, GENERAL_KNOWLEDGE), "general knowledge alone; no source says that it fills"),
        (published("2012"), "general knowledge alone; no source says that it fills"),
        ((GENERAL_KNOWLEDGE,), "general knowledge alone; no source found"),
    ],
)
def test_t3_a_page_about_something_else_founds_no_step(sources: tuple[Source, ...], text: str) -> None:
    guessed = row("fill-finish", sources=sources, general_knowledge=frozenset({"step"}))

    finding = only(check_age, guessed, need("fill-finish"))

    assert said([finding]) == [("Doubt", "general-knowledge", "T3")]
    assert finding.text == text


def test_t3_a_page_among_what_is_generally_known_is_a_source() -> None:
    assert not found_by(check_age, row(sources=(PAGE, GENERAL_KNOWLEDGE)), need())
    assert not found_by(check_age, row(general_knowledge=frozenset({"technology"})), need())


@pytest.mark.parametrize(("read", "doubted"), [("2026-11", False), ("2021-11-21", False), ("2020-06", True)])
def test_t3_a_page_without_a_date_is_as_old_as_its_reading_at_least(read: str, *, doubted: bool) -> None:
    undated = row(sources=(Source(id="page", read=when(read)), Source(id="other", read=when("2019"))))

    findings = found_by(check_age, undated, need())

    assert said(findings) == ([("Doubt", "old-source", "T3")] if doubted else [])
    assert [finding.text for finding in findings] == (
        ["no source has a date; last read in 2020-06"] if doubted else []
    )


def test_t3_a_dated_source_tells_its_age_and_not_when_it_was_read() -> None:
    old_but_read = Source(id="page", published=when("2012"), read=when("2026-11"))
    new_but_undated = Source(id="page", published=when("2024"), read=when("2019"))

    assert only(check_age, row(sources=(old_but_read,)), need()).text == "newest source of 2012"
    assert not found_by(check_age, row(sources=(new_but_undated,)), need())


def test_availability_does_not_depend_on_whether_the_world_knows_the_partner() -> None:
    assert not found_by(check_holds, row(partner=PARTNER), need(), world())
