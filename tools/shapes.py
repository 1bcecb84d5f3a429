"""What the format expects where, as plain data for `quick_reader`: made from the document types.

A type or a constraint that is not known here is refused, so that none is left out in silence.
"""

from __future__ import annotations

import dataclasses
import json
import re
import types
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, MinLen
from pydantic import BeforeValidator, PlainValidator, StringConstraints, WithJsonSchema
from pydantic.fields import FieldInfo

from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.reading import fields
from cdmo_plan.reading.documents import DOCUMENTS, Document
from cdmo_plan.reading.quick_reader import SHAPES

Shape = dict[str, Any]

_READ_BY: Final = {
    (float, fields._read_number): "number",  # noqa: SLF001  what a type is read by tells what it takes
    (int, fields._read_count): "count",  # noqa: SLF001  as above
    (bool, fields._read_flag): "flag",  # noqa: SLF001  as above
    (Decimal, fields._read_amount): "amount",  # noqa: SLF001  as above
    (PartialDate, fields._read_date): "date",  # noqa: SLF001  as above
}


# Engines of regular expressions differ on what a digit or a letter is, beyond ASCII.
_CLASS: Final = re.compile(r"\\[A-Za-z]")


class UnknownShapeError(Exception):
    """A document type says something that the quick reader has no words for."""


def text() -> str:
    """Return the text of `shapes.json`, with a line for each field."""
    found: dict[str, type[Document]] = {}
    for kind in DOCUMENTS:
        _collect(DOCUMENTS[kind], found)
    documents = ",\n".join(f" {json.dumps(name)}: {{\n{_lines(found[name])}\n }}" for name in sorted(found))
    files = json.dumps({kind: DOCUMENTS[kind].__name__ for kind in DOCUMENTS})
    return f'{{"files": {files},\n"documents": {{\n{documents}\n}}}}\n'


def _collect(document: type[Document], found: dict[str, type[Document]]) -> None:
    decorators = document.__pydantic_decorators__
    of_its_own = document.model_config != Document.model_config or any(
        getattr(decorators, each.name) for each in dataclasses.fields(decorators)
    )
    if of_its_own or found.setdefault(document.__name__, document) is not document:
        message = (
            f"{document.__name__} has validators or settings of its own, or is not the only one of its name"
        )
        raise UnknownShapeError(message)
    for field in document.model_fields.values():
        for inner in _documents_in(field.annotation):
            _collect(inner, found)


def _documents_in(annotation: object) -> list[type[Document]]:
    if isinstance(annotation, type) and issubclass(annotation, Document):
        return [annotation]
    return [each for argument in get_args(annotation) for each in _documents_in(argument)]


def _lines(document: type[Document]) -> str:
    described = {name: _field(name, field) for name, field in document.model_fields.items()}
    return ",\n".join(f"  {json.dumps(name)}: {json.dumps(each)}" for name, each in described.items())


def _field(name: str, field: FieldInfo) -> Shape:
    if field.alias is not None:
        message = f"{name} is called {field.alias} in files"
        raise UnknownShapeError(message)
    shape = {"shape": shape_of(field.annotation, field.metadata)}
    return shape if field.is_required() else shape | {"default": field.get_default(call_default_factory=True)}


def shape_of(annotation: Any, constraints: Sequence[object]) -> Shape:  # noqa: ANN401  any type
    """Return what a type with its constraints takes; null is left to pydantic, where it may be written.

    Raises:
        UnknownShapeError: If not all of it can be said.
    """
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return shape_of(arguments[0], [*arguments[1:], *constraints])
    if origin in {Union, types.UnionType}:
        [inner] = [each for each in arguments if each is not types.NoneType]
        return shape_of(inner, constraints)
    said = _said(constraints)
    if origin is tuple and arguments[1:] == (...,):
        made = {"is": "list", "of": shape_of(arguments[0], ()), "least": said.pop("least", 0)}
    elif origin is dict:
        keys, values = (shape_of(each, ()) for each in arguments)
        made = {"is": "mapping", "keys": keys, "of": values}
    elif origin is Literal:
        made = {"is": "word", "words": arguments}
    elif isinstance(annotation, type) and issubclass(annotation, Document):
        made = {"is": "document", "name": annotation.__name__}
    elif annotation is str and said.keys() == {"pattern"} and not _CLASS.search(said["pattern"]):
        return {"is": "form", **said}
    elif annotation is str and said == {"strip_whitespace": True, "min_length": 1}:
        return {"is": "text"}
    else:
        return _scalar(annotation, said)
    if said:
        message = f"{annotation} says {said}"
        raise UnknownShapeError(message)
    return made


def _scalar(annotation: type, said: Shape) -> Shape:
    kind = _READ_BY.get((annotation, said.pop("read_by", None)))
    if kind is None or not said.keys() <= {"gt", "ge", "le"}:
        message = f"{annotation} says {said}"
        raise UnknownShapeError(message)
    return {"is": kind, **said}


def _said(constraints: Sequence[object]) -> Shape:
    """Return all constraints by name."""
    said: Shape = {}
    for each in constraints:
        if isinstance(each, FieldInfo):
            said |= _said(each.metadata)
        elif isinstance(each, BeforeValidator | PlainValidator):
            said["read_by"] = each.func
        elif isinstance(each, StringConstraints):
            said |= {name: value for name, value in dataclasses.asdict(each).items() if value is not None}
        elif isinstance(each, MinLen):
            said["least"] = each.min_length
        elif isinstance(each, Gt | Ge | Le):
            said |= dataclasses.asdict(each)
        elif not isinstance(each, WithJsonSchema):
            message = f"{each!r} is not known"
            raise UnknownShapeError(message)
    return said


if __name__ == "__main__":
    SHAPES.write_text(text(), encoding="utf-8", newline="\n")
