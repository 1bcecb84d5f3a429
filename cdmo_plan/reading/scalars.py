"""What a scalar says, by the field that it fills: its type is not guessed from how it is spelled.

Importing this imports nothing else, so that a file can be read without pydantic.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from decimal import Decimal

_NUMBER: Final = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?\Z", re.ASCII)
_TRUE: Final = frozenset({"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"})
_FALSE: Final = frozenset({"false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"})


def as_number(value: object) -> float | None:
    """Return the finite number that a value spells, or None; `010` is ten, as people read it."""
    if isinstance(value, str) and _NUMBER.match(value):
        value = float(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return value
    return None


def as_count(value: object) -> int | None:
    """Return the whole number, 0 or more, that a value spells, or None."""
    number = as_number(value)
    return int(number) if number is not None and number == int(number) and number >= 0 else None


def as_amount(value: object) -> Decimal | None:
    """Return a number as it is written, or None: money is decimal, and no digit of it may change."""
    from decimal import Decimal  # few catalogs hold money

    number = as_number(value)
    if number is None:
        return None
    return Decimal(value) if isinstance(value, str) else Decimal(repr(number))


def as_flag(value: object) -> bool | None:
    """Return the truth that a value spells, or None."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in _TRUE | _FALSE:
        return value in _TRUE
    return None
