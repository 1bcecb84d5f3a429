"""The exact search: the best routes, rows (RULES O2) and fronts of one net in one order of criteria.

What others call, and may rely on:

- `Search(net, order)`, with `order` a tuple of names of `criteria.CRITERIA` that decide before ids do;
- `best(places, most_contracts)`: the best route, None where there is none;
- `best_routes(k)`: the k best routes in order, each once;
- `best_rows(k)`: the k best rows in order, and how many there are; `rows(k)` the rows alone;
- `front(criteria)`: the exact Pareto front, for each of its points the values and the best route;
- `routes()`: every route, in the order of ids; `has_route()`; `found(route)`.

All of it is made of one question, which routes lie in a box (`planner.boxes`), asked for one criterion after
the other (`planner.ranking`).
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator
from itertools import product
from typing import NamedTuple

from cdmo_plan.network.net import Net
from cdmo_plan.planner.boxes import Box, Boxes, Places, Quest, Route
from cdmo_plan.planner.metrics import count_contracts
from cdmo_plan.planner.ranking import Key, Ranking
from cdmo_plan.planner.slots import Domains
from cdmo_plan.planner.zones import Zones

BUDGET = 10**9


class Found(NamedTuple):
    """A route with its worth in the order of the query; compares by worth, then by ids, anchors first."""

    key: Key
    ids: tuple[str, ...]
    route: Route

    @property
    def worth(self) -> tuple[Key, tuple[str, ...]]:
        """What routes are ordered by."""
        return self.key, self.ids


class Point(NamedTuple):
    """A point of a Pareto front: its values in the order asked for, and the best route that has them."""

    values: Key
    best: Found


class Count(NamedTuple):
    """How many there are, or at least are."""

    number: int
    is_exact: bool


COUNTED_IN_FULL = 100
"""Up to so many choices of anchors every row is searched to be counted; beyond, only the best are."""


class Search:
    """All queries on one net in one order of criteria."""

    def __init__(self, net: Net, order: tuple[str, ...]) -> None:
        self.net = net
        self.order = order
        self.anchors = [number for number, stage in enumerate(net.stages) if stage.anchor]
        self._turn = self.anchors + [n for n in range(len(net.stages)) if n not in self.anchors]
        self.boxes = Boxes(net, self._turn, BUDGET)

    @property
    def tried(self) -> int:
        """How many choices were tried so far: for whoever watches."""
        return self.boxes.tried

    def found(self, route: Route) -> Found:
        """Return a finished route with its worth."""
        ids = tuple(route[number].id for number in self._turn)
        return Found(tuple(self.boxes.value_of(name, route) for name in self.order), ids, route)

    def best(self, places: Places = (), most_contracts: int | None = None) -> Found | None:
        """Return the best route with its anchors at these places and at most so many contracts."""
        return self._best(
            self.boxes.root(places), {} if most_contracts is None else {"contracts": most_contracts}
        )

    def _best(self, domains: Domains, box: Box, ceiling: Key | None = None) -> Found | None:
        found = Ranking(self.boxes, self.order, domains, box).first(1, ceiling)
        return self.found(found[0]) if found else None

    def best_routes(self, k: int) -> list[Found]:
        """Return the k best routes in order: by the criteria, then by ids."""
        found = Ranking(self.boxes, self.order, self.boxes.root(), {}).first(k)
        return sorted(map(self.found, found), key=lambda item: item.worth)

    def routes(self, places: Places = ()) -> Iterator[Route]:
        """Yield every feasible route once (with its anchors at these places), in the order of ids."""
        return self.boxes.routes(self.boxes.root(places), {}, Quest(in_order=True))

    def has_route(self, places: Places = ()) -> bool:
        """Tell whether there is any route with its anchors at these places."""
        return next(self.boxes.routes(self.boxes.root(places), {}, Quest()), None) is not None

    def front(self, criteria: tuple[str, ...]) -> list[Point]:
        """Return all values of these criteria that no route betters in one without loss in another.

        Points come in the order of their values, each with its best route by the whole order.
        """
        order = tuple(dict.fromkeys((*criteria, *self.order)))
        points: list[Point] = []
        zones = Zones(len(criteria))
        while (zone := zones.next()) is not None:
            box = {name: most for name, most in zip(criteria, zone, strict=True) if most is not None}
            found = Ranking(self.boxes, order, self.boxes.root(), box).first(1)
            if found:
                values = tuple(self.boxes.value_of(name, found[0]) for name in criteria)
                points.append(Point(values, self.found(found[0])))
                zones.split(values)
            else:
                zones.close(zone)
        return sorted(points, key=lambda point: point.values)

    def anchor_places(self) -> Iterator[Places]:
        """Yield every choice of places for the anchor stages, in the order of ids."""
        stages = [self.net.stages[number].candidates for number in self.anchors]
        yield from dict.fromkeys(tuple(c.place for c in choice) for choice in product(*stages))

    def rows(self, at_most: int | None = None) -> list[Found]:
        """Return the best rows in order: for every choice of anchors, each number of contracts that pays."""
        ranking = Ranking(self.boxes, self.order, self.boxes.root(), {}, by_places=True)
        chosen = ranking.every() if at_most is None else ranking.first(at_most)
        found: list[Found] = []
        for route in chosen:
            for row in self.rows_at(self.boxes.places_of(route)):
                if at_most is not None and len(found) >= at_most and row.worth > found[at_most - 1].worth:
                    break
                insort(found, row, key=lambda item: item.worth)
        return found[:at_most]

    def best_rows(self, at_most: int | None) -> tuple[list[Found], Count]:
        """Return the best rows in order, and how many there are.

        Where there are many choices of anchors, only the best rows are searched, and of the rest it is only
        told that each choice with a route has a row at least.
        """
        choices = 1
        for number in self.anchors:
            choices *= len({candidate.place for candidate in self.net.stages[number].candidates})
        if at_most is None or choices <= COUNTED_IN_FULL:
            rows = self.rows()
            return rows[:at_most], Count(len(rows), is_exact=True)
        return self.rows(at_most), Count(sum(map(self.has_route, self.anchor_places())), is_exact=False)

    def rows_at(self, places: Places) -> Iterator[Found]:
        """Yield the rows of one choice of anchors, the one with the most contracts first (RULES O2).

        A row is its anchors' best route with at most c contracts that beats the best with c - 1.
        """
        domains = self.boxes.root(places)
        best = self._best(domains, {})
        while best is not None:
            yield best
            most = count_contracts(best.route, self.net) - 1
            best = self._best(domains, {"contracts": most}) if most else None


def count_all(searches: Iterable[Search]) -> Count:
    """Return how many rows several recipes have together."""
    counts = [search.best_rows(1)[1] for search in searches]
    return Count(sum(count.number for count in counts), is_exact=all(count.is_exact for count in counts))
