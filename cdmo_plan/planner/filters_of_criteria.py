"""Which filter stands for which criterion."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from cdmo_plan.network.net import Candidate, Net, Offer
from cdmo_plan.planner.changes import Changes
from cdmo_plan.planner.filters import Distinct, Filter, Total, Worst
from cdmo_plan.planner.metrics import is_unnamed
from cdmo_plan.planner.slots import Labels, Slots, bits_of


def _total(count: Callable[[Candidate], int]) -> Callable[[Net, Slots], Filter]:
    return lambda _, slots: Total(slots, count)


def _questions(net: Net, slots: Slots) -> Filter:
    """Offerings and unknown times may ask too (RULES O3)."""
    more = sum(offer.questions for offer in net.offers) + (net.limits.weeks is not None)
    return Total(slots, lambda c: c.questions, more=more)


def _contracts(net: Net, slots: Slots) -> Filter:
    """Every offering stated as one contract is taken to be usable (RULES M4)."""
    merging = [offer for offer in net.offers if offer.one_contract]
    by_id = [{candidate.id: slot for slot, candidate in found.items()} for found in slots.candidates]
    papers = [
        [
            bits_of(found[member] for member in offer.members if member in found)
            | slots.domains[stage] & slots.partner.named(_led_by(offer, slots))
            for offer in merging
        ]
        for stage, found in enumerate(by_id)
    ]
    return Distinct(slots.partner, len(net.stages), papers)


def _led_by(offer: Offer, slots: Slots) -> int:
    number = slots.partner.numbers.get(offer.lead or "")
    return 0 if number is None else 1 << number


def _changes(net: Net, labels: Labels, links: Iterable[tuple[int, int]]) -> Filter:
    return Changes(labels, links, len(net.stages))


def _partner_changes(net: Net, slots: Slots) -> Filter:
    substance, fill = net.product
    return _changes(net, slots.partner, [] if substance is None or fill is None else [(substance, fill)])


def _cost(net: Net, slots: Slots) -> Filter:
    """Nothing where no prices are known: then all routes are equal."""
    if net.prices is None:
        return Total(slots, lambda _: 0)
    from cdmo_plan.planner.filters_of_cost import CostFilter

    return CostFilter(slots, net.prices)


FILTERS: Final[Mapping[str, Callable[[Net, Slots], Filter]]] = {
    "containment": _total(lambda c: c.containment),
    "contracts": _contracts,
    "doubts": _total(lambda c: c.containment + c.doubts),
    "partner-changes": _partner_changes,
    "unnamed": lambda net, slots: Total(slots, lambda c: is_unnamed(c, net)),
    "sites": lambda net, slots: Distinct(slots.site, len(net.stages)),
    "customs-borders": lambda net, slots: _changes(net, slots.customs, net.links),
    "unlisted": _total(lambda c: not c.is_listed),
    "partners": lambda net, slots: Distinct(slots.partner, len(net.stages)),
    "transfers": lambda net, slots: _changes(net, slots.site, net.links),
    "borders": lambda net, slots: _changes(net, slots.country, net.links),
    "evidence": lambda _, slots: Worst(slots, lambda c: c.evidence),
    "open-questions": _questions,
    "cost": _cost,
}
"""By criterion, what makes its filter for a net; that of weeks is the calendar."""
