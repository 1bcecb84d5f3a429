"""A catalog as a store holds it: the same `Catalog`, whose entities are made when they are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any, Generic, TypeVar

from cdmo_plan.catalog.container import BrokenError, Container
from cdmo_plan.catalog.decode import Reader
from cdmo_plan.catalog.loaded import Loaded
from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.catalog.sections import BY_ID, LISTS, rest_of
from cdmo_plan.diagnostics.diagnostic import Diagnostic, Severity
from cdmo_plan.domain.layers import Origins
from cdmo_plan.domain.marks import Mark
from cdmo_plan.domain.world import Row

Value = TypeVar("Value")


def loaded_from(container: Container, read_anew: Callable[[], Mapping[str, Any]]) -> Loaded:
    """Return the catalog of a store.

    Args:
        container: The store, which holds the catalog as it is now.
        read_anew: Returns the sections as they should be, for where the store turns out to be damaged.
    """
    opened = _Opened(container, read_anew)
    findings = tuple(_finding(each) for each in opened.section("findings"))
    return Loaded(opened.catalog(), findings, tuple(container.head["read"]), ())


class _Opened:
    """An open store, and what was made of it so far."""

    def __init__(self, container: Container, read_anew: Callable[[], Mapping[str, Any]]) -> None:
        self._container = container
        self._read_anew = read_anew
        self._anew: Mapping[str, Any] = {}
        self._plain_rows: dict[str, list[Any]] = {}
        self._made: dict[str, dict[int, Row]] = defaultdict(dict)
        self._reader = Reader(
            container.head["files"],
            OnDemand(lambda: self.section("sources")),
            cache(lambda kind, file: self.section(rest_of(kind, file))),
        )
        self._by_id = {name: _Entities(self._reader, OnDemand(partial(self.section, name))) for name in BY_ID}

    def section(self, name: str) -> Any:  # noqa: ANN401  plain data
        """Return a section of the store, or what should be there."""
        if not self._anew:
            try:
                return self._container.section(name)
            except BrokenError:
                self._anew = self._read_anew()
        return self._anew[name]

    def catalog(self) -> Catalog:
        """Return the catalog, of which little is made yet."""
        head, entity = self._container.head, self._reader.entity
        layers = tuple(entity(-1, each) for each in self.section("origins"))
        fields: dict[str, Any] = {
            name: _List(self._reader, OnDemand(partial(self.section, name))) for name in LISTS
        }
        fields |= self._by_id
        by_site, by_partner = (OnDemand(partial(self.section, name)) for name in ("by_site", "by_partner"))
        sites = self._by_id["sites"]
        return Catalog(
            digest=head["digest"],
            layers=tuple(layer.name for layer in layers),
            origins=Origins(layers),
            **fields,
            by_step=_Groups(
                OnDemand(lambda: head["steps"]), lambda step, count: self._rows(step, range(count))
            ),
            by_site=_Groups(by_site, lambda _, at: tuple(self._row(step, number) for step, number in at)),
            by_partner=_Groups(by_partner, lambda _, ids: tuple(sites[site] for site in ids)),
        )

    def _rows(self, step: str, numbers: Iterable[int]) -> tuple[Row, ...]:
        return tuple(self._row(step, number) for number in numbers)

    def _row(self, step: str, number: int) -> Row:
        """Return one row: a site is asked for its rows of every step, which are few of each."""
        made = self._made[step]
        row = made.get(number)
        if row is None:
            plain = self._plain_rows.get(step)
            if plain is None:
                plain = self._plain_rows[step] = self.section(f"rows/{step}")
            one = self._reader.entity(*plain[number])
            site = self._by_id["sites"][one.site] if one.site else None
            row = made[number] = Row(one, site, self._by_id["partners"][one.partner])
        return row


class OnDemand(Generic[Value]):
    """A value that is read when it is first asked for."""

    __slots__ = ("_read", "_value")

    def __init__(self, read: Callable[[], Value]) -> None:
        self._read: Callable[[], Value] | None = read

    def __call__(self) -> Value:
        """Return the value."""
        if self._read is not None:
            self._value, self._read = self._read(), None
        return self._value


class _Entities(Mapping[str, Any]):
    """Entities by id, in the order of a section."""

    def __init__(self, reader: Reader, read: OnDemand[list[list[Any]]]) -> None:
        self._reader = reader
        self._plain = OnDemand(lambda: {identity: (file, plain) for identity, file, plain in read()})
        self._made: dict[str, Any] = {}

    def __getitem__(self, identity: str) -> Any:  # noqa: ANN401  any entity
        try:
            return self._made[identity]
        except KeyError:
            self._made[identity] = made = self._reader.entity(*self._plain()[identity])
            return made

    def get(self, identity: str, default: Any = None) -> Any:  # noqa: ANN401  any entity
        """Return an entity, or the default: what `Mapping` has would raise for each one that is not made."""
        made = self._made.get(identity)
        if made is not None:
            return made
        return self[identity] if identity in self._plain() else default

    def __contains__(self, identity: object) -> bool:
        return identity in self._plain()

    def __iter__(self) -> Iterator[str]:
        return iter(self._plain())

    def __len__(self) -> int:
        return len(self._plain())


class _Groups(Mapping[str, tuple[Any, ...]]):
    """Rows or sites by what they are grouped by."""

    def __init__(
        self, plain: OnDemand[Mapping[str, Any]], make: Callable[[str, Any], tuple[Any, ...]]
    ) -> None:
        self._plain = plain
        self._make = make
        self._made: dict[str, tuple[Any, ...]] = {}

    def __getitem__(self, key: str) -> tuple[Any, ...]:
        if key not in self._made:
            self._made[key] = self._make(key, self._plain()[key])
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._plain()

    def __iter__(self) -> Iterator[str]:
        return iter(self._plain())

    def __len__(self) -> int:
        return len(self._plain())


class _List(Sequence[Any]):
    """Entities in their order."""

    def __init__(self, reader: Reader, read: OnDemand[list[list[Any]]]) -> None:
        self._made = OnDemand(lambda: tuple(reader.entity(file, plain) for file, plain in read()))

    def __getitem__(self, number: int | slice) -> Any:  # noqa: ANN401  an entity, or a tuple of some
        return self._made()[number]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._made())

    def __len__(self) -> int:
        return len(self._made())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._made() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._made())


def _finding(plain: list[Any]) -> Diagnostic:
    code, name, severity, message, file, line, column, hint, related = plain
    return Diagnostic(
        code=code,
        name=name,
        severity=Severity(severity),
        message=message,
        mark=Mark(file, line, column),
        hint=hint,
        related=tuple((Mark(*mark), words) for *mark, words in related),
    )
