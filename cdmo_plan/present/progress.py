"""What is being done, said on the terminal of whoever waits longer than a moment; knows no rich.

One line on standard error that is wiped before the answer is printed. A thread writes it, so that work
need not stop to tell of itself; a piped standard error, a dumb terminal and continuous integration get
nothing.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

PATIENCE_S = 0.7
_EVERY_S = 0.2
_WIPED = "\r\x1b[K"

_is_shown = False


@contextmanager
def waiting(what: str, count: Callable[[], str] | None = None) -> Iterator[None]:
    """Say what is being done while the block runs, once it has run for a moment.

    Args:
        what: What is being done, as `Reading the catalog`.
        count: Says what goes on behind that, as ` aav: 12,000 so far`; it is called from another thread.
    """
    stream = sys.stderr
    if not _is_watched(stream):
        yield
        return
    done = threading.Event()
    teller = threading.Thread(target=_tell, args=(stream, what, count, done), daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def wipe() -> None:
    """Remove the line at once, where it is shown: the process ends."""
    if _is_shown:
        sys.stderr.write(_WIPED)
        sys.stderr.flush()


def _is_watched(stream: TextIO) -> bool:
    is_dumb = os.environ.get("TERM", "dumb") in ("dumb", "unknown") and os.name == "posix"
    return stream.isatty() and not is_dumb and not os.environ.get("CI")


def _tell(stream: TextIO, what: str, count: Callable[[], str] | None, done: threading.Event) -> None:
    global _is_shown  # noqa: PLW0603  the handler of Ctrl-C asks for it
    begun = time.monotonic()
    if done.wait(PATIENCE_S):
        return
    _is_shown = True
    while not done.is_set():
        line = f"{what}{count() if count else ''} ... {time.monotonic() - begun:.0f} s"
        width = shutil.get_terminal_size().columns
        stream.write(f"{_WIPED}{line[: width - 1]}")
        stream.flush()
        done.wait(_EVERY_S)
    stream.write(_WIPED)
    stream.flush()
    _is_shown = False
