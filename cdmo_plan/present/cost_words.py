"""What routes cost, in words and for scripts: a range on its basis, marked where a private quote is in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cdmo_plan.present.stage_words import place_words, stage_name
from cdmo_plan.present.text import count

if TYPE_CHECKING:
    from decimal import Decimal

    from cdmo_plan.domain.brief import Brief
    from cdmo_plan.domain.costs import Cost
    from cdmo_plan.domain.world import World
    from cdmo_plan.planner.plan import Plan, PlannedRoute
    from cdmo_plan.present.records_of_costs import CostingRecord, NotQuotedRecord, PriceRecord

NOT_QUOTED = "not quoted"
COST_WIDTH = 14
"""A column of costs: a code and a number of seven digits."""


def cost_words(planned: PlannedRoute, world: World) -> str:
    """Return what a route costs with its basis, `not quoted` where some of it was not."""
    cost = planned.metrics.cost
    if cost is None:
        return NOT_QUOTED
    return f"{_words(cost)}{_mark(planned, world)}"


def _words(cost: Cost) -> str:
    is_open = cost.min is None and cost.max is None
    return f"{cost.basis}, open at both ends" if is_open else str(cost)


def _mark(planned: PlannedRoute, world: World) -> str:
    return " (private)" if _is_private(planned, world) else ""


def _is_private(planned: PlannedRoute, world: World) -> bool:
    from cdmo_plan.planner.costs import quotes_behind

    return world.origins.is_private(*quotes_behind(planned.route, planned.outlook))


def cost_lines(planned: PlannedRoute, brief: Brief, world: World) -> Iterator[str]:
    """Yield what a route costs or why that is not known; nothing where cost is not asked for."""
    if planned.metrics.cost is not None:
        yield f"cost {cost_words(planned, world)}"
    elif missing := not_quoted_words(planned, brief, world):
        so_far = _so_far(planned, world)
        yield f"cost not quoted for {missing}{f'; {so_far}' if so_far else ''}"


def _so_far(planned: PlannedRoute, world: World) -> str | None:
    """Return what is quoted of a route that was not quoted in full, None where nothing is."""
    prices = planned.outlook.net.prices
    names = [] if prices is None else [c.id for c in planned.route if c.id in prices.ends]
    if prices is None or not names or (cost := prices.cost(prices.added(names))) is None:
        return None
    return f"quoted so far {_words(cost)}{_mark(planned, world)}"


def not_quoted_words(planned: PlannedRoute, brief: Brief, world: World) -> str | None:
    """Return what of a route was not quoted, None where all of it was or cost is not asked for."""
    stages = planned.outlook.net.stages
    missing = (
        f"{stage_name(stages[n].step, stages[n].role, brief)} at {place_words(planned.route[n], world)}"
        for n in not_quoted(planned)
    )
    return "; ".join(dict.fromkeys(missing)) or None


def not_quoted(planned: PlannedRoute) -> list[int]:
    """Return the numbers of the stages whose capability was not quoted, none where cost is not asked for."""
    prices = planned.outlook.net.prices
    if prices is None:
        return []
    return [number for number, candidate in enumerate(planned.route) if candidate.id not in prices.ends]


def upper_end(plan: Plan, rank: int) -> Decimal | None:
    """Return the upper end that a rank of costs (`network.prices`) stands for, None where it is not known."""
    prices = next((outlook.net.prices for outlook in plan.outlooks), None)
    ends = None if prices is None else prices.ends_of(rank)
    return None if prices is None or ends is None else prices.amount(ends[1])


def amount_words(plan: Plan, amount: Decimal | None, world: World) -> str:
    """Return an upper end that costs are compared with."""
    if amount is None or plan.costing is None:
        return "without a known upper end"
    private = " (private)" if has_private_quotes(plan, world) else ""
    return f"{plan.costing.basis.currency} {amount:,f}{private}"


def has_private_quotes(plan: Plan, world: World) -> bool:
    """Tell whether any quote that costs are added up from is of a private layer."""
    from cdmo_plan.planner.costs import counted_quotes

    return world.origins.is_private(*counted_quotes(plan.outlooks))


def cost_note(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield what the costs of an answer are: on which basis, for how many routes, and what does not count."""
    if plan.costing is None:
        return
    parts = [f"{plan.costing.basis}, each capability once, as quoted; nothing is converted", _known(plan)]
    if "cost" in (*plan.order, *plan.pareto):
        parts.append("the upper end ranks, then the lower; an open end ranks behind, and no cost last")
    if number := plan.costing.passed_over:
        parts.append(f"not counted: {count(number, 'quote')} not in force on {plan.brief.as_of}")
    yield "Cost", "; ".join(parts)


def _known(plan: Plan) -> str:
    """Return how many of the routes shown have a cost."""
    known, number = sum(planned.metrics.cost is not None for planned in plan.routes), len(plan.routes)
    shown = count(number, "route" if plan.unfolded or plan.pareto else "row")
    if known == number:
        return "all shown have a cost"
    if not known:
        return f"none of the {shown} shown has a cost: something of each is not quoted"
    verb = "has" if known == 1 else "have"
    return f"{known} of the {shown} shown {verb} a cost: something of the others is not quoted"


def price_record(planned: PlannedRoute, world: World) -> PriceRecord | None:
    """Return what a route costs as plain data, None where it was not quoted in full."""
    cost = planned.metrics.cost
    if cost is None:
        return None
    record: PriceRecord = {
        "min": None if cost.min is None else f"{cost.min:f}",
        "max": None if cost.max is None else f"{cost.max:f}",
        "currency": cost.basis.currency,
        "per": cost.basis.per,
    }
    if _is_private(planned, world):
        record["private"] = True
    return record


def not_quoted_records(planned: PlannedRoute) -> list[NotQuotedRecord]:
    """Return what of a route was not quoted as plain data."""
    net = planned.outlook.net
    return [
        {
            "step": net.stages[number].step,
            "role": net.stages[number].role,
            "capability": planned.route[number].id if planned.route[number].is_listed else None,
            "partner": planned.route[number].partner,
            "site": planned.route[number].site,
        }
        for number in not_quoted(planned)
    ]


def costing_record(plan: Plan) -> CostingRecord | None:
    """Return on which basis an answer tells cost as plain data, None where it does not."""
    if plan.costing is None:
        return None
    return {
        "currency": plan.costing.basis.currency,
        "per": plan.costing.basis.per,
        "routes_with_cost": sum(planned.metrics.cost is not None for planned in plan.routes),
        "quotes_passed_over": plan.costing.passed_over,
    }
