"""When the product can be released: the earliest end of each step and the longest rest behind it, by slot.

Both are levels: for each time the slots that make it. They pass from step to step through what slots share
(a site, a partner, a country, a continent, a customs territory), so that the work grows with places and not
with pairs of them. A step that either of two stages may still do has levels for each of them. Joins make the
bound too low where branches share a stage: weeks of a finished route are always counted exactly.
"""

from __future__ import annotations

from collections.abc import Sequence

from cdmo_plan.domain.duration import MINUTES_PER_WEEK, whole_weeks
from cdmo_plan.planner.filters import Levels, least_of, up_to
from cdmo_plan.planner.joining import Wait
from cdmo_plan.planner.levels import ANYWHERE, Ways, cumulated, latest, within
from cdmo_plan.planner.slots import Domains, Pick, Slots
from cdmo_plan.planner.tasks import NOBODY, Homes, Option, Task, tasks_of

NO_END = 10**12
"""More minutes, or weeks, than anything takes."""

MOST_KNOWN = 2 * 10**8
"""How much of what was asked is remembered, in bits: boxes that differ in other criteria ask the same."""

Times = list[Levels]
"""The levels of a task, one for each of its options; none where an option cannot be in time."""


class Calendar:
    """The weeks of a net on domains."""

    def __init__(self, slots: Slots) -> None:
        self._homes = Homes(slots)
        self._tasks = tasks_of(slots, self._homes)
        self._ways = Ways(slots)
        self._behind: list[list[Wait]] = [[] for _ in self._tasks]
        for number, task in enumerate(self._tasks):
            for before, way, minutes in task.after:
                self._behind[before].append((number, way, minutes))
        self._known: dict[tuple[int, ...], Domains] = {}
        size = sum(domain.bit_length() for domain in slots.domains)
        self._most_known = 1 + MOST_KNOWN // (size or 1)
        self.highest = NO_END

    def least(self, domains: Domains) -> int:
        """Return the fewest weeks of any route within these domains, as a lower bound."""
        ends = self._ends(self._homes.options(domains), NO_END) or []
        least = (min(levels[0][0] for levels in times if levels) for times in ends)
        return whole_weeks(max(least, default=0))

    def most(self, domains: Domains) -> int:
        """Return the most weeks of any route within these domains, as an upper bound."""
        return whole_weeks(self._latest(self._homes.options(domains)))

    def weeks_of(self, pick: Pick) -> int:
        """Return the weeks of a route, exactly."""
        stages = self._homes.stages(pick)
        ends: list[int] = []
        for task in self._tasks:
            start, stage = task.earliest, stages[task.home]
            for before, way, minutes in task.after:
                ready, other = ends[before] + minutes, stages[self._tasks[before].home]
                if other not in (stage, NOBODY) and stage != NOBODY:
                    ready += self._ways.between(pick[other], pick[stage])[way]
                start = max(start, ready)
            own = task.own.get(stage)
            ends.append(start + (task.minutes if own is None else least_of(own, 1 << pick[stage])))
        return whole_weeks(max(ends, default=0))

    def _latest(self, options: Sequence[list[Option]]) -> int:
        """Return when all is done where every step and hand-over takes as long as any that is left."""
        ends: list[int] = []
        for task in self._tasks:
            start, here = task.earliest, options[task.home]
            for before, way, minutes in task.after:
                there = options[self._tasks[before].home]
                if len(there) == len(here) == 1:
                    moved = self._longest(way, there[0], here[0])
                else:
                    moved = max([self._longest(way, source, target) for source in there for target in here])
                start = max(start, ends[before] + minutes + moved)
            ends.append(start + task.most_minutes(here))
        return max(ends, default=0)

    def _longest(self, way: str, source: Option, target: Option) -> int:
        if source.stage in (target.stage, NOBODY) or target.stage == NOBODY:
            return 0
        return self._ways.longest(way, source.slots, target.slots)

    def keep(self, domains: Domains, most: int) -> bool:
        """Drop slots on a branch that surely takes more weeks; tell whether any route may be left."""
        asked = (most, *domains)
        known = self._known.get(asked)
        if known is None:
            kept = list(domains)
            options, deadline = self._homes.options(domains), most * MINUTES_PER_WEEK
            is_any = self._latest(options) <= deadline or self._keep(kept, options, deadline)
            known = kept if is_any else []
            if len(self._known) >= self._most_known:
                self._known.clear()
            self._known[asked] = known
        if known:
            domains[:] = known
        return bool(known)

    def _keep(self, domains: Domains, options: Sequence[list[Option]], deadline: int) -> bool:
        ends = self._ends(options, deadline)
        rests = None if ends is None else self._rests(options, deadline)
        if ends is None or rests is None:
            return False
        for task, end, rest in zip(self._tasks, ends, rests, strict=True):
            if not _cut(domains, options[task.home], end, rest, deadline):
                return False
        return True

    def _ends(self, options: Sequence[list[Option]], deadline: int) -> list[Times] | None:
        """Return by task and slot the earliest end, None where a task cannot be in time."""
        ends: list[Times] = []
        for task in self._tasks:
            times = []
            for option in options[task.home]:
                levels = self._start(task.after, ends, options, option, task.earliest)
                times.append(within(_lasting(task, option, levels), option.slots, deadline))
            if not any(times):
                return None
            ends.append(times)
        return ends

    def _rests(self, options: Sequence[list[Option]], deadline: int) -> list[Times] | None:
        """Return by task and slot the longest time from its end to the release, None where that is late."""
        rests: list[Times] = [[] for _ in self._tasks]
        lasting: list[Times] = [[] for _ in self._tasks]
        for number in reversed(range(len(self._tasks))):
            task = self._tasks[number]
            for option in options[task.home]:
                levels = self._start(self._behind[number], lasting, options, option)
                rests[number].append(within(levels, option.slots, deadline))
                lasting[number].append(_lasting(task, option, rests[number][-1]))
            if not any(rests[number]):
                return None
        return rests

    def _start(
        self,
        after: Sequence[Wait],
        times: Sequence[Times],
        options: Sequence[list[Option]],
        target: Option,
        earliest: int = 0,
    ) -> Levels:
        """Return when all that a task waits for is where one of its options needs it."""
        found = [[(earliest, ANYWHERE)]] if earliest or not after else []
        for number, way, minutes in after:
            sources = options[self._tasks[number].home]
            if len(sources) == 1 and not target.given:
                moved = self._moved(times[number][0], sources[0].stage, way, target.stage)
            else:
                moved = self._first_moved(times[number], sources, way, target)
            if not moved:
                return moved
            found.append([(ready + minutes, slots) for ready, slots in moved] if minutes else moved)
        return latest(found, target.slots)

    def _moved(self, levels: Levels, source: int, way: str, target: int) -> Levels:
        """Return when what is ready by these levels at one stage is at another."""
        if source == target != NOBODY:
            return levels
        if NOBODY in {source, target} or way == "status":
            return [(levels[0][0], ANYWHERE)]
        if len(levels) == 1:
            ready, slots = levels[0]
            return [(ready + minutes, reached) for minutes, reached in self._ways.reach(way, slots)]
        return cumulated(
            [
                (ready + minutes, reached)
                for ready, slots in levels
                for minutes, reached in self._ways.reach(way, slots)
            ]
        )

    def _first_moved(self, times: Times, sources: Sequence[Option], way: str, target: Option) -> Levels:
        """Return the same where it may come from several stages, or this takes something."""
        found: Levels = []
        for source, levels in zip(sources, times, strict=True):
            if levels and source.is_beside(target):
                there = within(levels, target.at(source.stage), NO_END)
                moved = self._moved(there, source.stage, way, target.stage) if there else there
                found += within(moved, source.at(target.stage), NO_END)
        return cumulated(found)


