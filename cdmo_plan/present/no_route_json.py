"""Why there is no route, as JSON: in the answers of `routes` and of `explain`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from cdmo_plan.domain.brief import Term
from cdmo_plan.domain.eligibility.findings import Finding
from cdmo_plan.domain.world import World
from cdmo_plan.planner.fixes import Change, Fix
from cdmo_plan.planner.metrics import Metrics
from cdmo_plan.planner.near_misses import NearMiss, WholeSite
from cdmo_plan.planner.no_route import NoRoute, Overrun
from cdmo_plan.present.layers import origin_record

if TYPE_CHECKING:
    from cdmo_plan.present.records_of_no_route import (
        ChangeRecord,
        CostRecord,
        FixRecord,
        NearMissRecord,
        NoRouteRecord,
        OverrunRecord,
        ShortfallRecord,
        WholeSiteRecord,
    )


def no_route_record(reasons: NoRoute, world: World) -> NoRouteRecord:
    """Return the answer "none" as plain data."""
    return {
        "conflicts": [{"terms": [str(term) for term in terms]} for terms in reasons.conflicts],
        "fixes": [fix_record(fix) for fix in reasons.fixes],
        "is_complete": reasons.is_complete,
        "shortfalls": reasons.shortfalls,
        "empty": list(reasons.empty),
        "gap": list(reasons.gap),
        "overruns": [_overrun(overrun) for overrun in reasons.overruns],
        "near_misses": [_near(miss, world) for miss in reasons.near],
        "whole_sites": [_whole(whole, world) for whole in reasons.whole_sites],
    }


def fix_record(fix: Fix) -> FixRecord:
    """Return changes that open routes, and what these cost, as plain data."""
    return {
        "change": fix.change,
        "opens": fix.opens,
        "opens_is_lower_bound": not fix.is_counted,
        "changes": [_change(change) for change in fix.changes],
        "best": [candidate.id for candidate in fix.best],
        "cost": cost_record(fix.metrics),
        "confirm": [{"capability": each.candidate.id, "text": each.finding.text} for each in fix.confirm],
    }


def _change(change: Change) -> ChangeRecord:
    condition = change.condition
    if isinstance(condition, Term):
        kind: Literal["loosen", "drop"] = "loosen" if change.is_loosened else "drop"
        return {"kind": kind, "term": str(condition), "change": change.text}
    is_contract = condition.kind == "one-contract"
    return {"kind": "confirm" if is_contract else "include", "term": None, "change": change.text}


def cost_record(metrics: Metrics) -> CostRecord:
    """Return what a route costs as plain data."""
    return {
        "contracts": metrics.contracts,
        "partners": metrics.partners,
        "borders": metrics.borders,
        "weeks": metrics.weeks,
        "weeks_is_lower_bound": metrics.weeks_bound,
    }


def shortfall_records(shortfalls: Iterable[Finding]) -> list[ShortfallRecord]:
    """Return what refuses a row as plain data."""
    return [
        {
            "reason": shortfall.reason,
            "text": shortfall.text,
            "rule": shortfall.rule,
            "mark": str(shortfall.mark),
            "sources": [source.reference for source in shortfall.sources],
        }
        for shortfall in shortfalls
    ]


def _overrun(overrun: Overrun) -> OverrunRecord:
    return {
        "term": str(overrun.term),
        "least": overrun.least,
        "least_is_lower_bound": overrun.is_bound,
        "best": [candidate.id for candidate in overrun.best],
    }


def _near(miss: NearMiss, world: World) -> NearMissRecord:
    return {
        "step": miss.step,
        "capability": miss.judged.row.capability.id,
        "fails": list(miss.fails),
        "shortfalls": shortfall_records(miss.judged.verdict.shortfalls),
        **origin_record(world.origins, *miss.judged.row),
    }


def _whole(whole: WholeSite, world: World) -> WholeSiteRecord:
    return {
        "site": whole.site.id,
        "steps": list(whole.steps),
        "fails": whole.fails,
        "shortfalls": shortfall_records(whole.shortfalls),
        **origin_record(world.origins, whole.site),
    }
