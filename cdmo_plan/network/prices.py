"""What the capabilities of a net cost on one basis, as whole numbers that the search can add and compare.

A route's cost is the sum over its capabilities, each once however many stages it does. Routes rank by the
upper end, then by the lower; an end that is open ranks behind every number, and a route with a capability
that was not quoted behind every route whose capabilities all were.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from math import gcd

from cdmo_plan.domain.costs import Basis, Cost
from cdmo_plan.domain.values import NamedTuple
from cdmo_plan.network.net import capability_of

Ends = tuple[int | None, int | None]
"""From where to where, in the unit of the prices; None is open."""
Amounts = tuple[Decimal | None, Decimal | None]


class Prices(NamedTuple):
    """Prices by capability, of quotes that count on a day; what is not in `ends` was not quoted.

    One is `unit` times 10 to the power of minus `places` of the currency, so that all amounts are whole.
    `beyond` holds more than all lower and all upper ends add up to: it stands for open ends.
    """

    basis: Basis
    day: date
    unit: int
    places: int
    ends: Mapping[str, Ends]
    beyond: tuple[int, int]

    @property
    def unquoted(self) -> int:
        """The rank of a route that was not quoted in full, behind all others."""
        low, high = self.beyond
        return (high + 1) * (low + 1)

    def added(self, capabilities: Iterable[str]) -> Ends | None:
        """Return what capabilities cost together, each counted once; None if one was not quoted."""
        found = [self.ends.get(name) for name in set(map(capability_of, capabilities))]
        if None in found:
            return None
        low, high = zip(*(ends for ends in found if ends is not None), strict=True)
        return (None if None in low else sum(low)), (None if None in high else sum(high))

    def rank(self, ends: Ends | None) -> int:
        """Return the number by which routes of this cost are ranked."""
        if ends is None:
            return self.unquoted
        low, high = (most if end is None else end for end, most in zip(ends, self.beyond, strict=True))
        return high * (self.beyond[0] + 1) + low

    def split(self, rank: int) -> tuple[int, int]:
        """Return the lower and the upper end of a rank; an open one is what lies `beyond`."""
        high, low = divmod(rank, self.beyond[0] + 1)
        return low, high

    def ends_of(self, rank: int) -> Ends | None:
        """Return the cost of a rank."""
        if rank >= self.unquoted:
            return None
        low, high = self.split(rank)
        return (None if low == self.beyond[0] else low), (None if high == self.beyond[1] else high)

    def up_to(self, high: int) -> int:
        """Return the rank of the dearest route whose upper end is known and no more than this."""
        return self.rank((None, min(high, self.beyond[1] - 1)))

    def cost(self, ends: Ends | None) -> Cost | None:
        """Return ends as amounts of the currency."""
        return None if ends is None else Cost(self.basis, *map(self.amount, ends))

    def amount(self, number: int | None) -> Decimal | None:
        """Return a number of units as an amount of the currency, exactly; whole ones without decimals."""
        return None if number is None else exact(number * self.unit, self.places)


def exact(number: int, places: int) -> Decimal:
    """Return a whole number of the smallest parts as a decimal, however many digits that takes."""
    whole, rest = divmod(number, 10**places)
    if not rest:
        number, places = whole, 0
    return Decimal((0, tuple(map(int, str(number))), -places))


def prices_of(basis: Basis, day: date, quoted: Mapping[str, Amounts]) -> Prices:
    """Return prices, from where to where by capability, in the largest unit that keeps all amounts whole."""
    places = max((_places(end) for ends in quoted.values() for end in ends if end is not None), default=0)
    whole = {name: tuple(_whole(end, places) for end in ends) for name, ends in quoted.items()}
    unit = gcd(*(end for ends in whole.values() for end in ends if end is not None)) or 1
    ends = {
        name: (low if low is None else low // unit, high if high is None else high // unit)
        for name, (low, high) in whole.items()
    }
    low, high = (1 + sum(pair[end] or 0 for pair in ends.values()) for end in (0, 1))
    return Prices(basis, day, unit, places, ends, (low, high))


def _places(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _whole(amount: Decimal | None, places: int) -> int | None:
    if amount is None:
        return None
    numerator, denominator = amount.as_integer_ratio()
    parts: int = 10**places
    return numerator * parts // denominator
