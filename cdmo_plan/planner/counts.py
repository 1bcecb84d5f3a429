"""How many rows and routes a net holds, and who has a part in any, counted without listing them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from cdmo_plan.network.net import Candidate, Net
from cdmo_plan.planner.boxes import Places
from cdmo_plan.planner.criteria import DEFAULT_ORDER
from cdmo_plan.planner.search import Search
from cdmo_plan.planner.values import Route
from cdmo_plan.planner.variants import routes_in_groups

_DECIDING = ("containment", "contracts")
"""The criteria of the default order (O1) that decide how many rows a choice of anchors has."""


class Tally(NamedTuple):
    """Choices of places for the anchor stages that have a route, and routes: whole assignments."""

    choices: frozenset[Places]
    routes: int


def count_rows(net: Net) -> int:
    """Return how many rows an answer has in the default order (RULES O2), each of them counted.

    Of two routes with the same anchors the one with more contracts is a row only where it has fewer
    containment doubts: no other criterion stands before contracts (O1).
    """
    if not net.is_possible:
        return 0
    search = Search(_merging(net), _DECIDING)
    return sum(_rows_at(places, search) for places in search.anchor_places())


def _merging(net: Net) -> Net:
    """Return the net without the offerings that no number of contracts depends on (RULES M4)."""
    return net._replace(offers=tuple(offer for offer in net.offers if offer.one_contract))


def _rows_at(places: Places, search: Search) -> int:
    at = _at(places, search)
    if all(len({candidate.containment for candidate in found}) == 1 for found in at):
        return int(search.has_route(places))
    return sum(1 for _ in search.rows_at(places))


def _at(places: Places, search: Search) -> list[list[Candidate]]:
    fixed = dict(zip(search.anchors, places, strict=True))
    return [
        [c for c in stage.candidates if c.place == fixed.get(number, c.place)]
        for number, stage in enumerate(search.net.stages)
    ]


def reachable(net: Net, is_good: Callable[[Candidate], bool] = lambda _: True) -> Net:
    """Return the net of the candidates that have a part in any route, whatever it takes in contracts.

    A candidate is left out where none of those that hand over to it, or that it hands over to, may do so;
    what does an open stage serves one place only (RULES S2). `is_good` leaves out others beforehand.
    """
    kept = [[c for c in stage.candidates if is_good(c)] for stage in net.stages]
    before = None
    while before != (before := [len(found) for found in kept]):
        for link in net.links:
            sources, targets = kept[link.source], kept[link.target]
            places = {target.place for target in targets}
            served = {source.serves for source in sources}
            kept[link.source] = [c for c in sources if places and c.serves in {None, *places}]
            kept[link.target] = [c for c in targets if served & {None, c.place}]
    if not all(kept):
        kept = [[] for _ in kept]
    stages = tuple(s._replace(candidates=tuple(found)) for s, found in zip(net.stages, kept, strict=True))
    return net._replace(stages=stages)


def is_without_doubt(candidate: Candidate) -> bool:
    """Tell whether nothing speaks against a candidate."""
    return candidate.containment + candidate.doubts == 0


def tally(net: Net, is_counted: Callable[[Route], bool] = lambda _: True) -> Tally:
    """Return how many choices of anchors and routes meet a condition on their contracts under its offerings.

    The condition must tell routes apart by partners and by offerings of the net alone.
    """
    if not net.is_possible:
        return Tally(frozenset(), 0)
    search = Search(net, DEFAULT_ORDER)
    counts: Counter[Places] = Counter()
    for places in search.anchor_places():
        for route, size in routes_in_groups(search, places):
            if is_counted(route):
                counts[places] += size
    return Tally(frozenset(counts), counts.total())
