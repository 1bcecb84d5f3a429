"""What a supplier offered: prices in its own currency, and free capacity."""

from __future__ import annotations

from typing import Literal

from cdmo_plan.reading.fields import Amount, CurrencyCode, Date, Document, Text
from cdmo_plan.reading.shared import SourceIds


class AmountDocument(Document):
    """From the least to the most; one price has the same number twice."""

    min: Amount | None = None
    max: Amount | None = None


class QuoteDocument(Document):
    """A price that was quoted, in the currency in which it was quoted."""

    what: Literal["batch", "campaign", "slot", "technology-transfer", "project"]
    amount: AmountDocument
    currency: CurrencyCode
    dated: Date
    valid_until: Date | None = None
    note: Text | None = None
    sources: SourceIds


class SlotDocument(Document):
    """Capacity that was said to be free, from when until when."""

    since: Date | None = None
    until: Date | None = None
    dated: Date
    note: Text | None = None
    sources: SourceIds
