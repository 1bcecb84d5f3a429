"""How long something takes: shortest, typical and longest, in weeks as sources say, in minutes to add."""

from __future__ import annotations

from cdmo_plan.domain.values import dataclass

MINUTES_PER_WEEK = 7 * 24 * 60
MINUTES_PER_DAY = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """Shortest, typical and longest time in weeks; None where no source states it.

    `basis` says how a figure was had (stated, derived, analog, allocated, general-knowledge), `how` in words.
    """

    min_weeks: float | None
    typical_weeks: float | None
    max_weeks: float | None
    basis: str | None = None
    how: str | None = None
    unsourced: tuple[str, ...] = ()

    @property
    def minutes(self) -> tuple[int | None, int | None, int | None]:
        """The three figures in whole minutes, so that sums do not depend on the order of adding."""
        return _minutes(self.min_weeks), _minutes(self.typical_weeks), _minutes(self.max_weeks)


def _minutes(weeks: float | None) -> int | None:
    return None if weeks is None else round(weeks * MINUTES_PER_WEEK)


def whole_weeks(minutes: int) -> int:
    """Return the weeks that a time takes, a started week counting whole (RULES W3)."""
    return -(-minutes // MINUTES_PER_WEEK)
