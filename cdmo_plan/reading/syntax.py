"""What the YAML parser complains about, in plain words and at its position."""

from __future__ import annotations

import re
from typing import Final

import yaml

from cdmo_plan.diagnostics import codes
from cdmo_plan.diagnostics.diagnostic import Diagnostic
from cdmo_plan.domain.marks import Mark

_TAB: Final = ("A tab stands where only spaces may: YAML indents with spaces", "use spaces")
_QUOTE_START: Final = ("A plain text cannot begin with this character", "put the text in quotes")
_WORDS: Final = (
    (r"tab character", *_TAB),
    (r"cannot start any token", *_QUOTE_START),
    (
        r"mapping values are not allowed",
        "A colon stands where no field can begin",
        "check the indentation, or put a text that holds a colon in quotes",
    ),
    (
        r"could not find expected ':'",
        "A line names a field and has no colon after it",
        "write `field: value`, or indent a continued text",
    ),
    (r"unexpected end of stream", "The file ends inside of a quoted text", "close the quotes"),
    (
        r"',' or '[\]}]'",
        "A list in [ ] or mapping in { } is not closed",
        "close it, or add the missing comma",
    ),
    (
        r"unknown escape|hexdecimal|hexadecimal",
        "A quoted text holds an escape that YAML does not know",
        "write a backslash as \\\\, or use single quotes",
    ),
    (r"undefined tag handle", "A value begins with ! and is read as a tag", "put the text in quotes"),
    (
        r"did not find expected key|block end",
        "A line does not fit the indentation around it",
        "indent fields of one mapping equally, and close quotes at the end of a text",
    ),
    (r"expected '?-'? indicator", "A line does not fit the list above it", "begin each item with a dash"),
    (r"expected.* node content|expected the node content", "A value is missing", "write the value"),
    (r"alphabetic or numeric", "A value begins with & or *", "put the text in quotes"),
)


def explain(error: yaml.YAMLError, text: str, file: str) -> Diagnostic:
    """Return the finding for an error of the YAML parser."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Mark(file, mark.line + 1, mark.column + 1) if mark else Mark(file, 1, 1)
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    if mark and text[mark.index : mark.index + 1] == "\t" and "token" in problem:
        problem = "found a tab character"
    words, hint = _in_words(problem)
    return codes.SYNTAX.at(place, f"{words} (the parser says: {problem})", hint=hint)


def explain_value(error: ValueError | OverflowError, last: Mark) -> Diagnostic:
    """Return the finding for a text that the parser could not make; it stands after the last mark."""
    return codes.SYNTAX.at(last, f"Something after this place is not YAML (the parser says: {error})")


def _in_words(problem: str) -> tuple[str, str | None]:
    for pattern, words, hint in _WORDS:
        if re.search(pattern, problem):
            return words, hint
    return "The file is not well-formed YAML here", None
