"""What a check of catalogs found, as text, and how much it looked at."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cdmo_plan.present.console import cell, output_console
from cdmo_plan.present.findings import print_findings
from cdmo_plan.present.layer_lines import print_sharing
from cdmo_plan.present.tables import Column, print_table
from cdmo_plan.present.text import count, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from cdmo_plan.catalog.rules.report import Report
    from cdmo_plan.diagnostics.diagnostic import Diagnostic

FEW = 5
STATISTICS = (Column("found", right=True), Column("code"), Column("rule"), Column("severity"))
SEVERITIES = ("error", "warning", "info")


def print_validation(report: Report, *, statistics: bool, list_remarks: bool, is_concise: bool) -> None:
    """Print the findings by place, or how many there are of each kind, and a line on what was checked.

    Remarks, which are no faults, are counted unless they are asked for.
    """
    console = output_console()
    findings = report.findings
    if not any(each.loaded.files for each in report.checked):
        # A folder that is no catalog may hold any number of YAML files; a few show what was meant.
        print_findings(console, findings[:FEW], is_concise=is_concise, private=report.private)
        return
    if statistics:
        print_statistics(console, findings)
    else:
        faults = [found for found in findings if list_remarks or found.severity.value != "info"]
        print_findings(console, faults, is_concise=is_concise, private=report.private)
        if len(faults) < len(findings):
            console.print(cell(remark_words(findings)), soft_wrap=True)
    if report.inherited:
        console.print(cell(inherited_words(report)), soft_wrap=True)
    console.print(cell(closing(report)), soft_wrap=True)
    for each in report.checked:
        print_sharing(console, each.loaded.catalog.origins)


def print_statistics(console: Console, findings: Sequence[Diagnostic]) -> None:
    """Print how often each kind was found, the most frequent first."""
    if not findings:
        return
    from cdmo_plan.catalog.rules.report import most_frequent

    rows = [[f"{n:,}", f.code, f.name, f.severity.value] for n, f in most_frequent(findings)]
    print_table(console, STATISTICS, rows)
    console.print()


def remark_words(findings: Sequence[Diagnostic]) -> str:
    """Return the line that counts the remarks which are not listed."""
    from cdmo_plan.catalog.rules.report import most_frequent

    remarks = [found for found in findings if found.severity.value == "info"]
    kinds = ", ".join(f"{number} {found.name}" for number, found in most_frequent(remarks))
    return f"{count(len(remarks), 'remark')}, which --fail-on info lists: {kinds}."


def inherited_words(report: Report) -> str:
    """Return the line that counts what the default catalog below others has by itself."""
    return (
        f"Not counted: {listed(_counted(report.inherited), 'and')} that the default catalog has by itself; "
        "cdmo-plan validate lists them."
    )


def closing(report: Report) -> str:
    """Return the line on what was checked, and how it ended."""
    words = [count(number, _SINGULAR[what], what) for what, number in report.looked_at().items()]
    if report.is_default:
        words[0] += " of the default catalog"
    if report.unread:
        words[0] += f" ({report.unread:,} not understood)"
    files = sum(len(each.only or ()) for each in report.checked)
    shown = f", shown for {count(files, 'file')}" if files else ""
    rules = count(len(report.codes), "rule")
    return f"Checked {listed(words, 'and')} by {rules}{shown}: {_verdict(report)}."


_SINGULAR = {
    "files": "file",
    "partners": "partner",
    "sites": "site",
    "capabilities": "capability",
    "agreements": "agreement",
    "organisations": "organisation",
    "models of equipment": "model of equipment",
    "recipes": "recipe",
}


def by_severity(report: Report) -> dict[str, int]:
    """Return how many findings there are of each severity, the gravest first."""
    counted = Counter(found.severity.value for found in report.findings)
    return {word: counted[word] for word in SEVERITIES}


def _verdict(report: Report) -> str:
    words = _counted(report.findings)
    return listed(words if by_severity(report)["error"] else ["no errors", *words], "and")


def _counted(findings: Sequence[Diagnostic]) -> list[str]:
    """Return how many findings there are of each severity that there are any of."""
    counted = Counter(found.severity.value for found in findings)
    nouns = zip(SEVERITIES, ("error", "warning", "remark"), strict=True)
    return [count(counted[word], noun) for word, noun in nouns if counted[word]]
