"""What a supplier offered for a capability: prices as quoted, and capacity that was said to be free.

Prices are never converted: each stays in its currency, with its date. What a route costs is told by
`domain.costs`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.marks import UNMARKED, Marks
from cdmo_plan.domain.sources import Source
from cdmo_plan.domain.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A price from `min` to `max` for a batch, campaign, slot, technology transfer or project.

    `currency` is an ISO 4217 code; one end is None where only the other was quoted.
    """

    what: str
    min: Decimal | None
    max: Decimal | None
    currency: str
    dated: PartialDate
    valid_until: PartialDate | None = None
    note: str | None = None
    sources: tuple[Source, ...] = ()
    marks: Marks = UNMARKED

    def is_over_by(self, day: date) -> bool:
        """Tell whether the supplier is no longer bound on that day."""
        return self.valid_until is not None and self.valid_until.over_by(day)

    def is_in_force_on(self, day: date) -> bool:
        """Tell whether it may have been made by that day, and the supplier is still bound."""
        return self.dated.begun_by(day) and not self.is_over_by(day)

    @property
    def price(self) -> str:
        """The amount with its currency, each digit as it was quoted."""
        return price_words(self.currency, self.min, self.max)


def price_words(currency: str, least: Decimal | None, most: Decimal | None) -> str:
    """Return an amount from the least to the most, either of which may be open: `EUR up to 800,000`."""
    ends = [f"{end:,f}" for end in dict.fromkeys((least, most)) if end is not None]
    if len(ends) == 1 and least != most:
        ends[0] = f"{'up to' if least is None else 'from'} {ends[0]}"
    return f"{currency} {' to '.join(ends) or 'not stated'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Capacity that was said on the day `dated` to be free, from when until when."""

    dated: PartialDate
    since: PartialDate | None = None
    until: PartialDate | None = None
    note: str | None = None
    sources: tuple[Source, ...] = ()
    marks: Marks = UNMARKED
