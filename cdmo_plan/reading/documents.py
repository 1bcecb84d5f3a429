"""Which document a kind of file holds; the document types themselves live beside this module.

docs/catalog-format.md explains the fields; `cdmo_plan.catalog` links documents into the domain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Final

from cdmo_plan.reading.fields import Document

__all__ = ["DOCUMENTS", "OTHER_DOCUMENTS", "Document", "document_of"]


class _Documents(Mapping[str, type[Document]]):
    """Document types by kind of file; pydantic takes 2 ms for each type, so that most are imported late."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def __getitem__(self, kind: str) -> type[Document]:
        module, _, name = self._names[kind].partition(".")
        found: type[Document] = getattr(import_module(f"{__package__}.{module}"), name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


DOCUMENTS: Final[Mapping[str, type[Document]]] = _Documents(
    {
        "manifest": "manifest_document.ManifestDocument",
        "partner": "partner_documents.PartnerDocument",
        "process": "process_documents.ProcessDocument",
        "agreements": "agreement_documents.AgreementsDocument",
        "organisations": "agreement_documents.OrganisationsDocument",
        "equipment": "reference_documents.EquipmentFileDocument",
        "regions": "reference_documents.RegionsDocument",
        "lanes": "reference_documents.LanesDocument",
        "amendments": "amendment_documents.AmendmentsDocument",
    }
)
"""The document type of each kind of file of a catalog."""

OTHER_DOCUMENTS: Final[Mapping[str, type[Document]]] = _Documents(
    {"brief": "brief_document.BriefDocument", "answers": "answers_document.AnswersDocument"}
)
"""The document type of each kind of file that belongs to no catalog."""


def document_of(kind: str) -> type[Document]:
    """Return the document type of any kind of file."""
    return DOCUMENTS[kind] if kind in DOCUMENTS else OTHER_DOCUMENTS[kind]
