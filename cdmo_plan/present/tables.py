"""Tables that never cut an id: columns where they fit, else some below their row, else one block a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cdmo_plan.present.console import cell
from cdmo_plan.present.text import plain

_GAP = 2
_INDENT = 4
_NARROWEST_PROSE = 14
_NARROWEST_LIST = 40


class Column(NamedTuple):
    """A column by its title; ids and figures do not wrap, prose and lists do.

    One that may stand `below` goes under its row where there is no room for all columns beside each other.
    """

    title: str
    wraps: bool = False
    right: bool = False
    below: bool = False


def print_table(console: Console, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    """Print rows of texts in columns, in fewer columns with the rest below, or stacked: what fits."""
    safe = [[plain(text) for text in row] for row in rows]
    wanted = [_wanted(i, column, safe) for i, column in enumerate(columns)]
    every = range(len(columns))
    for beside in (list(every), [i for i in every if not columns[i].below]):
        widths = _fitted([wanted[i] for i in beside], console.width)
        if widths is not None:
            by_column = dict(zip(beside, widths, strict=True))
            emit(console, Group(*_lines(columns, safe, by_column)))
            return
    _print_stacked(console, columns, safe)


def print_facts(console: Console, facts: Sequence[tuple[str, str]], indent: int = 2) -> None:
    """Print labels and what they say; a long text wraps under itself, a long path stays whole."""
    width = max((cell_len(label) for label, _ in facts), default=0)
    room = console.width - indent - width - _GAP
    for fits, run in groupby(facts, key=lambda fact: _longest_word(fact[1]) <= room):
        if not fits:
            for label, text in run:
                line = Text(" " * indent).append_text(cell(f"{label:<{width + _GAP}}", "dim"))
                console.print(line.append_text(cell(text)), soft_wrap=True)
            continue
        grid = Table.grid(padding=(0, _GAP, 0, 0))
        grid.add_column(width=width)
        grid.add_column(overflow="fold")
        for label, text in run:
            grid.add_row(cell(label, "dim"), cell(text))
        emit(console, Padding(grid, (0, 0, 0, indent)))


def _longest_word(text: str) -> int:
    return max((cell_len(word) for word in plain(text).split()), default=0)


def emit(console: Console, renderable: RenderableType) -> None:
    """Print, and leave no blanks at the ends of lines where the output is kept."""
    if console.is_terminal:
        console.print(renderable)
        return
    with console.capture() as captured:
        console.print(renderable)
    for line in captured.get().splitlines():
        console.out(line.rstrip(), highlight=False)


def _wanted(index: int, column: Column, rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Return the least and the best width of a column."""
    texts = [column.title, *(row[index] for row in rows)]
    best = max(cell_len(text) for text in texts)
    if not column.wraps:
        return best, best
    longest_word = max(_longest_word(text) for text in texts)
    return min(best, max(longest_word, _NARROWEST_LIST if column.below else _NARROWEST_PROSE)), best


def _fitted(wanted: Sequence[tuple[int, int]], room: int) -> list[int] | None:
    """Return the widths of the columns, the widest giving way first; None if they do not fit."""
    room -= _GAP * (len(wanted) - 1)
    if sum(least for least, _ in wanted) > room:
        return None
    widths = [best for _, best in wanted]
    while sum(widths) > room:
        yielding = [i for i, (least, _) in enumerate(wanted) if widths[i] > least]
        widths[max(yielding, key=lambda i: widths[i])] -= 1
    return widths


def _lines(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], widths: Mapping[int, int]
) -> Iterable[RenderableType]:
    """Yield the header and the rows; columns without a width stand below."""
    titles = [column.title for column in columns]
    yield from _line(columns, titles, widths, "bold")
    yield cell("─" * (sum(widths.values()) + _GAP * (len(widths) - 1)), "dim")
    for row in rows:
        yield from _line(columns, row, widths)


def _line(
    columns: Sequence[Column], row: Sequence[str], widths: Mapping[int, int], style: str = ""
) -> Iterable[RenderableType]:
    grid = Table.grid(padding=(0, _GAP, 0, 0))
    for number, width in widths.items():
        column = columns[number]
        justify = "right" if column.right else "left"
        grid.add_column(width=width, no_wrap=not column.wraps, overflow="fold", justify=justify)  # type: ignore[arg-type]
    grid.add_row(*(cell(row[number], style or ("" if number else "bold")) for number in widths))
    yield grid
    below = "; ".join(row[number] for number in range(len(columns)) if number not in widths)
    if below:
        yield Padding(cell(below, style), (0, 0, 0, _INDENT))


def _print_stacked(console: Console, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    for number, row in enumerate(rows):
        if number:
            console.print()
        console.print(cell(row[0], "bold"), soft_wrap=True)
        print_facts(
            console, [(column.title, text) for column, text in zip(columns[1:], row[1:], strict=True)]
        )
