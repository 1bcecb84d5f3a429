"""Types of single values in JSON answers: what mypy takes for a text, a schema says more of.

The dictionaries are words of JSON Schema, which the generator of the schemas puts beside the type.
"""

from __future__ import annotations

from typing import Annotated

from cdmo_plan.domain.vocabulary import MODALITIES, STEPS

Day = Annotated[str, {"format": "date"}]
"""A day, `YYYY-MM-DD`."""

PartialDay = Annotated[str, {"pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}]
"""A year, a month or a day, as exactly as a source tells it."""

Amount = Annotated[int, {"minimum": 0}]
"""How many, 0 or more."""

Ordinal = Annotated[int, {"minimum": 1}]
"""Which in a row, from 1."""

StepWord = Annotated[str, {"enum": STEPS}]
"""A step of the vocabulary."""

ModalityWord = Annotated[str, {"enum": MODALITIES}]
"""A modality of the vocabulary."""
