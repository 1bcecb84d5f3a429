"""Entities as records for scripts: every field by its name, dates and words as the catalog has them."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import Any

from cdmo_plan.domain.availability import Timeline
from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.marks import Marks
from cdmo_plan.domain.sources import Source


def json_value(value: object) -> Any:  # noqa: ANN401  a JSON value
    """Return a value of the domain as JSON has it."""
    if isinstance(value, PartialDate | Decimal):
        # Money is a text: a number of JSON is read as a binary fraction.
        return f"{value:f}" if isinstance(value, Decimal) else value.text
    if isinstance(value, Timeline):
        return [json_value(status) for status in value.states]
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple | list):
        return [json_value(each) for each in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return record(value)
    return value


def record(entity: Any) -> dict[str, Any]:  # noqa: ANN401  any dataclass of the domain
    """Return an entity with all its fields, and the place where it stands."""
    fields = [field.name for field in dataclasses.fields(entity)]
    found = {name: json_value(getattr(entity, name)) for name in fields if name != "marks"}
    marks = getattr(entity, "marks", None)
    # A source is named by its reference; where its file lists it helps nobody who reads an answer.
    if isinstance(marks, Marks) and not isinstance(entity, Source):
        found["mark"] = marks.entity._asdict()
    return found
