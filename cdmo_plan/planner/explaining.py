"""The use case `explain`: why a brief has no route; or, where it has, which of its terms binds closest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.world import World
from cdmo_plan.network.check_words import refuse_unknown_words
from cdmo_plan.network.contradictions import Contradiction, contradictions_of
from cdmo_plan.network.judging import Judge
from cdmo_plan.network.rows import outlooks_of
from cdmo_plan.planner.conditions import Conditions
from cdmo_plan.planner.criteria import DEFAULT_ORDER
from cdmo_plan.planner.fixes import Fix, fix_of
from cdmo_plan.planner.no_route import explain
from cdmo_plan.planner.plan import Plan, plan
from cdmo_plan.planner.search import Search


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a brief has no route (`plan.no_route`), or what binds it where it has some.

    `contradictions` are terms that exclude each other by their words alone. `binding` are the terms whose
    giving up opens more rows, with what there then is; the one that opens most comes first.
    """

    plan: Plan
    contradictions: tuple[Contradiction, ...] = ()
    binding: tuple[Fix, ...] = ()


def explain_brief(
    world: World, brief: Brief, *, watch: Callable[[Search], object] | None = None
) -> Explanation:
    """Explain what stands between a brief and its routes.

    Raises:
        BriefRefused: If the brief names something that the world does not know.
    """
    refuse_unknown_words(brief, world)
    judge = Judge(world)
    contradictions = contradictions_of(brief, world)
    if contradictions:
        return Explanation(plan=_contradictory(judge, brief), contradictions=contradictions)
    answer = plan(world, brief, k=1, watch=watch, judge=judge)
    binding = _binding(judge, brief, answer) if answer.no_route is None else ()
    return Explanation(plan=answer, binding=binding)


def _contradictory(judge: Judge, brief: Brief) -> Plan:
    outlooks = outlooks_of(judge.world, brief, judge)
    return Plan(
        brief=brief,
        order=DEFAULT_ORDER,
        outlooks=outlooks,
        routes=(),
        feasible=0,
        is_counted=True,
        unfolded=False,
        unconfirmed=(),
        no_route=explain(brief, outlooks, judge),
    )


def _binding(judge: Judge, brief: Brief, answer: Plan) -> tuple[Fix, ...]:
    conditions = Conditions(judge.world, brief, judge)
    singles = [fix_of(conditions, 1 << number) for number in range(len(conditions.terms))]
    found = [fix for fix in singles if fix is not None and fix.opens > answer.feasible]
    return tuple(sorted(found, key=lambda fix: (-fix.opens, fix.change)))
