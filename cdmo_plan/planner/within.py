"""Does a route stay within the most partners, transfers and weeks that the brief allows?

A partial route is cut where its bounds prove that no completion does. Limits of contracts are the search's
own: they bind a row, too (RULES O2).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cdmo_plan.domain.duration import whole_weeks
from cdmo_plan.network.net import Candidate, Net, moves
from cdmo_plan.network.timing import is_lower_bound, least_stated, route_minutes
from cdmo_plan.planner.covers import partners_cover
from cdmo_plan.planner.metrics import COUNTS

Partial = Sequence[Candidate | None]
_TYPICAL = 1
"""The column of typical durations, which weeks are told in (RULES W3)."""


class Within:
    """The limits of one net; those that the brief does not set cost nothing."""

    def __init__(self, net: Net) -> None:
        self._net = net
        self._least_minutes = least_stated(net, _TYPICAL)
        self._partners = partners_cover(net) if net.limits.partners is not None else None
        limits = (("partners", self._may_by_partners), ("transfers", self._may_by_transfers))
        checks: list[Callable[[Partial], bool]] = [
            check for name, check in limits if getattr(net.limits, name) is not None
        ]
        self._checks = [*checks, *([self._may_by_weeks] if net.limits.weeks is not None else [])]

    @property
    def binds(self) -> bool:
        """Whether there is any limit."""
        return bool(self._checks)

    def may(self, partial: Partial) -> bool:
        """Tell whether no limit is surely broken by every completion, as far as the bounds can tell."""
        return all(check(partial) for check in self._checks)

    def _may_by_partners(self, partial: Partial) -> bool:
        most = self._net.limits.partners
        return most is None or self._partners is None or self._partners.least(partial) <= most

    def _may_by_transfers(self, partial: Partial) -> bool:
        most = self._net.limits.transfers
        pairs = ((partial[link.source], partial[link.target]) for link in self._net.links)
        made = sum(moves(source, target) for source, target in pairs if source and target)
        return most is None or made <= most

    def _may_by_weeks(self, partial: Partial) -> bool:
        limits = self._net.limits
        weeks = whole_weeks(route_minutes(partial, self._net, _TYPICAL, self._least_minutes))
        if limits.weeks is not None and weeks > limits.weeks:
            return False
        return not (limits.is_strict and is_lower_bound(partial, self._net, self._least_minutes))


def is_within(route: Sequence[Candidate], net: Net) -> bool:
    """Tell whether a finished route keeps every limit of its net."""
    limits = net.limits
    asked = {"partners": limits.partners, "transfers": limits.transfers, "weeks": limits.weeks}
    if any(most is not None and COUNTS[name](route, net) > most for name, most in asked.items()):
        return False
    return limits.weeks is None or not limits.is_strict or not is_lower_bound(route, net)
