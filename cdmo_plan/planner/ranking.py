"""The k best routes of a box, or the k best choices of anchors, in a lexicographic order of criteria.

One criterion after the other, by thresholds: the least value that k routes do not exceed is found with
boxes; what is strictly below it belongs to the answer, and the rest of the answer has exactly that value,
which is then fixed. What is left when all criteria are fixed is a plateau of equals, of which the first in
the order of ids belong to the answer: they are found in that order, so that a plateau is never listed, unless
it holds a few routes only.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import islice, product
from math import prod

from cdmo_plan.domain.values import NamedTuple
from cdmo_plan.planner.boxes import Box, Boxes, OutOfNodes, Quest
from cdmo_plan.planner.slots import Domains, Pick, members

Key = tuple[int, ...]
FEW = 32
"""So many routes at the most are looked at one by one: to narrow domains takes as long as to count a few."""


class Ground(NamedTuple):
    """What is known of a choice of anchors that belongs to the answer: so many thresholds are its own.

    Its best route has exactly those, and so lies within these domains and this box.
    """

    thresholds: int
    domains: Domains
    box: Box


class Ranking:
    """One query: what is known of it so far.

    With `by_places` what is ranked are choices of anchors, each by its best route, which is not sought here:
    any route shows that its choice of anchors has what it has. It is sought by a query of its own, `beside`.
    """

    def __init__(  # noqa: PLR0913  a query is told as much
        self,
        boxes: Boxes,
        order: Sequence[str],
        domains: Domains,
        box: Box,
        *,
        by_places: bool = False,
        known: Pick | None = None,
    ) -> None:
        self._boxes = boxes
        self._order = order
        self._domains = domains
        self._within = tuple(domains)
        self._ground = Ground(0, domains, box)
        self._box = dict(box)
        self._open = dict(box)
        """What of the box the domains do not hold by themselves."""
        self._by_places = by_places
        self._name: Callable[[Pick], Hashable] = boxes.places_of if by_places else tuple
        self._seen = [known] if known is not None else []
        self.sure: list[Pick] = []
        """Routes that belong to the answer, for they have less than the threshold of some criterion."""
        self._had: set[Hashable] = set()
        self._grounds: dict[Hashable, Ground] = {}
        self.reached: list[int] = []
        """The thresholds proven so far: nothing outside of `sure` is less."""

    @property
    def so_far(self) -> list[Pick]:
        """What is known where the search was stopped: what surely belongs to the answer, then other finds."""
        return [*self.sure, *(pick for pick in self._seen if self._name(pick) not in self._had)]

    def first(self, k: int, ceiling: Key | None = None) -> list[Pick]:
        """Return the k best, those with less than the last threshold first, in no order among themselves.

        Under a ceiling, what is worth more than it is not sought.
        """
        if not self._begins():
            return []
        if not self._are_few and not self._sees(k) and ceiling is None:
            self.sure = self._seen
            return self.sure
        if not self._fixed(k, ceiling):
            return self.sure
        need = k - len(self.sure)
        return [*self.sure, *(self._listed(need, ceiling) if self._are_few else self._plateau(need))]

    def beside(self, pick: Pick) -> Ranking:
        """Return the query for the best route whose anchors are where those of a route are that was found."""
        ground = self._grounds.get(self._name(pick), self._ground)
        at = self._boxes.root(self._boxes.places_of(pick))
        order = self._order[ground.thresholds :]
        box = ground.box | {name: self._boxes.value_of(name, pick) for name in order[:1]}
        domains = [one & other for one, other in zip(at, ground.domains, strict=True)]
        return Ranking(self._boxes, order, domains, box, known=pick)

    def values(self) -> Key | None:
        """Return what the best route has of each criterion, None where there is no route."""
        if not self._begins() or not (self._are_few or self._sees(1)) or not self._fixed(1, None):
            return None
        best = self._listed(1, None) if self._are_few else self._seen
        return tuple(self._boxes.value_of(name, best[0]) for name in self._order) if best else None

    def _begins(self) -> bool:
        """Narrow the domains to the box; tell whether any route may be left."""
        kept = self._boxes.narrowed(self._domains, self._box)
        self._domains = self._domains if kept is None else kept
        return kept is not None

    def _sees(self, k: int) -> bool:
        """Find some routes; tell whether there are so many, else see all.

        Where several are wanted, such that none can better are sought first; one is soon bettered.
        """
        if self._order and k > 1:
            name = self._order[0]
            self._seen = self._passed(k, (name, self._boxes.filter_of(name).least(self._domains)))
        if len(self._seen) < k:
            self._seen = self._passed(k)
        return len(self._seen) >= k

    def _fixed(self, k: int, ceiling: Key | None) -> bool:
        """Find the thresholds of all criteria; tell whether there is anything beyond `sure`.

        What few routes are left when some are fixed are better listed than told apart by bounds.
        """
        for position, name in enumerate(self._order):
            if self._are_few:
                break
            cap = ceiling[position] if ceiling is not None else None
            if not self._fix(name, k - len(self.sure), cap):
                return False
            if cap is not None and self.reached[-1] < cap:
                ceiling = None
        return True

    @property
    def _are_few(self) -> bool:
        """Whether so few routes are left that they are soon listed."""
        return prod(domain.bit_count() for domain in self._domains) <= FEW

    def _listed(self, most: int, ceiling: Key | None) -> list[Pick]:
        """Return the best routes, so many at the most, each looked at by itself."""
        found: dict[Hashable, Pick] = {}
        left = [pick for pick in product(*map(members, self._domains)) if self._is_left(pick)]
        for pick in self._in_turn(left, self._order[len(self.reached) :]):
            if len(found) >= most or (ceiling is not None and self._worth(pick) > ceiling):
                break
            found.setdefault(self._name(pick), pick)
        return list(found.values())

    def _is_left(self, pick: Pick) -> bool:
        return self._boxes.holds(pick, self._open) and self._name(pick) not in self._had

    def _in_turn(self, picks: list[Pick], order: Sequence[str]) -> Iterator[Pick]:
        """Yield routes in order; a criterion is counted only where those before it leave it to decide."""
        if len(picks) == 1 or not order:
            yield from sorted(picks, key=self._boxes.ids_of) if len(picks) > 1 else picks
            return
        equals: dict[int, list[Pick]] = {}
        for pick in picks:
            equals.setdefault(self._boxes.value_of(order[0], pick), []).append(pick)
        for value in sorted(equals):
            yield from self._in_turn(equals[value], order[1:])

    def _worth(self, pick: Pick) -> Key:
        return tuple(self._boxes.value_of(name, pick) for name in self._order)

    def every(self) -> list[Pick]:
        """Return one route of each choice of anchors, or every route, in no order."""
        return self._passed(None) if self._begins() else []

    def _plateau(self, most: int) -> list[Pick]:
        """Return the first routes, in the order of ids, that have all thresholds exactly."""
        return self._passed(most, in_order=True) if most > 0 else []

    def _fix(self, name: str, need: int, cap: int | None) -> bool:
        """Find the threshold of a criterion and keep to it; tell whether there is one."""
        criterion = self._boxes.filter_of(name)
        least = criterion.least(self._domains)
        self.reached.append(least)
        if cap is None and least == criterion.most(self._domains):
            self._box[name] = least
            return True
        value, below = self._threshold(name, need, least, cap)
        self.sure += below
        self._had.update(map(self._name, below))
        for pick in below:
            self._grounds[self._name(pick)] = Ground(len(self.reached) - 1, self._domains, dict(self._open))
        if value is None:
            return False
        self.reached[-1] = self._box[name] = self._open[name] = value
        self._seen = [
            pick
            for pick in self._seen
            if self._boxes.value_of(name, pick) == value and self._name(pick) not in self._had
        ]
        kept = self._boxes.narrower(self._domains, self._open, name)
        if kept is None:
            return False
        self._domains = kept
        if criterion.most(kept) <= value:
            del self._open[name]
        return True

    def _threshold(self, name: str, need: int, least: int, cap: int | None) -> tuple[int | None, list[Pick]]:
        """Return the least value that so many do not exceed, and all that have less.

        Values are tried upwards with growing strides, then by halves.
        """
        below: list[Pick] = []
        low, most, stride = least, least, 1
        highest = self._boxes.filter_of(name).highest if cap is None else cap
        while True:
            most = self._known_to_do(name, need, min(most, highest))
            found = self._up_to(name, most, need)
            if len(found) >= need:
                break
            if most >= highest:
                return None, found if cap is None else []
            below, low, most, stride = found, most + 1, most + stride, stride * 2
        while low < (most := self._known_to_do(name, need, most)):
            middle = (low + most) // 2
            found = self._up_to(name, middle, need)
            if len(found) < need:
                below, low = found, middle + 1
            else:
                most = middle
        return low, below

    def _known_to_do(self, name: str, need: int, most: int) -> int:
        """Return the least value that so many of the routes seen do not exceed, if it is less."""
        if len(self._seen) < need:
            return most
        least: dict[Hashable, int] = {}
        for pick in self._seen:
            value = self._boxes.value_of(name, pick)
            identity = self._name(pick)
            least[identity] = min(value, least.get(identity, value))
        return min(most, sorted(least.values())[need - 1]) if len(least) >= need else most

    def _up_to(self, name: str, most: int, need: int) -> list[Pick]:
        """Return as many as needed with no more than this, or all that there are."""
        known: dict[Hashable, Pick] = {}
        for pick in self._seen:
            if self._boxes.value_of(name, pick) <= most:
                known.setdefault(self._name(pick), pick)
        if len(known) < need:
            found = self._passed(need, (name, most))
            self._seen += found
            return found
        return list(known.values())[:need]

    def _passed(
        self, most: int | None, more: tuple[str, int] | None = None, *, in_order: bool = False
    ) -> list[Pick]:
        """Return as many routes as asked for, or all, of the box with one more condition."""
        one = {} if more is None else {more[0]: more[1]}
        box, still_open = self._box | one, self._open | one
        if self._boxes.empty.hold(self._within, box):
            return []
        domains: Domains | None = self._domains
        if more is not None:
            domains = self._boxes.narrower(self._domains, still_open, more[0])
        if domains is None:
            return []
        had = set(self._had)
        quest = Quest(had, by_places=self._by_places, in_order=in_order, looks_ahead=in_order)
        found: list[Pick] = []
        try:
            for pick in islice(self._boxes.within(domains, still_open, quest), most):
                found.append(pick)
                had.add(self._name(pick))
        except OutOfNodes:
            self._seen += found
            raise
        if not had:
            self._boxes.empty.add(self._within, box)
        return found
