"""From gene to released vial: the recipe's steps as numbers, and how long hand-overs take (RULES W1, W2)."""

from __future__ import annotations

from collections.abc import Sequence

from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.capability import Capability
from cdmo_plan.domain.process import Process, ProcessStep, Stage
from cdmo_plan.domain.world import World
from cdmo_plan.network.net import ZERO, Candidate, Minutes, Net, NetStep, crosses_customs, moves
from cdmo_plan.network.stages import is_on

TRANSFER_LANES = ("transfer-intra-company", "transfer-to-filler", "transfer-inter-company")


def net_steps(process: Process, stages: Sequence[Stage], brief: Brief) -> tuple[NetStep, ...]:
    """Return the steps that lead to the released product, each after all that it waits for.

    Left out are steps that the dose form or an option switches off, steps of stages that the brief leaves
    out, and all that nothing on the way to release waits for (toxicology, filing).
    """
    assigned = [stage.key for stage in stages if stage.kind in ("assigned", "open")]
    known = {stage.key: stage for stage in stages}
    steps = [step for step in process.topological_steps() if is_on(step, brief) and _is_kept(step, known)]
    wanted = _leading_to(process.released_by, steps)
    kept = [step for step in steps if step.id in wanted] if wanted else steps
    numbers = {step.id: number for number, step in enumerate(kept)}
    return tuple(_net_step(step, numbers, known, assigned) for step in kept)


def _is_kept(step: ProcessStep, known: dict[str, Stage]) -> bool:
    return step.stage is None or step.stage in known


def _leading_to(last: str, steps: Sequence[ProcessStep]) -> set[str]:
    by_id = {step.id: step for step in steps}
    seen: set[str] = set()
    waiting = [last] if last in by_id else []
    while waiting:
        step = waiting.pop()
        if step not in seen:
            seen.add(step)
            waiting += [dependency.step for dependency in by_id[step].after if dependency.step in by_id]
    return seen


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


def handover_minutes(
    source: Candidate, target: Candidate, kind: str, net: Net, *, to_filler: bool
) -> Minutes:
    """Return the time of a hand-over between two places: shipping, or technology transfer, or none."""
    if kind == "status" or not moves(source, target):
        return ZERO
    if kind == "document":
        return _transfer_minutes(source, target, net, to_filler=to_filler)
    return _shipping_minutes(source, target, net)


def _transfer_minutes(source: Candidate, target: Candidate, net: Net, *, to_filler: bool) -> Minutes:
    if source.partner == target.partner:
        return net.lanes.get("transfer-intra-company", ZERO)
    return net.lanes.get("transfer-to-filler" if to_filler else "transfer-inter-company", ZERO)


def _shipping_minutes(source: Candidate, target: Candidate, net: Net) -> Minutes:
    if source.country == target.country:
        return net.lanes.get("domestic", ZERO)
    near = net.geography[source.country or ""][0] == net.geography[target.country or ""][0]
    shipping = net.lanes.get("intra-continental" if near else "inter-continental", ZERO)
    customs = net.lanes.get("customs", ZERO) if crosses_customs(source, target, net) else ZERO
    return (shipping[0] + customs[0], shipping[1] + customs[1], shipping[2] + customs[2])


def route_minutes(route: Sequence[Candidate], net: Net, column: int) -> int:
    """Return when the product is released: the slowest branch, all steps at one of min, typical, max."""
    ends: list[int] = []
    places = [place_of(step, route) for step in net.steps]
    for number, step in enumerate(net.steps):
        place = places[number]
        start = max(
            (ends[n] + _delay((places[n], place), kind, net, step)[column] for n, kind in step.after),
            default=0,
        )
        ends.append(start + _own_minutes(step, place)[column])
    return max(ends, default=0)


def _delay(ends: tuple[Candidate | None, Candidate | None], kind: str, net: Net, step: NetStep) -> Minutes:
    source, target = ends
    if source is None or target is None or source is target:
        return ZERO
    return handover_minutes(source, target, kind, net, to_filler=step.filler)


def is_lower_bound(route: Sequence[Candidate], net: Net) -> bool:
    """Tell whether some step's duration is stated neither by the recipe nor by who does it (RULES W1, W2)."""
    return any(
        not step.known and step.id not in dict(place.own_minutes if place is not None else ())
        for step in net.steps
        for place in [place_of(step, route)]
    )


def _own_minutes(step: NetStep, place: Candidate | None) -> Minutes:
    if place is not None and place.own_minutes:
        return dict(place.own_minutes).get(step.id, step.minutes)
    return step.minutes


def stated_minutes(
    capability: Capability, stage: str, steps: Sequence[ProcessStep]
) -> tuple[tuple[str, Minutes], ...]:
    """Return the duration that replaces the recipe's: one whose scope is exactly one step (RULES W2).

    A scope names the step; without one, the stage must be a single step. Any other is a claim, only cited.
    """
    own = [step.id for step in steps if step.stage == stage and not step.optional and step.when is None]
    scope = capability.duration_scope or (own[0] if len(own) == 1 else None)
    if capability.duration is None or scope not in own:
        return ()
    shortest, typical, longest = capability.duration.minutes
    if shortest is None or typical is None or longest is None:
        return ()
    return ((scope, (shortest, typical, longest)),)


def lane_minutes(world: World) -> dict[str, Minutes]:
    """Return the minutes of every kind of hand-over; an unknown figure counts as none."""
    return {
        kind: tuple(value or 0 for value in lane.duration.minutes)  # type: ignore[misc]
        for kind, lane in world.lanes.items()
    }
