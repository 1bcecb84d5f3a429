"""Text that comes from a catalog, a path or a command line, made safe to print; knows no rich."""

from __future__ import annotations

import re

_UNPRINTED = re.compile(r"[^\x20-\x7e]")


def plain(text: object) -> str:
    """Return a text on one line, without anything that a terminal would obey.

    Line breaks, tabs and odd spaces become a space; control characters, marks that turn the
    direction of writing and lone surrogates are shown as Python escapes them.
    """
    return _UNPRINTED.sub(lambda found: _shown(found.group()), str(text))


def _shown(character: str) -> str:
    if character.isprintable():
        return character
    return " " if character.isspace() and character not in "\x1c\x1d\x1e\x1f\x85" else _escaped(character)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def count(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: `1 site`, `2 sites`, `2,000 sites`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: list[str], last: str = "or") -> str:
    """Return words as a sentence lists them: `a, b or c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
