"""Coverage as a grid of shaded cells, in as many blocks of columns as the width asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cdmo_plan.analysis.coverage import Cell, Coverage
from cdmo_plan.analysis.markets import Market
from cdmo_plan.domain.world import World
from cdmo_plan.present import coverage_words as words
from cdmo_plan.present.console import cell
from cdmo_plan.present.tables import emit, print_facts

_LEAST = 6
_GAP = 1


def print_coverage(console: Console, answer: Coverage, world: World) -> None:
    """Print the cells, what their marks stand for, and what is counted."""
    emit(console, cell(words.title(answer), "bold"))
    console.print()
    label = max(len(row[0].modality) for row in answer.rows)
    for block in _blocks(answer.markets, console.width - label):
        emit(console, _grid(answer, block, label))
        console.print()
    emit(console, cell(words.legend(), "dim"))
    console.print()
    for modality, facts in words.remarks(answer, world):
        emit(console, cell(modality, "bold"))
        print_facts(console, facts)
    console.print()
    for name, text in words.notes(answer, world):
        emit(console, Text.assemble(cell(f"{name}: ", "bold"), cell(text)))


def _width(market: Market) -> int:
    return max(_LEAST, len(market.id))


def _blocks(markets: Sequence[Market], room: int) -> Iterator[list[int]]:
    """Yield the numbers of the columns that stand beside each other, in blocks of about the same size."""
    widest = max(_width(market) for market in markets) + _GAP
    every = list(range(len(markets)))
    if sum(_width(market) + _GAP for market in markets) <= room:
        yield every
        return
    most = max(1, room // widest)
    size = ceil(len(every) / ceil(len(every) / most))
    yield from (every[start : start + size] for start in range(0, len(every), size))


def _grid(answer: Coverage, block: Sequence[int], label: int) -> Table:
    grid = Table.grid(padding=(0, _GAP, 0, 0))
    grid.add_column(width=label)
    for number in block:
        grid.add_column(width=_width(answer.markets[number]), justify="right")
    grid.add_row("", *(cell(answer.markets[number].id, "bold") for number in block))
    for row in answer.rows:
        shown = [words.figures(row[number]) for number in block]
        styles = [_style(row[number]) for number in block]
        first = [cell(rows, style) for (rows, _), style in zip(shown, styles, strict=True)]
        second = [cell(partners, "dim") for _, partners in shown]
        grid.add_row(cell(row[0].modality, "bold"), *first)
        if any(partners for _, partners in shown):
            grid.add_row("", *second)
    return grid


def _style(found: Cell) -> str:
    if not found.rows:
        return "dim"
    if found.only_doubts or found.single:
        return "yellow"
    return "bold green" if words.shade(found.rows) in "█▓" else "green"
