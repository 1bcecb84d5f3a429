"""The steps of a recipe as the calendar takes them: joined where nothing is beside, with who may do them.

Some steps are done by the first of several stages whose plant lists them (`NetStep.home`). While that is not
decided, such a step has **options**: one for each stage that may still turn out to do it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cdmo_plan.domain.values import NamedTuple
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
    waits = _telling(steps)
    waiting = Counter(before for after in waits for before, _ in after)
    tasks: list[Task] = []
    number: list[int] = []
    for step, waits_for in zip(steps, waits, strict=True):
        home, own = homes.number_of(step.home), _own(step, slots)
        after = tuple((number[before], _way(kind, step)) for before, kind in waits_for)
        only = after[0][0] if len(after) == 1 and waiting[waits_for[0][0]] == 1 else None
        joins = only is not None and tasks[only].home == home and bool(step.home)
        if only is not None and joins and not (own or tasks[only].own):
            before = tasks[only]
            tasks[only] = before._replace(minutes=before.minutes + step.minutes[TYPICAL])
            number.append(only)
        else:
            number.append(len(tasks))
            tasks.append(Task(home, after, step.minutes[TYPICAL], own))
    return tasks


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
