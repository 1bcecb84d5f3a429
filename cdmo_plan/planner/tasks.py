"""The steps of a recipe as the calendar takes them: joined where nothing stands between, with who may do them.

Some steps are done by the first of several stages whose plant lists them (`NetStep.home`). While that is not
decided, such a step has **options**: one for each stage that may still turn out to do it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from cdmo_plan.network.net import NetStep
from cdmo_plan.planner.filters import Levels, levels_of
from cdmo_plan.planner.levels import ANYWHERE, TYPICAL
from cdmo_plan.planner.slots import Domains, Slots

Home = tuple[tuple[int, str | None], ...]
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
    """Steps that follow each other at one place, with nothing beside.

    `home` is a number, by which `Homes` knows where they are done; `after` tells which tasks they wait for,
    and how that gets here; `own` the times by slot where a stage's candidates state another than `minutes`.
    """

    home: int
    after: tuple[tuple[int, str], ...]
    minutes: int
    own: dict[int, Levels]


class Homes:
    """Where the tasks of a net are done; many share it."""

    def __init__(self, slots: Slots) -> None:
        self._slots = slots
        self._homes: dict[Home, int] = {}
        self._lists: dict[tuple[int, str], int] = {}

    def number_of(self, home: Home) -> int:
        """Return the number of a home."""
        for stage, word in home:
            if word is not None and (stage, word) not in self._lists:
                self._lists[stage, word] = self._slots.such(stage, lambda c, word=word: word in c.lists)  # type: ignore[misc]
        return self._homes.setdefault(home, len(self._homes))

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
    """Return the steps of a net as tasks, each step that only waits for the one before joined to it."""
    steps = slots.net.steps
    waiting = Counter(before for step in steps for before, _ in step.after)
    tasks: list[Task] = []
    number: list[int] = []
    for step in steps:
        home, own, after = homes.number_of(step.home), _own(step, slots), _after(step, number)
        only = after[0][0] if len(after) == 1 and waiting[step.after[0][0]] == 1 else None
        joins = only is not None and tasks[only].home == home and bool(step.home)
        if only is not None and joins and not (own or tasks[only].own):
            before = tasks[only]
            tasks[only] = before._replace(minutes=before.minutes + step.minutes[TYPICAL])
            number.append(only)
        else:
            number.append(len(tasks))
            tasks.append(Task(home, after, step.minutes[TYPICAL], own))
    return tasks


def _after(step: NetStep, number: Sequence[int]) -> tuple[tuple[int, str], ...]:
    document = "transfer-to-filler" if step.filler else "transfer-inter-company"
    return tuple((number[before], document if kind == "document" else kind) for before, kind in step.after)


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
