"""What a route could have instead: others at no more contracts, and offerings yet to be confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cdmo_plan.domain.values import NamedTuple
from cdmo_plan.network.net import Candidate, Net, hands_over
from cdmo_plan.planner.metrics import count_contracts
from cdmo_plan.planner.search import Search
from cdmo_plan.planner.within import is_within


class Unconfirmed(NamedTuple):
    """A joint offering whose single contract no source states, and the rows it would open if it were one."""

    agreement: str
    opens: int


def alternatives(route: Sequence[Candidate], net: Net, stage: int) -> tuple[Candidate, ...]:
    """Return who else could do a stage of a route, the rest unchanged, at no more contracts.

    The brief's limits hold. Each place is named once, by the first of its candidates in the order of ids.
    """
    most = count_contracts(route, net)
    places = {route[stage].place}
    found: list[Candidate] = []
    for candidate in net.stages[stage].candidates:
        changed = (*route[:stage], candidate, *route[stage + 1 :])
        if candidate.place in places or not hands_over(changed, net):
            continue
        if count_contracts(changed, net) <= most and is_within(changed, net):
            places.add(candidate.place)
            found.append(candidate)
    return tuple(found)


def unconfirmed(net: Net, order: tuple[str, ...]) -> Iterator[Unconfirmed]:
    """Yield the joint offerings that would open rows to a brief for one contract (RULES M4: ask)."""
    if not (net.is_possible and net.single_contract):
        return
    known = set(Search(net, order).choices())
    for offer in net.offers:
        if offer.one_contract:
            continue
        merged = tuple(o._replace(one_contract=True) if o is offer else o for o in net.offers)
        opened = set(Search(net._replace(offers=merged), order).choices()) - known
        if opened:
            yield Unconfirmed(offer.id, len(opened))
