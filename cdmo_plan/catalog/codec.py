"""Entities of the domain as plain data, and back: what a store of a catalog is made of.

A value is written as JSON has it where JSON can say it. Anything else is a list that begins with a number,
its tag: what the rest of the list is. A class of the domain has one of the last tags, by its place in
`CLASSES`, and its fields follow in their order, null where one is what it is by default. Marks leave out the
file where all are in that of the entity; a source is written once for its file and named by its number there.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from cdmo_plan.domain import (
    agreements,
    availability,
    capability,
    duration,
    geography,
    layers,
    partners,
    process,
    quotes,
)
from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.marks import UNMARKED, Mark, Marks
from cdmo_plan.domain.sources import GENERAL_KNOWLEDGE, Source
from cdmo_plan.domain.values import defaults_of

CLASSES: Final = (
    *(agreements.Agreement, agreements.Scope),
    *(availability.Status, availability.Timeline, availability.Hold),
    *(capability.Scale, capability.Claim, capability.RegulatorRecord, capability.BatchSize),
    capability.Capability,
    duration.Duration,
    *(geography.Country, geography.Region, geography.Regulator, geography.Lane),
    *(layers.Amended, layers.Layer),
    *(partners.Ownership, partners.Supply, partners.Identifiers, partners.Site, partners.Partner),
    *(partners.Organisation, partners.EquipmentModel),
    *(process.Material, process.Dependency, process.ProcessStep, process.Stage, process.Alternative),
    process.Process,
    *(quotes.Quote, quotes.Slot),
    Source,
)
"""Every class that an entity may hold."""

EARLY: Final[Mapping[type, frozenset[str]]] = {
    process.Process: frozenset({"id", "name", "modality", "aliases"}),
    Source: frozenset({"id", "published", "read"}),
}
"""Fields that are made at once, of classes whose other fields lie in a section of their own."""

SOON: Final[Mapping[type, frozenset[str]]] = {
    capability.Capability: frozenset({"id", "partner", "site", "step", "modalities", "segregated", "marks"}),
    partners.Site: frozenset({"id", "name", "city", "country", "partner", "owners", "timeline", "marks"}),
}
"""Fields that are made at once, of classes of which most instances are asked for no other."""

_WORDS, _TUPLE, _SET, _DATE, _MARKS, _UNMARKED, _NONE, _SOURCE, _GENERAL, _DECIMAL, _ELSEWHERE = range(11)
_FIRST_CLASS: Final = _ELSEWHERE + 1
FIELDS: Final[Mapping[type, Mapping[str, Any]]] = {made: defaults_of(made) for made in CLASSES}
"""The fields of each class in their order, with what they are by default."""

_TAG_OF: Final = {made: number for number, made in enumerate(CLASSES, start=_FIRST_CLASS)}
_PLAIN: Final = frozenset({str, int, float, bool})

_MARKS_AT: Final = {
    _TAG_OF[made]: list(found).index("marks") + 1
    for made, found in FIELDS.items()
    if made not in EARLY and "marks" in found
}

SHAPE: Final = repr(
    [
        (made.__name__, [(name, value if type(value) in _PLAIN else "") for name, value in found.items()])
        for made, found in FIELDS.items()
    ]
)
"""What can be written, so that a store of another shape is known for one."""


def place_of(plain: list[Any]) -> tuple[int, int]:
    """Return the line and column where the entity of plain data stands, if they are told at once."""
    marks = plain[_MARKS_AT[plain[0]]] if plain[0] in _MARKS_AT else None
    if not marks or marks[0] == _UNMARKED:
        return (0, 0)
    return (marks[1], marks[2]) if marks[0] == _MARKS else (marks[2], marks[3])


class UnstorableError(Exception):
    """A value that the store has no words for."""


class Writer:
    """Makes plain data of the entities of one file; `late` holds by class what is made when asked for.

    An entity that a layer amends stands in its file, and has marks in files of the layer: `files` are the
    numbers of all files by name.
    """

    def __init__(self, file: str, files: Mapping[str, int] = MappingProxyType({})) -> None:
        self._file = file
        self._files = files
        self._numbers: dict[int, int] = {}
        self._kept: list[Source] = []
        self.sources: list[list[Any]] = []
        self.late: dict[type, list[Any]] = {}

    def plain(self, value: Any) -> Any:  # noqa: ANN401, PLR0911  any value, a case for each kind
        """Return a value as plain data.

        Raises:
            UnstorableError: If it holds what no entity of a single file can hold.
        """
        kind = type(value)
        if value is None or kind in _PLAIN:
            return value
        if kind is tuple:
            items = [self.plain(each) for each in value]
            return [_TUPLE if any(type(each) is list for each in items) else _WORDS, *items]
        if kind is frozenset:
            return [_SET, *sorted(value)]
        if kind is PartialDate:
            return [_DATE, value.text, value.first.toordinal(), value.last.toordinal()]
        if kind is Marks:
            return self._marks(value)
        if kind is Source:
            return self._source(value)
        if kind.__name__ == "Decimal":
            return [_DECIMAL, str(value)]
        return self._entity(value)

    def _entity(self, value: Any) -> list[Any]:  # noqa: ANN401  any entity
        kind = type(value)
        if kind not in _TAG_OF:
            raise UnstorableError(kind.__name__)
        early = EARLY.get(kind)
        fields = FIELDS[kind].items()
        parts = [(name, self._field(default, getattr(value, name))) for name, default in fields]
        if early is None:
            return [_TAG_OF[kind], *(plain for _, plain in parts)]
        owed = self.late.setdefault(kind, [])
        owed.append([plain for name, plain in parts if name not in early])
        return [_TAG_OF[kind], *(plain for name, plain in parts if name in early), len(owed) - 1]

    def _field(self, default: Any, value: Any) -> Any:  # noqa: ANN401  any value
        if type(value) is type(default) and value == default:
            return None
        return [_NONE] if value is None else self.plain(value)

    def _marks(self, marks: Marks) -> list[Any]:
        if marks is UNMARKED:
            return [_UNMARKED]
        if any(mark.file != self._file for mark in (marks.entity, *marks.fields.values())):
            return self._marks_elsewhere(marks)
        places = (f"{name} {mark.line} {mark.column}" for name, mark in marks.fields.items())
        return [_MARKS, marks.entity.line, marks.entity.column, " ".join(places)]

    def _marks_elsewhere(self, marks: Marks) -> list[Any]:
        try:
            file, line, column = self._numbered(marks.entity)
            places = ((name, *self._numbered(mark)) for name, mark in marks.fields.items())
            text = " ".join(f"{name} {number} {at} {to}" for name, number, at, to in places)
        except KeyError as error:
            raise UnstorableError(marks.entity.file) from error
        return [_ELSEWHERE, file, line, column, text]

    def _numbered(self, mark: Mark) -> tuple[int, int, int]:
        return self._files[mark.file], mark.line, mark.column

    def _source(self, source: Source) -> list[Any]:
        if source is GENERAL_KNOWLEDGE:
            return [_GENERAL]
        if id(source) not in self._numbers:
            self._numbers[id(source)] = len(self._kept)
            self._kept.append(source)
            self.sources.append(self._entity(source))
        return [_SOURCE, self._numbers[id(source)]]
