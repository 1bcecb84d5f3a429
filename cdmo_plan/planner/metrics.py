"""What a route costs in every criterion, counted over the whole assignment."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Final

from cdmo_plan.domain.duration import whole_weeks
from cdmo_plan.domain.values import NamedTuple
from cdmo_plan.network.clock import Clock, route_minutes
from cdmo_plan.network.net import Candidate, Net, Offer, crosses_border, crosses_customs, moves
from cdmo_plan.network.timing import is_lower_bound

if TYPE_CHECKING:
    from cdmo_plan.domain.costs import Cost


class Metrics(NamedTuple):
    """The criteria of one route; smaller is better in all. `evidence` is the rank of the weakest stage.

    `unnamed` counts the stages at a plant that no source names (RULES S5). `weeks_range` holds whole weeks
    with all steps at their shortest and at their longest, `weeks_bound` whether an unknown
    duration makes the weeks a lower bound (RULES W1, W3). `cost` is None where it was not asked for, or where
    some capability of the route was not quoted (RULES O5).
    """

    containment: int
    contracts: int
    doubts: int
    partner_changes: int
    unnamed: int
    sites: int
    customs: int
    weeks: int
    unlisted: int
    partners: int
    transfers: int
    borders: int
    evidence: int
    open_questions: int
    weeks_range: tuple[int, int]
    weeks_bound: bool
    cost: Cost | None = None


def measure(route: Sequence[Candidate], net: Net, clock: Clock | None = None) -> Metrics:
    """Count every criterion of a finished route; a clock of its net knows hand-overs that it has timed."""
    clock = clock or Clock(net)
    shortest, typical, longest = clock.minutes(route)
    counted = {name: count(route, net) for name, count in COUNTS.items() if name not in {"weeks", "cost"}}
    return Metrics(
        **counted,
        weeks=whole_weeks(typical),
        weeks_range=(whole_weeks(shortest), whole_weeks(longest)),
        weeks_bound=is_lower_bound(route, net),
        cost=cost_of(route, net),
    )


def _handovers(route: Sequence[Candidate], net: Net) -> list[tuple[Candidate, Candidate]]:
    return [(route[link.source], route[link.target]) for link in net.links]


def count_partner_changes(route: Sequence[Candidate], net: Net) -> int:
    """O1: whether the product changes partner between its substance and its last fill."""
    substance, fill = net.product
    if substance is None or fill is None:
        return 0
    return int(route[substance].partner != route[fill].partner)


def is_unnamed(candidate: Candidate, net: Net) -> bool:
    """S5: whether a stage is at a plant that no source names.

    Who makes a cell line is asked wherever no plant lists it (S2), so an open stage does not count.
    """
    return candidate.site is None and not net.stages[candidate.stage].is_open


def offers_used(route: Sequence[Candidate], net: Net) -> tuple[Offer, ...]:
    """Return the agreements under which some hand-over of the route runs between two different partners."""
    return tuple(offer for offer in net.offers if _is_used(offer, route, net))


def _is_used(offer: Offer, route: Sequence[Candidate], net: Net) -> bool:
    for link in net.links:
        source, target = route[link.source], route[link.target]
        if source.id in offer.members and target.id in offer.members and source.partner != target.partner:
            return True
    return False


def count_contracts(route: Sequence[Candidate], net: Net) -> int:
    """M4: the fewest contracts that cover every stage.

    A contract covers all stages of its partner; one under an offering stated as one contract covers the
    stages in its scope, and where a partner leads it, all of that partner's stages too.
    """
    partners = {candidate.partner for candidate in route}
    if len(partners) == 1:
        return 1
    merging = [offer for offer in net.offers if offer.one_contract and _is_used(offer, route, net)]
    if not merging:
        return len(partners)
    return min(
        len(chosen) + len({c.partner for c in route if not _is_covered(c, chosen)})
        for size in range(len(merging) + 1)
        for chosen in combinations(merging, size)
    )


def _is_covered(candidate: Candidate, chosen: Sequence[Offer]) -> bool:
    return any(candidate.id in offer.members or candidate.partner == offer.lead for offer in chosen)


def cost_of(route: Sequence[Candidate], net: Net) -> Cost | None:
    """O5: what a route costs, None where cost is not asked for or not everything was quoted."""
    prices = net.prices
    return None if prices is None else prices.cost(prices.added(candidate.id for candidate in route))


def _cost_rank(route: Sequence[Candidate], net: Net) -> int:
    """O5: the number that routes are ranked by, the same for all where cost is not asked for."""
    prices = net.prices
    return 0 if prices is None else prices.rank(prices.added(candidate.id for candidate in route))


def asks_for_weeks(route: Sequence[Candidate], net: Net) -> bool:
    """O3: whether the most weeks of the brief rest on a time that nobody knows."""
    return net.limits.weeks is not None and is_lower_bound(route, net)


COUNTS: Final[Mapping[str, Callable[[Sequence[Candidate], Net], int]]] = {
    "containment": lambda route, _: sum(candidate.containment for candidate in route),
    "contracts": count_contracts,
    "doubts": lambda route, _: sum(candidate.containment + candidate.doubts for candidate in route),
    "partner_changes": count_partner_changes,
    "unnamed": lambda route, net: sum(is_unnamed(candidate, net) for candidate in route),
    "sites": lambda route, _: len({candidate.site for candidate in route} - {None}),
    "customs": lambda route, net: sum(crosses_customs(*pair, net) for pair in _handovers(route, net)),
    "weeks": lambda route, net: whole_weeks(route_minutes(route, net, 1)),
    "unlisted": lambda route, _: sum(not candidate.is_listed for candidate in route),
    "partners": lambda route, _: len({candidate.partner for candidate in route}),
    "transfers": lambda route, net: sum(moves(*pair) for pair in _handovers(route, net)),
    "borders": lambda route, net: sum(crosses_border(*pair) for pair in _handovers(route, net)),
    "evidence": lambda route, _: max(candidate.evidence for candidate in route),
    "open_questions": lambda route, net: (
        sum(candidate.questions for candidate in route)
        + sum(offer.questions for offer in offers_used(route, net))
        + asks_for_weeks(route, net)
    ),
    "cost": _cost_rank,
}
"""How each criterion is counted, by the field of the metrics that holds it."""
