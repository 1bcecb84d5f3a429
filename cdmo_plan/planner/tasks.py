"""The steps of a recipe as the calendar takes them: joined where the same does them, with who may do them.

Some steps are done by the first of several stages whose plant lists them (`NetStep.home`). While that is not
decided, such a step has **options**: one for each stage that may still turn out to do it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cdmo_plan.domain.values import NamedTuple
from cdmo_plan.network.net import Minutes, NetStep
from cdmo_plan.planner.filters import Levels, levels_of, most_of
from cdmo_plan.planner.joining import Wait, joined
from cdmo_plan.planner.levels import ANYWHERE, TYPICAL
from cdmo_plan.planner.slots import Domains, Slots

Home = tuple[tuple[int, str | None], ...]
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

    def stages(self, pick: Sequence[int]) -> list[int]:
        """Return by number of a home the stage of a decided route that does what is done there."""
        return [self._stage(home, pick) for home in self._homes]

    def _stage(self, home: Home, pick: Sequence[int]) -> int:
        for stage, word in home:
            if word is None or self._lists[stage, word] >> pick[stage] & 1:
                return stage
        return NOBODY

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
    own = [_own(step, stated, slots) for step in steps]
    numbers = tuple([homes.number_of(step.home) for step in steps])
    stating = frozenset(number for number, found in enumerate(own) if found)
    return [
        Task(numbers[one.step], one.after, steps[one.step].minutes[TYPICAL], own[one.step], one.earliest)
        for one in joined(steps, numbers, homes.number_of(()), stating)
    ]


def _own(step: NetStep, stated: Sequence[Stated], slots: Slots) -> dict[int, Levels]:
    """Return by stage how long a step takes where some candidates state their own time (RULES W2)."""
    found: dict[int, Levels] = {}
    for stage, _ in step.home:
        own = {slot: times[step.id][TYPICAL] for slot, times in stated[stage].items() if step.id in times}
        if own:
            others = dict.fromkeys(slots.candidates[stage], step.minutes[TYPICAL])
            found[stage] = levels_of({**others, **own})
    return found
