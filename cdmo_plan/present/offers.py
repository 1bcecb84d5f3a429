"""`routes --detail`, at a stage: what later layers amend of its row, quotes and slots."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rich.text import Text

from cdmo_plan.domain.capability import Capability
from cdmo_plan.domain.quotes import Quote, Slot
from cdmo_plan.domain.world import Row, World
from cdmo_plan.present.citations import CITED, cite
from cdmo_plan.present.console import cell
from cdmo_plan.present.layers import layer_words
from cdmo_plan.present.offer_words import quote_words, slot_words
from cdmo_plan.present.saying import label


def amendment_lines(row: Row, world: World) -> Iterator[Text]:
    """Yield what later layers amend: which layer, which fields, file and line, and who says so."""
    for entity in (row.capability, row.site, row.partner):
        if entity is None:
            continue
        for amended in entity.amended:
            layer = world.origins.of(amended.marks.entity)
            fields = ", ".join(f"{label(field)} ({amended.marks.of(field)})" for field in amended.fields)
            whose = "" if entity is row.capability else f", of {entity.id}"
            yield cell(f"from {layer_words(layer) if layer else 'memory'}{whose}: {fields}")
            known = row.capability.sources
            yield from (cell(cite(source), CITED) for source in amended.sources if source not in known)


def offer_lines(capability: Capability, day: date) -> Iterator[Text]:
    """Yield quotes and slots, each with its citation."""
    offers: tuple[Quote | Slot, ...] = (*capability.quotes, *capability.slots)
    for offer in offers:
        words = (
            f"quote: {quote_words(offer, day)}" if isinstance(offer, Quote) else f"slot: {slot_words(offer)}"
        )
        yield cell(words)
        yield from (cell(cite(source), CITED) for source in offer.sources)
