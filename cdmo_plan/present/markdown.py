"""Markdown as GitHub reads it: texts of a catalog stay texts, tables are tables, addresses are links.

Nothing here writes HTML, and nothing from a catalog becomes any: an answer is pasted where others read it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from io import TextIOWrapper
from typing import TYPE_CHECKING, Final

from cdmo_plan.present.text import plain

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from cdmo_plan.domain.sources import Source
    from cdmo_plan.present.tables import Column

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?'()\[\]]")
# Names and numbers that GitHub would turn into a call for a person or a link to an issue.
_CALL: Final = re.compile(r"(?<![\w/])(?:@\w[\w/-]*|#\d+\b|GH-\d+\b)")
_MEANS: Final = re.compile(r"[\\`*\[\]<|~$]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_LABEL: Final = re.compile("bold|cyan|yellow")
_BEGINS: Final = re.compile(r"[>#]|[-+](?=\s|$)|-{2,}|=+(?=\s*$)")
_BEGINS_NUMBERED: Final = re.compile(r"(\d+)([.)])(?=\s|$)")


def escaped(text: object) -> str:
    """Return a text on one line that Markdown prints as it is, wherever it stands."""
    return _not_a_block(inline(text))


def inline(text: object) -> str:
    """Return a text for the middle of a line or a cell; addresses in it become links."""
    line = plain(text).strip()
    parts, at = [], 0
    for found in _ADDRESS.finditer(line):
        parts += [_escaped_prose(line[at : found.start()]), _link(found.group())]
        at = found.end()
    return "".join([*parts, _escaped_prose(line[at:])])


def _escaped_prose(text: str) -> str:
    parts, at = [], 0
    for found in _CALL.finditer(text):
        parts += [_MEANS.sub(r"\\\g<0>", text[at : found.start()]), f"`{found.group()}`"]
        at = found.end()
    return "".join([*parts, _MEANS.sub(r"\\\g<0>", text[at:])])


def _not_a_block(line: str) -> str:
    """Keep a text from opening a quotation, heading, list or rule where it begins a line."""
    numbered = _BEGINS_NUMBERED.match(line)
    if numbered:
        return f"{numbered[1]}\\{line[numbered.end(1) :]}"
    return f"\\{line}" if _BEGINS.match(line) else line


def _link(address: str) -> str:
    return f"<{address.replace('|', '%7C').replace(chr(92), '%5C')}>"


def code(text: object) -> str:
    """Return a text as code, in which nothing is marked up; a bar would still end a cell."""
    line = plain(text).replace("|", r"\|")
    longest = max((len(run) for run in re.findall(r"`+", line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def bold(text: object) -> str:
    """Return a text in bold, the blanks at its ends outside; nothing for nothing."""
    line = plain(text)
    word = line.strip()
    start = line[: len(line) - len(line.lstrip())]
    return f"{start}**{escaped(word)}**{line[len(start) + len(word) :]}" if word else line


def heading(text: object, level: int = 2) -> str:
    """Return a heading."""
    return f"{'#' * level} {escaped(text)}"


def table(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table of texts that are escaped already."""
    yield _cells(inline(column.title) for column in columns)
    yield _cells("--:" if column.right else "---" for column in columns)
    yield from (_cells(row) for row in rows)


def escaped_rows(rows: Iterable[Sequence[object]]) -> Iterator[list[str]]:
    """Yield rows of texts, escaped."""
    return ([inline(text) for text in row] for row in rows)


def _cells(texts: Iterable[str]) -> str:
    return f"| {' | '.join(texts)} |"


def facts(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield labels and what they say as a list."""
    for label, text in pairs:
        yield f"- {bold(f'{label}:')} {escaped(text)}" if label else f"- {escaped(text)}"


def source_list(sources: Sequence[Source]) -> Iterator[str]:
    """Yield the numbered list of sources that brackets in an answer point to; nothing for none."""
    from cdmo_plan.present.numbered_sources import in_words

    if not sources:
        return
    yield from ("", "### Sources", "")
    for number, source in enumerate(sources, 1):
        address = f": {escaped(source.url)}" if source.url else ""
        yield f"{number}. {escaped(in_words(source))}{address}"


def of_text(text: Text) -> str:
    """Return a line of a printed answer: what is bold stays so, and what has a colour becomes it."""
    if "bold" in str(text.style):
        return bold(text.plain)
    marked = sorted((span.start, span.end) for span in text.spans if _LABEL.search(str(span.style)))
    parts, at = [], 0
    for start, end in marked:
        parts += [_middle(text.plain[at:start]), bold(text.plain[start:end])]
        at = end
    rest = text.plain[at:]
    return "".join([*parts, _middle(rest) if parts else escaped(rest)])


def _middle(text: str) -> str:
    """Return a part of a line, with the blanks at its ends."""
    word = text.strip()
    return text.replace(word, escaped(word), 1) if word else text


def of_renderable(line: RenderableType) -> tuple[int, Text]:
    """Return how far a line of a printed answer is indented, and its text."""
    from rich.padding import Padding
    from rich.text import Text

    inner = line.renderable if isinstance(line, Padding) else line
    if not isinstance(inner, Text):
        message = f"a line of an answer is a text, and not a {type(inner).__name__}"
        raise TypeError(message)
    if isinstance(line, Padding):
        return line.left, inner
    blanks = len(inner.plain) - len(inner.plain.lstrip())
    return blanks, inner


def write_lines(lines: Iterable[str]) -> None:
    """Write lines to standard output, as UTF-8 whatever the terminal speaks: they go into a document."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.writelines(f"{line.rstrip()}\n" for line in lines)
