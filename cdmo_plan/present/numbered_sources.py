"""Numbers for sources: each fact names its own, and the list stands once below."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cdmo_plan.domain.sources import Source
from cdmo_plan.present.console import cell
from cdmo_plan.present.hyperlinks import link

if TYPE_CHECKING:
    from rich.console import Console


class Citations:
    """The sources that an answer cites, numbered in the order of their first use."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self._sources: list[Source] = []

    def cite(self, sources: Iterable[Source]) -> str:
        """Return the numbers of sources as they stand behind a fact: ` [1, 3]`; nothing for none."""
        numbers = [self._number(source) for source in sources]
        return f" [{', '.join(str(number) for number in numbers)}]" if numbers else ""

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources in the order of their numbers, which begin with 1."""
        return tuple(self._sources)

    def _number(self, source: Source) -> int:
        # The same page may be listed under several ids, and one id by several files.
        key = (source.reference, str(source.published))
        if key not in self._numbers:
            self._sources.append(source)
            self._numbers[key] = len(self._sources)
        return self._numbers[key]

    def print(self, console: Console) -> None:
        """Print the list; an address keeps its line, so that it can be copied."""
        if not self._sources:
            return
        console.print()
        console.print(cell("Sources", "bold"))
        for number, source in enumerate(self._sources, 1):
            number_of_source = cell(f"  [{number}] ")
            console.print(
                number_of_source.append_text(link(cell(in_words(source)), source.url)), soft_wrap=True
            )
            if source.url:
                address = link(cell(source.url, "dim"), source.url)
                console.print(cell("      ").append_text(address), soft_wrap=True)


def in_words(source: Source) -> str:
    """Return a source as a reader of a printed page needs it: who, when, what, and when it was read."""
    parts = [
        source.publisher,
        str(source.published.year) if source.published else "no year",
        source.citation,
        f"read {source.read}" if source.read else None,
        "a mirror: the original was not found" if source.mirror else None,
    ]
    if source.is_general_knowledge:
        return str(source.citation)
    return ", ".join(part for part in parts if part)
