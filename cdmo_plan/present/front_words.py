"""A Pareto front in words: the values of its criteria, and what an answer keeps or lacks."""

from __future__ import annotations

from collections.abc import Iterator

from cdmo_plan.domain.vocabulary import EVIDENCE_GRADES
from cdmo_plan.planner.criteria import CRITERIA
from cdmo_plan.planner.metrics import Metrics
from cdmo_plan.planner.plan import Plan, PlannedRoute
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
    """Return how wide a column for a criterion is: its longest word, or grade."""
    grades = max(map(len, EVIDENCE_GRADES)) if name == "evidence" else 0
    return max(_NARROWEST, grades, *map(len, name.split("-")))


def value_words(name: str, metrics: Metrics) -> str:
    """Return the value of a criterion."""
    value: int = getattr(metrics, CRITERIA[name])
    if name == "weeks" and metrics.weeks_bound:
        return f">={value}"
    return EVIDENCE_GRADES[value] if name == "evidence" else str(value)


def values_words(plan: Plan, planned: PlannedRoute) -> str:
    """Return the values of the front's criteria with their names."""
    values = (f"{criterion_title(name)} {value_words(name, planned.metrics)}" for name in plan.pareto)
    return ", ".join(values)


def standing_words(plan: Plan, planned: PlannedRoute) -> Iterator[str]:
    """Yield how a row stands to the front, if it is no point of it."""
    if planned.dominated_by is not None:
        yield f"dominated by #{planned.dominated_by}"
    elif planned.rank > plan.points > 0:
        yield "equal to a point"


def completeness_notes(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield what an answer keeps (`--within`) and what it lacks where its search was stopped."""
    if plan.near is not None:
        name, best, most = plan.near
        yield "Within", f"{name} up to {most}; the best has {best}"
    for stopped in plan.incomplete:
        least = ", then ".join(f"{name} {value}" for name, value in stopped.least)
        proven = f"what is missing has at least {least}" if least else "more may be missing"
        yield "Incomplete", f"{stopped.process}: the search was stopped (--max-choices); {proven}"
