"""How many routes a row stands for, counted without listing them (RULES O2: folding loses none)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from math import prod

from cdmo_plan.network.net import Candidate, hands_over
from cdmo_plan.planner.metrics import count_contracts
from cdmo_plan.planner.search import Places, Route, Search


def routes_by_contracts(search: Search, places: Places) -> Counter[int]:
    """Return how many routes with their anchors at these places take one contract, two, and so on."""
    counts: Counter[int] = Counter()
    for route, size in routes_in_groups(search, places):
        contracts = count_contracts(route, search.net)
        if contracts == 1 or not search.net.single_contract:
            counts[contracts] += size
    return counts


def routes_in_groups(search: Search, places: Places) -> Iterator[tuple[Route, int]]:
    """Yield routes with their anchors at these places, each for a number of routes that are like it.

    Candidates of a stage that no rule tells apart (same partner, same offerings, same place served) count
    together, so that the work grows with partners and not with routes. How many contracts a
    route may take is not looked at.
    """
    groups = [_grouped(number, search, places) for number in range(len(search.net.stages))]
    for choice in product(*groups):
        route = tuple(candidate for candidate, _ in choice)
        if hands_over(route, search.net):
            yield route, prod(size for _, size in choice)


def variants_of(contracts: Sequence[int], counts: Counter[int]) -> list[int]:
    """Return how many routes each row of one choice of anchors stands for.

    `contracts` are the rows' numbers of contracts; a route belongs to the row with the most contracts that
    are no more than its own.
    """
    return [
        sum(
            size
            for number, size in counts.items()
            if number >= own and not any(own < other <= number for other in contracts)
        )
        for own in contracts
    ]


def _grouped(number: int, search: Search, places: Places) -> list[tuple[Candidate, int]]:
    net = search.net
    fixed = dict(zip(search.anchors, places, strict=False))
    serving = any(
        candidate.serves is not None
        for link in net.links
        if link.target == number
        for candidate in net.stages[link.source].candidates
    )
    known = _known_partners(search, places)
    groups: dict[object, list[Candidate]] = {}
    for candidate in net.stages[number].candidates:
        if candidate.place == fixed.get(number, candidate.place):
            offers = frozenset(o.id for o in net.offers if o.one_contract and candidate.id in o.members)
            partner = candidate.partner if candidate.partner in known else None
            place = candidate.place if serving else None
            groups.setdefault((partner, offers, candidate.serves, place), []).append(candidate)
    return [(members[0], len(members)) for members in groups.values()]


def _known_partners(search: Search, places: Places) -> set[str]:
    """Return the partners that may share a contract with another stage; any other adds one of its own."""
    net = search.net
    fixed = dict(zip(search.anchors, places, strict=False))
    stages: dict[str, set[int]] = {}
    for stage in net.stages:
        for candidate in stage.candidates:
            if candidate.place == fixed.get(candidate.stage, candidate.place):
                stages.setdefault(candidate.partner, set()).add(candidate.stage)
    leads = {offer.lead for offer in net.offers if offer.one_contract and offer.lead is not None}
    return {partner for partner, found in stages.items() if len(found) > 1} | leads
