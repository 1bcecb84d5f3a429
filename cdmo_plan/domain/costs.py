"""What a route costs on one basis: a currency, and what the prices are for.

Prices on different bases are never added up, and none is converted.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from cdmo_plan.domain.quotes import Quote, price_words


class Basis(NamedTuple):
    """What prices must have in common to be added up; `per` is what a quote is for (batch, project)."""

    currency: str
    per: str

    def __str__(self) -> str:
        """Return it in words: `EUR a batch`."""
        return f"{self.currency} a {self.per.replace('-', ' ')}"


class Cost(NamedTuple):
    """From `min` to `max` on a basis; an end is None where a quote in it leaves that end open."""

    basis: Basis
    min: Decimal | None
    max: Decimal | None

    def __str__(self) -> str:
        """Return the range with its basis: `EUR 1,200,000 to 1,450,000.50 a batch`."""
        return f"{price_words(self.basis.currency, self.min, self.max)} a {self.basis.per.replace('-', ' ')}"


def counted(quotes: Iterable[Quote], basis: Basis, day: date) -> tuple[Quote, ...]:
    """Return the quotes of one capability that count on a basis and a day.

    They are made by that day and not over, and no later one replaces them. Of several whose dates do not tell
    which is later, all count, and the price is the range over them.
    """
    own = [quote for quote in quotes if (quote.currency, quote.what) == basis and quote.is_in_force_on(day)]
    return tuple(quote for quote in own if not any(later.dated.first > quote.dated.last for later in own))


def range_over(quotes: Iterable[Quote]) -> tuple[Decimal | None, Decimal | None]:
    """Return from where to where quotes for the same reach; an end that one leaves open is open."""
    least, most = zip(*((quote.min, quote.max) for quote in quotes), strict=True)
    return (
        None if None in least else min(least),
        None if None in most else max(most),
    )
