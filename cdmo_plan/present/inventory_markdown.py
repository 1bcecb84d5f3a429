"""Lists and cards as Markdown: the same columns, facts and sources as on the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from cdmo_plan.present import markdown
from cdmo_plan.present.card import Card, Grid, Section, has_content, placed
from cdmo_plan.present.error_mark import mark_words
from cdmo_plan.present.inventory import NEXT, listed_as_rows, overview_words
from cdmo_plan.present.layers import sharing
from cdmo_plan.present.tables import Column

if TYPE_CHECKING:
    from cdmo_plan.catalog.load import Loaded


def write_listing(kind: str, lines: Sequence[Any], loaded: Loaded, day: date) -> None:
    """Write the entities of one kind."""
    columns, rows, closing = listed_as_rows(kind, lines, loaded, day)
    shown = [*markdown.table(columns, markdown.escaped_rows(rows)), ""] if rows else []
    title = [markdown.heading(kind[:1].upper() + kind[1:]), ""]
    markdown.write_lines([*title, *shown, markdown.escaped(closing), *mark_lines(loaded)])


def write_overview(counts: Mapping[str, int], loaded: Loaded, day: date) -> None:
    """Write what can be listed, and how much of it there is."""
    rows = [[f"{number:,}", kind] for kind, number in counts.items()]
    shown = markdown.table([Column("number", right=True), Column("kind")], rows)
    title = markdown.escaped(overview_words(loaded, day))
    markdown.write_lines([title, "", *shown, "", NEXT, *mark_lines(loaded)])


def mark_lines(loaded: Loaded, *, told: bool = False) -> list[str]:
    """Return the marks of an answer, a paragraph each: that the catalog has errors, what is not for sharing.

    With `told` the answer itself says what is not for sharing.
    """
    marks = ["", markdown.bold(mark_words(loaded))] if loaded.has_errors else []
    for word, text in () if told else sharing(loaded.catalog.origins):
        marks += ["", f"{markdown.bold(word)}: {markdown.escaped(text)}"]
    return marks


def card_lines(card: Card) -> Iterator[str]:
    """Yield a card: its facts as a list, its sections under headings, its sources with their addresses."""
    yield markdown.heading(card.title)
    yield ""
    yield from markdown.facts(placed(card.facts, card.mark))
    for section in card.sections:
        if has_content(section):
            yield from ("", markdown.heading(section.title, 3), "")
            yield from _body(section)
    yield from markdown.source_list(card.citations.sources)


def _body(section: Section) -> Iterator[str]:
    body = section.body
    if isinstance(body, Grid):
        yield from markdown.table(body.columns, markdown.escaped_rows(body.rows))
        return
    pairs = [pair if isinstance(pair, tuple) else ("", pair) for pair in body]
    is_list = all(not label for label, _ in pairs)
    yield from markdown.facts(pairs if is_list else placed(pairs, section.mark))
