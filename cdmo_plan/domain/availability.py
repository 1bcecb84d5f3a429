"""Whether a plant takes new work on a day: states over time, and capacity that is held (RULES T1, T2)."""

from __future__ import annotations

from datetime import date

from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.marks import UNMARKED, Marks
from cdmo_plan.domain.sources import Source
from cdmo_plan.domain.values import dataclass
from cdmo_plan.domain.vocabulary import HoldKind, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """One state of a plant or a line: since when, expected when, ending when, as a source last said.

    `since` is None where no source says when the state began. `expected` is the day for which an announced
    state was announced; `ends` the announced end of a closing or idled one.
    """

    state: State
    since: PartialDate | None = None
    expected: PartialDate | None = None
    ends: PartialDate | None = None
    note: str | None = None
    sources: tuple[Source, ...] = ()
    marks: Marks = UNMARKED

    def begun_by(self, day: date) -> bool:
        """Tell whether the state may hold by that day; a state without a start holds on every day."""
        return self.since is None or self.since.begun_by(day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The states of one plant or line, the earliest first."""

    states: tuple[Status, ...] = ()

    def on(self, day: date) -> Status | None:
        """Return the state of that day, or None before the first dated one: later facts win."""
        begun = [status for status in self.states if status.begun_by(day)]
        return begun[-1] if begun else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Capacity that exists and is not simply for sale: for whom, from when, until when."""

    kind: HoldKind
    beneficiary: str | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    note: str | None = None
    sources: tuple[Source, ...] = ()
    marks: Marks = UNMARKED

    def holds_on(self, day: date) -> bool:
        """Tell whether the hold may be in force on that day; without dates it is."""
        begun = self.since is None or self.since.begun_by(day)
        return begun and not (self.until is not None and self.until.over_by(day))
