"""All criteria of a net's routes as expressions, and its limits as constraints (RULES M3, M4, O1, O3, S5)."""

from __future__ import annotations

from collections.abc import Hashable

from ortools.sat.python import cp_model

from benchmarks.exact.choices import Choices, Literal
from benchmarks.exact.costs import cost_of
from benchmarks.exact.times import Times
from cdmo_plan.network.net import Offer


class Model:
    """The model of one net.

    `criteria` holds a variable for each criterion, by the name that `--rank-by` takes. Contracts and weeks
    may be larger in a solution than in its route: they are its own where they are minimised or bounded.
    """

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.model = choices.model
        self._net = choices.net
        choices.keep_what_serves()
        self._times = Times(choices)
        self._used = {offer.id: self._is_used(offer) for offer in self._net.offers}
        self.criteria: dict[str, cp_model.IntVar] = {}
        for name, expression in self._sums().items():
            self._define(name, expression, exact=True)
        self._define("contracts", self._contracts(), exact=False)
        self.criteria["weeks"] = self._times.weeks
        self.criteria["evidence"] = self._evidence()
        self.criteria["cost"] = cost_of(choices)
        self._limit()

    def _define(self, name: str, expression: cp_model.LinearExprT, *, exact: bool) -> None:
        most = sum(1 + c.questions for stage in self._net.stages for c in stage.candidates)
        variable = self.model.new_int_var(0, most + len(self._net.links) + len(self._net.offers), name)
        self.model.add(variable == expression if exact else variable >= expression)
        self.criteria[name] = variable

    def _sums(self) -> dict[str, cp_model.LinearExprT]:
        choices, net = self.choices, self._net
        numbers = range(len(net.stages))
        substance, fill = net.product
        parted = (
            0 if substance is None or fill is None else choices.same(substance, fill, "partner").negated()
        )
        asked = self._times.is_bound if net.limits.weeks is not None else 0
        return {
            "containment": sum(choices.total(n, lambda c: c.containment) for n in numbers),
            "doubts": sum(choices.total(n, lambda c: c.containment + c.doubts) for n in numbers),
            "partner-changes": parted,
            "unnamed": sum(
                choices.total(n, lambda c: int(c.site is None)) for n in numbers if not net.stages[n].is_open
            ),
            "unlisted": sum(choices.total(n, lambda c: int(c.serves is not None)) for n in numbers),
            "sites": sum(self._distinct("site").values()),
            "partners": sum(self._distinct("partner").values()),
            "transfers": sum(choices.moves(*link) for link in net.links),
            "borders": sum(choices.crosses(*link, "country") for link in net.links),
            "customs-borders": sum(choices.crosses(*link, "customs") for link in net.links),
            "open-questions": sum(choices.total(n, lambda c: c.questions) for n in numbers)
            + sum(offer.questions * self._used[offer.id] for offer in net.offers)
            + asked,
        }

    def _distinct(self, kind: str) -> dict[Hashable, Literal]:
        """Return, for every value of an attribute, whether any stage's candidate has it."""
        found: dict[Hashable, list[Literal]] = {}
        for number in range(len(self._net.stages)):
            for value, literal in self.choices.at(number, kind).items():
                found.setdefault(value, []).append(literal)
        return {
            value: literals[0] if len(literals) == 1 else self.choices.any_of(literals)
            for value, literals in found.items()
        }

    def _is_used(self, offer: Offer) -> Literal:
        """Return whether a route runs under an agreement: a hand-over between two of its partners does."""
        choices = self.choices
        inside = [
            choices.where(number, lambda c: c.id in offer.members) for number in range(len(self._net.stages))
        ]
        return choices.any_of(
            choices.all_of(inside[source], inside[target], choices.same(source, target, "partner").negated())
            for source, target in self._net.links
        )

    def _contracts(self) -> cp_model.LinearExprT:
        """M4: partners' own contracts and offerings that are one; one of them covers each stage."""
        model = self.model
        signed: dict[tuple[str, Hashable], Literal] = {}
        for offer in self._net.offers:
            if offer.one_contract:
                signed["offer", offer.id] = model.new_bool_var("")
                model.add_implication(signed["offer", offer.id], self._used[offer.id])
        for partner, is_in in self._distinct("partner").items():
            signed["partner", partner] = model.new_bool_var("")
            model.add_implication(signed["partner", partner], is_in)
        for number, stage in enumerate(self._net.stages):
            for candidate, chosen in zip(stage.candidates, self.choices.chosen[number], strict=True):
                covering = [
                    signed["offer", offer.id]
                    for offer in self._net.offers
                    if offer.one_contract
                    and (candidate.id in offer.members or candidate.partner == offer.lead)
                ]
                model.add_bool_or(chosen.negated(), signed["partner", candidate.partner], *covering)
        return sum(signed.values())

    def _evidence(self) -> cp_model.IntVar:
        """Return the rank of the weakest stage."""
        ranks = {c.evidence for stage in self._net.stages for c in stage.candidates}
        weakest = self.model.new_int_var(0, max(ranks), "evidence")
        for number in range(len(self._net.stages)):
            self.model.add(weakest >= self.choices.total(number, lambda c: c.evidence))
        return weakest

    def _limit(self) -> None:
        limits = self._net.limits
        if self._net.single_contract:
            self.model.add(self.criteria["contracts"] <= 1)
        for name, most in (
            ("partners", limits.partners),
            ("transfers", limits.transfers),
            ("weeks", limits.weeks),
        ):
            if most is not None:
                self.model.add(self.criteria[name] <= most)
        if limits.weeks is not None and limits.is_strict:
            self.model.add(self._times.is_bound == 0)
