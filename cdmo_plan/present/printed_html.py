"""What is printed on a terminal, line by line, as HTML: the words are made in one place only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rich.padding import Padding
from rich.text import Text

from cdmo_plan.present.citations import CITED
from cdmo_plan.present.html import (
    BODY,
    CELL,
    FAINT,
    NOTE_EM,
    STRONG,
    TABLE,
    linked,
    remark,
    row,
    tag,
    text,
)
from cdmo_plan.present.routes_detail import Line

_REMARKS = ("ask", "doubt")
_STAGE_INDENT = 4


def note_html(line: Text) -> str:
    """Return a line that stands below an answer, under its word."""
    word, said = _label(line)
    return remark(word, linked(said), NOTE_EM)


def lines_html(lines: Iterable[Text | Padding]) -> Iterator[str]:
    """Yield lines as they are printed: headings, notes, what is indented below a heading, citations."""
    for line in lines:
        said = line.renderable if isinstance(line, Padding) else line
        if not isinstance(said, Text):
            continue
        word, rest = _label(said)
        if not said.plain.strip():
            yield tag("div", "", "height:.5em")
        elif said.style == CITED:
            yield tag("div", linked(said.plain.strip()), f"{FAINT};margin-left:3em")
        elif isinstance(line, Padding):
            yield tag("div", linked(said.plain), "margin:.15em 0 .15em 1.5em")
        elif word:
            yield remark(word, linked(rest), NOTE_EM)
        else:
            yield tag("div", linked(said.plain), f"margin-top:.6em;{STRONG if said.style == 'bold' else ''}")


@dataclass(slots=True)
class _Stages:
    """The lines on a route, sorted: what stands above the stages, each stage, what stands below."""

    above: list[str] = field(default_factory=list)
    stages: list[tuple[str, list[str]]] = field(default_factory=list)
    below: list[str] = field(default_factory=list)


def stages_html(lines: Iterable[Line]) -> Iterator[str]:
    """Yield the lines on a route, its stages as the rows of a table."""
    found = _Stages()
    current = found.above
    for indent, line in lines:
        word, said = _label(line)
        if indent > _STAGE_INDENT:
            current.append(_below(line))
        elif word and word not in _REMARKS:
            found.stages.append((word, [tag("div", linked(said), STRONG)]))
            current = found.stages[-1][1]
        else:
            current = found.below if found.stages else found.above
            current.append(_below(line))
    yield from found.above
    bodies = (
        tag("tbody", row([tag("td", text(word), f"{CELL};{STRONG}"), tag("td", "".join(told), CELL)]), BODY)
        for word, told in found.stages
    )
    yield tag("table", "".join(bodies), TABLE)
    yield from found.below


def _below(line: Text) -> str:
    word, said = _label(line)
    if word in _REMARKS:
        return remark(word, linked(said))
    return tag("div", linked(line.plain), FAINT if "dim" in str(line.style) else "")


def _label(line: Text) -> tuple[str, str]:
    """Split a line into the word that is set off at its begin, if any, and the rest."""
    head = line.spans[0] if line.spans else None
    if head is None or head.start or head.end >= len(line.plain):
        return "", line.plain
    return line.plain[: head.end].strip().removesuffix(":"), line.plain[head.end :]
