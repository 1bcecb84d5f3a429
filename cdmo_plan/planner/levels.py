"""Times by slot, as levels: how they add up, which is the latest, and how far slots reach in what time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cdmo_plan.network.net import ZERO, moves
from cdmo_plan.network.timing import handover_minutes
from cdmo_plan.planner.filters import Levels, up_to
from cdmo_plan.planner.slots import Labels, Slots

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


_WAYS = {
    "material": ("material", False),
    "status": ("status", False),
    "transfer-inter-company": ("document", False),
    "transfer-to-filler": ("document", True),
}
"""The kinds of hand-over by the lane between partners: what is handed over, and whether to who fills."""
_AT_ONCE = dict.fromkeys(_WAYS, 0)


class Ways:
    """How far slots reach in what time; the same set of slots is worked out once."""

    def __init__(self, slots: Slots) -> None:
        self._slots = slots
        self._lanes = {kind: minutes[TYPICAL] for kind, minutes in slots.net.lanes.items()}
        self._known: dict[tuple[str, int], Levels] = {}
        self._longest: dict[tuple[str, int, int], int] = {}
        self._between: dict[tuple[int, int], Mapping[str, int]] = {}
        self._alike: dict[tuple[bool, str | None, str | None], Mapping[str, int]] = {}

    def _lane(self, kind: str) -> int:
        return self._lanes.get(kind, ZERO[TYPICAL])

    def between(self, source: int, target: int) -> Mapping[str, int]:
        """Return the time from one slot to another for each kind of hand-over."""
        found = self._between.get((source, target))
        if found is None:
            found = self._between[source, target] = self._timed(source, target)
        return found

    def _timed(self, source: int, target: int) -> Mapping[str, int]:
        """Return the same for all pairs of such countries, of one partner or of two."""
        one, other, net = self._slots.some[source], self._slots.some[target], self._slots.net
        if not moves(one, other):
            return _AT_ONCE
        alike = (one.partner == other.partner, one.country, other.country)
        found = self._alike.get(alike)
        if found is None:
            found = {
                way: handover_minutes(one, other, kind, net, to_filler=to_filler)[TYPICAL]
                for way, (kind, to_filler) in _WAYS.items()
            }
            self._alike[alike] = found
        return found

    def longest(self, kind: str, source: int, target: int) -> int:
        """Return the longest time from any of these slots to any of those, for one kind of hand-over."""
        asked = (kind, source, target)
        found = self._longest.get(asked)
        if found is None:
            found = self._longest[asked] = self._farthest(*asked)
        return found

    def _farthest(self, kind: str, source: int, target: int) -> int:
        known, nowhere = self._slots, self._slots.site.wild
        source, target = source & ~nowhere, target & ~nowhere
        if kind == "status" or not (source and target and _differ(known.site, source, target)):
            return 0
        if kind != "material":
            return self._longer("transfer-intra-company", kind, known.partner, source, target)
        if not _differ(known.country, source, target):
            return self._lane("domestic")
        far = self._longer("intra-continental", "inter-continental", known.continent, source, target)
        if _differ(known.customs, source, target):
            far += self._lane("customs")
        return max(far, self._lane("domestic")) if _share(known.country, source, target) else far

    def _longer(self, same: str, other: str, labels: Labels, source: int, target: int) -> int:
        """Return the longer of a lane between like labels and another between unlike ones."""
        near = self._lane(same) if _share(labels, source, target) else 0
        return max(near, self._lane(other)) if _differ(labels, source, target) else near

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


def _differ(labels: Labels, one: int, other: int) -> bool:
    """Tell whether any slot of two sets has another label than some other of theirs."""
    found = labels.of(one) | labels.of(other)
    return found & (found - 1) > 0


def _share(labels: Labels, one: int, other: int) -> bool:
    """Tell whether any slot of one set has the label of some slot of the other."""
    return labels.of(one) & labels.of(other) > 0
