"""Which of several catalogs laid over each other a fact came from."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import field

from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.marks import UNMARKED, Mark, Marks
from cdmo_plan.domain.sources import Source
from cdmo_plan.domain.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """What one later layer changed of an entity: fields by their names in the file, and who says so."""

    fields: tuple[str, ...]
    sources: tuple[Source, ...] = ()
    marks: Marks = UNMARKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One catalog among those that lie over each other: its name, and what it does to those below.

    `added` and `amended` are ids of entities, `withdrawn` ids with the reason; in the lowest layer all is
    added. `folder` is the place by which marks name its files.
    """

    name: str
    title: str | None = None
    as_of: PartialDate | None = None
    licence: str | None = None
    is_private: bool = False
    folder: str = ""
    files: frozenset[str] = frozenset()
    added: tuple[str, ...] = ()
    amended: tuple[str, ...] = ()
    withdrawn: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Origins:
    """The layers of a catalog, the lowest first; `left_out` counts private ones that were not to be used."""

    layers: tuple[Layer, ...] = ()
    left_out: int = 0
    _by_file: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_file = {file: number for number, layer in enumerate(self.layers) for file in layer.files}
        object.__setattr__(self, "_by_file", by_file)

    @property
    def is_layered(self) -> bool:
        """Whether several catalogs lie over each other, so that an answer says which one is meant."""
        return len(self.layers) > 1

    @property
    def private(self) -> tuple[Layer, ...]:
        """The layers that are not for sharing."""
        return tuple(layer for layer in self.layers if layer.is_private)

    def of(self, mark: Mark) -> Layer | None:
        """Return the layer in which a place lies; None for what was built in memory."""
        number = self._by_file.get(mark.file)
        return None if number is None else self.layers[number]

    def behind(self, *entities: object) -> tuple[Layer, ...]:
        """Return the layers that any fact of these entities came from, the lowest first."""
        numbers = {self._by_file.get(mark.file) for mark in _marks(entities)}
        return tuple(self.layers[number] for number in sorted(n for n in numbers if n is not None))

    def is_private(self, *entities: object) -> bool:
        """Tell whether any fact of these entities came from a layer that is not for sharing."""
        return bool(self.private) and any(layer.is_private for layer in self.behind(*entities))


def _marks(value: object) -> Iterator[Mark]:
    """Yield where the parts of a value stand; a source is marked where its file lists it."""
    if isinstance(value, Marks):
        yield value.entity
        yield from value.fields.values()
    elif isinstance(value, tuple):
        for each in value:
            yield from _marks(each)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for each in dataclasses.fields(value):
            yield from _marks(getattr(value, each.name))
