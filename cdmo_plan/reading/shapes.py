"""What the format expects at a place: which document, or which type of value."""

from __future__ import annotations

import types
from functools import lru_cache
from typing import Annotated, TypeGuard, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from cdmo_plan.reading.fields import Document
from cdmo_plan.reading.mark_tree import Path


def expected_at(document: type[Document], path: Path) -> object:
    """Return the type that a file's format expects at a path, or None where it expects nothing."""
    return _expected(document, tuple(0 if isinstance(step, int) else step for step in path))


@lru_cache(maxsize=4096)
def _expected(document: type[Document], path: Path) -> object:
    expected: object = document
    for step in path:
        expected = _inside(expected, step)
        if expected is None:
            return None
    return expected


def fields_of(document: object) -> list[str]:
    """Return the names of a document's fields, as a file spells them; none where it is no document."""
    return list(_fields(document))


def _fields(document: object) -> dict[str, FieldInfo]:
    if not _is_document(document):
        return {}
    return {field.alias or name: field for name, field in document.model_fields.items()}


def may_be_left_out(document: type[Document], path: Path) -> bool:
    """Tell whether the field at a path is one that a file need not have."""
    if not path:
        return False
    fields, name = _fields(expected_at(document, path[:-1])), path[-1]
    return name in fields and not fields[str(name)].is_required()


def noun(document: object) -> str:
    """Return what to call a document in a sentence."""
    if not _is_document(document):
        return "mapping"
    name = document.__name__.removesuffix("Document")
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()


def _inside(expected: object, step: str | int) -> object:
    if _is_document(expected):
        found = _fields(expected).get(str(step))
        return _bare(found.annotation) if found else None
    arguments = get_args(expected)
    if get_origin(expected) is tuple and isinstance(step, int):
        return _bare(arguments[0])
    if get_origin(expected) is dict and isinstance(step, str):
        return _bare(arguments[1])
    return None


def _bare(annotation: object) -> object:
    """Strip what decorates a type: constraints, and that it may be left out."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in {Union, types.UnionType}:
            annotation = next(each for each in get_args(annotation) if each is not type(None))
        else:
            return annotation


def _is_document(expected: object) -> TypeGuard[type[Document]]:
    return isinstance(expected, type) and issubclass(expected, Document)
