"""The answer of `routes` as comma-separated values: one line for each stage of each route."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from cdmo_plan.present.csv_answers import Cell, write_csv
from cdmo_plan.present.routes_json import routes_record

if TYPE_CHECKING:
    from cdmo_plan.domain.world import World
    from cdmo_plan.planner.plan import Plan
    from cdmo_plan.present.records_of_costs import PriceRecord
    from cdmo_plan.present.records_of_routes import RoutesBody

_STAGE: Final = (
    "step",
    "role",
    "accompanies",
    "placement",
    "partner",
    "site",
    "country",
    "capability",
    "evidence",
    "source_year",
    "sources",
    "doubts",
    "open_questions",
    "mark",
)
_METRICS: Final = (
    "weeks",
    "weeks_is_lower_bound",
    "contracts",
    "partners",
    "sites",
    "transfers",
    "borders",
    "customs_borders",
)
_MORE: Final = (
    "partner_changes",
    "doubts",
    "containment_doubts",
    "unlisted",
    "unnamed",
    "evidence",
    "open_questions",
)
_COST: Final = ("min", "max", "currency", "per", "private")
"""Empty where cost is not asked for, or not quoted in full."""
_COUNTED: Final = ("doubts", "open_questions")
"""Figures whose name is taken by the words that they count."""
COLUMNS: Final = (
    "route_rank",
    "route_id",
    "process",
    "variants",
    "stage_number",
    *_STAGE,
    "partner_name",
    "site_name",
    "layers",
    "private",
    *(f"route_{name}" for name in _METRICS),
    "route_weeks_shortest",
    "route_weeks_longest",
    "route_agreements",
    "route_doubts",
    "route_open_questions",
    "route_dominated_by",
    *(f"route_{name}_count" if name in _COUNTED else f"route_{name}" for name in _MORE),
    *(f"route_cost_{name}" for name in _COST),
)


def write_routes(plan: Plan, world: World) -> None:
    """Write the routes; an answer without any is a header alone."""
    write_csv(COLUMNS, _lines(routes_record(plan, world), world))


def _lines(answer: RoutesBody, world: World) -> Iterator[list[Cell]]:
    for route in answer["routes"]:
        metrics = route["metrics"]
        whole: list[Cell] = [metrics[name] for name in _METRICS]
        whole += [*metrics["weeks_range"], route["agreements"], route["doubts"], route["open_questions"]]
        whole += [route["dominated_by"], *(metrics[name] for name in _MORE)]
        whole += _cost(metrics.get("cost"))
        for number, stage in enumerate(route["steps"], 1):
            partner, site = world.partners.get(stage["partner"]), world.sites.get(stage["site"] or "")
            yield [
                *(route[name] for name in ("rank", "id", "process", "variants")),
                number,
                *(stage[name] for name in _STAGE),
                partner.name if partner else None,
                site.name if site else None,
                stage.get("layers"),
                stage.get("private"),
                *whole,
            ]


def _cost(price: PriceRecord | None) -> list[Cell]:
    if price is None:
        return [None] * len(_COST)
    return [*(price[name] for name in ("min", "max", "currency", "per")), price.get("private")]
