"""A Pareto front in words: the values of its criteria, and what an answer keeps or lacks."""

from __future__ import annotations

from collections.abc import Iterator

from cdmo_plan.domain.vocabulary import EVIDENCE_GRADES
from cdmo_plan.domain.world import World
from cdmo_plan.planner.criteria import CRITERIA
from cdmo_plan.planner.plan import Plan, PlannedRoute
from cdmo_plan.present.cost_words import COST_WIDTH, amount_words, cost_note, cost_words, upper_end
from cdmo_plan.present.text import count

_NARROWEST = 5


def front_words(plan: Plan) -> str:
    """Return how many points a front has, and how many rows stand behind them."""
    least = "" if plan.is_counted else "at least "
    points = f"{least}{count(plan.points, 'point')} on the front of {', '.join(plan.pareto)}"
    behind = plan.feasible - plan.points
    return f"{points}, {count(behind, 'other row')}" if behind else points


def criterion_title(name: str) -> str:
    """Return a criterion as the title of a narrow column."""
    return name.replace("-", " ")


def criterion_width(name: str) -> int:
    """Return how wide a column for a criterion is: its longest word, grade or price."""
    grades = max(map(len, EVIDENCE_GRADES)) if name == "evidence" else COST_WIDTH if name == "cost" else 0
    return max(_NARROWEST, grades, *map(len, name.split("-")))


def value_words(name: str, planned: PlannedRoute, world: World) -> str:
    """Return the value of a criterion."""
    if name == "cost":
        return cost_words(planned, world)
    value: int = getattr(planned.metrics, CRITERIA[name])
    if name == "weeks" and planned.metrics.weeks_bound:
        return f">={value}"
    return EVIDENCE_GRADES[value] if name == "evidence" else str(value)


def values_words(plan: Plan, planned: PlannedRoute, world: World) -> str:
    """Return the values of the front's criteria with their names."""
    values = (f"{criterion_title(name)} {value_words(name, planned, world)}" for name in plan.pareto)
    return ", ".join(values)


def standing_words(plan: Plan, planned: PlannedRoute) -> Iterator[str]:
    """Yield how a row stands to the front, if it is no point of it."""
    if planned.dominated_by is not None:
        yield f"dominated by #{planned.dominated_by}"
    elif planned.rank > plan.points > 0:
        yield "equal to a point"


def completeness_notes(plan: Plan, world: World) -> Iterator[tuple[str, str]]:
    """Yield what costs are, what an answer keeps (`--within`) and lacks where its search was stopped."""
    yield from cost_note(plan)
    if plan.near is not None:
        best, most = plan.near.amounts or (plan.near.best, plan.near.most)
        shown = [v if isinstance(v, int) else amount_words(plan, v, world) for v in (most, best)]
        yield "Within", f"{plan.near.criterion} up to {shown[0]}; the best has {shown[1]}"
    for stopped in plan.incomplete:
        least = ", then ".join(
            f"{name} {amount_words(plan, upper_end(plan, value), world) if name == 'cost' else value}"
            for name, value in stopped.least
        )
        proven = f"what is missing has at least {least}" if least else "more may be missing"
        yield "Incomplete", f"{stopped.process}: the search was stopped (--max-choices); {proven}"
