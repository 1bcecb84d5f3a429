"""When the product can be released: the earliest end of each step and the longest rest behind it, by slot.

Both are levels: for each time the slots that make it. They pass from step to step through what slots share
(a site, a partner, a country, a continent, a customs territory), so that the work grows with places and not
with pairs of them. Joins make the bound too low where branches share a stage, and a step whose home is not
decided waits for nothing on the way: weeks of a finished route are always counted exactly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from cdmo_plan.domain.duration import MINUTES_PER_WEEK, whole_weeks
from cdmo_plan.network.net import ZERO, NetStep
from cdmo_plan.planner.filters import Levels, levels_of, up_to
from cdmo_plan.planner.slots import Domains, Slots

ANYWHERE = -1
"""All slots: of what nobody does at a place, or nobody knows where."""
TYPICAL = 1
"""The column of typical durations, by which weeks are ranked (RULES W3)."""
NO_END = 10**12
"""More minutes, or weeks, than anything takes."""


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


class Task(NamedTuple):
    """Steps that follow each other at one place, with nothing beside: their time, and who states another.

    `own` holds by stage the times with the slots that take them, `least` the shortest of all.
    """

    home: tuple[tuple[int, str | None], ...]
    after: tuple[tuple[int, str], ...]
    minutes: int
    own: dict[int, Levels]
    least: int
    filler: bool


class Calendar:
    """The weeks of a net on domains."""

    def __init__(self, slots: Slots) -> None:
        self._tasks = _joined(slots)
        self._ways = Ways(slots)
        self._lists = {
            (number, listing): slots.such(number, lambda c, word=listing: word in c.lists)  # type: ignore[misc]
            for number, listing in {place for task in self._tasks for place in task.home}
            if listing is not None
        }
        self._behind: list[list[tuple[int, str]]] = [[] for _ in self._tasks]
        for number, task in enumerate(self._tasks):
            for before, kind in task.after:
                self._behind[before].append((number, kind))
        self.highest = NO_END

    def least(self, domains: Domains) -> int:
        """Return the fewest weeks of any route within these domains, as a lower bound."""
        ends = self._ends(domains, self._homes(domains), NO_END)
        return whole_weeks(max((levels[0][0] for levels in ends), default=0))

    def most(self, domains: Domains) -> int:  # noqa: ARG002  no upper bound is worked out
        """Return more weeks than any route takes."""
        return self.highest

    def keep(self, domains: Domains, most: int) -> bool:
        """Drop slots on a branch that surely takes more weeks; tell whether any route may be left."""
        deadline = most * MINUTES_PER_WEEK
        homes = self._homes(domains)
        ends = self._ends(domains, homes, deadline)
        if ends and not ends[-1]:
            return False
        rests = self._rests(domains, homes, deadline)
        if rests and not rests[-1]:
            return False
        for home, end, rest in zip(homes, ends, reversed(rests), strict=True):
            if home is not None and domains[home] & (domains[home] - 1):
                in_time = 0
                for ended, slots in end:
                    in_time |= slots & up_to(rest, deadline - ended)
                domains[home] &= in_time
                if not domains[home]:
                    return False
        return True

    def _homes(self, domains: Domains) -> list[int | None]:
        return [self._home(task.home, domains) for task in self._tasks]

    def _home(self, homes: tuple[tuple[int, str | None], ...], domains: Domains) -> int | None:
        """Return the stage that surely does a task, None where nobody does or that is not decided."""
        for number, listing in homes:
            if listing is None:
                return number
            lists, domain = self._lists[number, listing], domains[number]
            if not domain & ~lists:
                return number
            if domain & lists:
                return None
        return None

    def _ends(self, domains: Domains, homes: Sequence[int | None], deadline: int) -> list[Levels]:
        """Return by task and slot the earliest end; nothing any more once a task cannot be in time."""
        ends: list[Levels] = []
        for task, home in zip(self._tasks, homes, strict=True):
            starts = [self._moved(ends[n], homes[n], home, kind, task) for n, kind in task.after]
            levels = _lasting(task, home, latest(starts) if starts else [(0, ANYWHERE)])
            ends.append(_within(levels, ANYWHERE if home is None else domains[home], deadline))
            if not ends[-1]:
                break
        return ends

    def _rests(self, domains: Domains, homes: Sequence[int | None], deadline: int) -> list[Levels]:
        """Return by task and slot the longest time from its end to the release, the last task first."""
        rests: dict[int, Levels] = {}
        for number in reversed(range(len(self._tasks))):
            home, behind = homes[number], []
            for after, kind in self._behind[number]:
                task = self._tasks[after]
                lasting = _lasting(task, homes[after], rests[after])
                behind.append(self._moved(lasting, homes[after], home, kind, task))
            levels = latest(behind) if behind else [(0, ANYWHERE)]
            rests[number] = _within(levels, ANYWHERE if home is None else domains[home], deadline)
            if not rests[number]:
                break
        return list(rests.values())

    def _moved(self, levels: Levels, source: int | None, target: int | None, kind: str, task: Task) -> Levels:
        """Return when what is ready by these levels is where another task needs it."""
        if source == target and source is not None:
            return levels
        if source is None or target is None:
            return [(levels[0][0], ANYWHERE)]
        if kind == "document":
            kind = "transfer-to-filler" if task.filler else "transfer-inter-company"
        moved = [
            (ready + way, reached)
            for ready, slots in levels
            for way, reached in self._ways.reach(kind, slots)
        ]
        return moved if len(levels) == 1 else cumulated(moved)


def _lasting(task: Task, home: int | None, starts: Levels) -> Levels:
    """Return the levels of the end of a task from those of its start (or the other way round)."""
    if home in task.own:
        own = task.own[home]
        return cumulated([(start + time, slots & those) for start, slots in starts for time, those in own])
    minutes = task.least if home is None else task.minutes
    return [(start + minutes, slots) for start, slots in starts]


def _within(levels: Levels, domain: int, deadline: int) -> Levels:
    """Return the levels of the slots of a domain that are in time."""
    found: Levels = []
    before = 0
    for value, slots in levels:
        if value > deadline:
            break
        there = slots & domain
        if there != before:
            found.append((value, there))
            before = there
    return found


def _joined(slots: Slots) -> list[Task]:
    """Return the steps of a net as tasks, each step that only waits for the one before joined to it."""
    steps = slots.net.steps
    waiting = Counter(before for step in steps for before, _ in step.after)
    tasks: list[Task] = []
    number: list[int] = []
    for step in steps:
        own = _own(step, slots)
        after = tuple((number[before], kind) for before, kind in step.after)
        only = after[0][0] if len(after) == 1 and waiting[step.after[0][0]] == 1 else None
        minutes = step.minutes[TYPICAL]
        least = min([minutes, *(time for levels in own.values() for time, _ in levels)])
        joins = only is not None and tasks[only].home == step.home and step.home
        if only is not None and joins and not (own or tasks[only].own):
            before = tasks[only]
            tasks[only] = before._replace(minutes=before.minutes + minutes, least=before.least + least)
            number.append(only)
        else:
            number.append(len(tasks))
            tasks.append(Task(step.home, after, minutes, own, least, step.filler))
    return tasks


def _own(step: NetStep, slots: Slots) -> dict[int, Levels]:
    """Return by stage how long a step takes where some candidates state their own time (RULES W2)."""
    found: dict[int, Levels] = {}
    for stage, _ in step.home:
        stated = {
            slot: dict(candidate.own_minutes)[step.id][TYPICAL]
            for slot, candidate in slots.candidates[stage].items()
            if candidate.own_minutes and step.id in dict(candidate.own_minutes)
        }
        if stated:
            others = dict.fromkeys(slots.candidates[stage], step.minutes[TYPICAL])
            found[stage] = levels_of({**others, **stated})
    return found
