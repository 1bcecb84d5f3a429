"""What many documents share: sources, durations, states over time, claims to capacity."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from cdmo_plan.domain.vocabulary import HoldKind, State
from cdmo_plan.reading.fields import Date, Document, Flag, Id, Number, Text

SourceIds = Annotated[tuple[Id, ...], Field(min_length=1)]


class SourceDocument(Document):
    """A cited page or publication."""

    url: Text | None = None
    citation: Text | None = None
    title: Text | None = None
    publisher: Text | None = None
    published: Date | None = None
    read: Date | None = None
    supports: Text | None = None
    mirror: Flag = False


class DurationDocument(Document):
    """Shortest, typical and longest time; the unit stands in the name of the field that holds it."""

    min: Number | None = None
    typical: Number | None = None
    max: Number | None = None
    basis: Literal["stated", "derived", "analog", "allocated", "general-knowledge"] | None = None
    how: Text | None = None
    unsourced: tuple[Literal["min", "typical", "max"], ...] = ()
    sources: tuple[Id, ...] = ()


class StatusDocument(Document):
    """A state of a plant, a line or a partner, over time."""

    state: State
    since: Date | None = None
    expected: Date | None = None
    ends: Date | None = None
    note: Text | None = None
    sources: tuple[Id, ...] = ()


class HoldDocument(Document):
    """Capacity that exists and is not simply for sale."""

    kind: HoldKind
    beneficiary: Text | None = None
    since: Date | None = None
    until: Date | None = None
    note: Text | None = None
    sources: tuple[Id, ...] = ()


class RangeDocument(Document):
    """From the smallest to the largest, in the unit that the field's name says."""

    min: Number | None = None
    max: Number | None = None
