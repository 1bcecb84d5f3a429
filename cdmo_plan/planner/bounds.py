"""Lower bounds on every criterion of a route of which only some stages are chosen.

A vector of bounds that is no smaller than another route's vector, in lexicographic order, proves that no
completion is better: each component is at most the completion's, so the vector is too. Comparing *partial*
vectors without bounds would not be a proof.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from cdmo_plan.domain.duration import whole_weeks
from cdmo_plan.network.net import Candidate, Net, crosses_border, crosses_customs, moves
from cdmo_plan.planner.criteria import CRITERIA

Partial = Sequence[Candidate | None]


class Bounds:
    """Bounds for one net: sums take the least that is left, counts only what is chosen."""

    def __init__(self, net: Net, order: Sequence[str]) -> None:
        self._net = net
        self._bounds = [getattr(self, f"_{CRITERIA[name]}_of") for name in order]
        self._merging = [offer for offer in net.offers if offer.one_contract]
        stages = [stage.candidates for stage in net.stages]
        self._least_containment = [min((c.containment for c in found), default=0) for found in stages]
        self._least_doubts = [min((c.containment + c.doubts for c in found), default=0) for found in stages]
        self._least_questions = [min((c.questions for c in found), default=0) for found in stages]
        self._least_evidence = [min((c.evidence for c in found), default=0) for found in stages]
        self._weeks = _fewest_weeks(net)

    def key(self, partial: Partial) -> tuple[int, ...]:
        """Return the bounds on a partial route, in the order of the query."""
        return tuple(bound(partial) for bound in self._bounds)

    def contracts(self, partial: Partial) -> int:
        """Return the fewest contracts of any completion: every offering in scope is taken to be usable."""
        chosen = [candidate for candidate in partial if candidate is not None]
        if not self._merging:
            return len({candidate.partner for candidate in chosen})
        return min(
            len(offers)
            + len(
                {
                    c.partner
                    for c in chosen
                    if not any(c.id in o.members or c.partner == o.lead for o in offers)
                }
            )
            for size in range(len(self._merging) + 1)
            for offers in combinations(self._merging, size)
        )

    def _contracts_of(self, partial: Partial) -> int:
        return self.contracts(partial)

    def _containment_of(self, partial: Partial) -> int:
        return sum(
            self._least_containment[n] if chosen is None else chosen.containment
            for n, chosen in enumerate(partial)
        )

    def _doubts_of(self, partial: Partial) -> int:
        return sum(
            self._least_doubts[n] if chosen is None else chosen.containment + chosen.doubts
            for n, chosen in enumerate(partial)
        )

    def _open_questions_of(self, partial: Partial) -> int:
        return sum(
            self._least_questions[n] if chosen is None else chosen.questions
            for n, chosen in enumerate(partial)
        )

    def _evidence_of(self, partial: Partial) -> int:
        return max(
            self._least_evidence[n] if chosen is None else chosen.evidence for n, chosen in enumerate(partial)
        )

    def _partner_changes_of(self, partial: Partial) -> int:
        substance, fill = self._net.product
        if substance is None or fill is None:
            return 0
        made, filled = partial[substance], partial[fill]
        return int(made is not None and filled is not None and made.partner != filled.partner)

    def _sites_of(self, partial: Partial) -> int:
        return len({chosen.site for chosen in partial if chosen is not None} - {None})

    def _partners_of(self, partial: Partial) -> int:
        return len({chosen.partner for chosen in partial if chosen is not None})

    def _unlisted_of(self, partial: Partial) -> int:
        return sum(not chosen.is_listed for chosen in partial if chosen is not None)

    def _handovers(self, partial: Partial) -> list[tuple[Candidate, Candidate]]:
        pairs = ((partial[link.source], partial[link.target]) for link in self._net.links)
        return [(source, target) for source, target in pairs if source is not None and target is not None]

    def _transfers_of(self, partial: Partial) -> int:
        return sum(moves(source, target) for source, target in self._handovers(partial))

    def _borders_of(self, partial: Partial) -> int:
        return sum(crosses_border(source, target) for source, target in self._handovers(partial))

    def _customs_of(self, partial: Partial) -> int:
        return sum(crosses_customs(source, target, self._net) for source, target in self._handovers(partial))

    def _weeks_of(self, partial: Partial) -> int:  # noqa: ARG002  the same for every partial route
        return self._weeks


def _fewest_weeks(net: Net) -> int:
    """Return the weeks with no hand-over costing any time and every step at its shortest typical duration."""
    stated: dict[str, int] = {}
    for stage in net.stages:
        for candidate in stage.candidates:
            for name, minutes in candidate.own_minutes:
                stated[name] = min(stated.get(name, minutes[1]), minutes[1])
    ends: list[int] = []
    for step in net.steps:
        start = max((ends[number] for number, _ in step.after), default=0)
        ends.append(start + min(step.minutes[1], stated.get(step.id, step.minutes[1])))
    return whole_weeks(max(ends, default=0))
