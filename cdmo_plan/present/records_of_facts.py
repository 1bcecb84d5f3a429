"""Facts of an entity as `show` writes them in JSON; the text below a key is its description in the schema.

Keys are those of the dataclasses of the domain, since `records.record` writes every field.
"""

from __future__ import annotations

from typing import Literal, TypedDict

from cdmo_plan.domain.vocabulary import DoseForm, HoldKind, State
from cdmo_plan.present.records_of_answers import Place
from cdmo_plan.present.schema_words import Amount, ModalityWord, PartialDay, StepWord


class SourceRecord(TypedDict):
    """A cited page or publication."""

    id: str
    """The id in its file."""
    url: str | None
    """The address."""
    citation: str | None
    """What was cited, in words."""
    publisher: str | None
    """Who published it."""
    published: PartialDay | None
    """When it was published."""
    read: PartialDay | None
    """When it was read for the catalog."""
    supports: str | None
    """What it is cited for."""
    mirror: bool
    """Whether the address is a copy whose original was not found."""


class Written(TypedDict):
    """What every entity of a catalog has."""

    note: str | None
    """A remark."""
    mark: Place
    """Where it is written."""


class Cited(Written):
    """What every entity of a catalog has that cites its own sources."""

    sources: list[SourceRecord]
    """Who says so."""


class AmendedRecord(TypedDict):
    """What one later layer amends of an entity."""

    fields: list[str]
    """The fields, as files name them."""
    sources: list[SourceRecord]
    """Who says so."""
    mark: Place
    """Where the amendment is written."""


class QuoteRecord(Cited):
    """A price as it was quoted."""

    what: str
    """What the price is for: batch, campaign, slot, technology-transfer or project."""
    min: str | None
    """The least, in decimal digits as quoted; null where only the most was."""
    max: str | None
    """The most, in decimal digits as quoted; null where only the least was."""
    currency: str
    """The currency's code."""
    dated: PartialDay
    """The day of the offer."""
    valid_until: PartialDay | None
    """The last day on which it binds."""


class SlotRecord(Cited):
    """Capacity that was said to be free."""

    dated: PartialDay
    """When that was said."""
    since: PartialDay | None
    """From when it is free."""
    until: PartialDay | None
    """Until when it is free."""


class DurationRecord(TypedDict):
    """Shortest, typical and longest time in weeks, null where no source states it."""

    min_weeks: float | None
    """The shortest."""
    typical_weeks: float | None
    """The typical."""
    max_weeks: float | None
    """The longest."""
    basis: str | None
    """How the figures were had: stated, derived, analog, allocated or general-knowledge."""
    how: str | None
    """How they were had, in words."""
    unsourced: list[str]
    """Which of them no source states."""


class StatusRecord(Cited):
    """A state over time, as a source last said."""

    state: State
    """The state."""
    since: PartialDay | None
    """When it began."""
    expected: PartialDay | None
    """The day for which an announced state was announced."""
    ends: PartialDay | None
    """The announced end of a closing or idled one."""


class HoldRecord(Cited):
    """Capacity that exists and is not simply for sale."""

    kind: HoldKind
    """In what way it is held."""
    beneficiary: str | None
    """For whom."""
    since: PartialDay | None
    """From when."""
    until: PartialDay | None
    """Until when."""


class OwnershipRecord(Cited):
    """Who owns a plant, from when until when."""

    owner: str
    """A partner or an organisation."""
    since: PartialDay | None
    """From when, null where no source says so."""
    until: PartialDay | None
    """Until when, null for the present owner and where no source says so."""


class SupplyRecord(Cited):
    """An input that a plant makes and that is no step."""

    item: str
    """What it makes."""
    modalities: list[ModalityWord] | None
    """What it is for, null where no source says."""
    timeline: list[StatusRecord]
    """Its states, the earliest first."""


class IdentifiersRecord(TypedDict):
    """A plant's numbers in the registers of others."""

    fei: str | None
    """FDA Establishment Identifier."""
    duns: str | None
    """D-U-N-S number."""
    gln: str | None
    """Global Location Number of GS1."""
    mark: Place
    """Where they are written."""


class ScaleRecord(TypedDict):
    """Vessel sizes of a line, in the unit that the key's name says."""

    min: float | None
    """The smallest vessel."""
    max: float | None
    """The largest vessel."""
    total: float | None
    """All vessels together."""
    pooled_train: float | None
    """What is pooled into one batch."""
    vessels: Amount | None
    """How many vessels there are."""
    volume_basis: Literal["working", "total"] | None
    """Which volume is meant, null where no source says so."""


class BatchSizeRecord(TypedDict):
    """The largest batch by dose form."""

    dose_form: DoseForm | None
    """The dose form, null for all."""
    value: float
    """How much."""
    unit: str
    """Of what."""


class ClaimRecord(TypedDict):
    """A figure as its source words it."""

    what: str
    """What is claimed."""
    value: float
    """How much."""
    unit: str
    """Of what."""
    note: str | None
    """A remark."""


class RegulatorRecord(TypedDict):
    """An authority's relation to a line."""

    authority: str
    """The authority."""
    kind: str | None
    """What it did, null where the source names the authority and no more."""
    dated: PartialDay | None
    """When."""


class ScopeRecord(TypedDict):
    """What an agreement covers; null is not limited by its source."""

    text: str
    """The scope as the source tells it."""
    steps: list[StepWord] | None
    """Only these steps."""
    modalities: list[ModalityWord] | None
    """Only these modalities."""
    development_phases: list[str] | None
    """Only these phases."""
    dose_forms: list[str] | None
    """Only filled so."""
    sites: list[str] | None
    """Only these plants."""
