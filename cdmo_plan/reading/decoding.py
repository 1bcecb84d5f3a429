"""Bytes become text: UTF-8 only, and no character that an editor does not show.

What cannot be kept is replaced by U+FFFD and reported, so that reading goes on and finds
the file's other problems too.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from cdmo_plan.diagnostics import codes
from cdmo_plan.diagnostics.diagnostic import Diagnostic
from cdmo_plan.domain.marks import Mark

# What YAML calls printable, without the line breaks that only YAML 1.1 knows (U+0085, U+2028,
# U+2029: lines would be counted otherwise than by editors) and without a byte order mark.
_UNPRINTABLE: Final = (
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_MOST_REPORTED: Final = 20
_REPLACEMENT: Final = "\ufffd"
_WIDE: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_HINT: Final = "save the file with the encoding UTF-8"


def decode(content: bytes, file: str) -> tuple[str | None, list[Diagnostic]]:
    """Return the text of a file, None where it has none, and what is wrong with its characters."""
    for begin, encoding in _WIDE:
        if content.startswith(begin):
            message = f"The file is encoded as {encoding}, and not as UTF-8"
            return None, [codes.NOT_UTF8.at(Mark(file, 1, 1), message, hint=_HINT)]
    problems: list[Diagnostic] = []
    text = content.decode("utf-8-sig", "replace")
    if _REPLACEMENT in text:
        problems += _not_utf8(content, file)
    if has_unprintable(text):
        problems += _unprintable(text, file)
        text = re.sub(_UNPRINTABLE, _REPLACEMENT, text)
    return text, problems


def has_unprintable(text: str) -> bool:
    """Tell whether a text holds a character that no editor shows.

    What Python calls printable is; the pattern, which takes longer to compile than most files to read, is
    asked where something else than a line break is not.
    """
    return not text.replace("\n", "").isprintable() and re.search(_UNPRINTABLE, text) is not None


def _not_utf8(content: bytes, file: str) -> Iterator[Diagnostic]:
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8-sig")
        message = f"The file is not UTF-8: byte 0x{error.object[error.start]:02x} cannot stand here"
        mark = next(_marks(before, [len(before)], file))
        yield codes.NOT_UTF8.at(mark, message, hint=_HINT)


def _unprintable(text: str, file: str) -> Iterator[Diagnostic]:
    positions = [match.start() for match in islice(re.finditer(_UNPRINTABLE, text), _MOST_REPORTED + 1)]
    for count, mark in enumerate(_marks(text, positions, file)):
        if count == _MOST_REPORTED:
            message = "More invisible characters stand from here on, and are not listed"
            yield codes.MORE_PROBLEMS.at(mark, message)
            return
        message = f"An invisible character, U+{ord(text[positions[count]]):04X}, stands in the text"
        yield codes.CONTROL_CHARACTER.at(mark, message, hint="delete it")


def _marks(text: str, positions: Iterable[int], file: str) -> Iterator[Mark]:
    """Yield the marks of ascending positions, none of which lies inside of a line break."""
    line, done = 1, 0
    for position in positions:
        line += text.count("\n", done, position) + text.count("\r", done, position)
        line -= text.count("\r\n", done, position)
        begin = max(text.rfind("\n", 0, position), text.rfind("\r", 0, position)) + 1
        yield Mark(file, line, position - begin + 1)
        done = position
