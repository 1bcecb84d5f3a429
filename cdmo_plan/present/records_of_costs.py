"""What routes cost in JSON, record by record; the text below a key is its description in the schema."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from cdmo_plan.present.schema_words import Amount, StepWord


class PriceRecord(TypedDict):
    """What a route costs: the sum over its capabilities, each counted once, as quoted."""

    min: str | None
    """The least, in decimal digits; null where a quote leaves it open."""
    max: str | None
    """The most, in decimal digits; null where a quote leaves it open."""
    currency: str
    """The currency's code; nothing is converted."""
    per: str
    """What the prices are for: batch, campaign, slot, technology-transfer or project."""
    private: NotRequired[bool]
    """True where a quote of a private layer is in it, so that it is not for sharing; else absent."""


class NotQuotedRecord(TypedDict):
    """A stage of a route whose capability was not quoted on the basis that was asked for."""

    step: StepWord
    """The step that the stage needs."""
    role: str | None
    """Tells stages of the same step apart."""
    capability: str | None
    """The row of the catalog that lists the work, null where none does."""
    partner: str
    """The partner who does it."""
    site: str | None
    """The plant, null where no source names it."""


class CostingRecord(TypedDict):
    """On which basis an answer tells cost."""

    currency: str
    """The currency's code."""
    per: str
    """What the prices are for."""
    routes_with_cost: Amount
    """How many of the routes shown were quoted in full."""
    quotes_passed_over: Amount
    """How many quotes on this basis do not hold on the day of the answer, and do not count."""
