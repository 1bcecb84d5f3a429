"""Where a place stands, as JSON: `explain --site`, and the half of `contrast` that compares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from cdmo_plan.domain.world import World
from cdmo_plan.network.judging import Judged
from cdmo_plan.planner.metrics import offers_used
from cdmo_plan.planner.plan import PlannedRoute
from cdmo_plan.planner.standing import Difference, Standing
from cdmo_plan.present.cost_words import price_record
from cdmo_plan.present.layer_lines import of_rows
from cdmo_plan.present.layers import origin_record
from cdmo_plan.present.no_route_json import cost_record, shortfall_records
from cdmo_plan.present.routes_json import brief_record

if TYPE_CHECKING:
    from cdmo_plan.present.records_of_standings import (
        ComparedRouteRecord,
        DifferenceRecord,
        JudgedRecord,
        SiteBody,
    )


def standing_record(standing: Standing, world: World) -> SiteBody:
    """Return the answer as plain data; the habits of all answers stand before it."""
    return {
        "brief": brief_record(standing.brief),
        "place": {
            "kind": "site" if standing.target.kind == "site" else "partner",
            "id": standing.target.word,
        },
        "stages": [
            {
                "process": stage.process,
                "step": stage.step,
                "role": stage.role,
                "may_do_unlisted": stage.does_unlisted,
                "rows": [_judged(judged, world) for judged in stage.judged],
            }
            for stage in standing.stages
        ],
        "rank_by": list(standing.order),
        "best": compared_record(standing.best, world),
        "best_with_it": compared_record(standing.with_it, world),
        "differences": difference_records(standing.differences, standing.with_it, standing.best, world),
    }


def _judged(judged: Judged, world: World) -> JudgedRecord:
    verdict = judged.verdict
    return {
        "capability": judged.row.capability.id,
        "fits": verdict.is_eligible,
        "shortfalls": shortfall_records(verdict.shortfalls),
        "doubts": shortfall_records(verdict.doubts),
        "open_questions": shortfall_records(verdict.questions),
        **origin_record(world.origins, *judged.row),
    }


def compared_record(planned: PlannedRoute | None, world: World) -> ComparedRouteRecord | None:
    """Return a route that is compared as plain data, None where there is none."""
    if planned is None:
        return None
    return {
        "id": planned.id,
        "process": planned.outlook.net.process,
        "capabilities": [candidate.id for candidate in planned.route],
        "cost": cost_record(planned.metrics),
        **origin_record(world.origins, *_behind(planned, world)),
    }


def _behind(planned: PlannedRoute, world: World) -> Iterator[Any]:
    """Yield the rows, sites and partners of a route, and the agreements that it runs under."""
    net, ledger = planned.outlook.net, planned.outlook.ledger
    for stage, candidate in zip(net.stages, planned.route, strict=True):
        row = ledger.row_of(stage.key, candidate.id) if candidate.is_listed else None
        yield from of_rows([row] if row is not None else [])
    offers = {offer.id for offer in offers_used(planned.route, net)}
    yield from (found for found in world.agreements if found.id in offers)


def difference_records(
    found: Iterable[Difference], with_it: PlannedRoute | None, best: PlannedRoute | None, world: World
) -> list[DifferenceRecord]:
    """Return the criteria in which the two routes differ as plain data."""
    records: list[DifferenceRecord] = []
    for each in found:
        record: DifferenceRecord = {
            "criterion": each.criterion,
            "with_it": each.preferred,
            "best": each.best,
            "decides": each.decides,
        }
        if each.criterion == "cost" and with_it is not None and best is not None:
            record["with_it"] = int(each.preferred > each.best)
            record["best"] = int(each.best > each.preferred)
            record["costs"] = {"with_it": price_record(with_it, world), "best": price_record(best, world)}
        records.append(record)
    return records
