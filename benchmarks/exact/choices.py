"""Who does which stage, as variables: one candidate a stage, and what follows for single attributes.

Every literal here is exact in both directions: true if and only if the assignment makes it so.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Final, TypeAlias

from ortools.sat.python import cp_model

from cdmo_plan.network.net import Candidate, Net

Literal: TypeAlias = cp_model.IntVar
"""A variable that is 0 or 1."""

ATTRIBUTES: Final[dict[str, Callable[[Candidate, Net], Hashable | None]]] = {
    "candidate": lambda candidate, _: candidate.id,
    "place": lambda candidate, _: candidate.place,
    "site": lambda candidate, _: candidate.site,
    "partner": lambda candidate, _: candidate.partner,
    "country": lambda candidate, _: candidate.country,
    "continent": lambda candidate, net: candidate.country and net.geography[candidate.country][0],
    "customs": lambda candidate, net: candidate.country and net.geography[candidate.country][1],
}
"""What two ends of a hand-over can have in common; None is nothing in particular, and never in common."""


class Choices:
    """The choice of one candidate for every stage of a net."""

    def __init__(self, net: Net) -> None:
        self.net = net
        self.model = cp_model.CpModel()
        self.no = self.model.new_constant(0)
        self.yes = self.model.new_constant(1)
        self.chosen: list[list[Literal]] = [
            [self.model.new_bool_var("") for _ in stage.candidates] for stage in net.stages
        ]
        for literals in self.chosen:
            self.model.add_exactly_one(literals)
        self._at: dict[tuple[int, str], dict[Hashable, Literal]] = {}
        self._same: dict[tuple[int, int, str], Literal] = {}

    def where(self, stage: int, holds: Callable[[Candidate], bool]) -> Literal:
        """Return whether the candidate chosen for a stage is one for which something holds."""
        pairs = zip(self.net.stages[stage].candidates, self.chosen[stage], strict=True)
        return self.one_of([literal for candidate, literal in pairs if holds(candidate)], self.chosen[stage])

    def one_of(self, some: list[Literal], every: list[Literal]) -> Literal:
        """Return whether one of some literals is true, of which at most one can be."""
        if not some:
            return self.no
        if len(some) == len(every):
            return self.yes
        if len(some) == 1:
            return some[0]
        found = self.model.new_bool_var("")
        self.model.add(sum(some) == found)
        return found

    def total(self, stage: int, value: Callable[[Candidate], int]) -> cp_model.LinearExprT:
        """Return a number of the candidate chosen for a stage."""
        pairs = zip(self.net.stages[stage].candidates, self.chosen[stage], strict=True)
        return sum(value(candidate) * literal for candidate, literal in pairs if value(candidate))

    def at(self, stage: int, kind: str) -> dict[Hashable, Literal]:
        """Return, for every value of an attribute, whether the stage's candidate has it."""
        if (stage, kind) not in self._at:
            value = ATTRIBUTES[kind]
            found: dict[Hashable, list[Literal]] = {}
            for candidate, literal in zip(self.net.stages[stage].candidates, self.chosen[stage], strict=True):
                had = value(candidate, self.net)
                if had is not None:
                    found.setdefault(had, []).append(literal)
            every = self.chosen[stage]
            self._at[stage, kind] = {had: self.one_of(some, every) for had, some in found.items()}
        return self._at[stage, kind]

    def has(self, stage: int, kind: str) -> Literal:
        """Return whether the stage's candidate has any value of an attribute."""
        value = ATTRIBUTES[kind]
        return self.where(stage, lambda candidate: value(candidate, self.net) is not None)

    def same(self, source: int, target: int, kind: str) -> Literal:
        """Return whether the candidates of two stages have an attribute in common."""
        first, second = min(source, target), max(source, target)
        if first == second:
            return self.has(first, kind)
        if (first, second, kind) not in self._same:
            self._same[first, second, kind] = self._new_same(first, second, kind)
        return self._same[first, second, kind]

    def _new_same(self, first: int, second: int, kind: str) -> Literal:
        mine, other = self.at(first, kind), self.at(second, kind)
        same = self.model.new_bool_var("")
        for value, literal in mine.items():
            if value in other:
                self.model.add_bool_or(literal.negated(), other[value].negated(), same)
                self.model.add_bool_or(same.negated(), literal.negated(), other[value])
            else:
                self.model.add_implication(literal, same.negated())
        self.model.add_bool_or(same.negated(), self.has(first, kind))
        self.model.add_bool_or(same.negated(), self.has(second, kind))
        return same

    def all_of(self, *literals: Literal) -> Literal:
        """Return whether all of some literals are true."""
        found = self.model.new_bool_var("")
        for literal in literals:
            self.model.add_implication(found, literal)
        self.model.add_bool_or(found, *(literal.negated() for literal in literals))
        return found

    def any_of(self, literals: Iterable[Literal]) -> Literal:
        """Return whether any of some literals is true."""
        some = list(literals)
        found = self.model.new_bool_var("")
        for literal in some:
            self.model.add_implication(literal, found)
        self.model.add_bool_or(found.negated(), *some)
        return found

    def moves(self, source: int, target: int) -> Literal:
        """S5: a hand-over leaves its site, where both ends are at one."""
        both = self.has(source, "site"), self.has(target, "site")
        return self.all_of(*both, self.same(source, target, "site").negated())

    def crosses(self, source: int, target: int, kind: str) -> Literal:
        """M3: a hand-over changes country, or customs territory, where both ends are in one."""
        both = self.has(source, "country"), self.has(target, "country")
        return self.all_of(*both, self.same(source, target, kind).negated())

    def keep_what_serves(self) -> None:
        """S2: what nobody lists is done for one place alone, so all that takes it is there."""
        for link in self.net.links:
            at = self.at(link.target, "place")
            for candidate, literal in zip(
                self.net.stages[link.source].candidates, self.chosen[link.source], strict=True
            ):
                if candidate.serves is not None:
                    self.model.add_implication(literal, at.get(candidate.serves, self.no))
