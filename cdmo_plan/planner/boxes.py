"""Which routes lie in a box? The one question that the whole search is made of.

A **box** is the most that a route may have of some criteria. Its routes are found depth first: the stage with
the fewest slots left is decided, every criterion of the box drops from the other stages what it can no
longer allow (`planner.filters`), and a finished route is counted exactly. What is dropped has too much, so
that every route of the box is found, once.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from cdmo_plan.network.net import Candidate, Net, hands_over
from cdmo_plan.planner.criteria import CRITERIA
from cdmo_plan.planner.filters import Filter
from cdmo_plan.planner.filters_of_criteria import FILTERS
from cdmo_plan.planner.metrics import COUNTS
from cdmo_plan.planner.slots import Domains, Slots, members
from cdmo_plan.planner.within import is_timed

Route = tuple[Candidate, ...]
Places = tuple[str, ...]
Box = dict[str, int]
"""The most that is allowed, by the name of the criterion."""
Check = tuple[Callable[[Domains, int], bool], int]


class OutOfNodes(Exception):  # noqa: N818  no error: the search was told how far to go
    """The search has used up the nodes that it may try."""


class Quest(NamedTuple):
    """How a box is gone through: in the order of ids, or the stage with the fewest slots first.

    What is already `had` is passed over: routes, or with `by_places` all routes whose anchors are at these
    places, which then are decided before all other stages.
    """

    had: Container[object] = ()
    by_places: bool = False
    in_order: bool = False


class Boxes:
    """The boxes of one net."""

    def __init__(self, net: Net, turn: Sequence[int], budget: int) -> None:
        self.net = net
        self.slots = Slots(net)
        self.tried = 0
        self.budget = budget
        self._turn = turn
        self._anchors = [number for number in turn if net.stages[number].anchor]
        self._filters: dict[str, Filter] = {}
        self._values: dict[tuple[str, Route], int] = {}
        self._stays = [
            (link.source, link.target, unlisted)
            for link in net.links
            if (unlisted := self.slots.such(link.source, lambda c: c.serves is not None))
        ]
        self._limits = _limits(net)

    def root(self, places: Places = ()) -> Domains:
        """Return who may do each stage, with the anchors at these places."""
        domains = list(self.slots.domains)
        for number, place in zip(self._anchors, places, strict=False):
            label = self.slots.place.numbers.get(place)
            domains[number] &= 0 if label is None else self.slots.place.named(1 << label)
        return domains

    def filter_of(self, name: str) -> Filter:
        """Return what a criterion says of domains."""
        if name not in self._filters:
            self._filters[name] = FILTERS[name](self.net, self.slots)
        return self._filters[name]

    def value_of(self, name: str, route: Route) -> int:
        """Return what a finished route has of a criterion, exactly."""
        key = name, route
        if key not in self._values:
            self._values[key] = COUNTS[CRITERIA[name]](route, self.net)
        return self._values[key]

    def places_of(self, route: Route) -> Places:
        """Return the places of the anchors of a route."""
        return tuple(route[number].place for number in self._anchors)

    def narrowed(self, domains: Domains, box: Box) -> Domains | None:
        """Return the domains without what the box cannot hold, None where no route is left."""
        kept = list(domains)
        return kept if self._keeps(kept, self._checks(box)) else None

    def routes(self, domains: Domains, box: Box, quest: Quest) -> Iterator[Route]:
        """Yield every route of a box once (with `had`, one for all whose anchors are at the same places).

        Raises:
            OutOfNodes: If the budget is used up first.
        """
        checks = self._checks(box)
        kept = list(domains)
        if self._keeps(kept, checks):
            yield from self._below(kept, box, checks, quest, None)

    def _checks(self, box: Box) -> list[Check]:
        both = {name: min(most, box.get(name, most)) for name, most in self._limits.items()}
        found = ((self.filter_of(name), most) for name, most in {**box, **both}.items())
        return [(criterion.keep, most) for criterion, most in found if most < criterion.highest]

    def _keeps(self, domains: Domains, checks: Sequence[Check]) -> bool:
        if not all(domains) or not self._stay(domains):
            return False
        return all(keep(domains, most) for keep, most in checks)

    def _stay(self, domains: Domains) -> bool:
        """Keep what an unlisted stage makes at its place (RULES S2)."""
        spread = self.slots.place.spread
        for source, target, unlisted in self._stays:
            if domains[source] & unlisted:
                domains[source] &= ~unlisted | spread(domains[target])
                if not domains[source] & ~unlisted:
                    domains[target] &= spread(domains[source])
                if not (domains[source] and domains[target]):
                    return False
        return True

    def _below(
        self, domains: Domains, box: Box, checks: Sequence[Check], quest: Quest, at: Places | None
    ) -> Iterator[Route]:
        stage = self._next(domains, quest)
        if stage is None:
            route = self.slots.route(domains)
            identity = self.places_of(route) if quest.by_places else route
            if identity not in quest.had and self._is_in(route, box):
                yield route
            return
        if quest.by_places and at is None:
            at = self._places(domains)
            if at in quest.had:
                return
        domain = domains[stage]
        for slot in self.slots.in_order(stage, domain) if quest.in_order else members(domain):
            self._count()
            chosen = list(domains)
            chosen[stage] = 1 << slot
            if self._keeps(chosen, checks):
                yield from self._below(chosen, box, checks, quest, at)
                if at is not None and at in quest.had:
                    return

    def _count(self) -> None:
        if self.tried >= self.budget:
            raise OutOfNodes
        self.tried += 1

    def _next(self, domains: Domains, quest: Quest) -> int | None:
        """Return the stage to decide: in the order of ids, else the one with the fewest slots."""
        undecided = [number for number in self._turn if domains[number] & (domains[number] - 1)]
        if quest.in_order or not undecided:
            return undecided[0] if undecided else None
        first = [number for number in self._anchors if number in undecided] if quest.by_places else []
        return min(first or undecided, key=lambda number: domains[number].bit_count())

    def _places(self, domains: Domains) -> Places | None:
        """Return the places of the anchors, None while they are not decided."""
        if any(domains[number] & (domains[number] - 1) for number in self._anchors):
            return None
        candidates = self.slots.candidates
        return tuple(candidates[n][domains[n].bit_length() - 1].place for n in self._anchors)

    def _is_in(self, route: Route, box: Mapping[str, int]) -> bool:
        """Tell whether a finished route lies in a box and keeps every condition of the whole."""
        for name, most in self._limits.items():
            if self.value_of(name, route) > most:
                return False
        if not (hands_over(route, self.net) and is_timed(route, self.net)):
            return False
        return all(self.value_of(name, route) <= most for name, most in box.items())


def _limits(net: Net) -> Box:
    """Return the box that every route of a net must lie in."""
    limits = {"partners": net.limits.partners, "transfers": net.limits.transfers, "weeks": net.limits.weeks}
    found = {name: most for name, most in limits.items() if most is not None}
    return {**found, "contracts": 1} if net.single_contract else found
