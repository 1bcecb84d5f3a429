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
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import islice, product
from math import prod

from cdmo_plan.domain.values import NamedTuple
from cdmo_plan.network.net import Net
from cdmo_plan.planner.boxes import Box, Boxes, OutOfNodes, Places, Quest
from cdmo_plan.planner.counting import Count, count_choices, count_routes
from cdmo_plan.planner.criteria import key_of
from cdmo_plan.planner.metrics import count_contracts
from cdmo_plan.planner.ranking import Key, Ranking
from cdmo_plan.planner.slots import Domains, Pick
from cdmo_plan.planner.values import Route
from cdmo_plan.planner.zones import Zones

NO_END = 10**18
"""More choices than any search tries."""


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


COUNTED_IN_FULL = 100
"""Up to so many choices of anchors every row is searched to be counted; beyond, only the best are."""


class Search:
    """All queries on one net in one order of criteria."""

    def __init__(
        self,
        net: Net,
        order: tuple[str, ...],
        *,
        limits: Mapping[str, int] | None = None,
        budget: int = NO_END,
    ) -> None:
        """Prepare a search.

        Args:
            net: All that routes can be made of.
            order: The criteria that decide, before ids do.
            limits: The most of any criteria that a route may have, besides the limits of the net.
            budget: How many choices to try before answers are incomplete.
        """
        self.net = net
        self.order = order
        self.anchors = [number for number, stage in enumerate(net.stages) if stage.anchor]
        self._turn = self.anchors + [n for n in range(len(net.stages)) if n not in self.anchors]
        self.limits = dict(limits or {})
        self.boxes = Boxes(net, self._turn, self.limits, budget)
        self.missing: Key | None = None
        """Where the budget was used up: what an answer lacks has no less, in the first criteria."""

    @property
    def tried(self) -> int:
        """How many choices were tried so far: for whoever watches."""
        return self.boxes.tried

    def found(self, route: Route) -> Found:
        """Return a finished route with its worth."""
        ids = tuple(route[number].id for number in self._turn)
        return Found(key_of(route, self.net, self.order), ids, route)

    def _found(self, pick: Pick) -> Found:
        route = self.boxes.route_of(pick)
        ids = tuple(route[number].id for number in self._turn)
        return Found(tuple(self.boxes.value_of(name, pick) for name in self.order), ids, route)

    def best(self, places: Places = (), most_contracts: int | None = None) -> Found | None:
        """Return the best route with its anchors at these places and at most so many contracts."""
        box = {} if most_contracts is None else {"contracts": most_contracts}
        return self._best(self.boxes.root(places), box)

    def _best(self, domains: Domains, box: Box, ceiling: Key | None = None) -> Found | None:
        found = Ranking(self.boxes, self.order, domains, box).first(1, ceiling)
        return self._found(found[0]) if found else None

    def best_routes(self, k: int) -> list[Found]:
        """Return the k best routes in order: by the criteria, then by ids.

        If the budget is used up, those found so far, and `missing` tells what others have at the least.
        """
        ranking = Ranking(self.boxes, self.order, self.boxes.root(), {})
        try:
            picks = ranking.first(k)
        except OutOfNodes:
            self.missing = tuple(ranking.reached) or self._floor()
            picks = ranking.so_far or self._any()
        return sorted(map(self._found, picks), key=_worth)[:k]

    def routes(self, places: Places = ()) -> Iterator[Route]:
        """Yield every feasible route once (with its anchors at these places), in the order of ids."""
        found = self.boxes.picks(self.boxes.root(places), {}, Quest(in_order=True))
        return map(self.boxes.route_of, found)

    def all_routes(self) -> list[Found]:
        """Return every route in order; if the budget is used up, those found so far."""
        found: list[Found] = []
        try:
            found.extend(map(self.found, self.routes()))
        except OutOfNodes:
            self.missing = self._floor()
        return sorted(found or map(self._found, self._any()), key=_worth)

    def _floor(self) -> Key:
        """Return the least that any route has of the first criterion, as far as bounds can tell."""
        return tuple(self.boxes.filter_of(name).least(self.boxes.root()) for name in self.order[:1])

    def _any(self) -> list[Pick]:
        """Return some route, if there is any, whatever it takes: none found must mean that there is none."""
        self.boxes.budget = NO_END
        return list(islice(self.boxes.picks(self.boxes.root(), {}, Quest()), 1))

    def has_route(self, places: Places = ()) -> bool:
        """Tell whether there is any route with its anchors at these places."""
        return next(self.boxes.picks(self.boxes.root(places), {}, Quest()), None) is not None

    def front(self, criteria: tuple[str, ...]) -> list[Point]:
        """Return all values of these criteria that no route betters in one without loss in another.

        Points come in the order of their values, each with its best route by the whole order.
        """
        order = tuple(dict.fromkeys((*criteria, *self.order)))
        points: list[Point] = []
        zones = Zones(len(criteria))
        try:
            while (zone := zones.next()) is not None:
                box = {name: most for name, most in zip(criteria, zone, strict=True) if most is not None}
                found = Ranking(self.boxes, order, self.boxes.root(), box).first(1)
                if found:
                    points.append(self._point(found[0], criteria))
                    zones.split(points[-1].values)
                else:
                    zones.close(zone)
        except OutOfNodes:
            self.missing = ()
            points = points or [self._point(pick, criteria) for pick in self._any()]
        return sorted(points, key=lambda point: point.values)

    def _point(self, pick: Pick, criteria: tuple[str, ...]) -> Point:
        return Point(tuple(self.boxes.value_of(name, pick) for name in criteria), self._found(pick))

    def anchor_places(self) -> Iterator[Places]:
        """Yield every choice of places for the anchor stages, in the order of ids."""
        stages = [self.net.stages[number].candidates for number in self.anchors]
        yield from dict.fromkeys(tuple(c.place for c in choice) for choice in product(*stages))

    def rows(self, at_most: int | None = None) -> list[Found]:
        """Return the best rows in order: for every choice of anchors, each number of contracts that pays.

        If the budget is used up, those found so far, and `missing` tells what others have at the least.
        """
        ranking = Ranking(self.boxes, self.order, self.boxes.root(), {}, by_places=True)
        rows: list[Found] = []
        try:
            chosen = ranking.every() if at_most is None else ranking.first(at_most)
            equals = set() if at_most is None else set(chosen[len(ranking.sure) :])
            for pick in chosen:
                best = pick if pick in equals else ranking.beside(pick).first(1)[0]
                insort(rows, self._found(best), key=_worth)
            for row in tuple(rows):
                self.missing = row.key
                for less in self._with_less(row, lambda: _last(rows, at_most)):
                    insort(rows, less, key=_worth)
            self.missing = None
        except OutOfNodes:
            rows = rows or sorted(map(self._found, ranking.so_far or self._any()), key=_worth)
            self.missing = self.missing or tuple(ranking.reached[:1]) or self._floor()
        return rows[:at_most]

    def best_rows(self, at_most: int | None) -> tuple[list[Found], Count]:
        """Return the best rows in order, and how many there are.

        They are counted where each choice of anchors has one row, and searched where there are few choices.
        Else only the best are searched, and each choice with a route is told to have a row at least.
        """
        rows = self.rows(at_most)
        if at_most is None:
            return rows, Count(len(rows), is_exact=self.missing is None)
        if self.is_row_a_choice:
            return rows, count_choices(self.boxes, self.boxes.root())
        places = self.boxes.slots.place
        choices = prod(places.of(self.boxes.root()[number]).bit_count() for number in self.anchors)
        if choices <= COUNTED_IN_FULL and self.missing is None:
            with suppress(OutOfNodes):
                return rows, Count(sum(map(self.count_rows_at, self.choices())), is_exact=True)
        return rows, count_choices(self.boxes, self.boxes.root())._replace(is_exact=False)

    def choices(self) -> Iterator[Places]:
        """Yield the choices of places for the anchors that have a route."""
        ranking = Ranking(self.boxes, (), self.boxes.root(), {}, by_places=True)
        return map(self.boxes.places_of, ranking.every())

    def count_routes(self, places: Places = ()) -> Count:
        """Return how many routes there are (with their anchors at these places), or at least are."""
        return count_routes(self.boxes, self.boxes.root(places))

    @cached_property
    def is_row_a_choice(self) -> bool:
        """Whether each choice of anchors has one row: nothing that differs decides before contracts do."""
        return self._is_one_row(self.boxes.root())

    def _is_one_row(self, domains: Domains) -> bool:
        if self.net.single_contract:
            return True
        filters = map(self.boxes.filter_of, self._deciding[:-1])
        return bool(self._deciding) and all(one.least(domains) == one.most(domains) for one in filters)

    @cached_property
    def _deciding(self) -> tuple[str, ...]:
        """The criteria that decide how many contracts the best route has, those being the last of them."""
        return self.order[: self.order.index("contracts") + 1] if "contracts" in self.order else ()

    def count_rows_at(self, places: Places) -> int:
        """Return how many rows a choice of anchors has that has a route."""
        return 1 if self._is_one_row(self.boxes.root(places)) else len(self.contracts_of_rows(places))

    def contracts_of_rows(self, places: Places) -> tuple[int, ...]:
        """Return how many contracts each row of a choice of anchors takes, the most first."""
        if not self._deciding:
            return tuple(count_contracts(row.route, self.net) for row in self.rows_at(places))
        domains, box = self.boxes.root(places), Box()
        at_least = {name: self.boxes.filter_of(name).least(domains) for name in self._deciding}
        least = at_least["contracts"]
        if next(self.boxes.picks(domains, at_least, Quest()), None) is not None:
            return (least,)  # No route has less of anything that decides.
        found: list[int] = []
        while values := Ranking(self.boxes, self._deciding, domains, box).values():
            found.append(values[-1])
            box = {"contracts": values[-1] - 1}
            if values[-1] <= least or self._is_one_row(domains):
                break
        return tuple(found)

    def rows_at(self, places: Places) -> Iterator[Found]:
        """Yield the rows of one choice of anchors, the one with the most contracts first (RULES O2).

        A row is its anchors' best route with at most c contracts that beats the best with c - 1.
        """
        best = self._best(self.boxes.root(places), {})
        if best is not None:
            yield best
            yield from self._with_less(best, lambda: None)

    def _with_less(self, row: Found, ceiling: Callable[[], Key | None]) -> Iterator[Found]:
        """Yield the rows of the same anchors with fewer contracts, as far as the ceiling allows."""
        best: Found | None = None if self.is_row_a_choice else row
        domains = self.boxes.root(tuple(row.route[number].place for number in self.anchors))
        while best is not None and (most := count_contracts(best.route, self.net) - 1):
            best = self._best(domains, {"contracts": most}, ceiling())
            if best is not None:
                yield best


def _last(rows: Sequence[Found], at_most: int | None) -> Key | None:
    """Return what a row may be worth at the most to be among so many."""
    return None if at_most is None or len(rows) < at_most else rows[at_most - 1].key


def _worth(found: Found) -> tuple[Key, tuple[str, ...]]:
    return found.worth
