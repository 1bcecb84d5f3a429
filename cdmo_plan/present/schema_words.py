"""Types of single values in JSON answers: what mypy takes for a text, a schema says more of.

The generator of the schemas puts these words of JSON Schema beside the type.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from cdmo_plan.domain.vocabulary import MODALITIES, STEPS


class Words(NamedTuple):
    """Words of JSON Schema that say more of a value than its type; None is not said."""

    description: str | None = None
    enum: tuple[str, ...] | None = None
    format: str | None = None
    minimum: int | None = None
    pattern: str | None = None


Day = Annotated[str, Words(format="date")]
"""A day, `YYYY-MM-DD`."""

PartialDay = Annotated[str, Words(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")]
"""A year, a month or a day, as exactly as a source tells it."""

Amount = Annotated[int, Words(minimum=0)]
"""How many, 0 or more."""

Ordinal = Annotated[int, Words(minimum=1)]
"""Which in a row, from 1."""

StepWord = Annotated[str, Words(enum=STEPS)]
"""A step of the vocabulary."""

ModalityWord = Annotated[str, Words(enum=MODALITIES)]
"""A modality of the vocabulary."""
