"""States in words: what a plant does on a day, and what was only announced of it (RULES T1)."""

from __future__ import annotations

from datetime import date

from cdmo_plan.domain.availability import Status, Timeline
from cdmo_plan.domain.partners import Ownership

UNKNOWN = "not stated"


def state_words(timeline: Timeline, day: date) -> str:
    """Return the state on the day as a cell of a table says it."""
    status = timeline.on(day)
    if status is not None:
        return status_words(status, day)
    if timeline.states:
        later = timeline.states[0]
        return f"not yet ({later.state} since {later.since})"
    return UNKNOWN


def status_words(status: Status, day: date) -> str:
    """Return one state as of the day, with the day that was announced for its change."""
    if status.expected is not None:
        late = ", not confirmed" if status.expected.over_by(day) else ""
        return f"{status.state} for {status.expected}{late}"
    if status.ends is not None:
        late = ", nothing later known" if status.ends.over_by(day) else ""
        return f"{status.state} by {status.ends}{late}"
    return status.state


def span(status: Status) -> str:
    """Return one state of a timeline with all its dates, as sources wrote them."""
    parts = [
        status.state,
        f"since {status.since}" if status.since else "",
        f"announced for {status.expected}" if status.expected else "",
        f"to end by {status.ends}" if status.ends else "",
    ]
    return ", ".join(part for part in parts if part)


def ownership(owner: Ownership) -> str:
    """Return one owner with the dates of owning."""
    since = f" since {owner.since}" if owner.since else ""
    until = f" until {owner.until}" if owner.until else ""
    return f"{owner.owner}{since}{until}"
