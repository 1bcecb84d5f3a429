"""What a finished route has of each criterion, counted exactly, and once."""

from __future__ import annotations

from collections.abc import Callable

from cdmo_plan.network.net import Candidate, Net
from cdmo_plan.planner.criteria import CRITERIA
from cdmo_plan.planner.metrics import COUNTS
from cdmo_plan.planner.slots import Pick, Slots

Route = tuple[Candidate, ...]


class Values:
    """The routes of one net and what was counted of them."""

    def __init__(self, net: Net, slots: Slots, weeks: Callable[[Pick], int]) -> None:
        """Prepare to count; `weeks` counts those, which takes more than to look at who does what."""
        self._net = net
        self._slots = slots
        self._weeks = weeks
        self._known: dict[Pick, tuple[Route, dict[str, int]]] = {}

    def route_of(self, pick: Pick) -> Route:
        """Return the route that these slots do."""
        known = self._known.get(pick)
        if known is not None:
            return known[0]
        return tuple([found[slot] for found, slot in zip(self._slots.candidates, pick, strict=True)])

    def value_of(self, name: str, pick: Pick) -> int:
        """Return what a finished route has of a criterion."""
        known = self._known.get(pick)
        if known is None:
            known = self._known[pick] = (self.route_of(pick), {})
        route, values = known
        value = values.get(name)
        if value is None:
            is_weeks = name == "weeks"
            value = self._weeks(pick) if is_weeks else COUNTS[CRITERIA[name]](route, self._net)
            values[name] = value
        return value
