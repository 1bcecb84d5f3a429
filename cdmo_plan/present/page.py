"""A page of texts, wrapped and set in columns of known widths, and printed as a whole.

Rich finds out how wide the columns of a table should be, and prints one table after the other, which takes
longer than finding the routes that stand in them. Here widths are given; lines break where Rich breaks them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.segment import Segment, Segments

from cdmo_plan.domain.values import NamedTuple
from cdmo_plan.present.text import plain

_WORD = re.compile(r"\s*\S+\s*")

Line = list[tuple[str, str]]
"""Pieces of text, each with the name of its style."""


class Said(NamedTuple):
    """A paragraph in one style, after a label in bold."""

    text: object
    style: str = ""
    label: str = ""


class Column(NamedTuple):
    """A column by its width in cells of the terminal."""

    width: int
    right: bool = False


def wrapped(said: Said, width: int) -> Iterator[Line]:
    """Yield the lines of a paragraph, none wider than so many cells, and none that ends in blanks."""
    label, words = plain(said.label), plain(said.text)
    text = label + words
    at = 0
    for end in [*_breaks(text, width), len(text)]:
        line = text[at:end].rstrip()
        bold = line[: max(len(label) - at, 0)]
        pieces = ((bold, "bold"), (line[len(bold) :], said.style))
        yield [piece for piece in pieces if piece[0]]
        at = end


def _breaks(text: str, width: int) -> list[int]:
    """Return where lines after the first begin: before words, and within those that are wider than a line."""
    if cell_len(text) <= width:
        return []
    found: list[int] = []
    taken = 0
    for match in _WORD.finditer(text):
        word, start = match[0], match.start()
        if cell_len(word.rstrip()) <= width - taken:
            taken += cell_len(word)
        elif cell_len(word.rstrip()) > width:
            chopped = chop_cells(word, width)
            for part in chopped:
                found += [start] if start else []
                start += len(part)
            taken = cell_len(chopped[-1])
        else:
            found += [start] if taken and start else []
            taken = cell_len(word)
    return found


def beside(columns: Sequence[Column], cells: Sequence[Sequence[Said]], gap: int) -> Iterator[Line]:
    """Yield the lines of one row, each cell of it the paragraphs that stand under each other."""
    wrapped_cells = [
        [line for said in cell for line in wrapped(said, column.width)]
        for column, cell in zip(columns, cells, strict=True)
    ]
    for parts in zip_longest(*wrapped_cells, fillvalue=[]):
        line: Line = []
        blanks = 0
        for column, part in zip(columns, parts, strict=True):
            left = column.width - sum(cell_len(text) for text, _ in part)
            before = blanks + (left if column.right else 0)
            if part:
                line += [(" " * before, ""), *part] if before else part
                blanks = gap + (0 if column.right else left)
            else:
                blanks += column.width + gap
        yield line


def print_page(console: Console, lines: Iterable[Line]) -> None:
    """Print lines as they are, all at once."""
    segments: list[Segment] = []
    for line in lines:
        segments += [Segment(text, console.get_style(style) if style else None) for text, style in line]
        segments.append(Segment.line())
    console.print(Segments(segments), end="", soft_wrap=True)
