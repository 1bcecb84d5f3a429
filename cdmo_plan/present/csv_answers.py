"""Answers as comma-separated values (RFC 4180, but lines end as they do elsewhere: with a line feed)."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from typing import Final

from cdmo_plan.present.text import plain

# What makes a spreadsheet compute a cell, also in the wide forms of East Asian keyboards.
_FORMULA: Final = re.compile("'*[=+\\-@＝＋－＠]")  # noqa: RUF001
BETWEEN: Final = "; "
"""What stands between the values of one cell."""

Cell = str | int | float | bool | Sequence[str] | None


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write a header and rows to standard output, as UTF-8 without a byte order mark."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)


def cell(value: Cell) -> str:
    """Return a value as it stands between commas: nothing for what is unknown, figures as JSON has them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, str):
        return harmless(value)
    return BETWEEN.join(harmless(each) for each in value)


def harmless(text: str) -> str:
    """Return a text on one line that no spreadsheet takes for a formula.

    An apostrophe goes before one that begins like a formula, or like this spelling of one; taking one
    apostrophe away from before such a beginning therefore gives the text back.
    """
    line = plain(text)
    return f"'{line}" if _FORMULA.match(line.lstrip()) else line
