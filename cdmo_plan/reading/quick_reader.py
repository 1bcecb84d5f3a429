"""Files that are surely right, read without pydantic: importing it takes longer than all else about one file.

`shapes.json` says what the format expects where. It is made from the document types, which stay the only
place where the format is written down (`tools/shapes.py`). Nothing is found wrong here: what this reader is
not sure of, it leaves to pydantic, which decides and has the words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeAlias, cast

from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.reading import mark_tree
from cdmo_plan.reading.marked import Data, Marked
from cdmo_plan.reading.scalars import as_amount, as_count, as_flag, as_number
from cdmo_plan.reading.traps import find_traps

if TYPE_CHECKING:
    from cdmo_plan.reading.fields import Document

SHAPES: Final = Path(__file__).with_name("shapes.json")

Shape: TypeAlias = Mapping[str, Any]
_Read: TypeAlias = Callable[[Data], Any]

# What both Python and pydantic take off the ends of a text; whether they agree on the rest need not be known.
_SPACES: Final = " \t\r\n"


class QuickDocument:
    """A document as pydantic would have made it: the same fields, and the names of those that are written."""

    __slots__ = ("__dict__", "model_fields_set")

    def __init__(self, defaults: Mapping[str, Any], written: Mapping[str, Any]) -> None:
        self.__dict__ = {**defaults, **written}
        self.model_fields_set = frozenset(written)


class _InDoubtError(Exception):
    """Something of a file may be wrong."""


def quick_document(kind: str, marked: Marked, file: str) -> Document | None:
    """Return the document that a file holds, or None where that is not sure, or something is to be told."""
    name = _shapes()["files"].get(kind)
    if name is None or marked.problems or not marked.ended:
        return None
    try:
        document = _document(name)(marked.data)
    except _InDoubtError:
        return None
    if any(find_traps(marked.suspects, lambda path: _type_at(name, path), file)):
        return None
    return cast("Document", document)


@cache
def _shapes() -> Mapping[str, Any]:
    shapes: Mapping[str, Any] = json.loads(SHAPES.read_bytes())
    return shapes


def _type_at(name: str, path: mark_tree.Path) -> type:
    """Return the type of the scalar at a path, as far as it matters what other readers make of it."""
    shape: Shape = {"is": "document", "name": name}
    for step in path:
        if shape["is"] == "document":
            shape = _shapes()["documents"][shape["name"]][step]["shape"]
        else:
            shape = shape["of"]
    return _TYPES.get(shape["is"], str)


_TYPES: Final[Mapping[str, type]] = {"number": float, "count": float, "amount": float, "flag": bool}


def _reader(shape: Shape) -> _Read:
    return _READERS[shape["is"]](shape)


@cache
def _document(name: str) -> _Read:
    fields: Mapping[str, Any] = _shapes()["documents"][name]
    readers = {field: _reader(each["shape"]) for field, each in fields.items()}
    required = {field for field, each in fields.items() if "default" not in each}
    defaults = {field: _default(each["default"]) for field, each in fields.items() if "default" in each}

    def read(value: Data) -> QuickDocument:
        if type(value) is not dict or not value.keys() <= readers.keys() or not required <= value.keys():
            _doubt()
        return QuickDocument(defaults, {field: readers[field](each) for field, each in value.items()})

    return read


def _default(value: Any) -> Any:  # noqa: ANN401  any plain value
    return tuple(value) if isinstance(value, list) else value


def _list(shape: Shape) -> _Read:
    read_item, least = _reader(shape["of"]), shape["least"]

    def read(value: Data) -> tuple[Any, ...]:
        if type(value) is not list or len(value) < least:
            _doubt()
        return tuple([read_item(each) for each in value])

    return read


def _mapping(shape: Shape) -> _Read:
    read_key, read_value = _reader(shape["keys"]), _reader(shape["of"])

    def read(value: Data) -> dict[str, Any]:
        if type(value) is not dict:
            _doubt()
        return {read_key(key): read_value(each) for key, each in value.items()}

    return read


def _text(_shape: Shape) -> _Read:
    def read(value: Data) -> str:
        text = value.strip(_SPACES) if type(value) is str else ""
        return text if text and text == text.strip() else _doubt()

    return read


def _form(shape: Shape) -> _Read:
    matches = re.compile(shape["pattern"]).fullmatch

    def read(value: Data) -> str:
        return value if type(value) is str and matches(value) else _doubt()

    return read


def _word(shape: Shape) -> _Read:
    words = frozenset(shape["words"])

    def read(value: Data) -> str:
        return value if type(value) is str and value in words else _doubt()

    return read


def _date(_shape: Shape) -> _Read:
    def read(value: Data) -> PartialDate:
        try:
            return PartialDate.parse(value) if type(value) is str else _doubt()
        except ValueError:
            _doubt()

    return read


def _scalar(understood: Callable[[object], Any]) -> Callable[[Shape], _Read]:
    """Return what makes readers of a sort of number, or of flags, within the bounds of a field."""

    def reader(shape: Shape) -> _Read:
        above, least, most = (shape.get(bound) for bound in ("gt", "ge", "le"))

        def read(value: Data) -> Any:  # noqa: ANN401  a number or a flag
            found = understood(value)
            is_within = found is not None and (
                (above is None or found > above)
                and (least is None or found >= least)
                and (most is None or found <= most)
            )
            return found if is_within else _doubt()

        return read

    return reader


def _doubt() -> NoReturn:
    raise _InDoubtError


_READERS: Final[Mapping[str, Callable[[Shape], _Read]]] = {
    "document": lambda shape: _document(shape["name"]),
    "list": _list,
    "mapping": _mapping,
    "text": _text,
    "form": _form,
    "word": _word,
    "date": _date,
    "number": _scalar(as_number),
    "count": _scalar(as_count),
    "amount": _scalar(as_amount),
    "flag": _scalar(as_flag),
}
