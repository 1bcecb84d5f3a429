"""The exact search: the best routes, rows (RULES O2) and fronts of one net in one order of criteria.

What others call, and may rely on:

- `Search(net, order)`, with `order` a tuple of names of `criteria.CRITERIA` that decide before ids do;
- `best(places, most_contracts)`: the best route, None where there is none;
- `best_routes(k)`: the k best routes in order, each once;
- `best_rows(k)`: the k best rows in order, and how many there are; `rows(k)` the rows alone;
- `front(criteria)`: the exact Pareto front, for each of its points the values and the best route;
- `routes()`: every route, in the order of ids; `has_route()`; `found(route)`.

Depth first, cut by bounds (`planner.bounds`), twice: for the least worth, and for the first route of that
worth in the order of ids, so that equal routes are never listed.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest
from itertools import product
from operator import itemgetter, le
from typing import NamedTuple

from cdmo_plan.network.net import Candidate, Net, hands_over
from cdmo_plan.planner.bounds import Bounds
from cdmo_plan.planner.criteria import key_of
from cdmo_plan.planner.metrics import count_contracts
from cdmo_plan.planner.within import Within, is_within

Route = tuple[Candidate, ...]
Key = tuple[int, ...]
Places = tuple[str, ...]
Choices = Sequence[tuple[int, Sequence[Candidate]]]


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
        self._bounds = Bounds(net, order)
        self._within = Within(net)
        self._most = 1 if net.single_contract else len(net.stages)
        self._is_limited = self._most < len(net.stages) or self._within.binds
        self.tried = 0
        """How many choices of anchors, or routes, were tried so far: for whoever watches."""

    def found(self, route: Route) -> Found:
        """Return a finished route with its worth."""
        ids = tuple(route[number].id for number in self._turn)
        return Found(key_of(route, self.net, self.order), ids, route)

    def best(self, places: Places = (), most_contracts: int | None = None) -> Found | None:
        """Return the best route with its anchors at these places and at most so many contracts.

        First the worth of the best, the most promising choices first; then the route of that worth that comes
        first in the order of ids.
        """
        limit = self._most if most_contracts is None else min(most_contracts, self._most)
        choices = self._choices(places)
        empty: list[Candidate | None] = [None] * len(self.net.stages)
        key = self._least_key(empty, sorted(choices, key=lambda choice: len(choice[1])), limit, None)
        return None if key is None else self._first(empty, choices, limit, key)

    def _choices(self, places: Places) -> Choices:
        """Return the stages in the order of ids, each with what it may be given to."""
        fixed = dict(zip(self.anchors, places, strict=False))
        return [
            (number, [c for c in self.net.stages[number].candidates if c.place == fixed.get(number, c.place)])
            for number in self._turn
        ]

    def _least_key(
        self, partial: list[Candidate | None], choices: Choices, limit: int, least: Key | None
    ) -> Key | None:
        if not choices:
            return self._key_of(partial, limit, least)
        (number, candidates), rest = choices[0], choices[1:]
        for promise, candidate in self._promising(partial, number, candidates, limit):
            if least is not None and promise >= least:
                break
            partial[number] = candidate
            if least is None or not self._bounds.reaches(partial, least):
                least = self._least_key(partial, rest, limit, least)
        partial[number] = None
        return least

    def _promising(
        self, partial: list[Candidate | None], number: int, candidates: Sequence[Candidate], limit: int
    ) -> list[tuple[Key, Candidate]]:
        """Return what a stage may still be given to, with a bound on the worth, the most promising first."""
        promising: list[tuple[Key, Candidate]] = []
        for candidate in candidates:
            partial[number] = candidate
            if self._may(partial, limit):
                promising.append((self._bounds.promise(partial), candidate))
        partial[number] = None
        return sorted(promising, key=itemgetter(0))

    def _may(self, partial: Sequence[Candidate | None], limit: int) -> bool:
        """Tell whether a partial route may become one, as far as its bounds can tell."""
        return (
            self._bounds.contracts(partial) <= limit
            and hands_over(partial, self.net)
            and self._within.may(partial)
        )

    def _is_route(self, route: Route, limit: int) -> bool:
        """Tell whether a finished assignment keeps every condition of the whole."""
        return count_contracts(route, self.net) <= limit and is_within(route, self.net)

    def _key_of(self, partial: Sequence[Candidate | None], limit: int, least: Key | None) -> Key | None:
        route = tuple(candidate for candidate in partial if candidate is not None)
        if not self._is_route(route, limit):
            return least
        key = key_of(route, self.net, self.order)
        return key if least is None else min(key, least)

    def _first(self, partial: list[Candidate | None], choices: Choices, limit: int, key: Key) -> Found | None:
        """Return the first route in the order of ids that is worth exactly this, the least that there is."""
        if not self._may(partial, limit) or self._bounds.exceeds(partial, key):
            return None
        if not choices:
            route = tuple(candidate for candidate in partial if candidate is not None)
            found = self.found(route)
            return found if found.key == key and self._is_route(route, limit) else None
        (number, candidates), rest = choices[0], choices[1:]
        first: Found | None = None
        for candidate in candidates:
            partial[number] = candidate
            first = self._first(partial, rest, limit, key)
            if first is not None:
                break
        partial[number] = None
        return first

    def routes(self, places: Places = ()) -> Iterator[Route]:
        """Yield every feasible route once (with its anchors at these places), in the order of ids."""
        choices = self._choices(places)
        for choice in product(*(candidates for _, candidates in choices)):
            by_stage = dict(zip(self._turn, choice, strict=True))
            route = tuple(by_stage[number] for number in range(len(choice)))
            self.tried += 1
            if hands_over(route, self.net) and self._is_route(route, self._most):
                yield route

    def best_routes(self, k: int) -> list[Found]:
        """Return the k best routes in order: by the criteria, then by ids."""
        return nsmallest(k, map(self.found, self.routes()), key=lambda found: found.worth)

    def front(self, criteria: tuple[str, ...]) -> list[Point]:
        """Return all values of these criteria that no route betters in one without loss in another.

        Points come in the order of their values, each with its best route by the whole order.
        """
        best: dict[Key, Found] = {}
        for found in map(self.found, self.routes()):
            values = key_of(found.route, self.net, criteria)
            if values not in best or found.worth < best[values].worth:
                best[values] = found
        return [Point(values, best[values]) for values in sorted(best) if not _is_dominated(values, best)]

    def anchor_places(self) -> list[tuple[Key, Places]]:
        """Return every choice of places for the anchor stages with a bound on its worth, in that order."""
        stages = [self.net.stages[number].candidates for number in self.anchors]
        least: dict[Places, Key] = {}
        for choice in product(*stages):
            partial: list[Candidate | None] = [None] * len(self.net.stages)
            for number, candidate in zip(self.anchors, choice, strict=True):
                partial[number] = candidate
            places = tuple(candidate.place for candidate in choice)
            key = self._bounds.key(partial)
            least[places] = min(key, least.get(places, key))
        return sorted((key, places) for places, key in least.items())

    def rows(self, at_most: int | None = None) -> list[Found]:
        """Return the best rows in order: for every choice of anchors, each number of contracts that pays."""
        found: list[Found] = []
        for bound, places in self.anchor_places():
            if at_most is not None and len(found) >= at_most and bound > found[at_most - 1].key:
                break
            self.tried += 1
            for row in self.rows_at(places):
                insort(found, row, key=lambda item: item.worth)
        return found[:at_most]

    def best_rows(self, at_most: int | None) -> tuple[list[Found], Count]:
        """Return the best rows in order, and how many there are.

        Where there are many choices of anchors, only the best rows are searched, and of the rest it is only
        told that each choice with a route has a row at least.
        """
        choices = [places for _, places in self.anchor_places()]
        if at_most is None or len(choices) <= COUNTED_IN_FULL:
            rows = self.rows()
            return rows[:at_most], Count(len(rows), is_exact=True)
        return self.rows(at_most), Count(sum(map(self.has_route, choices)), is_exact=False)

    def has_route(self, places: Places = ()) -> bool:
        """Tell whether there is any route with its anchors at these places."""
        empty: list[Candidate | None] = [None] * len(self.net.stages)
        return self._reaches_end(empty, sorted(self._choices(places), key=lambda choice: len(choice[1])))

    def _reaches_end(self, partial: list[Candidate | None], choices: Choices) -> bool:
        if not hands_over(partial, self.net) or (self._is_limited and not self._may(partial, self._most)):
            return False
        if not choices:
            route = tuple(candidate for candidate in partial if candidate is not None)
            return not self._is_limited or self._is_route(route, self._most)
        (number, candidates), rest = choices[0], choices[1:]
        for candidate in candidates:
            partial[number] = candidate
            reached = self._reaches_end(partial, rest)
            partial[number] = None
            if reached:
                return True
        return False

    def rows_at(self, places: Places) -> Iterator[Found]:
        """Yield the rows of one choice of anchors, the one with the most contracts first (RULES O2).

        A row is its anchors' best route with at most c contracts that beats the best with c - 1.
        """
        limit = self._most
        while limit > 0:
            best = self.best(places, limit)
            if best is None:
                return
            yield best
            limit = count_contracts(best.route, self.net) - 1


def _is_dominated(values: Key, others: Iterable[Key]) -> bool:
    return any(o != values and all(map(le, o, values)) for o in others)


def count_all(searches: Iterable[Search]) -> Count:
    """Return how many rows several recipes have together."""
    counts = [search.best_rows(1)[1] for search in searches]
    return Count(sum(count.number for count in counts), is_exact=all(count.is_exact for count in counts))
