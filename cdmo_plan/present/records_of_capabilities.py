"""What `show` says of a capability in JSON; the text below a key is its description in the schema."""

from __future__ import annotations

from cdmo_plan.domain.vocabulary import (
    Container,
    DevelopmentPhase,
    DoseForm,
    Host,
    PlasmidGrade,
    ProductClass,
    State,
    StepId,
)
from cdmo_plan.present.records_of_answers import Origin
from cdmo_plan.present.records_of_facts import (
    AmendedRecord,
    BatchSizeRecord,
    Cited,
    ClaimRecord,
    DurationRecord,
    HoldRecord,
    QuoteRecord,
    RegulatorRecord,
    ScaleRecord,
    SlotRecord,
    StatusRecord,
)
from cdmo_plan.present.schema_words import Amount, ModalityWord, PartialDay


class ShownCapability(Cited, Origin):
    """What a plant, or a partner's network, can do; null is not stated, and never "no"."""

    id: str
    """The id."""
    partner: str
    """The partner that lists it."""
    site: str | None
    """The plant, null for an offer of a network."""
    step: StepId
    """The step."""
    modalities: list[ModalityWord]
    """For which modalities."""
    excluded: list[ProductClass]
    """Classes of product that it does not take."""
    expression: list[Host] | None
    """Hosts."""
    technology: str | None
    """Single-use, stainless-steel or hybrid."""
    scale_l: ScaleRecord | None
    """Vessel sizes in litres."""
    scale_m2: ScaleRecord | None
    """Culture surfaces in square metres."""
    development_phases: list[DevelopmentPhase] | None
    """What it supplies for."""
    grade: PlasmidGrade | None
    """The grade of plasmid."""
    containers: list[Container] | None
    """Containers that it fills."""
    dose_forms: list[DoseForm] | None
    """Dose forms that it fills."""
    edqm: list[str]
    """EDQM Standard Terms that a source names."""
    barrier: str | None
    """Isolator, rabs or conventional."""
    special: list[str]
    """What else it can handle."""
    cleanroom: list[str]
    """Grades of clean room."""
    segregated: str | None
    """What is kept apart, and from what."""
    equipment: list[str] | None
    """Models of equipment."""
    lines: Amount | None
    """How many lines."""
    suites: Amount | None
    """How many suites."""
    freeze_dryers: Amount | None
    """How many freeze-dryers."""
    floor_area_m2: float | None
    """Floor area in square metres."""
    batch_sizes: list[BatchSizeRecord]
    """The largest batches."""
    claims: list[ClaimRecord]
    """Figures as their sources word them."""
    duration: DurationRecord | None
    """How long it takes there, as claimed."""
    duration_scope: str | None
    """What that time covers."""
    timeline: list[StatusRecord]
    """Its states, the earliest first."""
    holds: list[HoldRecord]
    """Capacity that is held."""
    destinations: list[str] | None
    """Markets that it may supply."""
    bulk_in: bool
    """Whether it only takes bulk from elsewhere."""
    regulators: list[RegulatorRecord]
    """Authorities that know the line."""
    quotes: list[QuoteRecord]
    """What was offered, and for how much."""
    slots: list[SlotRecord]
    """Capacity that was said to be free."""
    amended: list[AmendedRecord]
    """What later layers amend of it."""
    inferred: list[str]
    """Fields, or values of fields, that are inferred."""
    general_knowledge: list[str]
    """Fields, or values of fields, that rest on general knowledge."""
    known_as_of: PartialDay | None
    """As of when its state is known."""
    status: State | None
    """The state of that day, of the line or its plant."""
