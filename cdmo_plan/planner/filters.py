"""What each criterion says of domains: the least that any route within them has, and who may go.

A filter never drops a route that has no more than is allowed, and may keep one that has: a finished route is
always counted exactly (`planner.metrics`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from cdmo_plan.network.net import Candidate
from cdmo_plan.planner.slots import Domains, Labels, Slots

Levels = list[tuple[int, int]]
"""A number for each slot: pairs of a value and all slots with no more, the least value first."""


class Filter(Protocol):
    """One criterion on domains."""

    highest: int
    """No route of the net has more."""

    def least(self, domains: Domains) -> int:
        """Return a lower bound on the routes within these domains."""

    def most(self, domains: Domains) -> int:
        """Return an upper bound on the routes within these domains."""

    def keep(self, domains: Domains, most: int) -> bool:
        """Drop slots that surely exceed the most allowed; tell whether any route may be left."""


def levels_of(values: dict[int, int]) -> Levels:
    """Return the levels of a number for each slot."""
    slots: dict[int, int] = {}
    for slot, value in values.items():
        slots[value] = slots.get(value, 0) | 1 << slot
    found, below = [], 0
    for value in sorted(slots):
        below |= slots[value]
        found.append((value, below))
    return found


def least_of(levels: Levels, domain: int) -> int:
    """Return the least number in a domain."""
    for value, slots in levels:
        if slots & domain:
            return value
    return levels[-1][0]


def most_of(levels: Levels, domain: int) -> int:
    """Return the greatest number in a domain."""
    for number in range(len(levels) - 1, 0, -1):
        if domain & ~levels[number - 1][1]:
            return levels[number][0]
    return levels[0][0]


def up_to(levels: Levels, most: int) -> int:
    """Return the slots with no more than this."""
    found = 0
    for value, slots in levels:
        if value > most:
            break
        found = slots
    return found


class Total:
    """A number of each stage, added up over the route."""

    def __init__(self, slots: Slots, count: Callable[[Candidate], int], *, more: int = 0) -> None:
        levels = [
            levels_of({slot: count(candidate) for slot, candidate in found.items()})
            for found in slots.candidates
        ]
        self._same = sum(found[0][0] for found in levels if len(found) == 1)
        self._levels = [(stage, found) for stage, found in enumerate(levels) if len(found) > 1]
        self._more = more
        self.highest = sum(found[-1][0] for found in levels) + more

    def least(self, domains: Domains) -> int:
        """Return the least total."""
        return self._same + sum(least_of(levels, domains[stage]) for stage, levels in self._levels)

    def most(self, domains: Domains) -> int:
        """Return the greatest total."""
        greatest = sum(most_of(levels, domains[stage]) for stage, levels in self._levels)
        return self._same + greatest + self._more

    def keep(self, domains: Domains, most: int) -> bool:
        """Drop slots with more than what the least of all other stages leaves."""
        least = [least_of(levels, domains[stage]) for stage, levels in self._levels]
        spare = most - self._same - sum(least)
        if spare < 0:
            return False
        for (stage, levels), value in zip(self._levels, least, strict=True):
            if value + spare < levels[-1][0]:
                domains[stage] &= up_to(levels, value + spare)
        return True


class Worst:
    """A number of each stage, of which the greatest counts."""

    def __init__(self, slots: Slots, count: Callable[[Candidate], int]) -> None:
        self._levels = [
            levels_of({slot: count(candidate) for slot, candidate in found.items()})
            for found in slots.candidates
        ]
        self.highest = max(levels[-1][0] for levels in self._levels)

    def least(self, domains: Domains) -> int:
        """Return the least that the worst stage can have."""
        return max(map(least_of, self._levels, domains))

    def most(self, domains: Domains) -> int:
        """Return the most that the worst stage can have."""
        return max(map(most_of, self._levels, domains))

    def keep(self, domains: Domains, most: int) -> bool:
        """Drop slots with more."""
        for stage, levels in enumerate(self._levels):
            domains[stage] &= up_to(levels, most)
        return all(domains)


class Distinct:
    """How many units a route needs at the least to cover its stages: partners, sites, contracts.

    Stages whose units have none in common need one each: any such family is a lower bound on every cover
    (the packing bound of set cover, Hochbaum 1982). Once a family is as large as is allowed, every stage must
    share its units; where one more is allowed, all that share none must share that one.
    """

    def __init__(self, labels: Labels, stages: int, papers: Sequence[Sequence[int]] = ()) -> None:
        self._labels = labels
        self._first = 1 << len(labels.numbers) + 1
        # By stage, the slots that each joint offering covers, by the bit of the offering.
        self._papers = [
            {self._first << number: covered for number, covered in enumerate(found) if covered}
            for found in papers or [()] * stages
        ]
        self._known: list[dict[int, int]] = [{} for _ in range(stages)]
        self.highest = stages

    def _units(self, stage: int, domain: int) -> int:
        units = self._labels.of(domain)
        for paper, covered in self._papers[stage].items():
            if covered & domain:
                units |= paper
        self._known[stage][domain] = units
        return units

    def _sharing(self, stage: int, units: int) -> int:
        """Return the slots that share any of these units, or need none."""
        slots = self._labels.named(units & (self._first - 1)) | self._labels.wild
        if units >= self._first:
            for paper, covered in self._papers[stage].items():
                if units & paper:
                    slots |= covered
        return slots

    def _family(self, domains: Domains) -> tuple[int, int, list[tuple[int, int]]]:
        """Return the size of a family of decided stages, its units, and the stages that need other units."""
        size = covered = 0
        wild = self._labels.wild
        outside: list[tuple[int, int]] = []
        for stage, domain in enumerate(domains):
            if domain & wild:
                continue
            units = self._known[stage].get(domain)
            if units is None:
                units = self._units(stage, domain)
            if domain & (domain - 1):
                outside.append((stage, units))
            elif not units & covered:
                covered |= units
                size += 1
        return size, covered, [(stage, units) for stage, units in outside if not units & covered]

    def least(self, domains: Domains) -> int:
        """Return the size of a family, the decided stages and those with the fewest units first."""
        size, covered, outside = self._family(domains)
        for _, units in sorted(outside, key=lambda item: item[1].bit_count()):
            if not units & covered:
                covered |= units
                size += 1
        return size

    def most(self, domains: Domains) -> int:
        """Return how many units a route needs at the most: one a stage, or all that there are."""
        every = 0
        for domain in domains:
            every |= self._labels.of(domain)
        return min(self.highest, every.bit_count())

    def keep(self, domains: Domains, most: int) -> bool:
        """Drop slots that need a unit more where no more are allowed."""
        size, covered, outside = self._family(domains)
        spare = most - size
        if spare < 0 or (outside and not spare):
            return False
        if outside and spare == 1:
            shared = -1
            for _, units in outside:
                shared &= units
            if not shared:
                return False
            covered |= shared
        elif spare:
            return not outside or self._packs(outside, spare)
        for stage, domain in enumerate(domains):
            if domain & (domain - 1):
                domains[stage] = domain & self._sharing(stage, covered)
        return all(domains)

    @staticmethod
    def _packs(outside: list[tuple[int, int]], spare: int) -> bool:
        covered = 0
        for _, units in sorted(outside, key=lambda item: item[1].bit_count()):
            if not units & covered:
                covered |= units
                spare -= 1
        return spare >= 0
