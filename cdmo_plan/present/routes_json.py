"""The answer of `routes` as JSON (its contract is schema version 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.capability import Capability
from cdmo_plan.domain.vocabulary import EVIDENCE_GRADES
from cdmo_plan.domain.world import World
from cdmo_plan.planner.metrics import Metrics
from cdmo_plan.planner.near_best import Near
from cdmo_plan.planner.near_misses import count_shortfalls
from cdmo_plan.planner.plan import Plan
from cdmo_plan.present.cost_words import (
    costing_record,
    has_private_quotes,
    not_quoted_records,
    price_record,
    upper_end,
)
from cdmo_plan.present.layers import origin_record
from cdmo_plan.present.left_out import footnotes, named
from cdmo_plan.present.no_route_json import no_route_record
from cdmo_plan.present.records import json_value
from cdmo_plan.present.route_questions import doubts_of, questions_of
from cdmo_plan.present.route_view import RouteView, StageView, TransferView, view_route

if TYPE_CHECKING:
    from cdmo_plan.present.records_of_briefs import BriefRecord
    from cdmo_plan.present.records_of_routes import (
        LeastRecord,
        MetricsRecord,
        RouteRecord,
        RoutesBody,
        StepRecord,
        TransferRecord,
        WithinAmountsRecord,
        WithinRecord,
    )


def routes_record(plan: Plan, world: World) -> RoutesBody:
    """Return the answer as plain data that JSON can hold; the habits of all answers stand before it."""
    record: RoutesBody = {
        "brief": brief_record(plan.brief),
        "rank_by": list(plan.order),
        "feasible": plan.feasible,
        "feasible_is_lower_bound": not plan.is_counted,
        "unfolded": plan.unfolded,
        "pareto": list(plan.pareto),
        "points": plan.points,
        "within": None if plan.near is None else _near(plan, plan.near, world),
        "incomplete": [
            {
                "process": stopped.process,
                "least": [_least(name, value, plan, world) for name, value in stopped.least],
            }
            for stopped in plan.incomplete
        ],
        "routes": [_route(view_route(planned, world), plan.brief, world) for planned in plan.routes],
        "left_out": named(plan.outlooks, world, most=None),
        "shortfalls": count_shortfalls(plan.outlooks),
        "notes": list(footnotes(plan.outlooks, plan.brief, world)),
        "unconfirmed_offers": [{"agreement": o.agreement, "opens": o.opens} for o in plan.unconfirmed],
        "no_route": None if plan.no_route is None else no_route_record(plan.no_route, world),
    }
    if (costing := costing_record(plan)) is not None:
        record["cost"] = costing
    return record


def _near(plan: Plan, near: Near, world: World) -> WithinRecord:
    if near.amounts is None or plan.costing is None:
        return {"criterion": near.criterion, "best": near.best, "most": near.most}
    best, most = near.amounts
    amounts: WithinAmountsRecord = {
        "best": f"{best:f}",
        "most": f"{most:f}",
        "currency": plan.costing.basis.currency,
    }
    if has_private_quotes(plan, world):
        amounts["private"] = True
    return {"criterion": near.criterion, "best": int(best), "most": int(most), "amounts": amounts}


def _least(name: str, value: int, plan: Plan, world: World) -> LeastRecord:
    if name != "cost":
        return {"criterion": name, "value": value}
    amount = upper_end(plan, value)
    record: LeastRecord = {"criterion": name, "value": int(amount or 0)}
    if amount is not None and has_private_quotes(plan, world):
        record["private"] = True
    return record


def brief_record(brief: Brief) -> BriefRecord:
    """Return the terms of a brief that are set, by the names of the command line."""
    return {
        "modality": brief.modality,
        "region": list(brief.regions),
        "step_region": {step: list(regions) for step, regions in brief.step_regions},
        "avoid_region": list(brief.avoid_regions),
        "container": brief.container,
        "dose_form": brief.wanted_dose_form,
        "expression": brief.expression,
        "development_phase": brief.development_phase,
        "scale_l": None if brief.scale is None else str(brief.scale),
        "market": list(brief.markets),
        "via": [f"{step}={target}" for step, target in brief.via],
        "avoid": list(brief.avoid),
        "from": brief.from_step,
        "to": brief.to_step,
        "have": list(brief.have),
        "single_contract": brief.single_contract,
        "max_partners": brief.max_partners,
        "max_transfers": brief.max_transfers,
        "max_weeks": brief.max_weeks,
        "min_evidence": brief.min_evidence,
        "strict": brief.strict,
        "include": sorted(brief.include),
        "overrides": [{"term": o.term, "flag": o.flag, "file": o.file} for o in brief.overrides],
    }


def _route(view: RouteView, brief: Brief, world: World) -> RouteRecord:
    planned = view.planned
    record: RouteRecord = {
        "rank": planned.rank,
        "id": planned.id,
        "process": planned.outlook.net.process,
        "variants": planned.variants,
        "dominated_by": planned.dominated_by,
        "steps": [_stage(stage, world) for stage in view.stages],
        "transfers": [_transfer(transfer) for transfer in view.transfers],
        "agreements": list(view.agreements),
        "doubts": doubts_of(view),
        "open_questions": questions_of(view, brief, world, all_of_them=True),
        "metrics": _metrics(planned.metrics),
    }
    if planned.outlook.net.prices is not None:
        record["metrics"]["cost"] = price_record(planned, world)
        record["not_quoted"] = not_quoted_records(planned)
    return record


def _stage(view: StageView, world: World) -> StepRecord:
    verdict, candidate, row = view.verdict, view.candidate, view.row
    stage: StepRecord = {
        "step": view.stage.step,
        "role": view.stage.role,
        "capability": row.capability.id if row else None,
        "placement": "site" if candidate.site else "network",
        "partner": candidate.partner,
        "site": candidate.site,
        "country": candidate.country,
        "accompanies": view.accompanies,
        "evidence": view.evidence,
        "sources": list(view.sources),
        "source_year": row.capability.newest_year if row else None,
        "doubts": [doubt.text for doubt in verdict.doubts] if verdict else [],
        "open_questions": [question.text for question in verdict.questions] if verdict else [],
        "mark": str(row.capability.marks.entity) if row else None,
    }
    if row is not None:
        _add_offers(stage, row.capability)
        stage = {**stage, **origin_record(world.origins, *row)}
    return stage


def _add_offers(stage: StepRecord, capability: Capability) -> None:
    """Add what was quoted for a row, its slots, and where each field that a later layer amends stands."""
    if capability.quotes:
        stage["quotes"] = json_value(capability.quotes)
    if capability.slots:
        stage["slots"] = json_value(capability.slots)
    if capability.amended:
        stage["amended"] = {
            field: str(each.marks.of(field)) for each in capability.amended for field in each.fields
        }


def _transfer(view: TransferView) -> TransferRecord:
    return {
        "from_step": view.source.stage.step,
        "to_step": view.target.stage.step,
        "from_site": view.source.candidate.site,
        "to_site": view.target.candidate.site,
        "kind": view.kind,
        "agreement": view.agreement,
        "crosses_border": view.crosses_border,
        "crosses_customs_border": view.crosses_customs,
        "open_questions": [question.text for question in view.questions],
    }


def _metrics(metrics: Metrics) -> MetricsRecord:
    return {
        "weeks": metrics.weeks,
        "weeks_range": list(metrics.weeks_range),
        "weeks_is_lower_bound": metrics.weeks_bound,
        "contracts": metrics.contracts,
        "partners": metrics.partners,
        "sites": metrics.sites,
        "transfers": metrics.transfers,
        "borders": metrics.borders,
        "customs_borders": metrics.customs,
        "partner_changes": metrics.partner_changes,
        "doubts": metrics.doubts,
        "containment_doubts": metrics.containment,
        "unlisted": metrics.unlisted,
        "unnamed": metrics.unnamed,
        "evidence": EVIDENCE_GRADES[metrics.evidence],
        "open_questions": metrics.open_questions,
    }
