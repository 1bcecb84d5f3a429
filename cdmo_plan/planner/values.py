"""What a finished route has of each criterion, counted exactly, and once."""

from __future__ import annotations

from cdmo_plan.domain.duration import whole_weeks
from cdmo_plan.network.clock import Clock
from cdmo_plan.network.net import Candidate, Net
from cdmo_plan.planner.criteria import CRITERIA
from cdmo_plan.planner.levels import TYPICAL
from cdmo_plan.planner.metrics import COUNTS
from cdmo_plan.planner.slots import Slots

Route = tuple[Candidate, ...]
Pick = tuple[int, ...]
"""A route by the slots of its stages."""


class Values:
    """The routes of one net and what was counted of them."""

    def __init__(self, net: Net, slots: Slots) -> None:
        self._net = net
        self._slots = slots
        self.clock = Clock(net)
        self._known: dict[Pick, tuple[Route, dict[str, int]]] = {}

    def route_of(self, pick: Pick) -> Route:
        """Return the route that these slots do."""
        return tuple([found[slot] for found, slot in zip(self._slots.candidates, pick, strict=True)])

    def value_of(self, name: str, pick: Pick) -> int:
        """Return what a finished route has of a criterion."""
        known = self._known.get(pick)
        if known is None:
            known = self._known[pick] = (self.route_of(pick), {})
        route, values = known
        value = values.get(name)
        if value is None:
            value = values[name] = self._count(name, route)
        return value

    def _count(self, name: str, route: Route) -> int:
        if name == "weeks":
            return whole_weeks(self.clock.minutes(route, TYPICAL))
        return COUNTS[CRITERIA[name]](route, self._net)
