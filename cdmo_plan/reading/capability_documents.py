"""What a site, or a network of sites, can do: one row a step, with its scales, forms and dates."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from cdmo_plan.domain.vocabulary import (
    Container,
    DevelopmentPhase,
    DoseForm,
    Host,
    Modality,
    PlasmidGrade,
    ProductClass,
    StepId,
)
from cdmo_plan.reading.fields import Count, Date, Document, Dotted, Flag, Id, Number, Positive, Text
from cdmo_plan.reading.quote_documents import QuoteDocument, SlotDocument
from cdmo_plan.reading.shared import DurationDocument, HoldDocument, SourceIds, StatusDocument

Modalities = Annotated[tuple[Modality, ...], Field(min_length=1)]


class ScaleDocument(Document):
    """Vessel sizes, in the unit that the field's name says."""

    min: Positive | None = None
    max: Positive | None = None
    total: Positive | None = None
    pooled_train: Positive | None = None
    vessels: Count | None = None
    volume_basis: Literal["working", "total"] | None = None


class ClaimDocument(Document):
    """A figure in a unit of its own, kept as cited."""

    what: Text
    value: Number
    unit: Text
    note: Text | None = None


class RegulatorDocument(Document):
    """An authority, and what it did, where the source says so."""

    authority: Text
    kind: Literal["inspected", "approved-product", "design-intent", "warning-letter"] | None = None
    dated: Date | None = None


class BatchSizeDocument(Document):
    """The largest batch, by dose form where that matters."""

    dose_form: DoseForm | None = None
    value: Positive
    unit: Text


class CapabilityFacts(Document):
    """What may be known of a capability, and what a later layer may amend of it."""

    excluded: tuple[ProductClass, ...] = ()
    expression: Annotated[tuple[Host, ...], Field(min_length=1)] | None = None
    technology: Literal["single-use", "stainless-steel", "hybrid"] | None = None
    scale_l: ScaleDocument | None = None
    scale_m2: ScaleDocument | None = None
    development_phases: Annotated[tuple[DevelopmentPhase, ...], Field(min_length=1)] | None = None
    grade: PlasmidGrade | None = None
    containers: Annotated[tuple[Container, ...], Field(min_length=1)] | None = None
    dose_forms: Annotated[tuple[DoseForm, ...], Field(min_length=1)] | None = None
    edqm: tuple[Text, ...] = ()
    barrier: Literal["isolator", "rabs", "conventional"] | None = None
    special: tuple[Text, ...] = ()
    cleanroom: tuple[Text, ...] = ()
    segregated: Text | None = None
    equipment: Annotated[tuple[Id, ...], Field(min_length=1)] | None = None
    lines: Count | None = None
    suites: Count | None = None
    freeze_dryers: Count | None = None
    floor_area_m2: Positive | None = None
    batch_sizes: tuple[BatchSizeDocument, ...] = ()
    claims: tuple[ClaimDocument, ...] = ()
    duration_weeks: DurationDocument | None = None
    duration_scope: Text | None = None
    status: Annotated[tuple[StatusDocument, ...], Field(min_length=1)] | None = None
    held: tuple[HoldDocument, ...] = ()
    destinations: Annotated[tuple[Text, ...], Field(min_length=1)] | None = None
    bulk_in: Flag = False
    regulators: tuple[RegulatorDocument, ...] = ()
    quotes: tuple[QuoteDocument, ...] = ()
    slots: tuple[SlotDocument, ...] = ()
    inferred: tuple[Dotted, ...] = ()
    general_knowledge: tuple[Dotted, ...] = ()
    known_as_of: Date | None = None
    note: Text | None = None


class _Work(Document):
    """What a row is about; first among the fields of a capability."""

    step: StepId
    modalities: Modalities


class CapabilityDocument(CapabilityFacts, _Work):
    """One step that a site, or a network, can do. What no source states is left out."""

    sources: SourceIds
