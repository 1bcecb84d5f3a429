"""Quotes and free slots, linked into the domain, in an order that no file decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cdmo_plan.catalog.file_context import FileContext
from cdmo_plan.domain.quotes import Quote, Slot
from cdmo_plan.reading.mark_tree import Path

if TYPE_CHECKING:
    from cdmo_plan.reading.quote_documents import QuoteDocument, SlotDocument


def link_quotes(documents: Sequence[QuoteDocument], context: FileContext, path: Path) -> tuple[Quote, ...]:
    """Link prices as they were quoted."""
    return quotes_in_order(
        Quote(
            what=document.what,
            min=document.amount.min,
            max=document.amount.max,
            currency=document.currency,
            dated=document.dated,
            valid_until=document.valid_until,
            note=document.note,
            sources=context.sources(document.sources, (*path, number)),
            marks=context.marks((*path, number)),
        )
        for number, document in enumerate(documents)
    )


def link_slots(documents: Sequence[SlotDocument], context: FileContext, path: Path) -> tuple[Slot, ...]:
    """Link capacity that was said to be free."""
    return slots_in_order(
        Slot(
            dated=document.dated,
            since=document.since,
            until=document.until,
            note=document.note,
            sources=context.sources(document.sources, (*path, number)),
            marks=context.marks((*path, number)),
        )
        for number, document in enumerate(documents)
    )


def quotes_in_order(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """Return quotes by date, whichever files they stand in."""
    return tuple(sorted(quotes, key=lambda q: (q.dated.text, q.what, q.currency, q.price, q.note or "")))


def slots_in_order(slots: Iterable[Slot]) -> tuple[Slot, ...]:
    """Return slots by their beginning, whichever files they stand in; undated ones first."""
    return tuple(
        sorted(slots, key=lambda s: (str(s.since or ""), str(s.until or ""), s.dated.text, s.note or ""))
    )
