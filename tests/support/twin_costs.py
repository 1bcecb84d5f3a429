"""What routes cost, for the twin: read from the quotes of a world, added up one by one, nothing scaled."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.domain.quotes import Quote

if TYPE_CHECKING:
    from cdmo_plan.planner.costs import Wanted
    from tests.support.twin import TwinRoute

Range = tuple[Decimal | None, Decimal | None]
Prices = dict[str, Range]


def prices_on(world: Catalog, asked: "Wanted", day: date) -> Prices:
    """Return the price of every capability that has one: its newest quotes that hold on the day."""
    found: Prices = {}
    for rows in world.by_step.values():
        for row in rows:
            holding = [
                quote
                for quote in row.capability.quotes
                if (quote.currency, quote.what) == (asked.currency, asked.per)
                and quote.dated.first <= day
                and (quote.valid_until is None or quote.valid_until.last >= day)
            ]
            newest = [quote for quote in holding if not _is_replaced(quote, holding)]
            if newest:
                lows, highs = [quote.min for quote in newest], [quote.max for quote in newest]
                found[row.capability.id] = (_least(lows), _most(highs))
    return found


def _is_replaced(quote: Quote, others: Iterable[Quote]) -> bool:
    return any(quote.dated.last < other.dated.first for other in others)


def _least(ends: Sequence[Decimal | None]) -> Decimal | None:
    known = [end for end in ends if end is not None]
    return min(known) if len(known) == len(ends) else None


def _most(ends: Sequence[Decimal | None]) -> Decimal | None:
    known = [end for end in ends if end is not None]
    return max(known) if len(known) == len(ends) else None


def route_cost(ids: Sequence[str], prices: Prices) -> Range | None:
    """Add up the prices of a route's capabilities; one that does several stages is paid once."""
    low: Decimal | None = Decimal(0)
    high: Decimal | None = Decimal(0)
    for name in dict.fromkeys(ids):
        if name not in prices:
            return None
        least, most = prices[name]
        low = None if low is None or least is None else low + least
        high = None if high is None or most is None else high + most
    return low, high


def cost_key(cost: Range | None) -> tuple[Any, ...]:
    """Return what costs compare by: none last, then the upper end, then the lower, an open one behind."""
    if cost is None:
        return (1,)
    low, high = cost
    return 0, high is None, high or Decimal(0), low is None, low or Decimal(0)


def costs_near(routes: "Sequence[TwinRoute]", number: int, *, is_percent: bool) -> "list[TwinRoute] | None":
    """Return the routes whose upper end is near the least one; None where no route has an upper end."""
    ends = {
        route.ids: Fraction(route.cost[1]) for route in routes if route.cost and route.cost[1] is not None
    }
    if not ends:
        return None
    least = min(ends.values())
    most = least * (100 + number) / 100 if is_percent else least + number
    return [route for route in routes if route.ids in ends and ends[route.ids] <= most]
