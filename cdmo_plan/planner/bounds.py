"""Lower bounds on every criterion of a route of which only some stages are chosen.

A vector of bounds that is no smaller than another route's vector, in lexicographic order, proves that no
completion is better: each component is at most the completion's, so the vector is too. Comparing *partial*
vectors without bounds would not be a proof.
"""

from __future__ import annotations

from collections.abc import Sequence

from cdmo_plan.domain.duration import whole_weeks
from cdmo_plan.network.net import Candidate, Net, crosses_border, crosses_customs, moves
from cdmo_plan.network.timing import least_stated, route_minutes
from cdmo_plan.planner.covers import contracts_cover, partners_cover, sites_cover
from cdmo_plan.planner.criteria import CRITERIA
from cdmo_plan.planner.metrics import is_unnamed

Partial = Sequence[Candidate | None]
_TYPICAL = 1
"""The column of typical durations, by which weeks are ranked (RULES W3)."""


class Bounds:
    """Bounds for one net: sums take the least that is left, counts what no choice can cover with less."""

    def __init__(self, net: Net, order: Sequence[str]) -> None:
        self._net = net
        self._least_minutes = least_stated(net, _TYPICAL)
        self._fewest_weeks = self._weeks_of([None] * len(net.stages))
        self._bounds = [getattr(self, f"_{CRITERIA[name]}_of") for name in order]
        self._cheap = [self._cheap_weeks_of if bound == self._weeks_of else bound for bound in self._bounds]
        self._contracts = contracts_cover(net)
        self._partners = partners_cover(net)
        self._sites = sites_cover(net)
        stages = [stage.candidates for stage in net.stages]
        self._least_containment = [min((c.containment for c in found), default=0) for found in stages]
        self._least_doubts = [min((c.containment + c.doubts for c in found), default=0) for found in stages]
        self._least_questions = [min((c.questions for c in found), default=0) for found in stages]
        self._least_unnamed = [min((is_unnamed(c, net) for c in found), default=0) for found in stages]
        self._least_evidence = [min((c.evidence for c in found), default=0) for found in stages]

    def key(self, partial: Partial) -> tuple[int, ...]:
        """Return the bounds on a partial route, in the order of the query."""
        return tuple(bound(partial) for bound in self._bounds)

    def promise(self, partial: Partial) -> tuple[int, ...]:
        """Return weaker bounds that cost less, to try the most promising choices first."""
        return tuple(bound(partial) for bound in self._cheap)

    def reaches(self, partial: Partial, key: tuple[int, ...]) -> bool:
        """Tell whether no completion is worth less than a key: dear bounds only where the others tie."""
        for bound, value in zip(self._bounds, key, strict=True):
            least = int(bound(partial))
            if least != value:
                return least > value
        return True

    def exceeds(self, partial: Partial, key: tuple[int, ...]) -> bool:
        """Tell whether every completion is worth more than a key."""
        for bound, value in zip(self._bounds, key, strict=True):
            least = int(bound(partial))
            if least != value:
                return least > value
        return False

    def contracts(self, partial: Partial) -> int:
        """Return the fewest contracts of any completion: every offering in scope is taken to be usable."""
        return self._contracts.least(partial)

    def _contracts_of(self, partial: Partial) -> int:
        return self._contracts.least(partial)

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

    def _unnamed_of(self, partial: Partial) -> int:
        return sum(
            self._least_unnamed[n] if chosen is None else is_unnamed(chosen, self._net)
            for n, chosen in enumerate(partial)
        )

    def _sites_of(self, partial: Partial) -> int:
        return self._sites.least(partial)

    def _partners_of(self, partial: Partial) -> int:
        return self._partners.least(partial)

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

    def _weeks_of(self, partial: Partial) -> int:
        return whole_weeks(route_minutes(partial, self._net, _TYPICAL, self._least_minutes))

    def _cheap_weeks_of(self, partial: Partial) -> int:  # noqa: ARG002  the same for every partial route
        return self._fewest_weeks
