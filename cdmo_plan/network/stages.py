"""Which stages of a recipe a brief asks for, and what is handed over between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from cdmo_plan.diagnostics.suggestions import did_you_mean
from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.process import Process, ProcessStep, Stage
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.network.at_hand import check_have, stages_left
from cdmo_plan.network.net import Link
from cdmo_plan.network.work import dose_form_of, own_stage_step, steps_on, steps_to_do


def stages_for(process: Process, brief: Brief) -> tuple[Stage, ...]:
    """Return the stages of a route, in the order of the work, accompanying ones too (RULES S2 to S4).

    A stage that `--via` or a region of its own names becomes one of its own, and so does a fill whose
    container or dose form is named; freeze-drying stays with the fill (S6). What is at hand takes away the
    stages that only make it (S9).

    Raises:
        BriefRefused: If a term of the brief names a step that the recipe has no stage for or a material that
            it does not make, or if it binds a fill that is not asked for.
    """
    check_have(process, brief)
    left = stages_left(stages_asked(process, brief), process, brief)
    _check_fill(left, process, brief)
    return left


def stages_asked(process: Process, brief: Brief) -> tuple[Stage, ...]:
    """Return the stages of a route if nothing is at hand, in the order of the work.

    Raises:
        BriefRefused: If a term of the brief names a step that the recipe has no stage for.
    """
    _check_steps(process, brief)
    asked = _asked_for(process, brief)
    stages = tuple(
        _requested(stage, asked) for stage in process.stages if _is_wanted(stage, process, brief, asked)
    )
    kept = _between(stages, process, brief)
    keys = {stage.key for stage in stages if stage.kind in ("assigned", "open") and stage.key in kept}
    return tuple(stage for stage in stages if stage.key in keys or keys & set(_homes(stage)[-1:]))


def _asked_for(process: Process, brief: Brief) -> set[str]:
    """Return the steps that a brief names, and the fill where its container or dose form needs one."""
    named = (*(step for step, _ in (*brief.via, *brief.step_regions)), brief.to_step, brief.from_step)
    asked = {own_stage_step(step) for step in named if step is not None}
    if brief.to_step is None and _fill_terms(brief):
        asked |= {stage.step for stage in process.stages if stage.product == "fill"}
    return asked


def _fill_terms(brief: Brief) -> list[str]:
    words = (("--container", brief.container), ("--dose-form", brief.dose_form))
    return [word for word, value in words if value is not None]


def _check_fill(stages: Iterable[Stage], process: Process, brief: Brief) -> None:
    """Refuse terms that bind nothing: the answer would pass over them (RULES F4)."""
    words = " and ".join(_fill_terms(brief))
    if not words or any(stage.product == "fill" for stage in stages):
        return
    if not any(stage.product == "fill" for stage in process.stages):
        message = f"the recipe {process.id} has no fill stage that {words} could bind"
        raise BriefRefused(message, f"leave out {words}")
    message = f"the question leaves out the fill of {process.id}, which {words} would bind"
    raise BriefRefused(message, f"leave out {words}, or ask for the fill too")


def _check_steps(process: Process, brief: Brief) -> None:
    named = [step for step, _ in (*brief.via, *brief.step_regions)]
    named += [step for step in (brief.from_step, brief.to_step) if step is not None]
    known = list(dict.fromkeys(stage.step for stage in process.stages))
    for step in named:
        if step not in known:
            close = did_you_mean(step, known)
            hint = f"did you mean {' or '.join(close)}?" if close else "its steps are " + ", ".join(known)
            message = f"the recipe {process.id} has no step {step!r}"
            raise BriefRefused(message, hint)


def _requested(stage: Stage, asked: set[str]) -> Stage:
    if stage.kind in ("accompanying", "on-request") and stage.step in asked:
        return replace(stage, kind="assigned")
    return stage


def _is_wanted(stage: Stage, process: Process, brief: Brief, asked: set[str]) -> bool:
    if stage.kind == "on-request":
        return stage.step in asked
    return stage.step != "lyophilization" or dose_form_of(process, brief) == "lyophilized"


def _homes(stage: Stage) -> tuple[str, ...]:
    return stage.accompanies if stage.kind == "accompanying" else ()


def _between(stages: tuple[Stage, ...], process: Process, brief: Brief) -> set[str]:
    """Return the keys of the assigned stages from `--from` on and up to `--to`."""
    assigned = [stage for stage in stages if stage.kind in ("assigned", "open")]
    links = links_between(stages, process, brief.changed(have=()))
    numbers = {stage.key: number for number, stage in enumerate(assigned)}
    forward = {n: {link.target for link in links if link.source == n} for n in numbers.values()}
    backward = {n: {link.source for link in links if link.target == n} for n in numbers.values()}
    kept = set(numbers.values())
    if brief.from_step is not None:
        kept &= _reachable(_numbers_of(own_stage_step(brief.from_step), assigned, process), forward)
    if brief.to_step is not None:
        kept &= _reachable(_numbers_of(own_stage_step(brief.to_step), assigned, process), backward)
    if not kept:
        message = f"no stage of the recipe {process.id} lies between {brief.from_step} and {brief.to_step}"
        raise BriefRefused(message, "the order is " + ", ".join(stage.step for stage in assigned))
    return {stage.key for stage in assigned if numbers[stage.key] in kept}


def _numbers_of(step: str, assigned: list[Stage], process: Process) -> set[int]:
    numbers = {number for number, stage in enumerate(assigned) if stage.step == step}
    if not numbers:
        message = f"in the recipe {process.id}, {step} is no stage of its own"
        raise BriefRefused(message, "its stages are " + ", ".join(stage.step for stage in assigned))
    return numbers


def _reachable(start: set[int], edges: Mapping[int, set[int]]) -> set[int]:
    seen, waiting = set(start), list(start)
    while waiting:
        for following in edges[waiting.pop()] - seen:
            seen.add(following)
            waiting.append(following)
    return seen


def links_between(stages: Iterable[Stage], process: Process, brief: Brief) -> tuple[Link, ...]:
    """Return the hand-overs of material between assigned stages, each once, in the order of the work.

    An accompanying stage hands over from and to the last stage that it may accompany.
    """
    stages = tuple(stages)
    assigned = [stage.key for stage in stages if stage.kind in ("assigned", "open")]
    home = {stage.key: _last_home(stage, assigned) for stage in stages}
    done = steps_to_do(process, stages, brief) if brief.have else steps_on(process, brief)
    steps = {step.id: step for step in done}
    found = {
        Link(assigned.index(source), assigned.index(target))
        for step in steps.values()
        for dependency in step.after
        if dependency.kind == "material"
        for source in [_home_of(steps.get(dependency.step), home)]
        for target in [_home_of(step, home)]
        if source is not None and target is not None and source != target
    }
    return tuple(sorted(found))


def _last_home(stage: Stage, assigned: list[str]) -> str | None:
    if stage.key in assigned:
        return stage.key
    return next((key for key in reversed(stage.accompanies) if key in assigned), None)


def _home_of(step: ProcessStep | None, home: Mapping[str, str | None]) -> str | None:
    return home.get(step.stage) if step is not None and step.stage is not None else None
