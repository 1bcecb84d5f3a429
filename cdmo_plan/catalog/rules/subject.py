"""What rules look at: the linked catalog, the documents it came from, and the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from cdmo_plan.catalog.load import Loaded
from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.catalog.read_again import read_again
from cdmo_plan.diagnostics.diagnostic import Code, Diagnostic
from cdmo_plan.diagnostics.rules import Finding
from cdmo_plan.domain.marks import Mark
from cdmo_plan.domain.partners import Site
from cdmo_plan.domain.process import Process
from cdmo_plan.domain.values import NamedTuple
from cdmo_plan.domain.vocabulary import STEPS
from cdmo_plan.domain.world import Row
from cdmo_plan.reading.files import ReadFile
from cdmo_plan.reading.marked import Data

if TYPE_CHECKING:
    from cdmo_plan.reading.shared import SourceDocument


class CitedSource(NamedTuple):
    """A source where its file lists it."""

    file: ReadFile
    id: str
    document: SourceDocument
    mark: Mark
    """Where the source begins: its id."""

    def mark_of(self, field: str) -> Mark:
        """Return where a field of the source stands."""
        return self.file.marks.mark_of(("sources", self.id, field))


class Subject:
    """A catalog being checked, as of a day."""

    def __init__(self, loaded: Loaded, day: date) -> None:
        self.catalog: Catalog = loaded.catalog
        self.files = loaded.read_files
        self.day = day
        self._diagnostics = loaded.diagnostics

    @cached_property
    def is_complete(self) -> bool:
        """Whether every file was understood: only then does a thing that nothing names say anything."""
        return all(file.document is not None for file in self.files)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """All capabilities where they stand, by step."""
        return tuple(row for step in STEPS for row in self.catalog.rows(step))

    # For rules that look at one entity alone.

    @cached_property
    def rows_read(self) -> tuple[Row, ...]:
        """The capabilities of partners whose file was read again, or of whom a layer says anything."""
        is_read = read_again("partner", self.files, self.catalog)
        return tuple(row for row in self.rows if is_read(row.partner.id))

    @cached_property
    def sites_read(self) -> tuple[Site, ...]:
        """The plants of partners whose file was read again, or of whom a layer says anything."""
        is_read = read_again("partner", self.files, self.catalog)
        return tuple(site for site in self.catalog.sites.values() if is_read(site.partner))

    @cached_property
    def recipes_read(self) -> tuple[Process, ...]:
        """The recipes of files that were read, and not recalled."""
        is_read = read_again("process", self.files, self.catalog)
        return tuple(recipe for recipe in self.catalog.processes if is_read(recipe.id))

    @cached_property
    def sources(self) -> tuple[CitedSource, ...]:
        """All sources that files list."""
        return tuple(
            CitedSource(file, name, source, file.marks.key_mark_of(("sources", name)))
            for file in self.files
            for name, source in (getattr(file.document, "sources", None) or {}).items()
        )

    def found(self, code: Code) -> Iterator[Finding]:
        """Yield what reading and linking found of a kind."""
        for each in self._found.get(code.code, ()):
            yield Finding(each.mark, each.message, each.hint, each.related)

    @cached_property
    def _found(self) -> Mapping[str, list[Diagnostic]]:
        by_code: dict[str, list[Diagnostic]] = defaultdict(list)
        for each in self._diagnostics:
            by_code[each.code].append(each)
        return by_code


def cited_in(data: Data) -> Iterator[str]:
    """Yield the ids of sources that a file's facts cite, wherever they do."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "sources" and isinstance(value, list):
                yield from (each for each in value if isinstance(each, str))
            else:
                yield from cited_in(value)
    elif isinstance(data, list):
        for item in data:
            yield from cited_in(item)
