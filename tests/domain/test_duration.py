import itertools

from hypothesis import given
from hypothesis import strategies as st

from cdmo_plan.domain.duration import MINUTES_PER_WEEK, Duration, whole_weeks

WEEKS = st.floats(min_value=0, max_value=500)


def test_a_figure_that_no_source_states_stays_unknown() -> None:
    duration = Duration(min_weeks=None, typical_weeks=0.29, max_weeks=None)

    assert duration.minutes == (None, round(0.29 * 7 * 24 * 60), None)


def test_nothing_takes_no_time_and_is_not_unknown() -> None:
    assert Duration(min_weeks=0, typical_weeks=0, max_weeks=0.5).minutes == (0, 0, 5040)


def test_a_started_week_counts_whole_w3() -> None:
    assert whole_weeks(0) == 0
    assert whole_weeks(1) == 1
    assert whole_weeks(MINUTES_PER_WEEK) == 1
    assert whole_weeks(MINUTES_PER_WEEK + 1) == 2


@given(st.lists(WEEKS, min_size=2, max_size=5))
def test_sums_do_not_depend_on_the_order_of_adding(weeks: list[float]) -> None:
    minutes = [Duration(min_weeks=w, typical_weeks=w, max_weeks=w).minutes[1] or 0 for w in weeks]

    assert len({sum(order) for order in itertools.permutations(minutes)}) == 1


@given(st.integers(min_value=0, max_value=10**9))
def test_whole_weeks_are_the_fewest_that_hold_the_time(minutes: int) -> None:
    weeks = whole_weeks(minutes)

    assert weeks * MINUTES_PER_WEEK >= minutes > (weeks - 1) * MINUTES_PER_WEEK
