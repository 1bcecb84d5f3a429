"""The files of `partners/`: a contract manufacturer, its sites and what they can do."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cdmo_plan.domain.vocabulary import Modality, SupplyItem
from cdmo_plan.reading.capability_documents import CapabilityDocument
from cdmo_plan.reading.fields import CountryCode, Date, Document, Id, Number, Positive, Text
from cdmo_plan.reading.shared import HoldDocument, SourceDocument, SourceIds, StatusDocument


class OwnerDocument(Document):
    """Who owns a site, from when until when."""

    owner: Id
    since: Date | None = None
    until: Date | None = None
    note: Text | None = None
    sources: tuple[Id, ...] = ()


class SupplyDocument(Document):
    """An input that a site makes and that is no process step."""

    item: SupplyItem
    modalities: Annotated[tuple[Modality, ...], Field(min_length=1)] | None = None
    note: Text | None = None
    status: tuple[StatusDocument, ...] = ()
    sources: SourceIds


class LocationDocument(Document):
    """Degrees north and east, at the grain of the city."""

    latitude: Annotated[Number, Field(ge=-90, le=90)]
    longitude: Annotated[Number, Field(ge=-180, le=180)]


class IdentifiersDocument(Document):
    """What others call a plant, by number; quoted, since leading zeros count."""

    fei: Text | None = None
    duns: Text | None = None
    gln: Text | None = None


class SiteFacts(Document):
    """What may be known of a plant beside its place, and what a later layer may amend of it."""

    name: Text | None = None
    subdivision: Text | None = None
    location: LocationDocument | None = None
    aliases: tuple[Text, ...] = ()
    identifiers: IdentifiersDocument | None = None
    floor_area_m2: Positive | None = None
    owners: tuple[OwnerDocument, ...] = ()
    status: tuple[StatusDocument, ...] = ()
    held: tuple[HoldDocument, ...] = ()
    supplies: tuple[SupplyDocument, ...] = ()
    capabilities: tuple[CapabilityDocument, ...] = ()
    note: Text | None = None


class _Place(Document):
    """What every plant has; first among its fields."""

    id: Id
    city: Text
    country: CountryCode


class SiteDocument(SiteFacts, _Place):
    """One plant."""


class HeadquartersDocument(Document):
    """Where a company sits."""

    city: Text | None = None
    country: CountryCode | None = None


class PartnerFacts(Document):
    """What may be known of a partner, and what a later layer may amend of it."""

    parent: Id | None = None
    former_names: tuple[Text, ...] = ()
    headquarters: HeadquartersDocument | None = None
    status: tuple[StatusDocument, ...] = ()
    held: tuple[HoldDocument, ...] = ()
    note: Text | None = None
    network: tuple[CapabilityDocument, ...] = ()
    sites: tuple[SiteDocument, ...] = ()


class _Named(Document):
    """What every partner has; first among its fields."""

    partner: Id
    name: Text


class PartnerDocument(PartnerFacts, _Named):
    """A file of `partners/`: one contract manufacturer with its plants and sources."""

    sources_read: Date | None = None
    sources: dict[Id, SourceDocument] = Field(default_factory=dict)
