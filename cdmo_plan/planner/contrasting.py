"""The use case `contrast`: a preferred place beside the best, and the least facts that would make it win."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.eligibility.need import Target
from cdmo_plan.domain.world import World
from cdmo_plan.planner.least_facts import LeastFacts
from cdmo_plan.planner.plan import PlannedRoute
from cdmo_plan.planner.standing import (
    Difference,
    Standing,
    best_route,
    differences,
    is_at,
    standing_of,
)
from cdmo_plan.planner.suppositions import Fact

if TYPE_CHECKING:
    from cdmo_plan.planner.costs import Wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """The best route with a place beside the best, and what would have to be different for it to win.

    `rival` is the best route of all or, where that goes to the place, the best one that does not; None where
    there is none. `facts` is the least set of facts that would have to be different for the best route to go
    there, solved again: empty where it goes there now, None where no set of at most `MOST_FACTS` was found.
    `is_proved` tells whether all smaller sets were tried. `then` is the best route after these facts.
    """

    standing: Standing
    rival: PlannedRoute | None
    differences: tuple[Difference, ...]
    facts: tuple[Fact, ...] | None
    is_proved: bool
    then: PlannedRoute | None


def contrast(
    world: World, brief: Brief, word: str, *, rank_by: tuple[str, ...] = (), cost: Wanted | None = None
) -> Contrast:
    """Compare the best route with a place to the best of all.

    Raises:
        BriefRefused: If the brief or the word names what the world does not know, if terms contradict each
            other, or if a cost was not quoted.
    """
    standing = standing_of(world, brief, word, rank_by=rank_by, cost=cost)
    with_it, target = standing.with_it, standing.target
    # The best route goes there where it is the best with the place: then the next best is the rival.
    is_best = standing.wins
    rival = _without(standing, target) if is_best else standing.best
    told = tuple(differences(with_it, rival, standing.order)) if rival and with_it else ()
    if is_best:
        return Contrast(
            standing=standing, rival=rival, differences=told, facts=(), is_proved=True, then=with_it
        )
    found = LeastFacts(world, standing).find()
    return Contrast(standing=standing, rival=rival, differences=told, **found._asdict())


def _without(standing: Standing, target: Target) -> PlannedRoute | None:
    nets = (
        outlook._replace(
            net=outlook.net._replace(
                stages=tuple(
                    stage._replace(candidates=tuple(c for c in stage.candidates if not is_at(c, target)))
                    for stage in outlook.net.stages
                )
            )
        )
        for outlook in standing.outlooks
    )
    return best_route(tuple(nets), standing.order)
