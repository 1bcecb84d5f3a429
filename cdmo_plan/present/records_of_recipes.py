"""What `show` says of a recipe in JSON; the text below a key is its description in the schema."""

from __future__ import annotations

from typing import Literal, TypedDict

from cdmo_plan.domain.process import AlternativeKind, DependencyKind, StageKind
from cdmo_plan.domain.vocabulary import DoseForm, Host, State, StepId
from cdmo_plan.present.records_of_answers import Origin, Place
from cdmo_plan.present.records_of_facts import Cited, DurationRecord, SourceRecord, SupplyRecord
from cdmo_plan.present.schema_words import ModalityWord


class DependencyRecord(TypedDict):
    """Why a step waits for another."""

    step: str
    """The step that it waits for."""
    kind: DependencyKind
    """What it waits for: a material ships, a document is transferred, a status only gates."""
    materials: list[str]
    """Which materials."""


class ProcessStepRecord(Cited):
    """One step of a recipe."""

    id: str
    """The id in the recipe."""
    name: str
    """The name."""
    stage: str | None
    """The key of its stage, null for an activity of the schedule alone."""
    category: str
    """What sort of work it is."""
    after: list[DependencyRecord]
    """What it waits for."""
    consumes: list[str]
    """Materials that it uses."""
    produces: list[str]
    """Materials that it makes."""
    duration: DurationRecord | None
    """How long it takes."""
    when: str | None
    """The dose form that switches it on, null for always."""
    optional: bool
    """Whether it may be left out."""


class StageRecord(TypedDict):
    """The steps of a recipe that one site does together."""

    key: str
    """Unique in the recipe."""
    step: StepId
    """The step that it needs."""
    kind: StageKind
    """Whether a site is chosen for it."""
    makes: ModalityWord
    """What it makes or fills."""
    role: str | None
    """Tells stages of the same step apart."""
    expression: list[Host] | None
    """Hosts that the recipe needs."""
    anchor: bool
    """Whether its choice makes a row of an answer."""
    product: Literal["substance", "fill"] | None
    """Whether it makes the product itself."""
    gmp: bool
    """Whether it is done under GMP."""
    accompanies: list[str]
    """Stages that it goes with, the preferred first."""
    default_dose_form: DoseForm | None
    """How the product is usually filled, which dates the steps where a brief says nothing."""
    mark: Place
    """Where it is written."""


class MaterialRecord(Cited):
    """What steps of a recipe make and use."""

    id: str
    """The id in the recipe."""
    name: str
    """The name."""
    transport_class: str | None
    """How it ships."""
    storage_min_c: float | None
    """The lowest storage temperature in degrees Celsius."""
    storage_max_c: float | None
    """The highest storage temperature in degrees Celsius."""
    hold_weeks: float | None
    """How long it keeps."""
    external: bool
    """Whether it comes from outside of the recipe."""


class SupplierRecord(SupplyRecord):
    """A plant that supplies what serves in place of a recipe's own material."""

    site: str
    """The plant."""
    partner: str
    """Who lists it."""
    country: str
    """Where it stands."""
    status: State | None
    """The state of the supply on the day, else of the plant; null for not stated."""


class AlternativeRecord(Cited):
    """Another way to have a material than to make it by the recipe's steps."""

    material: str
    """What is had otherwise."""
    kind: AlternativeKind
    """Whether it is bought as it is, another material in its place, or on the maker's platform."""
    item: str | None
    """What plants list as their supply, null for a platform."""
    spares: list[str]
    """Steps that nobody does then, in order."""
    suppliers: list[SupplierRecord]
    """Plants that supply it for the modality."""


class ShownRecipe(Origin):
    """A recipe."""

    id: str
    """The id."""
    name: str
    """The name."""
    modality: ModalityWord
    """What it makes."""
    stages: list[StageRecord]
    """Its stages in the order of the work."""
    steps: list[ProcessStepRecord]
    """Its steps, each after all it waits for."""
    materials: list[MaterialRecord]
    """Its materials."""
    alternatives: list[AlternativeRecord]
    """Which of them may be had otherwise."""
    aliases: list[str]
    """Other names."""
    released_by: str
    """The step that releases the product."""
    notes: list[str]
    """Remarks."""
    sources: list[SourceRecord]
    """Who says so."""
    mark: Place
    """Where it is written."""
