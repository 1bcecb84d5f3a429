"""Whether an answer tells cost: all that most answers need of it (`planner.costs` does the rest)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from cdmo_plan.network.rows import Outlook

if TYPE_CHECKING:
    from cdmo_plan.domain.world import World
    from cdmo_plan.planner.costs import Costing, Wanted

Costed = tuple["Costing | None", tuple[Outlook, ...]]


def with_costs(
    world: World, outlooks: tuple[Outlook, ...], day: date, criteria: Iterable[str], given: Wanted | None
) -> Costed:
    """Return on which basis cost is told, and outlooks with prices on it, where anything asks for cost.

    Raises:
        BriefRefused: If there are no quotes that count, or if they are on several bases.
    """
    if given is None and "cost" not in criteria:
        return None, outlooks
    from cdmo_plan.planner.costs import Wanted, costing_of

    costing = costing_of(world, outlooks, day, given or Wanted())
    return costing, priced(outlooks, costing)


def priced(outlooks: tuple[Outlook, ...], costing: Costing | None) -> tuple[Outlook, ...]:
    """Return outlooks whose nets hold the prices of an answer; without cost as they are."""
    if costing is None:
        return outlooks
    prices = costing.prices
    return tuple(each._replace(net=each.net._replace(prices=prices)) for each in outlooks)
