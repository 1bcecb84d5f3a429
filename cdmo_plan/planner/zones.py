"""Where points of a Pareto front may still lie: upper bounds that no point found so far dominates.

A zone allows all values no greater than its bounds. The first route of a zone in lexicographic order is a
point of the front, for whatever dominated it would lie in the zone too, and come first. A point takes away
what it dominates: each zone that holds it is replaced by zones that allow less of one criterion (the search
zones of Klamroth, Lacour and Vanderpooten 2015). A zone without routes is closed; when none is left, the
front is complete.
"""

from __future__ import annotations

Zone = tuple[int | None, ...]
"""The most of each criterion; None is no bound."""


class Zones:
    """The zones that are still open."""

    def __init__(self, criteria: int) -> None:
        self._open: list[Zone] = [(None,) * criteria]
        self._empty: list[Zone] = []

    def next(self) -> Zone | None:
        """Return a zone that is not known to be empty, None if there is none."""
        return self._open[-1] if self._open else None

    def close(self, zone: Zone) -> None:
        """Take note that a zone has no route."""
        self._empty.append(zone)
        self._open = [other for other in self._open if not _is_within(other, zone)]

    def split(self, point: tuple[int, ...]) -> None:
        """Take away from all zones what a point dominates, the point itself too."""
        kept = [zone for zone in self._open if not _is_within(point, zone)]
        parts = [
            (*zone[:number], value - 1, *zone[number + 1 :])
            for zone in self._open
            if _is_within(point, zone)
            for number, value in enumerate(point)
        ]
        parts = [part for part in dict.fromkeys(parts) if not any(_is_within(part, e) for e in self._empty)]
        largest = [part for part in parts if not any(_is_within(part, other) for other in kept)]
        self._open = kept + [
            part
            for part in largest
            if not any(other != part and _is_within(part, other) for other in largest)
        ]


def _is_within(zone: Zone, other: Zone) -> bool:
    """Tell whether a zone allows nothing that another does not."""
    return all(
        most is None or (own is not None and own <= most) for own, most in zip(zone, other, strict=True)
    )
