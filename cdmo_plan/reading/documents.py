"""Which document a kind of file holds; the document types themselves live beside this module.

docs/catalog-format.md explains the fields; `cdmo_plan.catalog` links documents into the domain.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from cdmo_plan.reading.agreement_documents import (
    AgreementDocument,
    AgreementsDocument,
    OrganisationDocument,
    OrganisationsDocument,
    ScopeDocument,
)
from cdmo_plan.reading.amendment_documents import (
    AmendmentsDocument,
    CapabilityAmendmentDocument,
    PartnerAmendmentDocument,
    SiteAmendmentDocument,
    WithdrawalDocument,
)
from cdmo_plan.reading.answers_document import AnswerDocument, AnswersDocument
from cdmo_plan.reading.brief_document import BriefDocument
from cdmo_plan.reading.capability_documents import (
    BatchSizeDocument,
    CapabilityDocument,
    ClaimDocument,
    RegulatorDocument,
    ScaleDocument,
)
from cdmo_plan.reading.fields import Document
from cdmo_plan.reading.partner_documents import (
    HeadquartersDocument,
    IdentifiersDocument,
    LocationDocument,
    OwnerDocument,
    PartnerDocument,
    SiteDocument,
    SupplyDocument,
)
from cdmo_plan.reading.process_documents import (
    MaterialDocument,
    ProcessDocument,
    ProcessStepDocument,
    StageDocument,
)
from cdmo_plan.reading.quote_documents import AmountDocument, QuoteDocument, SlotDocument
from cdmo_plan.reading.reference_documents import (
    CountryDocument,
    EquipmentDocument,
    EquipmentFileDocument,
    LaneDocument,
    LanesDocument,
    ManifestDocument,
    RegionDocument,
    RegionsDocument,
)
from cdmo_plan.reading.shared import (
    DurationDocument,
    HoldDocument,
    RangeDocument,
    SourceDocument,
    SourceIds,
    StatusDocument,
)

__all__ = [
    "DOCUMENTS",
    "OTHER_DOCUMENTS",
    "AgreementDocument",
    "AgreementsDocument",
    "AmendmentsDocument",
    "AmountDocument",
    "AnswerDocument",
    "AnswersDocument",
    "BatchSizeDocument",
    "BriefDocument",
    "CapabilityAmendmentDocument",
    "CapabilityDocument",
    "ClaimDocument",
    "CountryDocument",
    "Document",
    "DurationDocument",
    "EquipmentDocument",
    "EquipmentFileDocument",
    "HeadquartersDocument",
    "HoldDocument",
    "IdentifiersDocument",
    "LaneDocument",
    "LanesDocument",
    "LocationDocument",
    "ManifestDocument",
    "MaterialDocument",
    "OrganisationDocument",
    "OrganisationsDocument",
    "OwnerDocument",
    "PartnerAmendmentDocument",
    "PartnerDocument",
    "ProcessDocument",
    "ProcessStepDocument",
    "QuoteDocument",
    "RangeDocument",
    "RegionDocument",
    "RegionsDocument",
    "RegulatorDocument",
    "ScaleDocument",
    "ScopeDocument",
    "SiteAmendmentDocument",
    "SiteDocument",
    "SlotDocument",
    "SourceDocument",
    "SourceIds",
    "StageDocument",
    "StatusDocument",
    "SupplyDocument",
    "WithdrawalDocument",
    "document_of",
]

DOCUMENTS: Final[MappingProxyType[str, type[Document]]] = MappingProxyType(
    {
        "manifest": ManifestDocument,
        "partner": PartnerDocument,
        "process": ProcessDocument,
        "agreements": AgreementsDocument,
        "organisations": OrganisationsDocument,
        "equipment": EquipmentFileDocument,
        "regions": RegionsDocument,
        "lanes": LanesDocument,
        "amendments": AmendmentsDocument,
    }
)
"""The document type of each kind of file of a catalog."""

OTHER_DOCUMENTS: Final[MappingProxyType[str, type[Document]]] = MappingProxyType(
    {"brief": BriefDocument, "answers": AnswersDocument}
)
"""The document type of each kind of file that belongs to no catalog."""


def document_of(kind: str) -> type[Document]:
    """Return the document type of any kind of file."""
    return DOCUMENTS[kind] if kind in DOCUMENTS else OTHER_DOCUMENTS[kind]
