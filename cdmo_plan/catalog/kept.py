"""What a store holds of files that did not change, so that only those that did are read again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from cdmo_plan.catalog.codec import EARLY, place_of
from cdmo_plan.catalog.container import Container, Written
from cdmo_plan.catalog.decode import Reader
from cdmo_plan.catalog.freshness import Compared
from cdmo_plan.catalog.sections import BY_ID, LISTS, rest_of
from cdmo_plan.domain.values import NamedTuple

KINDS: Final = frozenset(
    {"partner", "process", "agreements", "organisations", "equipment", "regions", "lanes"}
)
"""Kinds of file whose entities a store holds as they were linked; the others are small."""


class KeptFile(NamedTuple):
    """A file that is what it was: by its number in the store, and as it is spoken of."""

    number: int
    path: str
    kind: str
    file: str
    digest: str


class Kept:
    """The entities of files that are what they were when a store was written, as linking made them."""

    def __init__(self, container: Container, compared: Compared) -> None:
        """Take from a store what stood in unchanged files that nothing was found in.

        Raises:
            BrokenError: If the store is damaged.
        """
        head = container.head
        self.is_all = compared.is_all
        doubtful = {file for found in container.section("findings") for file in _files_named(found)}
        described = zip(head["read"], head["kinds"], head["files"], head["digests"], strict=True)
        self.files: dict[str, KeptFile] = {
            path: KeptFile(number, path, kind, file, digest)
            for number, (path, kind, file, digest) in enumerate(described)
            if path in compared.same and kind in KINDS and file not in doubtful
        }
        if "amendments" in head["kinds"]:
            self.files = {}
        self.seals = {each.path: each.digest for each in compared.seen if each.path in self.files}
        self._container = container
        self._numbers = {each.number for each in self.files.values()}
        self._sources: list[list[list[Any]]] = container.section("sources")
        self._plain: dict[int, tuple[str, list[Any]]] = {}
        self.by_kind: dict[str, dict[int, list[Any]]] = {}
        self._read()

    def plain_of(self, entity: object) -> tuple[str, list[Any]] | None:
        """Return the file and the plain data of an entity that is as the store holds it."""
        return self._plain.get(id(entity))

    def sources_of(self, file: KeptFile) -> list[Any]:
        """Return the plain sources of a file."""
        return self._sources[file.number]

    def late_of(self, file: KeptFile) -> Iterator[tuple[type, Written]]:
        """Yield the late fields of a file by class, as they are written."""
        for kind in EARLY:
            name = rest_of(kind, file.number)
            if name in self._container.head["sections"]:
                yield kind, self._container.written(name)

    def in_file(self, kind: str, file: KeptFile) -> list[Any]:
        """Return the entities of a kind that stand in a file, in their order there."""
        return self.by_kind[kind].get(file.number, [])

    def _read(self) -> None:
        section = self._container.section
        files = self._container.head["files"]
        reader = Reader(files, lambda: self._sources, lambda kind, file: section(rest_of(kind, file)))
        kinds: Mapping[str, list[list[Any]]] = {
            **{name: [entry[1:] for entry in section(name)] for name in BY_ID},
            **{name: section(name) for name in LISTS},
            "rows": [entry for step in self._container.head["steps"] for entry in section(f"rows/{step}")],
        }
        for kind, entries in kinds.items():
            found: dict[int, list[Any]] = defaultdict(list)
            for number, plain in sorted(entries, key=lambda entry: place_of(entry[1])):
                if number in self._numbers:
                    entity = reader.entity(number, plain)
                    self._plain[id(entity)] = files[number], plain
                    found[number].append(entity)
            self.by_kind[kind] = found


def _files_named(found: Sequence[Any]) -> Iterator[str]:
    """Yield the files that a finding, as plain data, names."""
    yield found[4]
    yield from (related[0] for related in found[8])
