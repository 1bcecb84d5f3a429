"""When the product can be released: the earliest end of each step and the longest rest behind it, by slot.

Both are levels: for each time the slots that make it. They pass from step to step through what slots share
(a site, a partner, a country, a continent, a customs territory), so that the work grows with places and not
with pairs of them. Joins make the bound too low where branches share a stage, and a step whose home is not
decided waits for nothing on the way: weeks of a finished route are always counted exactly.
"""

from __future__ import annotations

from collections.abc import Sequence

from cdmo_plan.domain.duration import MINUTES_PER_WEEK, whole_weeks
from cdmo_plan.network.net import ZERO, NetStep
from cdmo_plan.planner.filters import Levels, up_to
from cdmo_plan.planner.slots import Domains, Slots

ANYWHERE = -1
"""All slots: of what nobody does at a place, or nobody knows where."""
TYPICAL = 1
"""The column of typical durations, by which weeks are ranked (RULES W3)."""


class Ways:
    """How far slots reach in what time; the same set of slots is worked out once."""

    def __init__(self, slots: Slots) -> None:
        self._slots = slots
        self._lanes = {kind: minutes[TYPICAL] for kind, minutes in slots.net.lanes.items()}
        self._known: dict[tuple[str, int], Levels] = {}

    def _lane(self, kind: str) -> int:
        return self._lanes.get(kind, ZERO[TYPICAL])

    def reach(self, kind: str, slots: int) -> Levels:
        """Return the time from the nearest of these slots to any other, for one kind of hand-over."""
        found = self._known.get((kind, slots))
        if found is None:
            found = self._known[kind, slots] = self._reach(kind, slots)
        return found

    def _reach(self, kind: str, slots: int) -> Levels:
        known = self._slots
        nowhere = known.site.wild
        if kind == "status" or slots & nowhere:
            return [(0, ANYWHERE)]
        near = [(0, known.site.spread(slots) | nowhere)]
        if kind != "material":
            within, between = self._lane("transfer-intra-company"), self._lane(kind)
            return cumulated([*near, (within, known.partner.spread(slots)), (between, ANYWHERE)])
        near.append((self._lane("domestic"), known.country.spread(slots)))
        customs, same_customs = self._lane("customs"), known.customs.spread(slots)
        inside, outside = self._lane("intra-continental"), self._lane("inter-continental")
        continent = known.continent.spread(slots)
        near += [(inside, continent & same_customs), (inside + customs, continent)]
        return cumulated([*near, (outside, same_customs), (outside + customs, ANYWHERE)])


def cumulated(found: Sequence[tuple[int, int]]) -> Levels:
    """Return levels of pairs in any order: each with all slots of those before."""
    levels: Levels = []
    below = 0
    for value, slots in sorted(found):
        more = below | slots
        if more != below:
            if levels and levels[-1][0] == value:
                levels.pop()
            levels.append((value, more))
            below = more
    return levels


def latest(levels: Sequence[Levels]) -> Levels:
    """Return the greatest number of each slot: those that have none in one of the levels have none."""
    if len(levels) == 1:
        return levels[0]
    found: Levels = []
    for value in sorted({value for one in levels for value, _ in one}):
        slots = ANYWHERE
        for one in levels:
            slots &= up_to(one, value)
        if slots and (not found or slots != found[-1][1]):
            found.append((value, slots))
    return found


