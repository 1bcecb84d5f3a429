"""What a check of catalogs found, as annotations of a GitHub workflow.

GitHub shows ten annotations of each sort and step, and drops the others in silence: the
gravest come first, no more than ten of each severity, and a line says how many there are more.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cdmo_plan.present.console import cell, output_console
from cdmo_plan.present.findings import is_private
from cdmo_plan.present.layer_lines import print_sharing
from cdmo_plan.present.text import count, listed, plain
from cdmo_plan.present.validation import SEVERITIES, closing, inherited_words, print_statistics

if TYPE_CHECKING:
    from rich.console import Console

    from cdmo_plan.catalog.rules.report import Report
    from cdmo_plan.diagnostics.diagnostic import Diagnostic

MOST: Final = 10
_COMMANDS: Final = {"error": "error", "warning": "warning", "info": "notice"}
_NOUNS: Final = {"error": "error", "warning": "warning", "info": "remark"}


def print_annotations(report: Report, *, statistics: bool) -> None:
    """Print workflow commands, the gravest findings first, and lines for the log."""
    console = output_console()
    findings = report.findings
    for severity in SEVERITIES:
        for found in [each for each in findings if each.severity.value == severity][:MOST]:
            _print(console, annotation(found, report.private))
    if statistics:
        print_statistics(console, findings)
    counted = Counter(found.severity.value for found in findings)
    more = [(counted[word] - MOST, _NOUNS[word]) for word in SEVERITIES if counted[word] > MOST]
    if more:
        words = listed([count(number, noun) for number, noun in more], "and")
        _print(console, f"Not annotated: {words} more, which --format json lists.")
    if report.inherited:
        _print(console, inherited_words(report))
    _print(console, closing(report))
    for each in report.checked:
        print_sharing(console, each.loaded.catalog.origins)


def annotation(found: Diagnostic, private: Collection[str] = ()) -> str:
    """Return the workflow command for a finding; one about a file of `private` says so."""
    shared = " (private)" if is_private(found, private) else ""
    place = {
        "file": _in_repository(found.mark.file),
        "line": str(found.mark.line),
        "col": str(found.mark.column),
        "title": f"{found.code} {found.name}{shared}",
    }
    properties = ",".join(f"{name}={_escape_property(plain(value))}" for name, value in place.items())
    lines = [found.message, *(f"{mark}: {text}" for mark, text in found.related)]
    if found.hint:
        lines.append(f"Hint: {found.hint}")
    message = "\n".join(plain(line) for line in lines)
    return f"::{_COMMANDS[found.severity.value]} {properties}::{_escape(message)}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")


def _in_repository(file: str) -> str:
    """Return a path as GitHub wants it: from the folder of the repository, wherever the step works."""
    workspace = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()
    path = Path.cwd() / file
    return path.relative_to(workspace).as_posix() if path.is_relative_to(workspace) else file


def _print(console: Console, line: str) -> None:
    console.print(cell(line), soft_wrap=True)
