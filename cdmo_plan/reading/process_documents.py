"""The files of `processes/`: recipes, their stages, steps and materials."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from cdmo_plan.domain.vocabulary import DoseForm, Host, Modality, StepId, SupplyItem
from cdmo_plan.reading.fields import Date, Document, Flag, Id, Positive, Text
from cdmo_plan.reading.shared import DurationDocument, RangeDocument, SourceDocument, SourceIds


class MaterialDocument(Document):
    """What steps make and use."""

    id: Id
    name: Text
    transport_class: Text | None = None
    storage_c: RangeDocument | None = None
    hold_weeks: Positive | None = None
    external: Flag = False
    note: Text | None = None
    sources: tuple[Id, ...] = ()


class StageDocument(Document):
    """The steps that one site does together."""

    stage: Id
    step: StepId
    kind: Literal["assigned", "open", "accompanying", "on-request"]
    makes: Modality
    role: Id | None = None
    expression: Annotated[tuple[Host, ...], Field(min_length=1)] | None = None
    anchor: Flag = False
    product: Literal["substance", "fill"] | None = None
    gmp: Flag = False
    accompanies: tuple[Id, ...] = ()
    default_dose_form: DoseForm | None = None


class ProcessStepDocument(Document):
    """One step of a recipe; `after` says for each step it waits for, why."""

    id: Id
    name: Text
    stage: Id | None = None
    category: Text
    after: dict[Id, Literal["material", "document", "status"]] = Field(default_factory=dict)
    consumes: tuple[Id, ...] = ()
    produces: tuple[Id, ...] = ()
    duration_weeks: DurationDocument | None = None
    when: DoseForm | None = None
    optional: Flag = False
    note: Text | None = None
    sources: tuple[Id, ...] = ()


class AlternativeDocument(Document):
    """Another way to have a material than to make it."""

    material: Id
    kind: Literal["catalogue-lot", "substitute", "platform"]
    item: SupplyItem | None = None
    note: Text | None = None
    sources: SourceIds


class ProcessDocument(Document):
    """A file of `processes/`: one recipe."""

    process: Id
    name: Text
    modality: Modality
    aliases: tuple[Text, ...] = ()
    released_by: Id
    stages: Annotated[tuple[StageDocument, ...], Field(min_length=1)]
    steps: Annotated[tuple[ProcessStepDocument, ...], Field(min_length=1)]
    materials: tuple[MaterialDocument, ...] = ()
    alternatives: tuple[AlternativeDocument, ...] = ()
    notes: tuple[Text, ...] = ()
    sources_read: Date | None = None
    sources: dict[Id, SourceDocument] = Field(default_factory=dict)
