"""The Pareto front over all recipes that answer a brief, and what dominates a row that is not on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import le

from cdmo_plan.domain.values import NamedTuple
from cdmo_plan.network.rows import Outlook
from cdmo_plan.planner.criteria import key_of
from cdmo_plan.planner.ranking import Key
from cdmo_plan.planner.search import Found, Search

Searched = tuple[Search, Outlook]


class Standing(NamedTuple):
    """A route with its values; `dominated_by` is the rank of a point that betters it, None on the front."""

    found: Found
    outlook: Outlook
    values: Key
    dominated_by: int | None = None


def front_over(searches: Iterable[Searched], criteria: tuple[str, ...]) -> list[Standing]:
    """Return the points of the front, those with the same anchors together, the least values first.

    Values that two recipes reach are a point of each.
    """
    points = [
        Standing(point.best, outlook, point.values)
        for search, outlook in searches
        for point in search.front(criteria)
    ]
    kept = [one for one in points if not any(dominates(other.values, one.values) for other in points)]
    kept.sort(key=lambda one: (one.values, one.found.worth, one.outlook.net.process))
    groups: dict[object, list[Standing]] = {}
    for one in kept:
        groups.setdefault(_anchors(one), []).append(one)
    return [one for group in groups.values() for one in group]


def behind(
    points: Sequence[Standing], rows: Iterable[tuple[Found, Outlook]], criteria: tuple[str, ...]
) -> list[Standing]:
    """Return the rows that are no point of the front, each with the first point that dominates it, if any.

    A row without one has the very values of a point.
    """
    known = {(point.found.ids, point.outlook.net.process) for point in points}
    standings = []
    for found, outlook in rows:
        if (found.ids, outlook.net.process) not in known:
            values = key_of(found.route, outlook.net, criteria)
            ranks = (n for n, point in enumerate(points, 1) if dominates(point.values, values))
            standings.append(Standing(found, outlook, values, next(ranks, None)))
    return standings


def dominates(values: Key, others: Key) -> bool:
    """Tell whether values are no greater in any criterion and less in one."""
    return values != others and all(map(le, values, others))


def _anchors(standing: Standing) -> object:
    net, route = standing.outlook.net, standing.found.route
    return net.process, tuple(route[n].place for n, stage in enumerate(net.stages) if stage.anchor)
