"""JSON Schemas of catalog files for editors: valid, and of one meaning, under draft-07 and 2020-12.

They are made from the documents that `reading` validates, and widened where an editor's YAML parser types a
scalar by its spelling: our reader types it by the field that it fills. What a field means is taken from the
tables of docs/catalog-format.md, which the tests hold complete.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from cdmo_plan.reading.documents import DOCUMENTS
from cdmo_plan.reading.fields import COUNTRY_PATTERN, DATE_PATTERN
from cdmo_plan.reading.other_readers import readings

Schema = dict[str, Any]

PAGE = Path(__file__).parents[1] / "docs" / "catalog-format.md"
FORMAT = 1
# A number may be quoted, which our reader forgives; bounds then hold for those that are not.
_NUMBER = r"^[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?$"
_FLAGS = [
    word
    for text in ("true", "yes", "on", "false", "no", "off")
    for word in (text, text.title(), text.upper())
]
_DATE = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
# pydantic leaves a bound on what a validator of ours returns in its own words.
_BOUNDS = {"gt": "exclusiveMinimum", "ge": "minimum", "lt": "exclusiveMaximum", "le": "maximum"}
_SECTION = re.compile(r"^##+ (.+)\n((?:(?!^##+ ).*\n?)*)", re.MULTILINE)
_ROW = re.compile(r"^\| `(\w+)` \| [^|]*\| ([^|]*) \| ([^|]*) \|$", re.MULTILINE)


def catalog_schema(kind: str) -> Schema:
    """Return the schema of one kind of file."""
    made = TypeAdapter(DOCUMENTS[kind]).json_schema(ref_template="#/definitions/{model}")
    definitions = made.pop("$defs", {})
    meanings = _meanings()
    root = _document(made, meanings)
    named = {name: _document(each, meanings) for name, each in sorted(definitions.items())}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"urn:cdmo-plan:schema:catalog-{kind}:{FORMAT}",
        "title": f"cdmo-plan catalog: {kind}",
        **{word: value for word, value in root.items() if word != "title"},
        "definitions": {
            name: {w: v for w, v in each.items() if w != "title"} for name, each in named.items()
        },
    }


def _document(made: Schema, meanings: dict[str, dict[str, str]]) -> Schema:
    heading = _heading(made["title"])
    said = meanings[heading]
    properties = {
        name: {"description": said[name], **_apart(_widened(each))}
        for name, each in made["properties"].items()
    }
    return {
        "title": made["title"],
        "description": " ".join(made["description"].replace("`", "").split()),
        "type": "object",
        "properties": properties,
        **({"required": made["required"]} if made.get("required") else {}),
        "additionalProperties": False,
    }


def _heading(title: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", " ", title.removesuffix("Document")).lower()


def _apart(schema: Schema) -> Schema:
    """Keep a reference apart from words beside it, which draft-07 would not read."""
    return {"allOf": [schema]} if "$ref" in schema else schema


def _widened(schema: Schema) -> Schema:
    """Return what a field of this type may be to a YAML parser that knows no fields."""
    if "$ref" in schema:
        return {"$ref": schema["$ref"]}
    if "anyOf" in schema:
        return {"anyOf": [_widened(each) for each in schema["anyOf"]]}
    if "enum" in schema or "const" in schema:
        return _one_of(schema.get("enum", [schema.get("const")]))
    return _MAKERS.get(schema["type"], _scalar)(schema)


def _list(schema: Schema) -> Schema:
    bounds = {word: schema[word] for word in schema.keys() & {"minItems", "maxItems"}}
    return {"type": "array", "items": _widened(schema["items"]), **bounds}


def _mapping(schema: Schema) -> Schema:
    """A mapping with free keys: pydantic tells the form of the keys by patterns, of which there is one."""
    patterns = schema.get("patternProperties")
    if patterns:
        [(pattern, value)] = patterns.items()
        return {
            "type": "object",
            "patternProperties": {pattern: _widened(value)},
            "additionalProperties": False,
        }
    names = (
        {"propertyNames": {"pattern": schema["propertyNames"]["pattern"]}}
        if "propertyNames" in schema
        else {}
    )
    return {"type": "object", **names, "additionalProperties": _widened(schema["additionalProperties"])}


def _one_of(words: list[str]) -> Schema:
    """Return words of the vocabulary, with what parsers make of those that look like something else."""
    others = [value for word in words for value in readings(word) if not isinstance(value, str)]
    return {"enum": [*words, *dict.fromkeys(others)]}


def _scalar(schema: Schema) -> Schema:
    kind, pattern = schema["type"], schema.get("pattern")
    bounds = {_BOUNDS[word]: value for word, value in schema.items() if word in _BOUNDS}
    if kind == "string":
        return _text(pattern)
    if kind == "boolean":
        return {"enum": [True, False, *_FLAGS]}
    return {
        "type": ["number", "string"],
        "pattern": _NUMBER,
        **({"minimum": 0, "multipleOf": 1} if kind == "integer" else bounds),
    }


def _text(pattern: str | None) -> Schema:
    if pattern is None:
        return {"type": ["string", "number", "boolean"], "pattern": r"\S"}
    if pattern == DATE_PATTERN:
        return {"type": ["string", "integer"], "pattern": _DATE, "minimum": 1000, "maximum": 9999}
    if pattern == COUNTRY_PATTERN:
        # Norway's code is false to a parser of YAML 1.1.
        return {"anyOf": [{"type": "string", "pattern": pattern}, {"const": False}]}
    return {"type": ["string", "integer"], "pattern": pattern, "minimum": 0}


def _meanings() -> dict[str, dict[str, str]]:
    """Return what the page says of each field, by heading."""
    page = PAGE.read_text(encoding="utf-8")
    said = {
        heading.lower(): {name: _plain(f"{meaning} ({value})") for name, value, meaning in _ROW.findall(body)}
        for heading, body in _SECTION.findall(page)
    }
    # An amendment takes the fields of what it amends, which stand there.
    return {heading: said.get(heading.removesuffix(" amendment"), {}) | own for heading, own in said.items()}


def _plain(text: str) -> str:
    """Return a cell of the page without Markdown, as a sentence."""
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text).replace("`", "")
    return f"{words[:1].upper()}{words[1:]}."


_MAKERS: dict[str, Callable[[Schema], Schema]] = {"array": _list, "object": _mapping, "null": dict}
