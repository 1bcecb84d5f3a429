"""Entities of the domain as plain data, and back: what a store of a catalog is made of.

A value is written as JSON has it where JSON can say it. Anything else is a list that begins with a number,
its tag: what the rest of the list is. A class of the domain has one of the last tags, by its place in
`CLASSES`, and its fields follow in their order, null where one is what it is by default. Marks leave out the
file, which all of an entity's share; a source is written once for its file and named by its number there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields
from datetime import date
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
from cdmo_plan.domain.late import Late
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
    Source,
)
"""Every class that an entity may hold."""

EARLY: Final[Mapping[type, frozenset[str]]] = {
    process.Process: frozenset({"id", "name", "modality", "aliases"}),
    Source: frozenset({"id", "published", "read"}),
}
"""Fields that are made at once, of classes whose other fields lie in a section of their own."""

_WORDS, _TUPLE, _SET, _DATE, _MARKS, _UNMARKED, _NONE, _SOURCE, _GENERAL, _DECIMAL, _FIRST_CLASS = range(11)
_FIELDS: Final[Mapping[type, tuple[Field[Any], ...]]] = {
    made: tuple(each for each in fields(made)) for made in CLASSES
}
_TAG_OF: Final = {made: number for number, made in enumerate(CLASSES, start=_FIRST_CLASS)}
_PLAIN: Final = frozenset({str, int, float, bool})

SHAPE: Final = repr(
    [
        (made.__name__, [(each.name, each.default if type(each.default) in _PLAIN else "") for each in found])
        for made, found in _FIELDS.items()
    ]
)
"""What can be written, so that a store of another shape is known for one."""


class UnstorableError(Exception):
    """A value that the store has no words for."""


class Writer:
    """Makes plain data of the entities of one file; `late` holds by class what is made when asked for."""

    def __init__(self, file: str) -> None:
        self._file = file
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
        parts = [(each.name, self._field(each, getattr(value, each.name))) for each in _FIELDS[kind]]
        if early is None:
            return [_TAG_OF[kind], *(plain for _, plain in parts)]
        owed = self.late.setdefault(kind, [])
        owed.append([plain for name, plain in parts if name not in early])
        return [_TAG_OF[kind], *(plain for name, plain in parts if name in early), len(owed) - 1]

    def _field(self, field: Field[Any], value: Any) -> Any:  # noqa: ANN401  any value
        if type(value) is type(field.default) and value == field.default:
            return None
        return [_NONE] if value is None else self.plain(value)

    def _marks(self, marks: Marks) -> list[Any]:
        if marks is UNMARKED:
            return [_UNMARKED]
        if any(mark.file != self._file for mark in (marks.entity, *marks.fields.values())):
            raise UnstorableError(marks.entity.file)
        places = (f"{name} {mark.line} {mark.column}" for name, mark in marks.fields.items())
        return [_MARKS, marks.entity.line, marks.entity.column, " ".join(places)]

    def _source(self, source: Source) -> list[Any]:
        if source is GENERAL_KNOWLEDGE:
            return [_GENERAL]
        if id(source) not in self._numbers:
            self._numbers[id(source)] = len(self._kept)
            self._kept.append(source)
            self.sources.append(self._entity(source))
        return [_SOURCE, self._numbers[id(source)]]


class Reader:
    """Makes entities of plain data; of each it is told which file it stands in."""

    def __init__(
        self,
        files: Sequence[str],
        sources: Callable[[], Sequence[Sequence[list[Any]]]],
        late: Callable[[type, int], Sequence[list[Any]]],
    ) -> None:
        """Take the names of files; what reads the sources of each; and the late fields of a class by file."""
        self._files = files
        self._sources = sources
        self._late = late
        self._made: dict[tuple[int, int], Source] = {}
        self._dates: dict[str, PartialDate] = {}
        self._number, self._file = -1, ""
        self._of: list[Callable[[list[Any]], Any]] = [
            *(_words, self._tuple, _set, self._date, self._marks, _unmarked, _none),
            *(self._source, _general, _decimal),
        ]
        self._of += [self._maker(made) for made in CLASSES]

    def entity(self, file: int, plain: list[Any]) -> Any:  # noqa: ANN401  any entity
        """Return the entity that plain data of a file stands for, the file by its number."""
        self._number = file
        self._file = self._files[file] if file >= 0 else ""
        return self._of[plain[0]](plain)

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
            written = self._sources()[self._number][plain[1]]
            known = self._made[key] = self._of[written[0]](written)
        return known

    def _maker(self, made: type[Any]) -> Callable[[list[Any]], Any]:
        """Return what makes an instance field by field: a constructor would take thrice as long."""
        early = EARLY.get(made)
        if early is None:
            return self._filler(made, _FIELDS[made])
        first = self._filler(made, [each for each in _FIELDS[made] if each.name in early])
        rest = self._filler(made, [each for each in _FIELDS[made] if each.name not in early])

        def make(plain: list[Any]) -> Any:  # noqa: ANN401  an instance of the class
            entity, number = first(plain), self._number

            def fill(entity: object) -> None:
                self._number, self._file = number, self._files[number]
                rest([None, *self._late(made, number)[plain[-1]]], entity)

            Late.owe(entity, fill)
            return entity

        return make

    def _filler(self, made: type[Any], chosen: Sequence[Field[Any]]) -> Callable[..., Any]:
        """Return what sets these fields, of a new instance where none is given."""
        numbered = [
            (number, getattr(made, each.name).__set__, None if each.default is MISSING else each.default)
            for number, each in enumerate(chosen, start=1)
        ]
        of = self._of

        def make(plain: list[Any], entity: Any = None) -> Any:  # noqa: ANN401  an instance of the class
            if entity is None:
                entity = _new(made)
            for number, set_field, default in numbered:
                each = plain[number]
                if each is None:
                    set_field(entity, default)
                else:
                    set_field(entity, of[each[0]](each) if type(each) is list else each)
            return entity

        return make


class _Places(Mapping[str, Mark]):
    """The marks of an entity's fields, made when they are asked for, which is seldom."""

    __slots__ = ("_file", "_places")

    def __init__(self, file: str, places: str) -> None:
        self._file = file
        self._places = places

    def __getitem__(self, name: str) -> Mark:
        flat = self._places.split(" ")
        for at in range(0, len(flat) - 2, 3):
            if flat[at] == name:
                return Mark(self._file, int(flat[at + 1]), int(flat[at + 2]))
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places.split(" ")[::3] if self._places else ())

    def __len__(self) -> int:
        return (self._places.count(" ") + 1) // 3


def _words(plain: list[Any]) -> tuple[Any, ...]:
    return tuple(plain[1:])


def _set(plain: list[Any]) -> frozenset[Any]:
    return frozenset(plain[1:])


def _unmarked(_plain: list[Any]) -> Marks:
    return UNMARKED


def _none(_plain: list[Any]) -> None:
    return None


def _general(_plain: list[Any]) -> Source:
    return GENERAL_KNOWLEDGE


def _decimal(plain: list[Any]) -> Any:  # noqa: ANN401  a decimal, whose module is seldom needed
    from decimal import Decimal

    return Decimal(plain[1])


_new: Final = object.__new__
_set_entity: Final = vars(Marks)["entity"].__set__
_set_fields: Final = vars(Marks)["fields"].__set__
