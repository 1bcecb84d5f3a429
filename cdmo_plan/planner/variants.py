"""How many routes a row stands for, counted without listing them (RULES O2: folding loses none)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from cdmo_plan.network.net import Candidate, Link, Net
from cdmo_plan.planner.boxes import Places
from cdmo_plan.planner.metrics import count_contracts
from cdmo_plan.planner.search import Search
from cdmo_plan.planner.slots import members
from cdmo_plan.planner.values import Route
from cdmo_plan.planner.within import is_within

Groups = list[tuple[Candidate, int]]
"""Candidates of a stage that count together: one of them, and how many they are."""
Known = tuple[set[str], set[str]]
"""The partners, and the sites, that more than one stage may have."""


def variants_of_rows(search: Search, places: Places) -> dict[int, int]:
    """Return how many routes each row of one choice of anchors stands for, by the row's contracts."""
    contracts = search.contracts_of_rows(places)
    if len(contracts) == 1:
        return {contracts[0]: count_variants(search, places)}
    return dict(zip(contracts, variants_of(contracts, routes_by_contracts(search, places)), strict=True))


def count_variants(search: Search, places: Places) -> int:
    """Return how many routes there are with their anchors at these places."""
    if search.boxes.is_free:
        return search.count_routes(places).number
    return routes_by_contracts(search, places).total()


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
    kept = search.boxes.narrowed(search.boxes.root(places), {})
    if kept is None:
        return
    at = [
        [search.boxes.slots.candidates[number][slot] for slot in members(domain)]
        for number, domain in enumerate(kept)
    ]
    known = _known(search, at)
    groups = [_grouped(number, search, at[number], known) for number in range(len(at))]
    for route, size in _joined(groups, search.net):
        if is_within(route, search.net, search.limits):
            yield route, size


def _joined(groups: Sequence[Groups], net: Net) -> Iterator[tuple[Route, int]]:
    """Yield the choices of groups that hand over to no more partners than allowed, with how many each is.

    A choice that fails by the stages decided so far is not gone on with.
    """
    most = len(groups) if net.limits.partners is None else net.limits.partners
    bound = [link for link in net.links if any(one.serves is not None for one, _ in groups[link.source])]
    bound_by = [[link for link in bound if number == max(link)] for number in range(len(groups))]

    def below(chosen: Route, partners: frozenset[str], size: int) -> Iterator[tuple[Route, int]]:
        number = len(chosen)
        if number == len(groups):
            yield chosen, size
            return
        for candidate, alike in groups[number]:
            route, together = (*chosen, candidate), partners | {candidate.partner}
            if len(together) <= most and all(_serves(route, link) for link in bound_by[number]):
                yield from below(route, together, size * alike)

    yield from below((), frozenset(), 1)


def _serves(route: Route, link: Link) -> bool:
    """Tell whether what one stage makes may go to where the other is (RULES S2)."""
    return route[link.source].serves in {None, route[link.target].place}


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


def _grouped(number: int, search: Search, candidates: Sequence[Candidate], known: Known) -> Groups:
    net = search.net
    serving = any(
        candidate.serves is not None
        for link in net.links
        if link.target == number
        for candidate in net.stages[link.source].candidates
    )
    partners, sites = known
    groups: dict[object, list[Candidate]] = {}
    for candidate in candidates:
        offers = frozenset(o.id for o in net.offers if o.one_contract and candidate.id in o.members)
        partner = candidate.partner if candidate.partner in partners else None
        place = candidate.place if serving else None
        told = (partner, offers, candidate.serves, place, *_told_by_limits(candidate, search, sites))
        groups.setdefault(told, []).append(candidate)
    return [(alike[0], len(alike)) for alike in groups.values()]


def _told_by_limits(candidate: Candidate, search: Search, sites: set[str]) -> tuple[object, ...]:
    """Return what else tells candidates apart where the brief limits transfers or weeks.

    A site where no other stage can be done is as good as any other such site (of its country, for weeks).
    """
    net, limits = search.net, search.net.limits
    if set(search.limits) - {"weeks"}:
        return (candidate,)
    site = candidate.site if candidate.site is None or candidate.site in sites else "elsewhere"
    if limits.weeks is not None or search.limits:
        plants = candidate.plants & sites
        listing = {step for found in net.steps for _, step in found.home if step is not None}
        return (site, plants, candidate.country, candidate.own_minutes, candidate.lists & listing)
    return (site,) if limits.transfers is not None else ()


def _known(search: Search, at: Sequence[Sequence[Candidate]]) -> Known:
    """Return the partners that may share a contract, and the sites that may be shared, with another stage.

    Any other partner adds a contract of its own.
    """
    net = search.net
    stages: dict[tuple[str, str], set[int]] = {}
    for number, candidates in enumerate(at):
        for candidate in candidates:
            sites = candidate.plants if candidate.site is None else {candidate.site}
            for name in (("partner", candidate.partner), *(("site", site) for site in sites)):
                stages.setdefault(name, set()).add(number)
    shared = {name for name, found in stages.items() if len(found) > 1}
    leads = {offer.lead for offer in net.offers if offer.one_contract and offer.lead is not None}
    partners = {name for kind, name in shared if kind == "partner"}
    return partners | leads, {name for kind, name in shared if kind == "site"}
