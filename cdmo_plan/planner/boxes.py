"""Which routes lie in a box? The one question that the whole search is made of.

A **box** is the most that a route may have of some criteria. Its routes are found depth first: the stage with
the fewest slots left is decided, every criterion of the box drops from the other stages what it can no
longer allow (`planner.filters`), and a finished route is counted exactly. What is dropped has too much, so
that every route of the box is found, once.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import cached_property

from cdmo_plan.domain.values import NamedTuple
from cdmo_plan.network.clock import Clock
from cdmo_plan.network.net import Net, hands_over
from cdmo_plan.planner.calendar import Calendar
from cdmo_plan.planner.empty_boxes import EmptyBoxes
from cdmo_plan.planner.filters import Filter
from cdmo_plan.planner.filters_of_criteria import FILTERS
from cdmo_plan.planner.slots import Domains, Pick, Slots, bits_of, members
from cdmo_plan.planner.values import Values
from cdmo_plan.planner.within import is_timed

Places = tuple[str, ...]
Box = dict[str, int]
"""The most that is allowed, by the name of the criterion."""
WIDE = 16
"""Of stages with more slots it is first decided whether the place is named."""
Check = tuple[Callable[[Domains, int], bool], int]


class OutOfNodes(Exception):  # noqa: N818  no error: the search was told how far to go
    """The search has used up the nodes that it may try."""


class Quest(NamedTuple):
    """How a box is gone through: in the order of ids, or the stage with the fewest slots first.

    In the order of ids it may look ahead, into whether there is any route below, where few are wanted.

    What is already `had` is passed over: routes, or with `by_places` all routes whose anchors are at these
    places, which then are decided before all other stages.
    """

    had: Container[object] = ()
    by_places: bool = False
    in_order: bool = False
    looks_ahead: bool = False


class Walk(NamedTuple):
    """A box as it is gone through: with what narrows domains to it."""

    box: Box
    checks: Sequence[Check]
    quest: Quest


class Boxes:
    """The boxes of one net."""

    def __init__(self, net: Net, turn: Sequence[int], limits: Box, budget: int) -> None:
        self.net = net
        self.slots = Slots(net)
        self.clock = Clock(net)
        values = Values(net, self.slots, self._weeks_of)
        self.route_of, self.value_of = values.route_of, values.value_of
        self.tried = 0
        self.budget = budget
        self._turn = turn
        self.anchors = [number for number in turn if net.stages[number].anchor]
        self._is_anchor = [stage.anchor for stage in net.stages]
        self._filters: dict[str, Filter] = {}
        self.empty = EmptyBoxes()
        self._known_checks: dict[tuple[tuple[str, int], ...], list[Check]] = {}
        self.stays = [
            (link.source, link.target, unlisted)
            for link in net.links
            if (unlisted := self.slots.such(link.source, lambda c: c.serves is not None))
        ]
        self._limits = _limits(net, limits)

    @property
    def is_free(self) -> bool:
        """Whether nothing binds the whole route but that an unlisted stage stays with one other."""
        tied = [stage for source, target, _ in self.stays for stage in (source, target)]
        sources = {source for source, _, _ in self.stays}
        return not (
            self._limits or len(set(tied)) < len(tied) or any(self._is_anchor[stage] for stage in sources)
        )

    def root(self, places: Places = ()) -> Domains:
        """Return who may do each stage, with the anchors at these places."""
        domains = list(self.slots.domains)
        for number, place in zip(self.anchors, places, strict=False):
            label = self.slots.place.numbers.get(place)
            domains[number] &= 0 if label is None else self.slots.place.named(1 << label)
        return domains

    @cached_property
    def calendar(self) -> Calendar:
        """What weeks say of domains, and those of a route."""
        return Calendar(self.slots)

    def _weeks_of(self, pick: Pick) -> int:
        return self.calendar.weeks_of(pick)

    def filter_of(self, name: str) -> Filter:
        """Return what a criterion says of domains."""
        if name not in self._filters:
            self._filters[name] = self.calendar if name == "weeks" else FILTERS[name](self.net, self.slots)
        return self._filters[name]

    def ids_of(self, pick: Pick) -> tuple[str, ...]:
        """Return the ids of who does each stage, anchors first."""
        return tuple([self.slots.candidates[number][pick[number]].id for number in self._turn])

    def places_of(self, pick: Pick) -> Places:
        """Return the places of the anchors of a route."""
        return tuple([self.slots.candidates[number][pick[number]].place for number in self.anchors])

    def narrowed(self, domains: Domains, box: Box) -> Domains | None:
        """Return the domains without what the box cannot hold, None where no route is left."""
        kept = list(domains)
        return kept if self._keeps(kept, self._checks(box)) else None

    def narrower(self, domains: Domains, box: Box, name: str) -> Domains | None:
        """Return domains that were narrowed to a box without what one more of its criteria cannot hold."""
        criterion, kept = self.filter_of(name), list(domains)
        if box[name] >= criterion.highest:
            return kept
        if not criterion.keep(kept, box[name]):
            return None
        return kept if kept == domains else self.narrowed(kept, box)

    def picks(self, domains: Domains, box: Box, quest: Quest) -> Iterator[Pick]:
        """Yield every route of a box once (with `had`, one for all whose anchors are at the same places).

        Raises:
            OutOfNodes: If the budget is used up first.
        """
        kept = self.narrowed(domains, box)
        return iter(()) if kept is None else self.within(kept, box, quest)

    def within(self, kept: Domains, box: Box, quest: Quest) -> Iterator[Pick]:
        """Yield what `picks` does, of domains that were narrowed to the box before."""
        return self._below(kept, Walk(box, self._checks(box), quest), None)

    def _checks(self, box: Box) -> list[Check]:
        """Return what narrows domains to a box: weeks last, for they cost the most."""
        asked = tuple(box.items())
        checks = self._known_checks.get(asked)
        if checks is None:
            both = {name: min(most, box.get(name, most)) for name, most in self._limits.items()}
            names = sorted({**box, **both}.items(), key=lambda item: item[0] == "weeks")
            found = ((self.filter_of(name), most) for name, most in names)
            checks = [(criterion.keep, most) for criterion, most in found if most < criterion.highest]
            self._known_checks[asked] = checks
        return checks

    def _keeps(self, domains: Domains, checks: Sequence[Check]) -> bool:
        if not all(domains) or not self._stay(domains):
            return False
        before = last = list(domains)
        for keep, most in checks:
            if not keep(domains, most):
                return False
            if domains != last:
                last = list(domains)
                if not any(domain & (domain - 1) for domain in last):
                    return True  # A decided route is counted exactly, and need not be bounded.
        # Weeks narrow most, last: what counts units or changes sees more in what they leave.
        return last is before or all(keep(domains, most) for keep, most in checks[:-1])

    def _stay(self, domains: Domains) -> bool:
        """Keep what an unlisted stage makes at its place (RULES S2)."""
        spread = self.slots.place.spread
        for source, target, unlisted in self.stays:
            if domains[source] & unlisted:
                domains[source] &= ~unlisted | spread(domains[target])
                if not domains[source] & ~unlisted:
                    domains[target] &= spread(domains[source])
                if not (domains[source] and domains[target]):
                    return False
        return True

    def _below(
        self, domains: Domains, walk: Walk, at: Places | None, known: Pick | None = None
    ) -> Iterator[Pick]:
        quest = walk.quest
        undecided = [number for number in self._turn if domains[number] & (domains[number] - 1)]
        if not undecided:
            pick = tuple(domain.bit_length() - 1 for domain in domains)
            identity = self.places_of(pick) if quest.by_places else pick
            if identity not in quest.had and self.holds(pick, walk.box):
                yield pick
            return
        if quest.by_places and at is None:
            at = self._places(domains)
            if at in quest.had:
                return
        if quest.looks_ahead:
            yield from self._first_by_id(domains, undecided[0], walk, at, known)
            return
        stage, parts = self._parts(domains, undecided, quest)
        is_last = len(undecided) == 1
        for part in parts:
            self._count()
            chosen = list(domains)
            chosen[stage] = part
            if (is_last and not part & (part - 1)) or self._keeps(chosen, walk.checks):
                yield from self._below(chosen, walk, at)
                if at is not None and at in quest.had:
                    return

    def _first_by_id(
        self, domains: Domains, stage: int, walk: Walk, at: Places | None, known: Pick | None
    ) -> Iterator[Pick]:
        """Yield the routes below in the order of the ids of a stage; one of them may be `known`.

        The next slot that has any is sought with growing strides, then by halves, and each part of the domain
        the quicker way: the order of ids would see late that there is none.
        """
        order = list(self.slots.in_order(stage, domains[stage]))
        quick = walk._replace(quest=walk.quest._replace(in_order=False, looks_ahead=False))
        start, stride = 0, 1
        while start < len(order):
            found = order.index(known[stage], start) if known is not None else len(order)
            end = min(start + stride, max(found, start + 1))
            self._count()
            chosen = list(domains)
            chosen[stage] = 1 << order[start] if end == start + 1 else bits_of(order[start:end])
            ahead = known if start == found else None
            if self._keeps(chosen, walk.checks) and ahead is None:
                ahead = next(self._below(chosen, quick, at), None)
            if ahead is None:
                start, stride = end, 2 * stride
            elif end > start + 1:
                known, stride = ahead, max(1, (order.index(ahead[stage], start) - start) // 2)
            else:
                yield from self._below(chosen, walk, at, ahead)
                if at is not None and at in walk.quest.had:
                    return
                start, stride, known = end, 1, None if start == found else known

    def _count(self) -> None:
        if self.tried >= self.budget:
            raise OutOfNodes
        self.tried += 1

    def _parts(self, domains: Domains, undecided: Sequence[int], quest: Quest) -> tuple[int, Iterator[int]]:
        """Return the stage to decide, and the parts of its domain to try one after the other.

        An offer of a network is nowhere: no hand-over costs it time, and it is no site. Little can be told as
        long as any stage may be such, so that this is decided before who it is.
        """
        if quest.in_order:
            stage = undecided[0]
            return stage, (1 << slot for slot in self.slots.in_order(stage, domains[stage]))
        first = [number for number in undecided if self._is_anchor[number]] if quest.by_places else []
        turn = sorted(first or undecided, key=lambda number: domains[number].bit_count())
        for stage in turn if self.slots.site.wild else ():
            named, unnamed = domains[stage] & ~self.slots.site.wild, domains[stage] & self.slots.site.wild
            if named and unnamed and domains[stage].bit_count() > WIDE:
                return stage, iter((named, unnamed))
        return turn[0], (1 << slot for slot in members(domains[turn[0]]))

    def _places(self, domains: Domains) -> Places | None:
        """Return the places of the anchors, None while they are not decided."""
        if any(domains[number] & (domains[number] - 1) for number in self.anchors):
            return None
        candidates = self.slots.candidates
        return tuple(candidates[n][domains[n].bit_length() - 1].place for n in self.anchors)

    def holds(self, pick: Pick, box: Mapping[str, int]) -> bool:
        """Tell whether a finished route lies in a box and keeps every condition of the whole."""
        for within in (box, self._limits):
            for name, most in within.items():
                if self.value_of(name, pick) > most:
                    return False
        if not (self.stays or self.net.limits.is_strict):
            return True
        route = self.route_of(pick)
        return hands_over(route, self.net) and is_timed(route, self.net)


def _limits(net: Net, more: Mapping[str, int]) -> Box:
    """Return the box that every route of a net must lie in."""
    asked = {"partners": net.limits.partners, "transfers": net.limits.transfers, "weeks": net.limits.weeks}
    found = {name: most for name, most in asked.items() if most is not None}
    if net.single_contract:
        found["contracts"] = 1
    return found | {name: min(most, found.get(name, most)) for name, most in more.items()}
