"""What is wrong with a value, in words for the person who wrote it, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from pydantic_core import ErrorDetails

from cdmo_plan.diagnostics import codes
from cdmo_plan.diagnostics.diagnostic import Code
from cdmo_plan.diagnostics.suggestions import did_you_mean
from cdmo_plan.reading.fields import FORMS, Document
from cdmo_plan.reading.scalars import as_number
from cdmo_plan.reading.shapes import expected_at, fields_of, may_be_left_out, noun
from cdmo_plan.reading.traps import portable

Words: TypeAlias = tuple[Code, str, str | None]

KEY: Final = "[key]"
"""What the last step of an error's path is where a key, and not its value, is wrong."""

_SHORT_LIST: Final = 12
_LONGEST_SHOWN: Final = 60
_SPOKEN: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "antibody": ("mab",),
        "monoclonal antibody": ("mab",),
        "cho": ("mammalian",),
        "cho cells": ("mammalian",),
        "hek": ("suspension-hek", "adherent-hek"),
        "hek293": ("suspension-hek", "adherent-hek"),
        "e. coli": ("microbial",),
        "pichia": ("yeast",),
        "sf9": ("insect",),
        "cell line": ("cell-line-development",),
        "drug product": ("fill-finish",),
        "aseptic filling": ("fill-finish",),
        "filling": ("fill-finish",),
        "freeze drying": ("lyophilization",),
        "freeze dried": ("lyophilized",),
        "lyo": ("lyophilized", "lyophilization"),
        "syringe": ("prefilled-syringe",),
        "pfs": ("prefilled-syringe",),
    }
)
"""What people say for a word of the vocabulary that does not look like it."""
_BOUNDS: Final = {
    "greater_than": ("more than", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than": ("less than", "lt"),
    "less_than_equal": ("at most", "le"),
}
_WANTED: Final = {
    "string_type": "text",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "number": "a number",
    "count": "a whole number",
    "flag": "true or false",
    "date": "a date",
}


def word(details: ErrorDetails, document: type[Document]) -> Words:
    """Return the code, message and hint for one validation error of a file of a document type."""
    path, error, value = details["loc"][1:], details["type"], details["input"]
    if value in (None, "", []) and may_be_left_out(document, path):
        return (
            codes.EMPTY_VALUE,
            f"{_upper(_field(path))} is empty",
            "leave the field out where nothing is known",
        )
    scalar = _SCALARS.get(error)
    if error in _WANTED and not (scalar and isinstance(value, str)):
        whole = expected_at(document, path) if path and isinstance(value, str) else None
        return _wrong_type(_field(path), _WANTED[error], value, fields_of(whole))
    if scalar:
        return scalar(_field(path), value, details["msg"])
    if error == "missing":
        return _missing(details, expected_at(document, path[:-1]))
    if error == "extra_forbidden":
        return _unknown_field(str(path[-1]), expected_at(document, path[:-1]))
    return _constraint(details, _field(path))


def _constraint(details: ErrorDetails, field: str) -> Words:
    error, value, context = details["type"], details["input"], details.get("ctx", {})
    if error == "literal_error":
        return _unknown_word(field, value, re.findall(r"'([^']*)'", context["expected"]))
    if error == "string_pattern_mismatch":
        return _bad_form(field, value, context["pattern"])
    if error in _BOUNDS:
        bound, key = _BOUNDS[error]
        message = f"{_upper(field)} should be {bound} {context[key]:g}, and is {shown(value)}"
        return codes.OUT_OF_RANGE, message, None
    if error in {"string_too_short", "too_short"}:
        return codes.EMPTY_VALUE, f"{_upper(field)} is empty, and has to say something", None
    return codes.WRONG_TYPE, f"{_upper(field)} is not understood: {details['msg']}", None


def _missing(details: ErrorDetails, document: object) -> Words:
    name = details["loc"][-1]
    whole = details["input"]
    called = _called(whole) if isinstance(whole, Mapping) else ""
    hint = f"add '{name}'"
    if name == "sources":
        hint += ", such as sources: [ID], the id of a source that stands at the end of the file"
    return codes.MISSING_FIELD, f"The {noun(document)}{called} lacks the field '{name}'", hint


def _called(mapping: Mapping[str, object]) -> str:
    for key in ("id", "partner", "process", "stage", "step", "kind"):
        name = mapping.get(key)
        if isinstance(name, str):
            return f" {shown(name)}"
    return ""


def _unknown_field(name: str, document: object) -> Words:
    fields = fields_of(document)
    message = f"A {noun(document)} has no field {shown(name)}"
    return codes.UNKNOWN_FIELD, message, _meant(name, fields) or f"its fields are {', '.join(fields)}"


def _unknown_word(field: str, value: object, choices: list[str]) -> Words:
    if not isinstance(value, str):
        return _wrong_type(field, "text", value)
    message = f"{_upper(field)} cannot be {shown(value)}"
    known = f"one of: {', '.join(choices)}" if len(choices) <= _SHORT_LIST else None
    hints = [hint for hint in (_meant(value, choices), known) if hint]
    return codes.UNKNOWN_WORD, message, "; ".join(hints) or f"one of: {', '.join(choices)}"


def _wrong_type(field: str, wanted: str, value: object, fields: Sequence[str] = ()) -> Words:
    message = f"{_upper(field)} should be {wanted}, and is {_sort(value)}"
    if value is None:
        return codes.EMPTY_VALUE, message, None
    hint = f"write {{{fields[0]}: …}}, with what is known of: {', '.join(fields)}" if fields else None
    if wanted == "a list" and isinstance(value, str):
        hint = f"write [{shown(value)[1:-1]}]" if len(value) <= _LONGEST_SHOWN else "put a dash before it"
    return codes.WRONG_TYPE, message, hint


def _sort(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, str):
        return f"the text {shown(value)}"
    return "a list" if isinstance(value, list) else "a mapping"


def _bad_number(field: str, value: str, wanted: str) -> Words:
    bare = re.sub(r"(?<=\d)[_, ](?=\d)", "", value)
    number = as_number(bare)
    hint = f"write {portable(number)}" if number is not None and bare != value else None
    if hint is None and re.match(r"[-+]?\d[\d.]*\s*[^\W\d_%]", value):
        hint = "write the number alone: its unit stands in the field's name"
    return codes.BAD_NUMBER, f"{_upper(field)} {wanted}, and is {shown(value)}", hint


def _bad_flag(field: str, value: str, wanted: str) -> Words:
    return codes.BAD_FLAG, f"{_upper(field)} {wanted}, and is {shown(value)}", "write true or false"


def _bad_date(field: str, value: str, wanted: str) -> Words:
    reason = wanted if len(value) <= _LONGEST_SHOWN else "it is far too long"
    return codes.BAD_DATE, f"{_upper(field)} is no date: {reason}", "write YYYY, YYYY-MM or YYYY-MM-DD"


_SCALARS: Final[dict[str, Callable[[str, str, str], Words]]] = {
    "number": _bad_number,
    "count": _bad_number,
    "flag": _bad_flag,
    "date": _bad_date,
}


def _bad_form(field: str, value: str, pattern: str) -> Words:
    form, example = FORMS.get(pattern, (f"the form {pattern}", ""))
    hint = f"for example {example}" if example else None
    near = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")
    if near and example and "=" not in value and re.match(pattern, near):
        hint = f'write "{near}"'
    elif re.match(pattern, value.strip().upper()):
        hint = f'write "{value.strip().upper()}"'
    return codes.BAD_FORM, f"{_upper(field)} should be {form}, and is {shown(value)}", hint


def _meant(name: str, choices: list[str]) -> str | None:
    spoken = [word for word in _SPOKEN.get(re.sub(r"[-_\s]+", " ", name.casefold()), ()) if word in choices]
    near = spoken or did_you_mean(name, choices)
    return f"did you mean {' or '.join(near)}?" if near else None


def _field(path: tuple[Any, ...]) -> str:
    """Say which value is meant: the nearest field's name, and for an item of a list its number."""
    if path and path[-1] == KEY:
        return "the key"
    names = [step for step in path if isinstance(step, str)]
    if not names:
        return "the file"
    is_item = isinstance(path[-1], int)
    return f"item {path[-1] + 1} of '{names[-1]}'" if is_item else f"'{names[-1]}'"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def shown(value: object) -> str:
    """Return a value as a message can hold it: quoted, escaped and not too long."""
    text = str(value)
    return repr(text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…")
