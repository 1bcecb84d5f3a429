"""Contract manufacturers, their plants, and who stands behind both."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import date

from cdmo_plan.domain.availability import Hold, Timeline
from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.late import Late
from cdmo_plan.domain.layers import Amended
from cdmo_plan.domain.marks import UNMARKED, Marks
from cdmo_plan.domain.sources import Source
from cdmo_plan.domain.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """Who owns a site from when until when; plants change hands and keep their id."""

    owner: str
    since: PartialDate | None = None
    until: PartialDate | None = None
    note: str | None = None
    sources: tuple[Source, ...] = ()
    marks: Marks = UNMARKED

    def may_hold_on(self, day: date) -> bool:
        """Tell whether the owner may have owned the site on that day."""
        begun = self.since is None or self.since.begun_by(day)
        return begun and not (self.until is not None and self.until.over_by(day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """An input that a site makes and that is no step: lipids, reagents, synthetic DNA, catalogue lots.

    `modalities` are those that it is for, None where no source says.
    """

    item: str
    modalities: tuple[str, ...] | None = None
    note: str | None = None
    timeline: Timeline = Timeline()
    sources: tuple[Source, ...] = ()
    marks: Marks = UNMARKED

    def serves(self, modalities: AbstractSet[str]) -> bool:
        """Tell whether it is for one of these modalities, or does not say for which it is."""
        return self.modalities is None or not modalities.isdisjoint(self.modalities)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifiers:
    """A plant's numbers in the registers of others: FDA's establishments, D-U-N-S, GS1's locations."""

    fei: str | None = None
    duns: str | None = None
    gln: str | None = None
    marks: Marks = UNMARKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Site(Late):
    """One plant. `latitude` and `longitude` are degrees, at the grain of the city."""

    id: str
    name: str
    city: str
    country: str
    partner: str
    subdivision: str | None = None
    aliases: tuple[str, ...] = ()
    identifiers: Identifiers | None = None
    latitude: float | None = None
    longitude: float | None = None
    floor_area_m2: float | None = None
    owners: tuple[Ownership, ...] = ()
    timeline: Timeline = Timeline()
    holds: tuple[Hold, ...] = ()
    supplies: tuple[Supply, ...] = ()
    note: str | None = None
    amended: tuple[Amended, ...] = ()
    marks: Marks = UNMARKED

    def owner_on(self, day: date) -> Ownership | None:
        """Return the owner of that day: the latest that may hold it, None before the first known one."""
        holding = [owner for owner in self.owners if owner.may_hold_on(day)]
        return holding[-1] if holding else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A contract manufacturer (CDMO)."""

    id: str
    name: str
    parent: str | None = None
    former_names: tuple[str, ...] = ()
    headquarters_city: str | None = None
    headquarters_country: str | None = None
    holds: tuple[Hold, ...] = ()
    timeline: Timeline = Timeline()
    note: str | None = None
    amended: tuple[Amended, ...] = ()
    marks: Marks = UNMARKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A party that is no contract manufacturer here: a supplier, parent, owner, sponsor or authority."""

    id: str
    name: str
    kinds: tuple[str, ...] = ()
    parent: str | None = None
    parent_since: PartialDate | None = None
    country: str | None = None
    aliases: tuple[str, ...] = ()
    note: str | None = None
    sources: tuple[Source, ...] = ()
    marks: Marks = UNMARKED


@dataclass(frozen=True, slots=True, kw_only=True)
class EquipmentModel:
    """A model of equipment by its supplier; volumes in litres, culture surfaces in square metres."""

    id: str
    supplier: str
    model: str
    kind: str
    culture_mode: str | None = None
    volume_l_min: float | None = None
    volume_l_max: float | None = None
    surface_m2_min: float | None = None
    surface_m2_max: float | None = None
    single_use: bool | None = None
    containers: tuple[str, ...] = ()
    isolator: bool | None = None
    note: str | None = None
    sources: tuple[Source, ...] = ()
    marks: Marks = UNMARKED
