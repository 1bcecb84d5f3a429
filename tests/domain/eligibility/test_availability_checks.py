"""T1: states over time, and who runs a plant on which day."""

from datetime import date
from typing import Any

import pytest

from cdmo_plan.domain.availability import Status, Timeline
from cdmo_plan.domain.eligibility.availability_checks import (
    check_holds,
    check_owner,
    check_status,
)
from cdmo_plan.domain.partners import Partner
from cdmo_plan.domain.sources import Source
from cdmo_plan.domain.vocabulary import State
from tests.domain.builders import (
    PAGE,
    found_by,
    hold,
    marks,
    need,
    only,
    owner,
    row,
    said,
    site,
    timeline,
    when,
    world,
)


def published(*years: str) -> tuple[Source, ...]:
    return tuple(Source(id=f"page-{year}", published=when(year)) for year in years)


def test_t1_an_operating_plant_fits() -> None:
    assert not found_by(check_status, row(at=site(timeline=timeline(("operating", "2020")))), need())


def test_t1_a_row_without_any_state_counts_as_operating() -> None:
    assert not found_by(check_status, row(), need())


@pytest.mark.parametrize("level", ["site", "line"])
def test_t1_a_state_of_the_plant_and_one_of_the_line_both_count(level: str) -> None:
    open_, shut = timeline(("operating", "2020")), timeline(("idled", "2024-11"))
    plant = site(timeline=shut if level == "site" else open_)

    finding = only(check_status, row(at=plant, timeline=shut if level == "line" else open_), need())

    assert said([finding]) == [("Shortfall", "idled", "T1")]
    assert finding.text == "idled since 2024-11: takes no new programme"
    assert finding.sources == (PAGE,)


@pytest.mark.parametrize(
    ("states", "fields", "reason", "text"),
    [
        ([("closed", "2025")], {}, "closed", "closed since 2025: takes no new programme"),
        ([("idled", None)], {}, "idled", "idled: takes no new programme"),
        ([("in-sale", "2025-09")], {}, "in-sale", "being sold since 2025-09: takes no new programme"),
        ([("closing", "2026")], {}, "closing", "closing since 2026: takes no new programme"),
        (
            [("closing", "2026-01")],
            {"ends": "2027-06"},
            "closing",
            "closing since 2026-01, to end by 2027-06: takes no new programme",
        ),
        (
            [("operating", None), ("closing", "2025-09")],
            {"ends": "2025-12-31"},
            "closing",
            "closure by 2025-12-31 announced (2025-09), nothing later known",
        ),
    ],
)
def test_t1_plants_on_their_way_out_take_no_new_programme(
    states: list[Any], fields: dict[str, str], reason: str, text: str
) -> None:
    finding = only(check_status, row(at=site(timeline=timeline(*states, **fields))), need())

    assert said([finding]) == [("Shortfall", reason, "T1")]
    assert finding.text == text


def test_t1_what_was_announced_stays_announced_past_its_date() -> None:
    announced = row(timeline=timeline(("announced", "2023"), expected="2025"))

    finding = only(check_status, announced, need())

    assert said([finding]) == [("Shortfall", "announced", "T1")]
    assert finding.text == "announced for 2025, not confirmed"


def test_t1_announced_capacity_comes_in_on_request_as_a_doubt() -> None:
    finding = only(check_status, row(timeline=timeline(("announced", None))), need(include={"announced"}))

    assert said([finding]) == [("Doubt", "announced", "T1")]
    assert finding.text == "announced, not confirmed"


def test_t1_before_its_first_state_a_plant_is_not_yet_there_even_on_request() -> None:
    plant = row(timeline=timeline(("operating", "2021-04")))

    finding = only(check_status, plant, need(as_of=date(2020, 1, 1), include={"announced"}))

    assert said([finding]) == [("Shortfall", "not-yet", "T1")]
    assert finding.text == "operating only since 2021-04"


def test_t1_within_the_interval_of_its_start_a_plant_fits_with_a_question() -> None:
    plant = row(timeline=timeline(("operating", "2026")))

    finding = only(check_status, plant, need())

    assert said([finding]) == [("Question", "status", "T1")]
    assert finding.text == "operating since 2026: already on 2026-11-21?"
    assert not found_by(check_status, plant, need(as_of=date(2026, 12, 31)))


