from datetime import date

import pytest

from tests.domain.builders import hold, timeline

BOULDER = timeline(("announced", None), ("operating", "2021-04"), ("closing", "2025-09"), ends="2025-12-31")


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2019, 1, 1), "announced"),
        (date(2021, 3, 31), "announced"),
        (date(2021, 4, 1), "operating"),
        (date(2025, 8, 31), "operating"),
        (date(2025, 9, 1), "closing"),
        (date(2030, 1, 1), "closing"),
    ],
)
def test_a_state_holds_until_the_next_one_begins_t1(day: date, state: str) -> None:
    status = BOULDER.on(day)

    assert status is not None
    assert status.state == state


def test_before_the_first_dated_state_nothing_is_known_t1() -> None:
    dated = timeline(("operating", "2021-04"))

    assert dated.on(date(2021, 3, 31)) is None
    assert timeline().on(date(2021, 3, 31)) is None


def test_a_state_of_a_year_may_hold_from_its_first_day_t1() -> None:
    idled = timeline(("operating", None), ("idled", "2024"))

    assert [status.state for day in (date(2023, 12, 31), date(2024, 1, 1)) if (status := idled.on(day))] == [
        "operating",
        "idled",
    ]


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [
        (None, None, True),
        ("2026", None, True),
        ("2027", None, False),
        (None, "2026", True),
        (None, "2026-11", True),
        (None, "2026-11-21", True),
        (None, "2026-11-20", False),
        ("2026", "2031", True),
    ],
)
def test_a_hold_may_bind_from_its_first_to_its_last_day_t2(
    since: str | None, until: str | None, held: bool
) -> None:
    assert hold("partly-reserved", since=since, until=until).holds_on(date(2026, 11, 21)) is held
