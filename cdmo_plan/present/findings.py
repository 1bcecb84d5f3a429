"""Findings as text: `file:line:column: error CAT201 unknown-reference: message`, and a hint below."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from cdmo_plan.present.text import plain

if TYPE_CHECKING:
    from rich.console import Console

    from cdmo_plan.diagnostics.diagnostic import Diagnostic

_STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}


def print_findings(
    console: Console,
    findings: Iterable[Diagnostic],
    *,
    is_concise: bool = False,
    private: Collection[str] = (),
) -> None:
    """Print findings by place; lines are never wrapped, so that editors find the places.

    A finding about a file of `private` says that it is not for sharing.
    """
    for finding in sorted(findings):
        for line in _lines(finding, is_concise=is_concise, private=private):
            console.print(line, soft_wrap=True)


def is_private(finding: Diagnostic, private: Collection[str]) -> bool:
    """Tell whether a finding is about one of these files, or names a place in one."""
    return any(mark.file in private for mark in (finding.mark, *(mark for mark, _ in finding.related)))


def _lines(finding: Diagnostic, *, is_concise: bool, private: Collection[str]) -> Iterator[Text]:
    word = finding.severity.value
    shared = " (private)" if is_private(finding, private) else ""
    yield Text.assemble(
        (f"{plain(finding.mark)}: ", "bold"),
        (f"{word} {finding.code} {finding.name}", _STYLES[word]),
        f": {plain(finding.message)}{shared}",
    )
    if is_concise:
        return
    for mark, text in finding.related:
        yield Text(f"  {plain(mark)}: {plain(text)}")
    if finding.hint:
        yield Text(f"  hint: {plain(finding.hint)}")
