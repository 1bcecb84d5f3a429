"""The files that others refer to: equipment, regions and lanes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from cdmo_plan.domain.vocabulary import Container
from cdmo_plan.reading.fields import (
    Count,
    CountryCode,
    Date,
    Document,
    Flag,
    Id,
    Number,
    Positive,
    RegionId,
    Text,
)
from cdmo_plan.reading.shared import DurationDocument, RangeDocument, SourceDocument, SourceIds


class EquipmentDocument(Document):
    """A model of equipment."""

    id: Id
    supplier: Id
    model: Text
    kind: Text
    culture_mode: Literal["suspension", "adherent", "cell-therapy", "cell-free"] | None = None
    volume_l: RangeDocument | None = None
    total_volume_l: Positive | None = None
    surface_m2: RangeDocument | None = None
    single_use: Flag | None = None
    containers: tuple[Container, ...] = ()
    isolator: Flag | None = None
    gloveless: Flag | None = None
    barrier: Text | None = None
    shelves: Count | None = None
    shelf_temperature_c: RangeDocument | None = None
    ice_capacity_kg: Positive | None = None
    condenser_min_c: Number | None = None
    note: Text | None = None
    sources: SourceIds


class EquipmentFileDocument(Document):
    """The file `equipment.yaml`."""

    equipment: tuple[EquipmentDocument, ...]
    sources_read: Date | None = None
    sources: dict[Id, SourceDocument] = Field(default_factory=dict)


class CountryDocument(Document):
    """A country; `customs_territory` is its own code, or that of the union it belongs to."""

    code: CountryCode
    name: Text
    continent: Literal["africa", "asia", "europe", "north-america", "oceania", "south-america"]
    customs_territory: Text
    aliases: tuple[Text, ...] = ()


class RegionDocument(Document):
    """A named set of countries, or of other regions."""

    id: RegionId
    name: Text
    countries: tuple[CountryCode, ...] = ()
    union_of: tuple[Text, ...] = ()
    aliases: tuple[Text, ...] = ()
    note: Text | None = None


class MarketRegulatorDocument(Document):
    """An authority that lets products onto a market, or inspects plants for another."""

    id: Text
    name: Text
    territory: Annotated[tuple[Text, ...], Field(min_length=1)] | None = None
    acts_for: Text | None = None
    aliases: tuple[Text, ...] = ()
    sources: SourceIds


class RegionsDocument(Document):
    """The file `regions.yaml`."""

    countries: tuple[CountryDocument, ...]
    regions: tuple[RegionDocument, ...]
    regulators: tuple[MarketRegulatorDocument, ...] = ()
    sources_read: Date | None = None
    sources: dict[Id, SourceDocument] = Field(default_factory=dict)


class LaneDocument(Document):
    """How long a hand-over takes, in days for shipping, in weeks for technology transfer."""

    kind: Literal[
        "domestic",
        "intra-continental",
        "inter-continental",
        "customs",
        "transfer-intra-company",
        "transfer-to-filler",
        "transfer-inter-company",
    ]
    duration_days: DurationDocument | None = None
    duration_weeks: DurationDocument | None = None
    note: Text | None = None
    sources: SourceIds


class LanesDocument(Document):
    """The file `lanes.yaml`."""

    lanes: tuple[LaneDocument, ...]
    sources_read: Date | None = None
    sources: dict[Id, SourceDocument] = Field(default_factory=dict)