class Calendar:
    """The weeks of a net on domains."""

    def __init__(self, slots: Slots) -> None:
        self._steps = slots.net.steps
        self._ways = Ways(slots)
        self._own = [_own_levels(step, slots) for step in self._steps]
        self._shortest = [_shortest(step, own) for step, own in zip(self._steps, self._own, strict=True)]
        self._lists = {
            (number, listing): slots.such(number, lambda c, word=listing: word in c.lists)  # type: ignore[misc]
            for step in self._steps
            for number, listing in step.home
            if listing is not None
        }
        self._after: list[list[tuple[int, str]]] = [[] for _ in self._steps]
        for number, step in enumerate(self._steps):
            for before, kind in step.after:
                self._after[before].append((number, kind))
        self.highest = 10**9

    def least(self, domains: Domains) -> int:
        """Return the fewest weeks of any route within these domains, as a lower bound."""
        ends = self._ends(domains, self._homes(domains), None)
        return whole_weeks(max((levels[0][0] for levels in ends), default=0))

    def keep(self, domains: Domains, most: int) -> bool:
        """Drop slots on a branch that surely takes more weeks; tell whether any route may be left."""
        deadline = most * MINUTES_PER_WEEK
        homes = self._homes(domains)
        ends = self._ends(domains, homes, deadline)
        if ends and not ends[-1]:
            return False
        rests = self._rests(domains, homes, deadline)
        if rests and not rests[0]:
            return False
        for number, home in enumerate(homes):
            if home is not None and domains[home] & (domains[home] - 1):
                rest, in_time = rests[number], 0
                for end, slots in ends[number]:
                    in_time |= slots & up_to(rest, deadline - end)
                domains[home] &= in_time
                if not domains[home]:
                    return False
        return True

    def _homes(self, domains: Domains) -> list[int | None]:
        return [self._home(step, domains) for step in self._steps]

    def _home(self, step: NetStep, domains: Domains) -> int | None:
        """Return the stage that surely does a step, None where nobody does or that is not decided."""
        for number, listing in step.home:
            if listing is None:
                return number
            lists, domain = self._lists[number, listing], domains[number]
            if not domain & ~lists:
                return number
            if domain & lists:
                return None
        return None

    def _ends(self, domains: Domains, homes: Sequence[int | None], deadline: int | None) -> list[Levels]:
        """Return by step and slot the earliest end; nothing any more once a step cannot be in time."""
        ends: list[Levels] = []
        for number, step in enumerate(self._steps):
            starts = [self._moved(ends[n], homes[n], homes[number], kind, step) for n, kind in step.after]
            levels = self._lasting(number, homes[number], latest(starts) if starts else [(0, ANYWHERE)])
            ends.append(_within(levels, homes[number], domains, deadline))
            if not ends[-1]:
                return [*ends, []]
        return ends

    def _rests(self, domains: Domains, homes: Sequence[int | None], deadline: int) -> list[Levels]:
        """Return by step and slot the longest time from its end to the release."""
        rests: list[Levels] = [[] for _ in self._steps]
        for number in reversed(range(len(self._steps))):
            behind = []
            for after, kind in self._after[number]:
                lasting = self._lasting(after, homes[after], rests[after])
                behind.append(self._moved(lasting, homes[after], homes[number], kind, self._steps[after]))
            levels = latest(behind) if behind else [(0, ANYWHERE)]
            rests[number] = _within(levels, homes[number], domains, deadline)
            if not rests[number]:
                return [[], *rests]
        return rests

    def _moved(
        self, levels: Levels, source: int | None, target: int | None, kind: str, step: NetStep
    ) -> Levels:
        """Return when what is ready by these levels is where another step needs it."""
        if source == target and source is not None:
            return levels
        if source is None or target is None:
            return [(levels[0][0], ANYWHERE)]
        if kind == "document":
            kind = "transfer-to-filler" if step.filler else "transfer-inter-company"
        return cumulated(
            [
                (ready + way, reached)
                for ready, slots in levels
                for way, reached in self._ways.reach(kind, slots)
            ]
        )

    def _lasting(self, number: int, home: int | None, starts: Levels) -> Levels:
        """Return the levels of the end of a step from those of its start (or the other way round)."""
        own = self._own[number]
        if home is None or home not in own:
            least = self._shortest[number] if home is None else self._steps[number].minutes[TYPICAL]
            return [(start + least, slots) for start, slots in starts]
        return cumulated(
            [(start + minutes, slots & done) for start, slots in starts for minutes, done in own[home]]
        )


def _within(levels: Levels, home: int | None, domains: Domains, deadline: int | None) -> Levels:
    """Return the levels of the slots of a domain that are in time."""
    domain = ANYWHERE if home is None else domains[home]
    found: Levels = []
    for value, slots in levels:
        if deadline is not None and value > deadline:
            break
        there = slots & domain
        if there and (not found or there != found[-1][1]):
            found.append((value, there))
    return found


def _own_levels(step: NetStep, slots: Slots) -> dict[int, list[tuple[int, int]]]:
    """Return by stage how long a step takes where some candidates state their own time, with the slots."""
    found: dict[int, list[tuple[int, int]]] = {}
    for stage, _ in step.home:
        stated: dict[int, int] = {}
        for slot, candidate in slots.candidates[stage].items():
            if candidate.own_minutes:
                own = dict(candidate.own_minutes).get(step.id)
                if own is not None:
                    stated[own[TYPICAL]] = stated.get(own[TYPICAL], 0) | 1 << slot
        if stated:
            known = 0
            for done in stated.values():
                known |= done
            found[stage] = [*stated.items(), (step.minutes[TYPICAL], slots.domains[stage] & ~known)]
    return found


def _shortest(step: NetStep, own: dict[int, list[tuple[int, int]]]) -> int:
    stated = (minutes for groups in own.values() for minutes, _ in groups)
    return min([step.minutes[TYPICAL], *stated])
