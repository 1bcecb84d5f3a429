"""Which steps of a recipe are to be done for a brief, given what it has at hand (RULES S8, S9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.process import Dependency, Process, ProcessStep, Stage


def own_stage_step(step: str) -> str:
    """Return the step whose stage does a step: freeze-drying is part of the fill (RULES S6)."""
    return "fill-finish" if step == "lyophilization" else step


def dose_form_of(process: Process, brief: Brief) -> str | None:
    """Return the dose form that dates the steps: the brief's, else what the recipe's product usually is."""
    return brief.wanted_dose_form or process.default_dose_form


def is_on(step: ProcessStep, process: Process, brief: Brief) -> bool:
    """Tell whether a step of a recipe is done for this brief: no option, nor of another dose form."""
    return not step.optional and (step.when is None or step.when == dose_form_of(process, brief))


def steps_to_do(process: Process, stages: Sequence[Stage], brief: Brief) -> tuple[ProcessStep, ...]:
    """Return the steps that lead to the end that is asked for, each after all that it waits for.

    Left out are steps that the dose form or an option switches off, steps of stages that the brief leaves
    out, all that nothing on the way waits for (toxicology, filing), and what is at hand with all that only
    leads to it. No step waits for what is at hand.
    """
    known = {stage.key for stage in stages}
    on = [step for step in steps_on(process, brief) if step.stage is None or step.stage in known]
    wanted = _leading_to(_ends(process, stages, on, brief), on)
    return tuple(step for step in on if step.id in wanted)


def steps_on(process: Process, brief: Brief) -> tuple[ProcessStep, ...]:
    """Return the steps that are on and not done yet, in order, none waiting for what is at hand."""
    on = [step for step in process.topological_steps() if is_on(step, process, brief)]
    if not brief.have:
        return tuple(on)
    have, done = frozenset(brief.have), done_steps(process, brief.have)
    return tuple(
        replace(step, after=tuple(d for d in step.after if not _is_at_hand(d, have, done)))
        for step in on
        if step.id not in done
    )


def _is_at_hand(dependency: Dependency, have: frozenset[str], done: frozenset[str]) -> bool:
    return dependency.step in done or (bool(dependency.materials) and have.issuperset(dependency.materials))


def done_steps(process: Process, have: Iterable[str]) -> frozenset[str]:
    """Return the steps that must be over if these materials are at hand.

    A material tells of its own past: who has a cell bank has had the clone, so that all is over that its
    maker waited for, as material or status. What may be bought, and a document, tell nothing of the steps
    before them: a catalogue lot of a helper plasmid is no sign that the gene has been cloned.
    """
    named = frozenset(have)
    silent = {found.material for found in process.alternatives if found.item is not None}
    silent |= {found.id for found in process.materials if found.transport_class == "document"}
    waits = {
        step.id: [d.step for d in step.after if d.kind != "document"] for step in process.topological_steps()
    }
    over = {step.id for step in process.steps if step.produces and named.issuperset(step.produces)}
    seen: set[str] = set()
    waiting = [step.id for step in process.steps if (named - silent).intersection(step.produces)]
    while waiting:
        step = waiting.pop()
        if step not in seen:
            seen.add(step)
            waiting += waits.get(step, [])
    return frozenset(seen | over)


def spared_steps(process: Process, stages: Sequence[Stage], brief: Brief) -> tuple[str, ...]:
    """Return the steps that a brief need not do because of what it has at hand, in order."""
    left = {step.id for step in steps_to_do(process, stages, brief)}
    without = steps_to_do(process, stages, brief.changed(have=()))
    return tuple(step.id for step in without if step.id not in left)


def _ends(process: Process, stages: Sequence[Stage], steps: Sequence[ProcessStep], brief: Brief) -> list[str]:
    """Return the steps at which a route ends: release of the product, or of what `--to` asks for (W1)."""
    if brief.to_step is None:
        if any(step.id == process.released_by for step in steps):
            return [process.released_by]
        if brief.have and process.released_by in done_steps(process, brief.have):
            return []
        return _last_of(process, stages, steps, brief)
    last = {stage.key for stage in stages if stage.step == own_stage_step(brief.to_step)}
    tested = {stage.key for stage in stages if stage.step == "qc-release" and set(stage.accompanies) & last}
    return [step.id for step in steps if step.stage in last | tested]


def _last_of(
    process: Process, stages: Sequence[Stage], steps: Sequence[ProcessStep], brief: Brief
) -> list[str]:
    """Return the steps of stages that no other such step waits for, at hand or not."""
    known = {stage.key for stage in stages}
    on = [step for step in process.steps if step.stage in known and is_on(step, process, brief)]
    awaited = {dependency.step for step in on for dependency in step.after}
    return [step.id for step in steps if step.stage is not None and step.id not in awaited]


def _leading_to(ends: Sequence[str], steps: Sequence[ProcessStep]) -> set[str]:
    by_id = {step.id: step for step in steps}
    seen: set[str] = set()
    waiting = [step for step in ends if step in by_id]
    while waiting:
        step = waiting.pop()
        if step not in seen:
            seen.add(step)
            waiting += [dependency.step for dependency in by_id[step].after if dependency.step in by_id]
    return seen
