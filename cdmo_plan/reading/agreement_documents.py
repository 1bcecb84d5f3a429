"""The files `agreements.yaml` and `organisations.yaml`: who is linked to whom, and who else there is."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from cdmo_plan.domain.vocabulary import AgreementKind, DevelopmentPhase, DoseForm, Modality, StepId
from cdmo_plan.reading.fields import CountryCode, Date, Document, Flag, Id, Text
from cdmo_plan.reading.shared import SourceDocument, SourceIds


class ScopeDocument(Document):
    """What an agreement covers; what a source does not limit is left out."""

    text: Text
    steps: Annotated[tuple[StepId, ...], Field(min_length=1)] | None = None
    modalities: Annotated[tuple[Modality, ...], Field(min_length=1)] | None = None
    development_phases: Annotated[tuple[DevelopmentPhase, ...], Field(min_length=1)] | None = None
    dose_forms: Annotated[tuple[DoseForm, ...], Field(min_length=1)] | None = None
    sites: Annotated[tuple[Id, ...], Field(min_length=1)] | None = None


class AgreementDocument(Document):
    """A commercial link between parties."""

    id: Id
    kind: AgreementKind
    parties: Annotated[tuple[Id, ...], Field(min_length=1)]
    lead: Id | None = None
    one_contract: Flag | None = None
    scope: ScopeDocument
    announced: Date | None = None
    until: Date | None = None
    note: Text | None = None
    sources: SourceIds


class AgreementsDocument(Document):
    """The file `agreements.yaml`."""

    agreements: tuple[AgreementDocument, ...]
    sources_read: Date | None = None
    sources: dict[Id, SourceDocument] = Field(default_factory=dict)


class OrganisationDocument(Document):
    """A supplier, parent, owner, sponsor or authority."""

    id: Id
    name: Text
    kinds: Annotated[
        tuple[Literal["supplier", "parent", "owner", "sponsor", "government", "research", "licensor"], ...],
        Field(min_length=1),
    ]
    parent: Id | None = None
    parent_since: Date | None = None
    country: CountryCode | None = None
    aliases: tuple[Text, ...] = ()
    note: Text | None = None
    sources: SourceIds


class OrganisationsDocument(Document):
    """The file `organisations.yaml`."""

    organisations: tuple[OrganisationDocument, ...]
    sources_read: Date | None = None
    sources: dict[Id, SourceDocument] = Field(default_factory=dict)
