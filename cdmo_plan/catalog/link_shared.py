"""Documents that many entities hold, linked into the domain: states, holds, durations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cdmo_plan.catalog.file_context import FileContext
from cdmo_plan.domain.availability import Hold, Status, Timeline
from cdmo_plan.domain.duration import MINUTES_PER_DAY, MINUTES_PER_WEEK, Duration
from cdmo_plan.reading.mark_tree import Path

if TYPE_CHECKING:
    from cdmo_plan.reading.shared import DurationDocument, HoldDocument, StatusDocument


def link_timeline(documents: Sequence[StatusDocument] | None, context: FileContext, path: Path) -> Timeline:
    """Link states over time; they are put in the order of their dates, undated ones first."""
    states = [
        Status(
            state=document.state,
            since=document.since,
            expected=document.expected,
            ends=document.ends,
            note=document.note,
            sources=context.sources(document.sources, (*path, number)),
            marks=context.marks((*path, number)),
        )
        for number, document in enumerate(documents or ())
    ]
    return Timeline(states=states_in_order(states))


def states_in_order(states: Iterable[Status]) -> tuple[Status, ...]:
    """Return states by their first day, undated ones first."""
    return tuple(sorted(states, key=_begins))


def _begins(status: Status) -> tuple[int, ...]:
    return (0,) if status.since is None else (1, status.since.first.toordinal())


def link_holds(documents: Sequence[HoldDocument], context: FileContext, path: Path) -> tuple[Hold, ...]:
    """Link capacity that is held."""
    return tuple(
        Hold(
            kind=document.kind,
            beneficiary=document.beneficiary,
            since=document.since,
            until=document.until,
            note=document.note,
            sources=context.sources(document.sources, (*path, number)),
            marks=context.marks((*path, number)),
        )
        for number, document in enumerate(documents)
    )


def link_duration(document: DurationDocument | None, *, in_days: bool = False) -> Duration | None:
    """Link a duration; days become weeks."""
    if document is None:
        return None
    scale = MINUTES_PER_DAY / MINUTES_PER_WEEK if in_days else 1
    shortest, typical, longest = (
        None if value is None else value * scale for value in (document.min, document.typical, document.max)
    )
    return Duration(
        min_weeks=shortest,
        typical_weeks=typical,
        max_weeks=longest,
        basis=document.basis,
        how=document.how,
        unsourced=document.unsourced,
    )
