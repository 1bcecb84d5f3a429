"""What a site (or a partner's network) can do: one row of the catalog."""

from __future__ import annotations

from cdmo_plan.domain.availability import Hold, Timeline
from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.duration import Duration
from cdmo_plan.domain.late import Late
from cdmo_plan.domain.layers import Amended
from cdmo_plan.domain.marks import UNMARKED, Marks
from cdmo_plan.domain.quotes import Quote, Slot
from cdmo_plan.domain.sources import Source
from cdmo_plan.domain.values import dataclass
from cdmo_plan.domain.vocabulary import (
    Container,
    DevelopmentPhase,
    DoseForm,
    Evidence,
    Host,
    PlasmidGrade,
    ProductClass,
    StepId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Vessel sizes of a line: the smallest, the largest, all together, and what pools into one batch.

    For suspension culture in litres (`volume_basis` working or total, None where unstated), for adherent
    culture in square metres of growth surface.
    """

    min: float | None = None
    max: float | None = None
    total: float | None = None
    pooled_train: float | None = None
    vessels: int | None = None
    volume_basis: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A figure kept as its source words it, in a unit that converts to no other (vg/year, vials/day)."""

    what: str
    value: float
    unit: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegulatorRecord:
    """An authority's relation to a line: inspected, approved-product, design-intent or warning-letter.

    `kind` is None where the source names the authority and no more.
    """

    authority: str
    kind: str | None = None
    dated: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchSize:
    """The largest batch by dose form: on one line a freeze-dried one may be smaller than a liquid one."""

    dose_form: DoseForm | None
    value: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Capability(Late):
    """One step that one site, or a partner's network (`site` None), can do.

    None in an attribute means that no source states it (never "no"). `inferred` and `general_knowledge` name
    fields (`expression`) or single values of a field (`modalities.bispecific`) that the sources do not state.
    `edqm` holds EDQM Standard Terms that a source names, beside `containers` and `dose_forms`.
    """

    id: str
    partner: str
    site: str | None
    step: StepId
    modalities: tuple[str, ...] = ()
    excluded: tuple[ProductClass, ...] = ()
    expression: tuple[Host, ...] | None = None
    technology: str | None = None
    scale_l: Scale | None = None
    scale_m2: Scale | None = None
    development_phases: tuple[DevelopmentPhase, ...] | None = None
    grade: PlasmidGrade | None = None
    containers: tuple[Container, ...] | None = None
    dose_forms: tuple[DoseForm, ...] | None = None
    edqm: tuple[str, ...] = ()
    barrier: str | None = None
    special: tuple[str, ...] = ()
    cleanroom: tuple[str, ...] = ()
    segregated: str | None = None
    equipment: tuple[str, ...] | None = None
    lines: int | None = None
    suites: int | None = None
    freeze_dryers: int | None = None
    floor_area_m2: float | None = None
    batch_sizes: tuple[BatchSize, ...] = ()
    claims: tuple[Claim, ...] = ()
    duration: Duration | None = None
    duration_scope: str | None = None
    timeline: Timeline = Timeline()
    holds: tuple[Hold, ...] = ()
    destinations: tuple[str, ...] | None = None
    bulk_in: bool = False
    regulators: tuple[RegulatorRecord, ...] = ()
    quotes: tuple[Quote, ...] = ()
    slots: tuple[Slot, ...] = ()
    inferred: frozenset[str] = frozenset()
    general_knowledge: frozenset[str] = frozenset()
    known_as_of: PartialDate | None = None
    note: str | None = None
    sources: tuple[Source, ...] = ()
    amended: tuple[Amended, ...] = ()
    marks: Marks = UNMARKED

    @property
    def is_general_knowledge(self) -> bool:
        """Whether it has no source but general knowledge: no page was found for anything of it."""
        return bool(self.sources) and all(source.is_general_knowledge for source in self.sources)

    def is_inferred(self, field: str, value: str | None = None) -> bool:
        """Tell whether a field, or one value of it, is an inference or general knowledge."""
        names = {field} if value is None else {field, f"{field}.{value}"}
        return bool(names & (self.inferred | self.general_knowledge))

    def in_words(self, field: str) -> str:
        """Return the values of a field, and that they are inferred where no source states one of them."""
        values: tuple[str, ...] = getattr(self, field) or ()
        inferred = any(self.is_inferred(field, value) for value in values)
        return ", ".join(values) + (" (inferred)" if inferred else "")

    def evidence_for(self, fields: frozenset[str]) -> Evidence:
        """Grade the evidence of a row where an answer leans on these fields (rules of truth 1)."""
        if self.is_general_knowledge or fields & self.general_knowledge:
            return "general-knowledge"
        if fields & self.inferred:
            return "inferred"
        return "network-stated" if self.site is None else "stated"

    @property
    def newest(self) -> PartialDate | None:
        """The date of the newest source, or as of which the state is known, whichever is later (RULES T3)."""
        dates = [*(source.published for source in self.sources), self.known_as_of]
        return max((date for date in dates if date is not None), key=lambda date: date.last, default=None)

    @property
    def newest_year(self) -> int | None:
        """The year of the newest source."""
        return self.newest.year if self.newest is not None else None
