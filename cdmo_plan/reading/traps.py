"""Plain scalars that are read rightly here and changed by other YAML readers.

The type of the field decides: `010` is a fine identifier in no reader but this one, `2024`
is the same text in all of them, and `no` is a flag only for some.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Final

from cdmo_plan.diagnostics import codes
from cdmo_plan.diagnostics.diagnostic import Diagnostic
from cdmo_plan.domain.marks import Mark
from cdmo_plan.reading.mark_tree import Path
from cdmo_plan.reading.marked import Suspect
from cdmo_plan.reading.other_readers import canonical, in_words, readings
from cdmo_plan.reading.scalars import as_flag, as_number

_LARGEST_WRITTEN_OUT: Final = 1e16
_LONGEST_SHOWN: Final = 60


def find_traps(
    suspects: Iterable[Suspect], expected_at: Callable[[Path], object], file: str
) -> Iterator[Diagnostic]:
    """Yield a warning for each scalar that should be written otherwise.

    `expected_at` returns the type that the format expects at a path: of numbers `float`, `int` or `Decimal`.
    """
    for suspect in suspects:
        path = tuple(step for step in suspect.path if isinstance(step, str | int))
        if len(path) < len(suspect.path):
            continue
        expected = str if suspect.is_key else expected_at(path)
        if expected is None:
            continue
        found = _trap(suspect.text, expected)
        if found:
            message, hint = found
            mark = Mark(file, suspect.line, suspect.column)
            yield codes.UNQUOTED.at(mark, message, hint=hint)


def _trap(text: str, expected: object) -> tuple[str, str] | None:
    if expected in {float, int, Decimal}:
        return _number_trap(text)
    if expected is bool:
        return _flag_trap(text)
    changed = [value for value in readings(text) if not isinstance(value, str) and canonical(value) != text]
    if not changed:
        return None
    return _said(text, "text", changed[0]), f'write "{text}"' if len(text) <= _LONGEST_SHOWN else "quote it"


def _number_trap(text: str) -> tuple[str, str] | None:
    number = as_number(text)
    if number is None:
        return None
    changed = [value for value in readings(text) if not _is_number(value, number)]
    if not changed:
        return None
    return _said(text, f"the number {portable(number)}", changed[0]), f"write {portable(number)}"


def _is_number(value: object, number: float) -> bool:
    """Tell whether a value is that number; an integer of many digits is, as far as a float can hold it."""
    return isinstance(value, int | float) and not isinstance(value, bool) and float(value) == number


def _flag_trap(text: str) -> tuple[str, str] | None:
    flag = as_flag(text)
    changed = [value for value in readings(text) if value is not flag]
    if flag is None or not changed:
        return None
    word = canonical(flag)
    return _said(text, word, changed[0]), f"write {word}"


def _said(text: str, here: str, elsewhere: object) -> str:
    other = in_words(elsewhere)
    return f"{_cut(text)} is read here as {here}, and by other YAML readers as {_cut(other)}"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def portable(number: float) -> str:
    """Return the spelling of a number that every YAML reader takes for the same number."""
    if number == int(number) and abs(number) < _LARGEST_WRITTEN_OUT:
        return str(int(number))
    text = repr(number)
    mantissa, exponent, power = text.partition("e")
    if not exponent:
        return text
    return f"{mantissa if '.' in mantissa else mantissa + '.0'}e{power}"
