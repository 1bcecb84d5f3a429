"""The one place that makes rich consoles: width, colour, and what may be marked up (nothing).

On a terminal an answer is as wide as the terminal. Anywhere else it is as wide as `COLUMNS`
says, else 100 columns, which is what a page of a printed table holds: a size asked of some
other terminal would make the same input give other bytes. Colour stands on terminals only.
"""

from __future__ import annotations

import os
import sys
from typing import TextIO, cast

from rich.console import Console
from rich.text import Text

from cdmo_plan.present.ascii_text import replace_what_cannot_be_written
from cdmo_plan.present.text import plain

__all__ = ["cell", "error_console", "make_console", "output_console", "plain"]

PIPED_WIDTH = 100
NARROWEST = 20
_PIPED_HEIGHT = 25


def output_console() -> Console:
    """Return the console of answers: standard output."""
    return make_console(sys.stdout)


def error_console() -> Console:
    """Return the console of diagnostics and progress: standard error."""
    return make_console(sys.stderr)


def make_console(stream: TextIO) -> Console:
    """Return a console on a stream that interprets no text and colours terminals only."""
    # A name that the stream's encoding lacks must not end the run.
    replace_what_cannot_be_written(stream)
    is_terminal = stream.isatty()
    return Console(
        file=stream if is_terminal else cast("TextIO", _Trimmed(stream)),
        width=None if is_terminal else _piped_width(),
        # Rich asks the terminal and the environment for both unless both are told.
        height=None if is_terminal else _PIPED_HEIGHT,
        force_terminal=is_terminal,
        # NO_COLOR asks rich for no colour, yet it would go on to print bold and links.
        color_system="auto" if is_terminal and not os.environ.get("NO_COLOR") else None,
        highlight=False,
        markup=False,
        emoji=False,
    )


class _Trimmed:
    """A stream that drops the spaces by which tables are padded: files and pipes have no margin."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._pending = ""
        self.encoding = stream.encoding

    def write(self, text: str) -> int:
        *lines, self._pending = (self._pending + text).split("\n")
        self._stream.write("".join(f"{line.rstrip(' ')}\n" for line in lines))
        return len(text)

    def flush(self) -> None:
        self._stream.flush()

    def isatty(self) -> bool:
        return False


def cell(text: object, style: str = "") -> Text:
    """Return a text of the catalog as a cell that is safe to print."""
    return Text(plain(text), style=style)


def _piped_width() -> int:
    columns = os.environ.get("COLUMNS", "")
    return max(int(columns), NARROWEST) if columns.isascii() and columns.isdigit() else PIPED_WIDTH
