"""What a supplier offered for a capability: prices as quoted, and capacity that was said to be free.

Prices are never converted, added up or ranked here: each stays in its currency, with its date.
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

    @property
    def price(self) -> str:
        """The amount with its currency, each digit as it was quoted."""
        ends = [f"{end:,f}" for end in dict.fromkeys((self.min, self.max)) if end is not None]
        if len(ends) == 1 and self.min != self.max:
            ends[0] = f"{'up to' if self.min is None else 'from'} {ends[0]}"
        return f"{self.currency} {' to '.join(ends) or 'not stated'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Capacity that was said on the day `dated` to be free, from when until when."""

    dated: PartialDate
    since: PartialDate | None = None
    until: PartialDate | None = None
    note: str | None = None
    sources: tuple[Source, ...] = ()
    marks: Marks = UNMARKED