@pytest.mark.parametrize("states", [[], [("operating", None)]])
def test_t1_without_a_start_earlier_days_than_the_first_word_are_asked(states: list[Any]) -> None:
    plant = row(timeline=timeline(*states), sources=published("2024-03", "2022"))

    finding = only(check_status, plant, need(as_of=date(2021, 12, 31)))

    assert said([finding]) == [("Question", "status", "T1")]
    assert finding.text == "operating already on 2021-12-31? the first source is later"
    assert finding.sources
    assert not found_by(check_status, plant, need(as_of=date(2022, 1, 1)))


def test_t1_a_page_without_a_date_speaks_for_the_day_it_was_read() -> None:
    plant = row(sources=(Source(id="page", read=when("2026-11")),))

    assert said(found_by(check_status, plant, need(as_of=date(2026, 10, 31)))) == [
        ("Question", "status", "T1")
    ]
    assert not found_by(check_status, plant, need())


def test_t1_a_row_that_no_dated_source_shows_is_not_asked_about() -> None:
    assert not found_by(check_status, row(sources=()), need(as_of=date(1990, 1, 1)))


@pytest.mark.parametrize("state", ["announced", "idled", "closing"])
def test_t1_a_state_without_a_source_of_its_own_cites_the_row_s(state: State) -> None:
    uncited = Timeline(states=(Status(state=state, marks=marks(30)),))

    finding = only(check_status, row(timeline=uncited), need())

    assert finding.sources == (PAGE,)


def test_t1_a_company_in_a_sale_is_a_doubt() -> None:
    selling = Partner(id="alpha", name="Alpha", timeline=timeline(("in-sale", "2026"), note="five sites"))

    finding = only(check_status, row(partner=selling), need())

    assert said([finding]) == [("Doubt", "being-sold", "T1")]
    assert finding.text == "Alpha is being sold (five sites)"


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("operating", []),
        ("idled", [("Shortfall", "idled", "T1")]),
        ("closing", [("Shortfall", "closing", "T1")]),
        ("closed", [("Shortfall", "closed", "T1")]),
        ("announced", [("Shortfall", "announced", "T1")]),
    ],
)
def test_t1_a_company_that_shuts_sells_nothing(state: Any, expected: list[tuple[str, str, str]]) -> None:
    company = Partner(id="alpha", name="Alpha", timeline=timeline((state, "2024")))

    assert said(found_by(check_status, row(partner=company), need())) == expected
    assert not found_by(check_status, row(partner=company, sources=()), need(as_of=date(2023, 1, 1)))


def test_t1_t2_a_plant_follows_the_company_that_runs_it_on_that_day() -> None:
    closed = Partner(
        id="alpha", name="Alpha", timeline=timeline(("closed", None)), holds=(hold("own-products-only"),)
    )
    plant = site(owners=(owner("beta", until="2024"), owner("alpha", since="2025")))
    sold = row(at=plant, partner=closed)
    known = world(sold, partners=(Partner(id="beta", name="Beta"),))
    before = need(as_of=date(2023, 1, 1))

    assert not found_by(check_status, row(at=plant, partner=closed, sources=()), before, known)
    assert not found_by(check_holds, sold, before, known)
    assert said(found_by(check_status, sold, need(), known)) == [("Shortfall", "closed", "T1")]
    assert said(found_by(check_holds, sold, need(), known)) == [("Shortfall", "held", "T2")]


def test_t1_a_plant_without_dated_owners_is_offered_by_whoever_lists_it() -> None:
    assert not found_by(check_owner, row(), need())
    assert not found_by(check_owner, row(network=True), need())


def test_t1_a_plant_offers_nothing_before_its_owner_s_date() -> None:
    plant = row(at=site(owners=(owner("alpha", since="2021-04"),)))

    finding = only(check_owner, plant, need(as_of=date(2020, 1, 1)))

    assert said([finding]) == [("Shortfall", "owner", "T1")]
    assert finding.text == "owned by Alpha since 2021-04, not on 2020-01-01: no contract offer known"
    assert finding.sources == (PAGE,)
    assert not found_by(check_owner, plant, need())


def test_t1_a_plant_offers_nothing_under_an_owner_that_is_no_contract_manufacturer() -> None:
    plant = row(at=site(owners=(owner("alpha", until="2025-09-30"), owner("terumo", since="2025-09-30"))))

    finding = only(check_owner, plant, need())

    assert finding.text == "owned by terumo on 2026-11-21: no contract offer known"
    assert not found_by(check_owner, plant, need(as_of=date(2025, 9, 29)))


def test_t1_after_its_last_known_owner_nobody_offers_a_plant() -> None:
    finding = only(check_owner, row(at=site(owners=(owner("alpha", "2015", "2020"),))), need())

    assert finding.text == "owned by Alpha since 2015 until 2020, not on 2026-11-21: no contract offer known"
