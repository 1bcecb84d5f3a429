"""Where one site or partner stands: what keeps it out of each stage, and its best route beside the best."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.eligibility.need import Target
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.domain.world import Row, World, operator_on
from cdmo_plan.network.check_words import refuse_unknown_words
from cdmo_plan.network.contradictions import refuse_contradictions
from cdmo_plan.network.judging import Judged
from cdmo_plan.network.net import Candidate, Net
from cdmo_plan.network.rows import Outlook, outlooks_of
from cdmo_plan.network.words import check_step, place_target
from cdmo_plan.network.work import own_stage_step
from cdmo_plan.planner.criteria import CRITERIA, order_of
from cdmo_plan.planner.metrics import COUNTS
from cdmo_plan.planner.plan import PlannedRoute, route_of
from cdmo_plan.planner.pricing import with_costs
from cdmo_plan.planner.search import Found, Search

if TYPE_CHECKING:
    from cdmo_plan.planner.costs import Costing, Wanted

Chosen = Callable[[Candidate], bool]


class StageStanding(NamedTuple):
    """One stage, with all rows of the place for it; `does_unlisted` where it may do what nobody lists."""

    process: str
    step: str
    role: str | None
    judged: tuple[Judged, ...]
    does_unlisted: bool


class Difference(NamedTuple):
    """A criterion in which two routes differ; the first such one in the order `decides`.

    Values are those that routes compare by: of evidence and cost a rank.
    """

    criterion: str
    preferred: int
    best: int
    decides: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a brief's answer makes of one place.

    `best` is the best route of all, `with_it` the best one in which the place does something; None where
    there is none. `differences` are the criteria in which the two differ, the deciding one first.
    """

    brief: Brief
    target: Target
    step: str | None
    order: tuple[str, ...]
    outlooks: tuple[Outlook, ...]
    stages: tuple[StageStanding, ...]
    best: PlannedRoute | None
    with_it: PlannedRoute | None
    differences: tuple[Difference, ...]
    costing: Costing | None = None

    @property
    def wins(self) -> bool:
        """Whether no route is better than the best with it."""
        return self.with_it is not None and self.best is not None and self.with_it.id == self.best.id


def standing_of(  # noqa: PLR0913  a query has as many wishes
    world: World,
    brief: Brief,
    word: str,
    *,
    step: str | None = None,
    rank_by: tuple[str, ...] = (),
    cost: Wanted | None = None,
) -> Standing:
    """Tell where a site or partner stands in the answer to a brief.

    Raises:
        BriefRefused: If the brief, the word or the step name what the world does not know, if terms
            contradict each other, or if a cost was not quoted.
    """
    refuse_unknown_words(brief, world)
    refuse_contradictions(brief, world)
    target = place_target(word, world)
    wanted = None if step is None else own_stage_step(check_step(step))
    order = order_of(rank_by, is_commercial=brief.development_phase == "commercial")
    costing, outlooks = with_costs(world, outlooks_of(world, brief), brief.as_of, order, cost)
    stages = tuple(_stages(outlooks, target, wanted, brief, world))
    if wanted is not None and not stages:
        message = f"no recipe for this brief has a stage {step!r} that a route assigns"
        assigned = dict.fromkeys(stage.step for outlook in outlooks for stage in outlook.net.stages)
        raise BriefRefused(message, "its stages are " + ", ".join(assigned))
    best, with_it = compared(outlooks, order, target, wanted)
    return Standing(
        brief=brief,
        target=target,
        step=wanted,
        order=order,
        outlooks=outlooks,
        stages=stages,
        best=best,
        with_it=with_it,
        differences=tuple(differences(with_it, best, order)) if best and with_it else (),
        costing=costing,
    )


def compared(
    outlooks: tuple[Outlook, ...], order: tuple[str, ...], target: Target, step: str | None = None
) -> tuple[PlannedRoute | None, PlannedRoute | None]:
    """Return the best route, and the best in which a place does something (that step, if named)."""
    return best_route(outlooks, order), best_route(outlooks, order, lambda c: is_at(c, target), step)


def best_route(
    outlooks: tuple[Outlook, ...],
    order: tuple[str, ...],
    chosen: Chosen | None = None,
    step: str | None = None,
) -> PlannedRoute | None:
    """Return the best route, or the best of those in which a chosen candidate does something."""
    found: list[tuple[Found, Outlook]] = []
    for outlook in outlooks:
        for net in [outlook.net] if chosen is None else nets_with(outlook.net, chosen, step):
            best = Search(net, order).best() if net.is_possible else None
            found += [(best, outlook)] if best is not None else []
    if not found:
        return None
    best, outlook = min(found, key=lambda pair: (pair[0].worth, pair[1].net.process))
    return route_of(best, outlook)


def nets_with(net: Net, chosen: Chosen, step: str | None = None) -> Iterator[Net]:
    """Yield for each stage the net in which only chosen candidates do it, where there are any."""
    for number, stage in enumerate(net.stages):
        own = tuple(candidate for candidate in stage.candidates if chosen(candidate))
        if own and step in (None, stage.step):
            stages = (*net.stages[:number], stage._replace(candidates=own), *net.stages[number + 1 :])
            yield net._replace(stages=stages)


def is_at(candidate: Candidate, target: Target) -> bool:
    """Tell whether a candidate is the site, or of the partner, that is meant."""
    return (candidate.site if target.kind == "site" else candidate.partner) in target.ids


def differences(with_it: PlannedRoute, best: PlannedRoute, order: tuple[str, ...]) -> Iterator[Difference]:
    """Yield every criterion in which two routes differ; the first in the order decides."""
    decided = False
    for name in dict.fromkeys((*order, *CRITERIA)):
        count = COUNTS[CRITERIA[name]]
        mine, other = count(with_it.route, with_it.outlook.net), count(best.route, best.outlook.net)
        if mine != other:
            yield Difference(name, mine, other, decides=name in order and not decided)
            decided = True


def _stages(
    outlooks: tuple[Outlook, ...], target: Target, step: str | None, brief: Brief, world: World
) -> Iterator[StageStanding]:
    for outlook in outlooks:
        for stage in outlook.net.stages:
            if step not in (None, stage.step):
                continue
            judged = outlook.ledger.judged[stage.key]
            yield StageStanding(
                process=outlook.net.process,
                step=stage.step,
                role=stage.role,
                judged=tuple(each for each in judged if is_of(each.row, target, brief, world)),
                does_unlisted=any(is_at(c, target) and not c.is_listed for c in stage.candidates),
            )


def is_of(row: Row, target: Target, brief: Brief, world: World) -> bool:
    """Tell whether a row is of the site, or of the partner, that is meant."""
    if target.kind == "site":
        return row.site is not None and row.site.id in target.ids
    if row.site is None:
        return row.partner.id in target.ids
    return (operator_on(row.site, brief.as_of, world) or row.partner.id) in target.ids
