"""Entities made of the plain data that `codec` writes; much of them only when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING
from datetime import date
from typing import Any, Final

from cdmo_plan.catalog.codec import CLASSES, EARLY, FIELDS, SOON
from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.late import Late
from cdmo_plan.domain.marks import UNMARKED, Mark, Marks
from cdmo_plan.domain.sources import GENERAL_KNOWLEDGE, Source


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
            *(self._source, _general, _decimal, self._marks_elsewhere),
        ]
        self._of += [self._when_needed(made) for made in CLASSES]

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
        file = self._file

        def fill(marks: Late) -> None:
            _set_entity(marks, Mark(file, plain[1], plain[2]))
            _set_fields(marks, _Places(file, plain[3]))

        marks = _new(Marks)
        _set_owed(marks, fill)
        return marks

    def _marks_elsewhere(self, plain: list[Any]) -> Marks:
        files, (_, file, line, column, places) = self._files, plain

        def fill(marks: Late) -> None:
            _set_entity(marks, Mark(files[file], line, column))
            _set_fields(marks, _PlacesElsewhere(files, places))

        marks = _new(Marks)
        _set_owed(marks, fill)
        return marks

    def _source(self, plain: list[Any]) -> Source:
        key = (self._number, plain[1])
        known = self._made.get(key)
        if known is None:
            written = self._sources()[self._number][plain[1]]
            known = self._made[key] = self._of[written[0]](written)
        return known

    def _when_needed(self, made: type[Any]) -> Callable[[list[Any]], Any]:
        def make(plain: list[Any]) -> Any:  # noqa: ANN401  an instance of the class
            maker = self._of[plain[0]] = self._maker(made)
            return maker(plain)

        return make

    def _maker(self, made: type[Any]) -> Callable[[list[Any]], Any]:
        """Return what makes an instance field by field: a constructor would take thrice as long."""
        early, soon = EARLY.get(made), SOON.get(made)
        fields = list(enumerate(FIELDS[made], start=1))
        if early is None and soon is None:
            return self._filler(made, fields)
        chosen = early or soon or frozenset()
        at_once, later = ([each for each in fields if (each[1] in chosen) is now] for now in (True, False))
        if early is not None:
            # What is made later lies in a list of its own.
            at_once, later = (list(enumerate((name for _, name in part), 1)) for part in (at_once, later))
        first, rest = self._filler(made, at_once), self._filler(made, later)

        def make(plain: list[Any]) -> Any:  # noqa: ANN401  an instance of the class
            number = self._number

            def fill(entity: Late) -> None:
                self._number, self._file = number, self._files[number]
                rest(plain if early is None else [None, *self._late(made, number)[plain[-1]]], entity)

            entity = first(plain)
            _set_owed(entity, fill)
            return entity

        return make

    def _filler(self, made: type[Any], chosen: Iterable[tuple[int, str]]) -> Callable[..., Any]:
        """Return what sets fields by their places in a list, of a new instance where none is given."""
        fields = FIELDS[made]
        numbered = [
            (number, getattr(made, name).__set__, None if fields[name] is MISSING else fields[name])
            for number, name in chosen
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


class _PlacesElsewhere(Mapping[str, Mark]):
    """The marks of the fields of an entity that stands in several files."""

    __slots__ = ("_files", "_places")

    def __init__(self, files: Sequence[str], places: str) -> None:
        self._files = files
        self._places = places

    def __getitem__(self, name: str) -> Mark:
        flat = self._places.split(" ")
        at = flat[::4].index(name) * 4 if name in flat[::4] else None
        if at is None:
            raise KeyError(name)
        return Mark(self._files[int(flat[at + 1])], int(flat[at + 2]), int(flat[at + 3]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._places.split(" ")[::4] if self._places else ())

    def __len__(self) -> int:
        return (self._places.count(" ") + 1) // 4


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
_set_owed: Final = vars(Late)["_owed"].__set__
