"""The steps of a recipe as the calendar takes them: joined where the same does them, with who may do them.

Some steps are done by the first of several stages whose plant lists them (`NetStep.home`). While that is not
decided, such a step has **options**: one for each stage that may still turn out to do it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cdmo_plan.domain.values import NamedTuple
from cdmo_plan.network.net import Minutes, NetStep
from cdmo_plan.planner.filters import Levels, levels_of, most_of
from cdmo_plan.planner.levels import ANYWHERE, TYPICAL
from cdmo_plan.planner.slots import Domains, Slots

Home = tuple[tuple[int, str | None], ...]
Wait = tuple[int, str, int]
"""What is waited for, how it gets here, and how many minutes more pass between the two."""
Stated = Mapping[int, Mapping[str, Minutes]]
"""The times that candidates of a stage state, by slot and step."""
NOBODY = -1
"""In place of a stage: of an activity, which nobody does at a place."""


class Option(NamedTuple):
    """A stage that may do a step, with the slots that then do it.

    `given` holds what this takes, where it is not sure: of some stages, only these slots.
    """

    stage: int
    slots: int
    given: tuple[tuple[int, int], ...] = ()

    def is_beside(self, other: Option) -> bool:
        """Tell whether both may hold at once."""
        if not (self.given and other.given):
            return True
        known = dict(self.given)
        return all(known.get(stage, ANYWHERE) & slots for stage, slots in other.given)

    def at(self, stage: int) -> int:
        """Return the slots of a stage that it leaves."""
        for number, slots in self.given:
            if number == stage:
                return slots
        return ANYWHERE


class Task(NamedTuple):
    """Steps that follow each other at one place.

    `home` is a number, by which `Homes` knows where they are done; `after` tells what they wait for; `own`
    holds the times by slot where a stage's candidates state another than `minutes`. None starts before
    `earliest`.
    """

    home: int
    after: tuple[Wait, ...]
    minutes: int
    own: dict[int, Levels]
    earliest: int

    def most_minutes(self, options: Sequence[Option]) -> int:
        """Return the most that it takes any of who may do it."""
        if not self.own:
            return self.minutes
        same = [(self.minutes, ANYWHERE)]
        return max(most_of(self.own.get(option.stage, same), option.slots) for option in options)


class Homes:
    """Where the tasks of a net are done; many share it."""

    def __init__(self, slots: Slots) -> None:
        self._slots = slots
        self._homes: dict[Home, int] = {}
        self._lists: dict[tuple[int, str], int] = {}

    def number_of(self, home: Home) -> int:
        """Return the number of a home, which is the same without who never lists what is done there."""
        found = []
        for stage, word in home:
            if word is not None and (stage, word) not in self._lists:
                self._lists[stage, word] = self._slots.such(stage, lambda c, word=word: word in c.lists)  # type: ignore[misc]
            if word is None or self._lists[stage, word]:
                found.append((stage, word))
        return self._homes.setdefault(tuple(found), len(self._homes))

    def options(self, domains: Domains) -> list[list[Option]]:
        """Return by number of a home the stages that may do what is done there, the first asked first."""
        return [self._options(home, domains) for home in self._homes]

    def _options(self, home: Home, domains: Domains) -> list[Option]:
        found: list[Option] = []
        given: tuple[tuple[int, int], ...] = ()
        for stage, word in home:
            domain = domains[stage]
            if word is None:
                found.append(Option(stage, domain, given))
                return found
            lists = self._lists[stage, word]
            here, others = domain & lists, domain & ~lists
            if not others:
                found.append(Option(stage, here, given))
                return found
            if here:
                found.append(Option(stage, here, (*given, (stage, here))))
                given = (*given, (stage, others))
        found.append(Option(NOBODY, ANYWHERE, given))
        return found


def tasks_of(slots: Slots, homes: Homes) -> list[Task]:
    """Return the steps of a net as tasks, joined where the very same does them."""
    steps = slots.net.steps
    stated = [
        {slot: dict(c.own_minutes) for slot, c in found.items() if c.own_minutes}
        for found in slots.candidates
    ]
    joining = _Joining(
        [homes.number_of(step.home) for step in steps],
        [step.minutes[TYPICAL] for step in steps],
        [_own(step, stated, slots) for step in steps],
        homes.number_of(()),
    )
    for number, (step, waits_for) in enumerate(zip(steps, _telling(steps), strict=True)):
        for before, kind in waits_for:
            joining.wait(number, before, _way(kind, step), 0)
    return joining.tasks()


class _Joining:
    """Steps on their way to tasks: one after the other goes that tells nothing that others do not tell.

    A step may go where the only one that waits for it, or the only one that it waits for, is done by the very
    same, and a first activity, that nobody does at a place, in any case. What passed through it then gets
    straight to the next, so many minutes later. The earliest end of all that is left, and the longest rest
    behind it, stay the same for every slot; and who is late for what is gone is late for the next, too.
    """

    def __init__(
        self, homes: list[int], minutes: list[int], own: list[dict[int, Levels]], nobody: int
    ) -> None:
        self._homes = homes
        self._minutes = minutes
        self._own = own
        self._nobody = nobody
        self._earliest = [0] * len(homes)
        self._after: list[dict[tuple[int, str], int]] = [{} for _ in homes]
        self._behind: list[set[int]] = [set() for _ in homes]

    def wait(self, number: int, before: int, way: str, minutes: int) -> None:
        """Let a step wait for another, and so many minutes more."""
        after = self._after[number]
        after[before, way] = max(minutes, after.get((before, way), 0))
        self._behind[before].add(number)

    def tasks(self) -> list[Task]:
        """Return the tasks that are left."""
        left = [number for number in reversed(range(len(self._homes))) if not self._went_to_next(number)]
        left = [number for number in reversed(left) if not self._went_to_last(number)]
        turn = {number: turn for turn, number in enumerate(left)}
        return [
            Task(
                self._homes[number],
                tuple((turn[before], way, more) for (before, way), more in self._after[number].items()),
                self._minutes[number],
                self._own[number],
                self._earliest[number],
            )
            for number in left
        ]

    def _went_to_next(self, number: int) -> bool:
        home, behind = self._homes[number], self._behind[number]
        is_first_activity = home == self._nobody and not self._after[number]
        return (
            self._went(number, by_way_in=True) if is_first_activity or self._is_all(behind, home) else False
        )

    def _went_to_last(self, number: int) -> bool:
        before = {before for before, _ in self._after[number]}
        is_free = not self._earliest[number] and self._is_all(before, self._homes[number])
        return self._went(number, by_way_in=False) if is_free else False

    def _is_all(self, numbers: set[int], home: int) -> bool:
        """Tell whether these are one, done at this home."""
        return len(numbers) == 1 and all(self._homes[number] == home for number in numbers)

    def _went(self, number: int, *, by_way_in: bool) -> bool:
        """Let a step go, if its time is the same for all and anything waits for it."""
        if self._own[number] or not self._behind[number]:
            return False
        after, earliest = self._after[number], self._earliest[number]
        for behind in sorted(self._behind[number]):
            for way in [way for before, way in self._after[behind] if before == number]:
                more = self._minutes[number] + self._after[behind].pop((number, way))
                if earliest or not after:
                    self._earliest[behind] = max(self._earliest[behind], earliest + more)
                for (before, way_in), minutes in after.items():
                    self.wait(behind, before, way_in if by_way_in else way, minutes + more)
        for before, _ in after:
            self._behind[before].discard(number)
        return True


def _telling(steps: Sequence[NetStep]) -> list[list[tuple[int, str]]]:
    """Return by step what it waits for, without that which another of them waits for too, if nothing is lost.

    That is where no place of the one is compared with a place of the other, or all is done at one home.
    """
    earlier: list[set[int]] = []
    at_home: list[set[int]] = []
    found = []
    for step in steps:
        earlier.append({n for before, _ in step.after for n in (before, *earlier[before])})
        same = [before for before, _ in step.after if steps[before].home == step.home]
        at_home.append({n for before in same for n in (before, *at_home[before])})
        kept = []
        for before, kind in step.after:
            is_implied = _is_apart(steps[before], kind, step) and any(
                before in earlier[n] for n, _ in step.after
            )
            if not is_implied and not any(before in at_home[n] for n in same):
                kept.append((before, kind))
        found.append(kept)
    return found


def _is_apart(before: NetStep, kind: str, step: NetStep) -> bool:
    stages = {stage for stage, _ in step.home}
    if not (before.home and step.home):
        return True
    return kind == "status" and stages.isdisjoint(stage for stage, _ in before.home)


def _way(kind: str, step: NetStep) -> str:
    if kind != "document":
        return kind
    return "transfer-to-filler" if step.filler else "transfer-inter-company"


def _own(step: NetStep, stated: Sequence[Stated], slots: Slots) -> dict[int, Levels]:
    """Return by stage how long a step takes where some candidates state their own time (RULES W2)."""
    found: dict[int, Levels] = {}
    for stage, _ in step.home:
        own = {slot: times[step.id][TYPICAL] for slot, times in stated[stage].items() if step.id in times}
        if own:
            others = dict.fromkeys(slots.candidates[stage], step.minutes[TYPICAL])
            found[stage] = levels_of({**others, **own})
    return found
