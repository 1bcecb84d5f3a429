"""A card: one entity with its facts, its sections and its sources; how it lies on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cdmo_plan.domain.marks import NOWHERE, Mark
from cdmo_plan.present.console import cell
from cdmo_plan.present.numbered_sources import Citations
from cdmo_plan.present.tables import Column, emit, print_facts, print_table

if TYPE_CHECKING:
    from rich.console import Console

Facts = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a section."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a card: lines, facts or a table."""

    title: str
    body: Grid | Facts | list[str]
    mark: Mark = NOWHERE


@dataclass(slots=True)
class Card:
    """What is said of one entity. Sections without content are not printed."""

    title: str
    facts: Facts
    sections: list[Section] = field(default_factory=list)
    mark: Mark = NOWHERE
    citations: Citations = field(default_factory=Citations)


def print_card(console: Console, card: Card) -> None:
    """Print a card."""
    emit(console, cell(card.title, "bold"))
    print_facts(console, placed(card.facts, card.mark))
    for section in card.sections:
        if has_content(section):
            console.print()
            emit(console, cell(section.title, "bold"))
            _print_body(console, section)
    card.citations.print(console)


def has_content(section: Section) -> bool:
    """Tell whether there is anything to print under the title."""
    return bool(section.body.rows if isinstance(section.body, Grid) else section.body)


def _print_body(console: Console, section: Section) -> None:
    body = section.body
    if isinstance(body, Grid):
        print_table(console, body.columns, body.rows)
        return
    facts = [pair if isinstance(pair, tuple) else ("", pair) for pair in body]
    if all(not label for label, _ in facts):
        print_facts(console, [("-", text) for _, text in facts])
        return
    print_facts(console, placed(facts, section.mark))


def placed(facts: Facts, mark: Mark) -> Facts:
    """Return facts with the place where they are written, if there is one."""
    return [*facts, ("written in", str(mark))] if mark is not NOWHERE else facts
