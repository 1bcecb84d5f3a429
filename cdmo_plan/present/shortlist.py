"""Who else would do the stages that rows are not told apart by."""

from __future__ import annotations

from cdmo_plan.domain.world import World
from cdmo_plan.network.net import NetStage
from cdmo_plan.planner.plan import Plan
from cdmo_plan.present import left_out
from cdmo_plan.present.stage_words import place_words, stage_name


def shortlist(plan: Plan, world: World) -> list[str]:
    """Return for every stage that is no anchor who may do it, the least doubted first."""
    lines = [
        (outlook.net.process, stage_name(stage.step, stage.role, plan.brief), _listed(stage, world))
        for outlook in plan.outlooks
        for stage in outlook.net.stages
        if not stage.anchor and outlook.net.is_possible
    ]
    return left_out.without_repeats(lines)


def _listed(stage: NetStage, world: World) -> str:
    ordered = sorted(stage.candidates, key=lambda c: (c.containment, c.doubts, c.questions, c.id))
    stating = [c for c in ordered if c.is_listed and not c.containment]
    names = list(dict.fromkeys(place_words(candidate, world) for candidate in stating))
    contained = len({c.place for c in ordered if c.containment})
    unlisted = sum(not c.is_listed for c in ordered)
    parts = [", ".join(names)] if names else []
    parts += [f"{contained} more state only biologics"] if contained else []
    parts += [f"{unlisted} substance sites where nobody lists it"] if unlisted else []
    return "; ".join(parts)
