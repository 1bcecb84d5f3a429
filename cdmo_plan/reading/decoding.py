"""Bytes become text: UTF-8 only, and no character that an editor does not show.

What cannot be kept is replaced by U+FFFD and reported, so that reading goes on and finds
the file's other problems too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cdmo_plan.diagnostics import codes
from cdmo_plan.diagnostics.diagnostic import Diagnostic
from cdmo_plan.domain.marks import Mark

# What YAML calls printable, without the line breaks that only YAML 1.1 knows (U+0085, U+2028,
# U+2029: lines would be counted otherwise than by editors) and without a byte order mark.
UNPRINTABLE: Final = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_BREAK: Final = re.compile(r"\r\n|\r|\n")
_MOST_REPORTED: Final = 100
_REPLACEMENT: Final = "\ufffd"


def decode(content: bytes, file: str) -> tuple[str, list[Diagnostic]]:
    """Return the text of a file and what is wrong with its characters."""
    problems: list[Diagnostic] = []
    text = content.decode("utf-8-sig", "replace")
    if _REPLACEMENT in text:
        problems += _not_utf8(content, file)
    if UNPRINTABLE.search(text):
        problems += _unprintable(text, file)
        text = UNPRINTABLE.sub(_REPLACEMENT, text)
    return text, problems


def _not_utf8(content: bytes, file: str) -> Iterator[Diagnostic]:
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        position = len(error.object[: error.start].decode("utf-8-sig"))
        byte = error.object[error.start]
        text = error.object.decode("utf-8-sig", "replace")
        message = f"The file is not UTF-8: byte 0x{byte:02x} cannot stand here"
        yield codes.NOT_UTF8.at(
            _mark_at(text, position, file), message, hint="save the file with the encoding UTF-8"
        )


def _unprintable(text: str, file: str) -> Iterator[Diagnostic]:
    for count, match in enumerate(UNPRINTABLE.finditer(text)):
        if count == _MOST_REPORTED:
            break
        message = f"An invisible character, U+{ord(match.group()):04X}, stands in the text"
        yield codes.CONTROL_CHARACTER.at(_mark_at(text, match.start(), file), message, hint="delete it")


def _mark_at(text: str, position: int, file: str) -> Mark:
    line, begin = 1, 0
    for match in _BREAK.finditer(text, 0, position):
        line, begin = line + 1, match.end()
    return Mark(file, line, position - begin + 1)
