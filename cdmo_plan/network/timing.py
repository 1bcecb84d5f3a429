"""From gene to released vial: the recipe's steps as numbers, and how long hand-overs take (RULES W1, W2)."""

from __future__ import annotations

from collections.abc import Sequence

from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.capability import Capability
from cdmo_plan.domain.process import Process, ProcessStep, Stage
from cdmo_plan.domain.world import World
from cdmo_plan.network.net import (
    ZERO,
    Candidate,
    Minutes,
    Net,
    NetStep,
    crosses_customs,
    is_between_unnamed,
    moves,
)
from cdmo_plan.network.work import steps_to_do


def net_steps(process: Process, stages: Sequence[Stage], brief: Brief) -> tuple[NetStep, ...]:
    """Return the steps that are to be done as numbers, each after all that it waits for."""
    assigned = [stage.key for stage in stages if stage.kind in ("assigned", "open")]
    known = {stage.key: stage for stage in stages}
    kept = steps_to_do(process, stages, brief)
    numbers = {step.id: number for number, step in enumerate(kept)}
    return tuple(_net_step(step, numbers, known, assigned) for step in kept)


def _net_step(
    step: ProcessStep, numbers: dict[str, int], known: dict[str, Stage], assigned: list[str]
) -> NetStep:
    shortest, typical, longest = step.duration.minutes if step.duration else (None, None, None)
    least = shortest or 0
    likely = max(least, typical or 0)
    stage = known.get(step.stage or "")
    return NetStep(
        id=step.id,
        minutes=(least, likely, max(likely, longest or 0)),
        known=None not in (shortest, typical, longest),
        after=tuple((numbers[d.step], d.kind) for d in step.after if d.step in numbers),
        home=_home(stage, assigned) if stage else (),
        filler=stage is not None and _is_with_filler(stage, known),
    )


def _is_with_filler(stage: Stage, known: dict[str, Stage]) -> bool:
    hosts = [stage, *(known[key] for key in stage.accompanies[:1] if key in known)]
    return any(host.product == "fill" for host in hosts)


def _home(stage: Stage, assigned: list[str]) -> tuple[tuple[int, str | None], ...]:
    if stage.key in assigned:
        return ((assigned.index(stage.key), None),)
    hosts = [assigned.index(key) for key in stage.accompanies if key in assigned]
    return tuple((number, stage.step if number != hosts[-1] else None) for number in hosts)


def place_of(step: NetStep, route: Sequence[Candidate]) -> Candidate | None:
    """Return who does a step in a route: the first of its homes whose site lists it, None for an activity."""
    for number, listing in step.home:
        if listing is None or listing in route[number].lists:
            return route[number]
    return None


def lanes_between(
    source: Candidate, target: Candidate, kind: str, net: Net, *, to_filler: bool
) -> tuple[str, ...]:
    """Return the lanes that add up between two places: of shipping, of technology transfer, or none."""
    if kind == "status" or not moves(source, target):
        return ()
    if kind == "document":
        between = "transfer-to-filler" if to_filler else "transfer-inter-company"
        return ("transfer-intra-company" if source.partner == target.partner else between,)
    if source.country == target.country:
        return ("domestic",)
    near = net.geography[source.country or ""][0] == net.geography[target.country or ""][0]
    shipping = "intra-continental" if near else "inter-continental"
    return (shipping, "customs") if crosses_customs(source, target, net) else (shipping,)


def handover_minutes(
    source: Candidate, target: Candidate, kind: str, net: Net, *, to_filler: bool
) -> Minutes:
    """Return the time of a hand-over between two places; a lane that is not known adds nothing to it."""
    lanes = lanes_between(source, target, kind, net, to_filler=to_filler)
    times = [net.lanes.get(lane, ZERO) for lane in lanes]
    return (sum(t[0] for t in times), sum(t[1] for t in times), sum(t[2] for t in times))


def is_lower_bound(route: Sequence[Candidate], net: Net) -> bool:
    """Tell whether a time is missing from the weeks: of a step, or of a hand-over (RULES S5, W1, W2)."""
    places = [place_of(step, route) for step in net.steps]
    return any(
        _is_untimed(step, place)
        or any(_is_unknown(places[n], place, kind, net, step) for n, kind in step.after)
        for step, place in zip(net.steps, places, strict=True)
    )


def _is_untimed(step: NetStep, place: Candidate | None) -> bool:
    return not step.known and (place is None or step.id not in dict(place.own_minutes))


def _is_unknown(
    source: Candidate | None, target: Candidate | None, kind: str, net: Net, step: NetStep
) -> bool:
    if source is None or target is None or source is target or kind == "status":
        return False
    if is_between_unnamed(source, target):
        return True
    lanes = lanes_between(source, target, kind, net, to_filler=step.filler)
    return any(lane not in net.lanes for lane in lanes)


def stated_minutes(
    capability: Capability, stage: str, steps: Sequence[ProcessStep]
) -> tuple[tuple[str, Minutes], ...]:
    """Return the duration that replaces the recipe's: one whose scope is exactly one step (RULES W2).

    A scope names the step; without one, the stage must be a single step. Any other is a claim, only cited.
    """
    if capability.duration is None:
        return ()
    own = [step.id for step in steps if step.stage == stage and not step.optional and step.when is None]
    scope = capability.duration_scope or (own[0] if len(own) == 1 else None)
    if scope not in own:
        return ()
    shortest, typical, longest = capability.duration.minutes
    if shortest is None or typical is None or longest is None:
        return ()
    return ((scope, (shortest, typical, longest)),)


def lane_minutes(world: World) -> dict[str, Minutes]:
    """Return the minutes of every kind of hand-over whose three figures are known."""
    known: dict[str, Minutes] = {}
    for kind, lane in world.lanes.items():
        shortest, typical, longest = lane.duration.minutes
        if shortest is not None and typical is not None and longest is not None:
            known[kind] = (shortest, typical, longest)
    return known
