"""Questions to the exact model: the best, the k best, the best rows and the front.

Values are lists of criteria in an order; which of several equal routes comes first is not asked here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from ortools.sat.python import cp_model

from benchmarks.exact.choices import Choices
from benchmarks.exact.model import Model
from cdmo_plan.network.net import Net

Key = tuple[int, ...]
PATIENCE: Final = 600.0
"""The most deterministic time for one answer of the solver, in its own units: about as many seconds."""


class UnfinishedError(Exception):
    """The solver did not end within its patience, so that nothing is proved."""


class Exact:
    """One net, asked as often as one likes; routes that were found can be cut off."""

    def __init__(self, net: Net, order: Sequence[str]) -> None:
        self._model = Model(Choices(net))
        self._cp = self._model.model
        self._net = net
        self._order = order
        self._criteria = [self._model.criteria[name] for name in order]
        self._most = [self._domain(variable)[1] for variable in self._criteria]
        self._solver = cp_model.CpSolver()
        self._solver.parameters.num_workers = 1
        self._solver.parameters.random_seed = 1
        self._solver.parameters.max_deterministic_time = PATIENCE
        self._route: tuple[int, ...] = ()
        self.answers = 0
        """How often the solver was asked."""

    def _domain(self, variable: cp_model.IntVar) -> list[int]:
        """Return the least and the greatest value that a variable may have, to be changed in place."""
        domain: list[int] = self._cp.proto.variables[variable.index].domain
        return domain

    def _bound(self, key: Sequence[int]) -> None:
        for variable, most in zip(self._criteria, key, strict=True):
            self._domain(variable)[1] = most

    def _solve(self) -> bool:
        self.answers += 1
        status = self._solver.solve(self._cp)
        if status == cp_model.INFEASIBLE:
            return False
        if status != cp_model.OPTIMAL:
            raise UnfinishedError(self._solver.status_name(status))
        self._cp.clear_hints()
        found: list[int] = []
        for literals in self._model.choices.chosen:
            values = [self._solver.value(literal) for literal in literals]
            found.append(values.index(1))
            for literal, value in zip(literals, values, strict=True):
                self._cp.add_hint(literal, value)
        self._route = tuple(found)
        return True

    def best(self, since: Key = ()) -> Key | None:
        """Return the least values in lexicographic order, None where there is no route (any more).

        Where all routes left are worth no less than some values (`since`), the solver is told so.
        """
        key = list(self._most)
        try:
            for number, variable in enumerate(self._criteria):
                self._bound(key)
                self._cp.minimize(variable)
                if since and tuple(key[:number]) == since[:number]:
                    self._domain(variable)[0] = since[number]
                if not self._solve():
                    return None
                key[number] = self._solver.value(variable)
            return tuple(key)
        finally:
            self._bound(self._most)
            for variable in self._criteria:
                self._domain(variable)[0] = 0
            self._cp.clear_objective()

    def _again(self, key: Key) -> bool:
        """Tell whether another route is worth no more than a key."""
        self._bound(key)
        try:
            return self._solve()
        finally:
            self._bound(self._most)

    def first(self) -> tuple[str, ...] | None:
        """Return the route, by its candidates' ids, that comes first among the best.

        O1: equals are ordered by the ids of the anchor stages, then by those of the others.
        """
        key = self.best()
        if key is None:
            return None
        self._bound(key)
        stages = sorted(range(len(self._net.stages)), key=lambda n: not self._net.stages[n].anchor)
        for number in stages:
            literals = self._model.choices.chosen[number]
            # Candidates of a stage stand in the order of their ids.
            self._cp.minimize(sum(place * literal for place, literal in enumerate(literals)))
            self._solve()
            self._cp.add_bool_or(literals[self._route[number]])
        return tuple(stage.candidates[at].id for stage, at in zip(self._net.stages, self._route, strict=True))

    def k_best(self, k: int) -> list[Key]:
        """Return the values of the k best routes, each route once."""
        return list(self._one_after_another(k, self._cut_route))

    def best_rows(self, k: int) -> list[Key]:
        """Return the values of the k best rows: O2, each with fewer contracts than its anchors' last."""
        return list(self._one_after_another(k, self._cut_row))

    def _one_after_another(self, k: int, cut: Callable[[Key], None]) -> Iterator[Key]:
        key = self.best()
        for _ in range(k):
            if key is None:
                return
            yield key
            cut(key)
            if not self._again(key):
                key = self.best(key)

    def _cut_route(self, key: Key) -> None:  # noqa: ARG002  a row is cut off by its contracts, too
        chosen = self._model.choices.chosen
        self._cp.add_bool_or(literals[at].negated() for literals, at in zip(chosen, self._route, strict=True))

    def _cut_row(self, key: Key) -> None:
        """Let the anchors' places of the route return with fewer contracts only."""
        literals = [
            self._model.choices.at(number, "place")[stage.candidates[self._route[number]].place]
            for number, stage in enumerate(self._net.stages)
            if stage.anchor
        ]
        contracts = key[self._order.index("contracts")]
        less = self._cp.new_bool_var("")
        self._cp.add(self._model.criteria["contracts"] <= contracts - 1).only_enforce_if(less)
        self._cp.add_bool_or(less, *(literal.negated() for literal in literals))

    def front(self) -> list[Key]:
        """Return the Pareto front over the criteria of the order.

        Of what no found point weakly dominates, the lexicographically least is on the front: whatever
        dominates it would come before it, so that a found point would dominate both.
        """
        found: list[Key] = []
        while (key := self.best()) is not None:
            found.append(key)
            better = []
            for variable, value in zip(self._criteria, key, strict=True):
                literal = self._cp.new_bool_var("")
                self._cp.add(variable <= value - 1).only_enforce_if(literal)
                better.append(literal)
            self._cp.add_bool_or(better)
        return found
