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

    def minutes(self, route: Sequence[Candidate]) -> Minutes:
        """Return when the product is released with all steps at their shortest, typical and longest."""
        places: list[Candidate | None] = []
        ends: list[Minutes] = []
        for step in self._net.steps:
            place = place_of(step, route)
            least = likely = most = 0
            for before, kind in step.after:
                source, (short, typical, long) = places[before], ends[before]
                if place is not None and source is not None and source is not place:
                    more = self._handover(source, place, kind, to_filler=step.filler)
                    short, typical, long = short + more[0], typical + more[1], long + more[2]
                least = max(least, short)
                likely = max(likely, typical)
                most = max(most, long)
            own = step.minutes
            if place is not None and place.own_minutes:
                own = dict(place.own_minutes).get(step.id, own)
            places.append(place)
            ends.append((least + own[0], likely + own[1], most + own[2]))
        if not ends:
            return ZERO
        shortest, likeliest, longest = zip(*ends, strict=True)
        return max(shortest), max(likeliest), max(longest)

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
    """Return when the product of one route is released, all steps at one of min, typical, max (0 to 2).

    Who times many routes asks a clock.
    """
    return Clock(net).minutes(route)[column]
