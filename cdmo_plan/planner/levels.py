"""Times by slot, as levels: how they add up, which is the latest, and how far slots reach in what time."""

from __future__ import annotations

from collections.abc import Sequence

from cdmo_plan.network.net import ZERO
from cdmo_plan.planner.filters import Levels, up_to
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


def latest(levels: Sequence[Levels], domain: int) -> Levels:
    """Return the greatest number of each slot of a domain: who has none in one of the levels has none."""
    if len(levels) == 1:
        return levels[0]
    floor = max([one[0][0] for one in levels])
    # What is never greater than the least of another says nothing.
    telling = [one for one in levels if one[-1][0] > floor or domain & ~one[-1][1]]
    if not telling:
        return [(floor, ANYWHERE)]
    found: Levels = []
    values = {value for one in telling for value, _ in one if value > floor}
    for value in (floor, *sorted(values)):
        slots = ANYWHERE
        for one in telling:
            slots &= up_to(one, value)
        if slots and (not found or slots != found[-1][1]):
            found.append((value, slots))
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
