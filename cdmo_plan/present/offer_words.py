"""Quotes and slots in words, the same in every answer."""

from __future__ import annotations

from datetime import date

from cdmo_plan.domain.quotes import Quote, Slot


def quote_words(quote: Quote, day: date | None = None) -> str:
    """Return a quote in words; with a day, that it was over by then."""
    valid = f", valid until {quote.valid_until}" if quote.valid_until else ""
    over = ", which is past" if day is not None and quote.is_over_by(day) else ""
    note = f" ({quote.note})" if quote.note else ""
    return f"{quote.price} a {quote.what.replace('-', ' ')}, quoted {quote.dated}{valid}{over}{note}"


def slot_words(slot: Slot) -> str:
    """Return a slot in words."""
    since = f" from {slot.since}" if slot.since else ""
    until = f" until {slot.until}" if slot.until else ""
    note = f" ({slot.note})" if slot.note else ""
    return f"free{since}{until}, as told {slot.dated}{note}"
