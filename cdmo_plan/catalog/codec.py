"""Entities of the domain as plain data, and back: what a store of a catalog is made of.

A value is written as JSON has it where JSON can say it. Anything else is a list that begins with a number,
its tag: what the rest of the list is. A class of the domain has one of the last tags, by its place in
`CLASSES`, and its fields follow in their order. Marks leave out the file, which all of an entity's share,
and a source is written once for its file and named by its number there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
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
)
"""Every class that an entity may hold."""

_TUPLE, _SET, _DATE, _MARKS, _UNMARKED, _SOURCE, _GENERAL, _DECIMAL, _FIRST_CLASS = range(9)
_FIELDS: Final = tuple((made, tuple(each.name for each in fields(made))) for made in CLASSES)
_SOURCE_FIELDS: Final = tuple(each.name for each in fields(Source))
_TAG_OF: Final = {made: number for number, made in enumerate(CLASSES, start=_FIRST_CLASS)}

SHAPE: Final = repr([(made.__name__, names) for made, names in (*_FIELDS, (Source, _SOURCE_FIELDS))])
"""What can be written, so that a store of another shape is known for one."""


class UnstorableError(Exception):
    """A value that the store has no words for."""


class Writer:
    """Makes plain data of the entities of one file."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._numbers: dict[int, int] = {}
        self._kept: list[Source] = []
        self.sources: list[list[Any]] = []

    def plain(self, value: Any) -> Any:  # noqa: ANN401, PLR0911  any value, a case for each kind
        """Return a value as plain data.

        Raises:
            UnstorableError: If it holds what no entity of a single file can hold.
        """
        kind = type(value)
        if value is None or kind in _PLAIN:
            return value
        if kind is tuple:
            return [_TUPLE, *map(self.plain, value)]
        if kind is frozenset:
            return [_SET, *sorted(value)]
        if kind is PartialDate:
            return [_DATE, value.text, value.first.toordinal(), value.last.toordinal()]
        if kind is Marks:
            return self._marks(value)
        if kind is Source:
            return self._source(value)
        if kind is Decimal:
            return [_DECIMAL, str(value)]
        if kind not in _TAG_OF:
            raise UnstorableError(kind.__name__)
        tag = _TAG_OF[kind]
        return [tag, *(self.plain(getattr(value, name)) for name in _FIELDS[tag - _FIRST_CLASS][1])]

    def _marks(self, marks: Marks) -> list[Any]:
        if marks is UNMARKED:
            return [_UNMARKED]
        if any(mark.file != self._file for mark in (marks.entity, *marks.fields.values())):
            raise UnstorableError(marks.entity.file)
        places = [part for name, mark in marks.fields.items() for part in (name, *mark[1:])]
        return [_MARKS, *marks.entity[1:], places]

    def _source(self, source: Source) -> list[Any]:
        if source is GENERAL_KNOWLEDGE:
            return [_GENERAL]
        if id(source) not in self._numbers:
            self._numbers[id(source)] = len(self._kept)
            self._kept.append(source)
            self.sources.append([0, *(self.plain(getattr(source, name)) for name in _SOURCE_FIELDS)])
        return [_SOURCE, self._numbers[id(source)]]


_PLAIN: Final = frozenset({str, int, float, bool})


class Reader:
    """Makes entities of plain data; of each it is told which file it stands in."""

    def __init__(self, files: Sequence[str], sources: Callable[[], Sequence[Sequence[list[Any]]]]) -> None:
        self._files = files
        self._sources = sources
        self._made: dict[tuple[int, int], Source] = {}
        self._dates: dict[str, PartialDate] = {}
        self._number, self._file = -1, ""
        self._of = (
            *(self._tuple, _set, self._date, self._marks, _unmarked, self._source, _general, _decimal),
            *(_maker(made, names, self._value) for made, names in _FIELDS),
        )
        self._new_source = _maker(Source, _SOURCE_FIELDS, self._value)

    def entity(self, file: int, plain: list[Any]) -> Any:  # noqa: ANN401  any entity
        """Return the entity that plain data of a file stands for, the file by its number."""
        self._number = file
        self._file = self._files[file] if file >= 0 else ""
        return self._of[plain[0]](plain)

    def _value(self, plain: Any) -> Any:  # noqa: ANN401  any value
        return self._of[plain[0]](plain) if type(plain) is list else plain

    def _tuple(self, plain: list[Any]) -> tuple[Any, ...]:
        made = self._of
        return tuple([made[each[0]](each) if type(each) is list else each for each in plain[1:]])

    def _date(self, plain: list[Any]) -> PartialDate:
        text = plain[1]
        known = self._dates.get(text)
        if known is None:
            known = PartialDate(text, date.fromordinal(plain[2]), date.fromordinal(plain[3]))
            self._dates[text] = known
        return known

    def _marks(self, plain: list[Any]) -> Marks:
        marks = _new(Marks)
        _set_entity(marks, Mark(self._file, plain[1], plain[2]))
        _set_fields(marks, _Places(self._file, plain[3]))
        return marks

    def _source(self, plain: list[Any]) -> Source:
        key = (self._number, plain[1])
        known = self._made.get(key)
        if known is None:
            known = self._new_source(self._sources()[self._number][plain[1]])
            self._made[key] = known
        return known


class _Places(Mapping[str, Mark]):
    """The marks of an entity's fields, made when they are asked for, which is seldom."""

    __slots__ = ("_file", "_flat")

    def __init__(self, file: str, flat: list[Any]) -> None:
        self._file = file
        self._flat = flat

    def __getitem__(self, name: str) -> Mark:
        flat = self._flat
        for at in range(0, len(flat), 3):
            if flat[at] == name:
                return Mark(self._file, flat[at + 1], flat[at + 2])
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._flat[::3])

    def __len__(self) -> int:
        return len(self._flat) // 3


def _set(plain: list[Any]) -> frozenset[Any]:
    return frozenset(plain[1:])


def _date(plain: list[Any]) -> PartialDate:
    return PartialDate(plain[1], date.fromordinal(plain[2]), date.fromordinal(plain[3]))


def _unmarked(_plain: list[Any]) -> Marks:
    return UNMARKED


def _general(_plain: list[Any]) -> Source:
    return GENERAL_KNOWLEDGE


def _decimal(plain: list[Any]) -> Decimal:
    return Decimal(plain[1])


def _maker(made: type[Any], names: Sequence[str], value: Callable[[Any], Any]) -> Callable[[list[Any]], Any]:
    """Return what makes a frozen instance field by field: its constructor would take thrice as long."""
    numbered = [(number, getattr(made, name).__set__) for number, name in enumerate(names, start=1)]

    def make(plain: list[Any]) -> Any:  # noqa: ANN401  an instance of the class
        entity = _new(made)
        for number, set_field in numbered:
            each = plain[number]
            set_field(entity, value(each) if type(each) is list else each)
        return entity

    return make


_new: Final = object.__new__
_set_entity: Final = vars(Marks)["entity"].__set__
_set_fields: Final = vars(Marks)["fields"].__set__
