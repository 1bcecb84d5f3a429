"""The site-free recipe of a modality: steps, materials, stages and what depends on what.

The words are those of ISA-88: a general recipe (`Process`) has process stages (`Stage`) and, within them,
process operations (`ProcessStep`). Routes assign stages to sites; schedules date steps.
"""

from __future__ import annotations

from typing import Literal

from cdmo_plan.domain.duration import Duration
from cdmo_plan.domain.late import Late
from cdmo_plan.domain.marks import UNMARKED, Marks
from cdmo_plan.domain.sources import Source
from cdmo_plan.domain.values import dataclass
from cdmo_plan.domain.vocabulary import DoseForm, Host, StepId

DependencyKind = Literal["material", "document", "status"]
StageKind = Literal["assigned", "open", "accompanying", "on-request"]
AlternativeKind = Literal["catalogue-lot", "substitute", "platform"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What steps make and use; `transport_class` tells how it ships, `hold_weeks` how long it keeps.

    `external` comes from outside of the recipe (a patient's cells), so that no step has to make it.
    """

    id: str
    name: str
    transport_class: str | None = None
    storage_min_c: float | None = None
    storage_max_c: float | None = None
    hold_weeks: float | None = None
    external: bool = False
    note: str | None = None
    sources: tuple[Source, ...] = ()
    marks: Marks = UNMARKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency:
    """Why a step waits for another (RULES M1).

    A material ships, a document is transferred, a status (released, certified) only gates.
    """

    step: str
    kind: DependencyKind
    materials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessStep:
    """One step of a recipe; `stage` is the key of its stage, None for a schedule activity (RULES S9).

    `when` names the dose form that switches the step on; None is always.
    """

    id: str
    name: str
    stage: str | None
    category: str
    after: tuple[Dependency, ...] = ()
    consumes: tuple[str, ...] = ()
    produces: tuple[str, ...] = ()
    duration: Duration | None = None
    when: str | None = None
    optional: bool = False
    note: str | None = None
    sources: tuple[Source, ...] = ()
    marks: Marks = UNMARKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The steps that one site does together; its `step` is the capability that it needs (RULES S1).

    Attributes:
        key: Unique in the recipe; `role` tells stages of the same step apart.
        kind: `assigned` to a site; `open`, done by the substance site where nobody lists it (S2);
            `accompanying` another stage (S3); `on-request`, a stage only when a brief asks for it (S4).
        makes: The modality that this stage makes or fills, by which capabilities are matched.
        expression: Host that the recipe needs, where it needs one.
        anchor: Whether its choice makes a row of the answer (O2).
        product: `substance` or `fill` for the stages that make the product itself (F4), else None.
        accompanies: Stage keys, the preferred first: the first whose site lists the step, else the last.
        default_dose_form: How the product is usually filled. It dates steps where a brief names no dose form,
            and refuses nobody.
    """

    key: str
    step: StepId
    kind: StageKind
    makes: str
    role: str | None = None
    expression: tuple[Host, ...] | None = None
    anchor: bool = False
    product: Literal["substance", "fill"] | None = None
    gmp: bool = False
    accompanies: tuple[str, ...] = ()
    default_dose_form: DoseForm | None = None
    marks: Marks = UNMARKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another way to have a material than to make it by the recipe's steps (RULES S8).

    A `catalogue-lot` is the material itself, bought; a `substitute` is another material in its place
    (enzymatic DNA for a plasmid); a `platform` material is what the contract manufacturer has on its shelf.
    `item` is the word under which sites list what they supply, None for a platform. Which steps it spares
    follows from the recipe, so that the two cannot disagree.
    """

    material: str
    kind: AlternativeKind
    item: str | None = None
    note: str | None = None
    sources: tuple[Source, ...] = ()
    marks: Marks = UNMARKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Process(Late):
    """The recipe of one modality: stages in the order of the work, steps in any order that `after` allows."""

    id: str
    name: str
    modality: str
    stages: tuple[Stage, ...]
    steps: tuple[ProcessStep, ...]
    materials: tuple[Material, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    aliases: tuple[str, ...] = ()
    released_by: str = "qp-release"
    notes: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    marks: Marks = UNMARKED

    @property
    def host_stage(self) -> Stage | None:
        """The stage whose host a brief's expression binds (RULES F4).

        The product's substance where it grows in a host, else the first stage that does: the antibody of a
        conjugate, the vector of a cell therapy.
        """
        grown = [stage for stage in self.stages if stage.expression]
        substance = [stage for stage in self.stages if stage.product == "substance"]
        both = [stage for stage in substance if stage.expression]
        return next(iter([*both, *grown, *substance]), None)

    @property
    def default_dose_form(self) -> DoseForm | None:
        """How the product is usually filled, None where no source says."""
        return next((stage.default_dose_form for stage in self.stages if stage.default_dose_form), None)

    def users_of(self, material: str) -> frozenset[str]:
        """Return the modalities that a material is for: the recipe's, and what its users make."""
        keys = {step.stage for step in self.steps if material in step.consumes}
        return frozenset({self.modality} | {stage.makes for stage in self.stages if stage.key in keys})

    def stage(self, key: str) -> Stage:
        """Return the stage of that key.

        Raises:
            KeyError: If the recipe has no such stage.
        """
        for stage in self.stages:
            if stage.key == key:
                return stage
        raise KeyError(key)

    def home_of(self, step: ProcessStep) -> str | None:
        """Return the key of the stage whose site does a step by default: an accompanying one's last host."""
        stage = next((found for found in self.stages if found.key == step.stage), None)
        if stage is None or stage.kind != "accompanying":
            return stage.key if stage else None
        return stage.accompanies[-1] if stage.accompanies else stage.key

    def topological_steps(self) -> tuple[ProcessStep, ...]:
        """Return the steps, each after all it waits for; among free ones the recipe's own order.

        Raises:
            ValueError: If the steps wait for each other in a circle.
        """
        kept = _ORDERED.get(id(self.steps))
        if kept is None or kept[0] is not self.steps:
            if len(_ORDERED) >= _MOST_ORDERED:
                _ORDERED.clear()
            kept = _ORDERED[id(self.steps)] = self.steps, _in_order(self)
        return kept[1]


# A brief asks several times for the order of a recipe that never changes; a value with slots keeps nothing.
_ORDERED: dict[int, tuple[tuple[ProcessStep, ...], tuple[ProcessStep, ...]]] = {}
_MOST_ORDERED = 100


def _in_order(process: Process) -> tuple[ProcessStep, ...]:
    placed: dict[str, ProcessStep] = {}
    known = {step.id for step in process.steps}
    waiting = list(process.steps)
    while waiting:
        free = [s for s in waiting if all(d.step in placed or d.step not in known for d in s.after)]
        if not free:
            message = f"the steps of {process.id} wait for each other: {', '.join(s.id for s in waiting)}"
            raise ValueError(message)
        placed.update((step.id, step) for step in free)
        waiting = [step for step in waiting if step.id not in placed]
    return tuple(placed.values())