def _lasting(task: Task, option: Option, starts: Levels) -> Levels:
    """Return the levels of the end of a task from those of its start (or the other way round)."""
    own = task.own.get(option.stage)
    if own is not None:
        return cumulated([(start + time, slots & those) for start, slots in starts for time, those in own])
    return [(start + task.minutes, slots) for start, slots in starts]


def _cut(domains: Domains, options: Sequence[Option], end: Times, rest: Times, deadline: int) -> bool:
    """Drop who cannot do a task in time; tell whether any option is left.

    Where only one is left, all that it takes must hold. Else who does the task unless others do may still
    leave it to them, but whoever is asked first and would do it must do it in time.
    """
    in_time = [_in_time(*times, deadline) for times in zip(end, rest, strict=True)]
    left = [number for number, slots in enumerate(in_time) if slots]
    if not left:
        return False
    sure = options[left[0]]
    if len(left) > 1:
        stage, slots, _ = options[0]
        domains[stage] &= in_time[0] | ~slots
        return domains[stage] > 0
    changed = [(sure.stage, in_time[left[0]]), *(sure.given if len(options) > 1 else ())]
    for stage, slots in changed:
        if stage != NOBODY:
            domains[stage] &= slots
            if not domains[stage]:
                return False
    return True


def _in_time(end: Levels, rest: Levels, deadline: int) -> int:
    """Return the slots for which a task's end and the rest behind it are in time."""
    found = 0
    for ended, slots in end:
        found |= slots & up_to(rest, deadline - ended)
    return found
