"""What a hand-over leaves to be asked, by how its materials travel and keep (RULES M2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cdmo_plan.domain.capability import Capability
from cdmo_plan.domain.eligibility.findings import Question
from cdmo_plan.domain.process import Material, Process, Stage

_FRESH = "fresh-cells"
_HAZARD = "-hazard"
_TAKES_FROZEN = "frozen-bulk"
_HOURS_A_WEEK = 168


def handed_over(source: Stage, target: Stage, process: Process) -> tuple[Material, ...]:
    """Return the materials that one stage, or a stage that accompanies it, makes for another's work."""
    known = {material.id: material for material in process.materials}
    home = {step.id: process.home_of(step) for step in process.steps}
    found = dict.fromkeys(
        material
        for step in process.steps
        if home[step.id] == target.key
        for dependency in step.after
        if dependency.kind == "material" and home.get(dependency.step) == source.key
        for material in dependency.materials
    )
    return tuple(known[material] for material in found if material in known)


def bulk_questions(
    source: Stage, target: Stage, process: Process, filler: Capability | None, *, crosses_border: bool
) -> Iterator[Question]:
    """Yield what is to be asked where the product's bulk leaves its site to be filled.

    No term of a brief rests on it, so none of it counts (RULES O3). Bulk whose hold time nobody knows must be
    shown to keep frozen; other bulk is frozen by default, and the filler thaws, pools and compounds it.
    """
    if source.product != "substance" or target.product != "fill":
        return
    shipped = handed_over(source, target, process)
    where = "to another site" + (" (border)" if crosses_border else "")
    if any(_is_hazardous(material) for material in shipped):
        yield _asked("toxic-bulk", f"toxic bulk crosses {where}: does it take that in?")
    unproven = [material.name for material in shipped if material.hold_weeks is None]
    if unproven:
        yield _asked("frozen-bulk", f"is frozen {' and '.join(unproven)} validated for shipping?")
    elif filler is None or _TAKES_FROZEN not in filler.special:
        yield _asked("thaw", "thaws, pools and compounds frozen substance?")


def fresh_materials(stages: Sequence[Stage], process: Process) -> tuple[tuple[Stage, int], ...]:
    """Return the stages that take in living cells fresh, with the hours that these keep."""
    known = {material.id: material for material in process.materials}
    found: dict[str, tuple[Stage, int]] = {}
    for stage in stages:
        for step in process.steps:
            for material in (known[name] for name in step.consumes if name in known):
                fresh = step.stage == stage.key and material.transport_class == _FRESH
                if fresh and material.hold_weeks is not None:
                    found[stage.key] = stage, round(material.hold_weeks * _HOURS_A_WEEK)
    return tuple(found.values())


def _is_hazardous(material: Material) -> bool:
    return material.transport_class is not None and material.transport_class.endswith(_HAZARD)


def _asked(reason: str, text: str) -> Question:
    return Question(reason=reason, text=text, rule="M2")
