"""The answer of `explain` as JSON (its contract is schema version 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdmo_plan.domain.world import World
from cdmo_plan.planner.explaining import Explanation
from cdmo_plan.present.no_route_json import fix_record, no_route_record
from cdmo_plan.present.routes_json import brief_record

if TYPE_CHECKING:
    from cdmo_plan.present.records_of_explanations import ExplainBody


def explanation_record(explanation: Explanation, world: World) -> ExplainBody:
    """Return the answer as plain data; the habits of all answers stand before it."""
    plan = explanation.plan
    return {
        "brief": brief_record(plan.brief),
        "feasible": plan.feasible,
        "feasible_is_lower_bound": not plan.is_counted,
        "contradictions": [
            {"terms": [str(term) for term in each.terms], "why": each.why, "hint": each.hint}
            for each in explanation.contradictions
        ],
        "no_route": None if plan.no_route is None else no_route_record(plan.no_route, world),
        "binding": [fix_record(fix) for fix in explanation.binding],
    }
