"""`--have`: what is at hand nobody makes, and the stages that only made it are not assigned (RULES S9)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from cdmo_plan.diagnostics.suggestions import did_you_mean
from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.process import Process, ProcessStep, Stage
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.network.work import steps_to_do

_OF_ITS_OWN = ("assigned", "open")
_MOST_NEAR = 3


def check_have(process: Process, brief: Brief) -> None:
    """Refuse materials at hand that no step of the recipe makes: they would change nothing.

    Raises:
        BriefRefused: With near words, or with all that the recipe makes.
    """
    made = tuple(material for step in process.topological_steps() for material in step.produces)
    refusals = [_not_made(word, process, made) for word in brief.have if word not in made]
    if refusals:
        first, *others = refusals
        raise BriefRefused(first.message, first.hint, also=tuple(others))


def _not_made(word: str, process: Process, made: Sequence[str]) -> BriefRefused:
    near = list(dict.fromkeys((*_named_like(word, process, made), *did_you_mean(word, made))))[:_MOST_NEAR]
    meant = f"did you mean {' or '.join(near)}?" if near else f"it makes {', '.join(made)}."
    message = f"the recipe {process.id} makes no material {word!r}"
    return BriefRefused(message, f"{meant} `cdmo-plan show {process.id}` tells what each is")


def _named_like(word: str, process: Process, made: Sequence[str]) -> list[str]:
    """Return the materials whose id or name holds all of some words, as "Master cell bank (MCB)" holds MCB.

    Ids come first.

    A plural means what its singular does: people say "helper plasmids" of what is one material here.
    """
    names = {found.id: found.name.casefold() for found in process.materials}
    wanted = _singular(word.casefold())
    if not wanted:
        return []
    by_id = [material for material in made if wanted <= _singular(material)]
    return by_id + [material for material in made if wanted <= _singular(names.get(material, ""))]


def _singular(text: str) -> set[str]:
    return {part.removesuffix("s") for part in re.findall(r"[^\W_]+", text)}


def stages_left(stages: Sequence[Stage], process: Process, brief: Brief) -> tuple[Stage, ...]:
    """Return the stages that still have work to do.

    A stage of which nothing is left is not assigned. Work that accompanied it goes with the stage that uses
    its result next: who has drug substance has its release tested by who fills.

    Raises:
        BriefRefused: If nothing is left that a site would do.
    """
    if not brief.have:
        return tuple(stages)
    steps = steps_to_do(process, stages, brief)
    before = {step.stage for step in steps_to_do(process, stages, brief.changed(have=()))}
    spared = before - {step.stage for step in steps}
    kept = [stage for stage in stages if stage.key not in spared]
    own = {stage.key for stage in kept if stage.kind in _OF_ITS_OWN}
    if not own:
        words = " and ".join(brief.have)
        message = f"with {words} at hand, no stage of the recipe {process.id} is left to assign"
        raise BriefRefused(message, "leave out --have, or ask with --to for what comes later")
    found = (_with_host(stage, kept, own, steps) for stage in kept)
    return tuple(stage for stage in found if stage is not None)


def _with_host(
    stage: Stage, kept: Sequence[Stage], own: AbstractSet[str], steps: Sequence[ProcessStep]
) -> Stage | None:
    if stage.key in own or own & set(stage.accompanies):
        return stage
    host = _user_of(stage, kept, own, steps)
    return replace(stage, accompanies=(host,)) if host is not None else None


def _user_of(
    stage: Stage, kept: Sequence[Stage], own: AbstractSet[str], steps: Sequence[ProcessStep]
) -> str | None:
    """Return the assigned stage that uses a stage's results first, at once or through others like it."""
    hosts = {found.key: _host_of(found, own) for found in kept}
    made = {step.id for step in steps if step.stage == stage.key}
    for step in steps:
        if step.id not in made and made.intersection(dependency.step for dependency in step.after):
            host = hosts.get(step.stage or "")
            if host is not None:
                return host
            made.add(step.id)
    return None


def _host_of(stage: Stage, own: AbstractSet[str]) -> str | None:
    if stage.key in own:
        return stage.key
    return next((key for key in reversed(stage.accompanies) if key in own), None)
