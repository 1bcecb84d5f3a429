"""JSON Schemas (2020-12) from the typed dictionaries of JSON answers.

pydantic makes schemas of typed dictionaries too, but refuses those of `typing` before Python 3.12. A key's
description is the text below it, as for constants elsewhere, or `description` in its annotation.
"""

from __future__ import annotations

import ast
import inspect
import sys
import types
from collections.abc import Iterable
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from cdmo_plan.present.schema_words import Words

Schema = dict[str, Any]

_SIMPLE = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


class UndescribedError(TypeError):
    """A record or a key of one says nothing about itself."""


def schema_of_answer(record: type, name: str, version: int) -> Schema:
    """Return the schema of an answer; a record within it stands once, under `$defs`.

    Raises:
        UndescribedError: A record or a key has no description.
        TypeError: A key has a type that JSON cannot hold.
    """
    records: dict[str, Schema] = {}
    answer = _record(record, records)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:cdmo-plan:schema:{name}:{version}",
        "title": f"cdmo-plan {name}",
        **answer,
        "$defs": dict(sorted(records.items())),
    }


def _record(record: type, records: dict[str, Schema]) -> Schema:
    hints = get_type_hints(record, include_extras=True)
    described = _descriptions(record)
    properties, required = {}, []
    for key, hint in hints.items():
        kind, is_required = (get_args(hint)[0], False) if get_origin(hint) is NotRequired else (hint, True)
        schema = _value(kind, records)
        said = schema.pop("description", None) or described.get(key)
        if not said:
            message = f"{record.__name__}.{key} has no description below it"
            raise UndescribedError(message)
        properties[key] = {"description": said, **schema}
        required += [key] if is_required else []
    return {
        "description": _summary(record),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _value(hint: object, records: dict[str, Schema]) -> Schema:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _value(arguments[0], records) | _said(arguments[1:])
    if origin is Literal:
        return {"const": arguments[0]} if len(arguments) == 1 else {"enum": list(arguments)}
    if origin in {Union, types.UnionType}:
        return _either([_value(each, records) for each in arguments])
    if origin is list:
        return {"type": "array", "items": _value(arguments[0], records)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _value(arguments[1], records)}
    return _bare(hint, records)


def _said(annotations: Iterable[Words]) -> Schema:
    """Return the words of JSON Schema that stand beside a type."""
    words = {word: value for said in annotations for word, value in said._asdict().items()}
    known = {word: value for word, value in words.items() if value is not None}
    return {word: list(value) if isinstance(value, tuple) else value for word, value in known.items()}


def _bare(hint: object, records: dict[str, Schema]) -> Schema:
    if isinstance(hint, type) and is_typeddict(hint):
        return _reference(hint, records)
    if isinstance(hint, type) and hint in _SIMPLE:
        return {"type": _SIMPLE[hint]}
    message = f"JSON has no {hint}"
    raise TypeError(message)


def _reference(record: type, records: dict[str, Schema]) -> Schema:
    name = record.__name__
    if name not in records:
        records[name] = {}  # a record within itself ends here
        records[name] = _record(record, records)
    return {"$ref": f"#/$defs/{name}"}


def _either(schemas: list[Schema]) -> Schema:
    """Return a schema for one of several, a plain one where only null is the other."""
    *others, last = schemas
    if len(others) == 1 and last == {"type": "null"} and isinstance(others[0].get("type"), str):
        [other] = others
        either = other | {"type": [other["type"], "null"]}
        return either | {"enum": [*other["enum"], None]} if "enum" in other else either
    if len(others) == 1 and last == {"type": "null"} and "enum" in others[0]:
        return {"enum": [*others[0]["enum"], None]}
    return {"anyOf": schemas}


def _summary(record: type) -> str:
    said = inspect.getdoc(record)
    if not said or said.startswith("dict("):
        message = f"{record.__name__} has no description"
        raise UndescribedError(message)
    return " ".join(said.split())


def _descriptions(record: type) -> dict[str, str]:
    """Return the texts below the keys of a record, and of those that it extends."""
    module = sys.modules[record.__module__]
    classes = {
        node.name: node
        for node in ast.parse(inspect.getsource(module)).body
        if isinstance(node, ast.ClassDef)
    }
    node = classes.get(record.__name__)
    if node is None:
        return {}
    found: dict[str, str] = {}
    for base in node.bases:
        extended = getattr(module, base.id, None) if isinstance(base, ast.Name) else None
        if is_typeddict(extended):
            found |= _descriptions(extended)  # type: ignore[arg-type]
    for key, below in zip(node.body, node.body[1:], strict=False):
        if isinstance(key, ast.AnnAssign) and isinstance(key.target, ast.Name) and _is_text(below):
            found[key.target.id] = " ".join(ast.literal_eval(below.value).split())  # type: ignore[attr-defined]
    return found


def _is_text(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )
