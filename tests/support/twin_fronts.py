"""What is near the best and what lies on a Pareto front, by looking at every route: for the twin."""

from collections.abc import Sequence
from typing import Any

from tests.support.twin import TwinRoute

Point = tuple[TwinRoute, tuple[Any, ...]]


def values_of(route: TwinRoute, criteria: Sequence[str]) -> tuple[Any, ...]:
    return tuple(route.criteria[name] for name in criteria)


def is_better(one: Sequence[Any], other: Sequence[Any]) -> bool:
    """Tell whether values are nowhere greater and somewhere less."""
    pairs = list(zip(one, other, strict=True))
    return all(a <= b for a, b in pairs) and any(a < b for a, b in pairs)


def front(routes: Sequence[TwinRoute], criteria: Sequence[str], order: Sequence[str]) -> list[Point]:
    """Return the points of the front, each by its best route of each recipe, those of one row together."""
    every = {values_of(route, criteria) for route in routes}
    kept = {values for values in every if not any(is_better(other, values) for other in every)}
    points: list[Point] = []
    for values in kept:
        equal = [route for route in routes if values_of(route, criteria) == values]
        for process in {route.process for route in equal}:
            own = [route for route in equal if route.process == process]
            points.append((min(own, key=lambda route: route.worth(order)), values))
    points.sort(key=lambda point: (point[1], point[0].worth(order)))
    rows = [(point[0].process, point[0].anchors) for point in points]
    return sorted(points, key=lambda point: rows.index((point[0].process, point[0].anchors)))


def dominating(points: Sequence[Point], route: TwinRoute, criteria: Sequence[str]) -> int | None:
    """Return the rank of the first point that betters a route."""
    values = values_of(route, criteria)
    return next((rank for rank, point in enumerate(points, 1) if is_better(point[1], values)), None)


def near(routes: Sequence[TwinRoute], criterion: str, number: int, *, is_percent: bool) -> list[TwinRoute]:
    """Return the routes whose value is within so much, or so many percent, of the least."""
    least = min((route.criteria[criterion] for route in routes), default=0)
    most = least + (least * number / 100 if is_percent else number)
    return [route for route in routes if route.criteria[criterion] <= most]
