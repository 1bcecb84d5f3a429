"""How many routes there are: multiplied where no condition of the whole binds, else listed."""

from __future__ import annotations

from itertools import chain
from math import prod

from cdmo_plan.domain.values import NamedTuple
from cdmo_plan.planner.boxes import Boxes, OutOfNodes, Quest
from cdmo_plan.planner.slots import Domains, members

LISTED_IN_FULL = 2_000
"""Up to so many routes are listed to be counted, where they cannot be counted otherwise."""


class Count(NamedTuple):
    """How many there are, or at least are."""

    number: int
    is_exact: bool


def count_routes(boxes: Boxes, domains: Domains) -> Count:
    """Return how many routes lie within these domains."""
    if boxes.is_free:
        return Count(_product(boxes, domains), is_exact=True)
    number = 0
    try:
        for _ in boxes.picks(domains, {}, Quest()):
            number += 1
            if number >= LISTED_IN_FULL:
                return Count(number, is_exact=False)
    except OutOfNodes:
        return Count(number, is_exact=False)
    return Count(number, is_exact=True)


def count_choices(boxes: Boxes, domains: Domains) -> Count:
    """Return how many choices of places for the anchors have a route, or at least have."""
    if boxes.is_free:
        kept = boxes.narrowed(domains, {})
        places = boxes.slots.place
        choices = [places.of(kept[number]).bit_count() for number in boxes.anchors] if kept else [0]
        return Count(prod(choices), is_exact=True)
    had: set[object] = set()
    quest = Quest(had, by_places=True)
    try:
        for pick in boxes.picks(domains, {}, quest):
            had.add(boxes.places_of(pick))
            if len(had) >= LISTED_IN_FULL:
                return Count(len(had), is_exact=False)
    except OutOfNodes:
        return Count(len(had), is_exact=False)
    return Count(len(had), is_exact=True)


def _product(boxes: Boxes, domains: Domains) -> int:
    """Multiply who may do each stage; an unlisted stage goes with its place (RULES S2)."""
    tied = set(chain.from_iterable((source, target) for source, target, _ in boxes.stays))
    number = prod(domain.bit_count() for stage, domain in enumerate(domains) if stage not in tied)
    for source, target, unlisted in boxes.stays:
        listed = (domains[source] & ~unlisted).bit_count()
        bound = domains[source] & unlisted
        spread = boxes.slots.place.spread
        number *= sum(listed + (bound & spread(1 << slot)).bit_count() for slot in members(domains[target]))
    return number
