"""The exact search: the best route under conditions, and rows in order (RULES O2).

Depth first in the order of ids, cut by bounds (`planner.bounds`): the first route found of a given worth is
the one with the smallest ids, so equal routes are never listed to find it.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from cdmo_plan.network.net import Candidate, Net
from cdmo_plan.planner.bounds import Bounds
from cdmo_plan.planner.criteria import key_of
from cdmo_plan.planner.metrics import count_contracts, measure

Route = tuple[Candidate, ...]
Key = tuple[int, ...]
Places = tuple[str, ...]


class Found(NamedTuple):
    """A route with its worth in the order of the query; compares by worth, then by ids, anchors first."""

    key: Key
    ids: tuple[str, ...]
    route: Route

    @property
    def worth(self) -> tuple[Key, tuple[str, ...]]:
        """What routes are ordered by."""
        return self.key, self.ids


class Search:
    """All queries on one net in one order of criteria."""

    def __init__(self, net: Net, order: tuple[str, ...]) -> None:
        self.net = net
        self.order = order
        self.anchors = [number for number, stage in enumerate(net.stages) if stage.anchor]
        self._turn = self.anchors + [n for n in range(len(net.stages)) if n not in self.anchors]
        self._bounds = Bounds(net, order)
        self._most = 1 if net.single_contract else len(net.stages)

    def found(self, route: Route) -> Found:
        """Return a finished route with its worth."""
        ids = tuple(route[number].id for number in self._turn)
        return Found(key_of(measure(route, self.net), self.order), ids, route)

    def best(self, places: Places = (), most_contracts: int | None = None) -> Found | None:
        """Return the best route with its anchors at these places and at most so many contracts."""
        limit = self._most if most_contracts is None else min(most_contracts, self._most)
        empty: list[Candidate | None] = [None] * len(self.net.stages)
        return self._deepen(empty, self._choices(places), limit, None)

    def _choices(self, places: Places) -> list[tuple[int, Sequence[Candidate]]]:
        """Return the stages in the order of choosing, each with what it may be given to."""
        fixed = dict(zip(self.anchors, places, strict=False))
        return [
            (number, [c for c in self.net.stages[number].candidates if c.place == fixed.get(number, c.place)])
            for number in self._turn
        ]

    def _deepen(
        self,
        partial: list[Candidate | None],
        choices: Sequence[tuple[int, Sequence[Candidate]]],
        limit: int,
        best: Found | None,
    ) -> Found | None:
        if self._bounds.contracts(partial) > limit or not self._is_possible(partial):
            return best
        if best is not None and self._bounds.key(partial) >= best.key:
            return best
        if not choices:
            return self._finish(partial, limit, best)
        (number, candidates), rest = choices[0], choices[1:]
        for candidate in candidates:
            partial[number] = candidate
            best = self._deepen(partial, rest, limit, best)
        partial[number] = None
        return best

    def _finish(self, partial: list[Candidate | None], limit: int, best: Found | None) -> Found | None:
        route = tuple(candidate for candidate in partial if candidate is not None)
        if count_contracts(route, self.net) > limit:
            return best
        found = self.found(route)
        return found if best is None or found.worth < best.worth else best

    def _is_possible(self, partial: Sequence[Candidate | None]) -> bool:
        for link in self.net.links:
            source, target = partial[link.source], partial[link.target]
            if source is not None and target is not None and source.serves not in (None, target.place):
                return False
        return True

    def routes(self, places: Places = ()) -> Iterator[Route]:
        """Yield every feasible route once (with its anchors at these places), in the order of ids."""
        choices = self._choices(places)
        for choice in product(*(candidates for _, candidates in choices)):
            by_stage = dict(zip(self._turn, choice, strict=True))
            route = tuple(by_stage[number] for number in range(len(choice)))
            if self._is_possible(route) and count_contracts(route, self.net) <= self._most:
                yield route

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
            for row in self.rows_at(places):
                insort(found, row, key=lambda item: item.worth)
        return found[:at_most]

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
