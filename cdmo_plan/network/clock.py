"""When a route is released: the slowest branch of its steps and hand-overs (RULES W1, W2)."""

from __future__ import annotations

from collections.abc import Sequence

from cdmo_plan.network.net import ZERO, Candidate, Minutes, Net
from cdmo_plan.network.timing import handover_minutes, place_of


class Clock:
    """Times the routes of one net; a hand-over between two places is timed once."""

    def __init__(self, net: Net) -> None:
        self._net = net
        self._handovers: dict[tuple[str, str, str, bool], Minutes] = {}

    def minutes(self, route: Sequence[Candidate], column: int) -> int:
        """Return when the product is released, all steps at one of min, typical, max (0 to 2)."""
        places: list[Candidate | None] = []
        ends: list[int] = []
        latest = 0
        for step in self._net.steps:
            place = place_of(step, route)
            start = 0
            for before, kind in step.after:
                source, ready = places[before], ends[before]
                if place is not None and source is not None and source is not place:
                    ready += self._handover(source, place, kind, to_filler=step.filler)[column]
                start = max(start, ready)
            minutes = step.minutes
            if place is not None and place.own_minutes:
                minutes = dict(place.own_minutes).get(step.id, minutes)
            places.append(place)
            ends.append(start + minutes[column])
            latest = max(latest, ends[-1])
        return latest

    def _handover(self, source: Candidate, target: Candidate, kind: str, *, to_filler: bool) -> Minutes:
        if kind == "status":
            return ZERO
        key = (source.id, target.id, kind, to_filler)
        found = self._handovers.get(key)
        if found is None:
            found = handover_minutes(source, target, kind, self._net, to_filler=to_filler)
            self._handovers[key] = found
        return found


def route_minutes(route: Sequence[Candidate], net: Net, column: int) -> int:
    """Return when the product of one route is released; who times many asks a clock."""
    return Clock(net).minutes(route, column)
