"""Boxes that were searched and hold no route: what lies in one of them need not be searched again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class EmptyBoxes:
    """The empty boxes of one net, by the domains within which they were searched."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, ...], list[Mapping[str, int]]] = {}

    def hold(self, domains: Sequence[int], box: Mapping[str, int]) -> bool:
        """Tell whether a box lies in an empty one: it allows no more of any criterion."""
        return any(
            all(box.get(name, most + 1) <= most for name, most in empty.items())
            for empty in self._known.get(tuple(domains), ())
        )

    def add(self, domains: Sequence[int], box: Mapping[str, int]) -> None:
        """Take note that a box holds no route within these domains."""
        self._known.setdefault(tuple(domains), []).append(box)
