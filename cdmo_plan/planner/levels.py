"""Numbers by slot, as levels: how they add up, which is the greatest, and how far slots reach in what time."""

from __future__ import annotations

from collections.abc import Sequence

from cdmo_plan.network.net import ZERO
from cdmo_plan.planner.filters import Levels
from cdmo_plan.planner.slots import Slots

ANYWHERE = -1
"""All slots: of what nobody does at a place, or nobody knows where."""
TYPICAL = 1
"""The column of typical durations, by which weeks are ranked (RULES W3)."""


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
    found = levels[0]
    for other in levels[1:]:
        found = _later(found, other)
    return found


def _later(one: Levels, other: Levels) -> Levels:
    if one == other:
        return one
    if len(one) == len(other) == 1:
        (value, slots), (second, others) = one[0], other[0]
        return [(max(value, second), slots & others)] if slots & others else []
    found: Levels = []
    first = second = -1
    before = 0
    for value in sorted({value for value, _ in (*one, *other)}):
        while first + 1 < len(one) and one[first + 1][0] <= value:
            first += 1
        while second + 1 < len(other) and other[second + 1][0] <= value:
            second += 1
        both = one[first][1] & other[second][1] if first >= 0 <= second else 0
        if both != before:
            found.append((value, both))
            before = both
    return found


def within(levels: Levels, domain: int, most: int) -> Levels:
    """Return the levels of the slots of a domain that have no more than this."""
    found: Levels = []
    before = 0
    for value, slots in levels:
        if value > most:
            break
        there = slots & domain
        if there != before:
            found.append((value, there))
            before = there
    return found


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
            within_company, between = self._lane("transfer-intra-company"), self._lane(kind)
            return cumulated([*near, (within_company, known.partner.spread(slots)), (between, ANYWHERE)])
        near.append((self._lane("domestic"), known.country.spread(slots)))
        customs, same_customs = self._lane("customs"), known.customs.spread(slots)
        inside, outside = self._lane("intra-continental"), self._lane("inter-continental")
        continent = known.continent.spread(slots)
        near += [(inside, continent & same_customs), (inside + customs, continent)]
        return cumulated([*near, (outside, same_customs), (outside + customs, ANYWHERE)])
