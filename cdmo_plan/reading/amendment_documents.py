"""The files of `amendments/`: what a layer changes of the layers below it, entity by entity."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from cdmo_plan.reading.capability_documents import CapabilityFacts, Modalities
from cdmo_plan.reading.fields import CapabilityId, CountryCode, Date, Document, EntityId, Id, Text
from cdmo_plan.reading.partner_documents import PartnerFacts, SiteFacts
from cdmo_plan.reading.shared import SourceDocument, SourceIds


class CapabilityAmendmentDocument(CapabilityFacts):
    """What is otherwise, or known beside, of one capability of a layer below."""

    capability: CapabilityId
    modalities: Modalities | None = None
    replaces: tuple[
        Literal["status", "held", "claims", "regulators", "batch_sizes", "quotes", "slots"], ...
    ] = ()
    sources: SourceIds


class SiteAmendmentDocument(SiteFacts):
    """What is otherwise, or known beside, of one plant of a layer below; its `capabilities` are new rows."""

    site: Id
    city: Text | None = None
    country: CountryCode | None = None
    replaces: tuple[Literal["status", "held", "owners", "supplies", "aliases"], ...] = ()
    sources: SourceIds


class PartnerAmendmentDocument(PartnerFacts):
    """What is otherwise, or known beside, of one partner of a layer below; its `sites` are new plants."""

    partner: Id
    name: Text | None = None
    replaces: tuple[Literal["status", "held", "former_names"], ...] = ()
    sources: SourceIds


class WithdrawalDocument(Document):
    """An entity of a layer below that is to be left out, and why."""

    id: EntityId
    reason: Text
    sources: SourceIds


class AmendmentsDocument(Document):
    """A file of `amendments/`."""

    capabilities: tuple[CapabilityAmendmentDocument, ...] = ()
    sites: tuple[SiteAmendmentDocument, ...] = ()
    partners: tuple[PartnerAmendmentDocument, ...] = ()
    withdraw: tuple[WithdrawalDocument, ...] = ()
    sources_read: Date | None = None
    sources: dict[Id, SourceDocument] = Field(default_factory=dict)
