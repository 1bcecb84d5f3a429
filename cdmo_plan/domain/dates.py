"""Dates as sources give them: a year, a month or a day, kept as written, compared as intervals."""

from __future__ import annotations

import calendar
import re
from dataclasses import field
from datetime import date
from functools import lru_cache

from cdmo_plan.domain.values import dataclass

_PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A `YYYY`, `YYYY-MM` or `YYYY-MM-DD` date: the interval of days that it may mean (RULES T1)."""

    text: str
    first: date = field(compare=False)
    last: date = field(compare=False)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read a date as written.

        Raises:
            ValueError: If the text is not one of the three forms, or no such day exists.
        """
        return cls(text, *_interval(text))

    @property
    def year(self) -> int:
        """The calendar year."""
        return self.first.year

    def begun_by(self, day: date) -> bool:
        """Tell whether the interval may have begun by that day."""
        return self.first <= day

    def surely_begun_by(self, day: date) -> bool:
        """Tell whether the date has come by that day, whichever day of the interval it means."""
        return self.last <= day

    def years_over_by(self, day: date, years: int) -> bool:
        """Tell whether so many years have passed by that day since the last day that it may mean."""
        last = self.last
        leap = last.month == 2 and last.day == 29  # noqa: PLR2004  the day that most years lack
        return date(last.year + years, last.month, 28 if leap else last.day) < day

    def over_by(self, day: date) -> bool:
        """Tell whether that day lies after the whole interval."""
        return self.last < day

    def __str__(self) -> str:
        """Return the date as its source wrote it."""
        return self.text


@lru_cache(maxsize=4096)
def _interval(text: str) -> tuple[date, date]:
    """Return the first and last day that a date may mean; catalogs write few dates many times."""
    match = _PATTERN.match(text)
    if match is None:
        message = f"{text!r} is not a date of the form YYYY, YYYY-MM or YYYY-MM-DD"
        raise ValueError(message)
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        return _bounds(year or 0, month, day)
    except ValueError as error:
        message = f"{text!r} is no day of the calendar"
        raise ValueError(message) from error


def _bounds(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    exact = date(year, month, day)
    return exact, exact
