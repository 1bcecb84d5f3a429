import calendar
import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdmo_plan.domain.dates import PartialDate

DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2000-02", date(2000, 2, 1), date(2000, 2, 29)),
        ("1900-02", date(1900, 2, 1), date(1900, 2, 28)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_a_year_or_a_month_is_an_interval_of_days_t1(text: str, first: date, last: date) -> None:
    parsed = PartialDate.parse(text)

    assert (parsed.first, parsed.last) == (first, last)
    assert str(parsed) == text


FULL_WIDTH = "\uff12\uff10\uff12\uff14"


@pytest.mark.parametrize(
    "text",
    [
        *("", "24", "02024", "2024-1", "2024-001", "2024/02", "2024-02-1", "2024-02-01T00"),
        *(" 2024", "2024\n", "2024-", "-2024", "c. 2024", FULL_WIDTH),
    ],
)
def test_what_is_not_of_the_three_forms_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a date of the form YYYY, YYYY-MM or YYYY-MM-DD"):
        PartialDate.parse(text)


@pytest.mark.parametrize("text", ["2023-02-29", "1900-02-29", "2024-13", "2024-00", "2024-04-31", "0000"])
def test_a_day_that_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no day of the calendar"):
        PartialDate.parse(text)


def test_dates_are_equal_as_written_not_as_meant() -> None:
    assert PartialDate.parse("2024") == PartialDate.parse("2024")
    assert PartialDate.parse("2024-02") != PartialDate.parse("2024-02-29")


def test_within_an_interval_a_date_may_have_begun_and_is_not_sure_to_t1() -> None:
    year = PartialDate.parse("2024")

    assert year.begun_by(date(2024, 6, 1))
    assert not year.surely_begun_by(date(2024, 6, 1))
    assert year.surely_begun_by(date(2024, 12, 31))
    assert not year.over_by(date(2024, 12, 31))
    assert year.over_by(date(2025, 1, 1))
    assert not year.begun_by(date(2023, 12, 31))


@given(DAYS)
def test_every_day_of_the_calendar_reads_back(day: date) -> None:
    parsed = PartialDate.parse(day.isoformat())

    assert parsed.first == parsed.last == day
    assert parsed.year == day.year


@given(DAYS)
def test_a_month_holds_its_days_and_no_other(day: date) -> None:
    month = PartialDate.parse(day.isoformat()[:7])

    assert month.first <= day <= month.last
    assert (month.last - month.first).days + 1 == calendar.monthrange(day.year, day.month)[1]


@given(DAYS, DAYS, st.sampled_from([4, 7, 10]))
def test_sure_implies_possible_and_over_implies_sure(written: date, day: date, length: int) -> None:
    parsed = PartialDate.parse(written.isoformat()[:length])

    assert parsed.begun_by(day) or not parsed.surely_begun_by(day)
    assert parsed.surely_begun_by(day) or not parsed.over_by(day)
    assert parsed.over_by(day) == (day > parsed.last)


@given(st.text(max_size=12) | st.from_regex(r"[0-9]{4}(-[0-9]{2}){0,2}", fullmatch=True))
def test_any_text_is_an_interval_or_no_date(text: str) -> None:
    with contextlib.suppress(ValueError):
        parsed = PartialDate.parse(text)
        assert 0 <= (parsed.last - parsed.first).days <= 365
