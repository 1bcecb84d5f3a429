"""What a check of catalogs found, as Markdown and as comma-separated values."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Final

from cdmo_plan.present import markdown
from cdmo_plan.present.csv_answers import write_csv
from cdmo_plan.present.findings import is_private
from cdmo_plan.present.layers import sharing
from cdmo_plan.present.tables import Column
from cdmo_plan.present.validation import FEW, STATISTICS, closing, inherited_words, remark_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cdmo_plan.catalog.rules.report import Report
    from cdmo_plan.diagnostics.diagnostic import Diagnostic
    from cdmo_plan.domain.layers import Origins

FINDING_COLUMNS: Final = (
    "severity",
    "code",
    "name",
    "file",
    "line",
    "column",
    "message",
    "hint",
    "related",
    "private",
)
STATISTICS_COLUMNS: Final = ("count", "code", "name", "severity")
_FINDINGS: Final = (Column("severity"), Column("rule"), Column("place"), Column("finding"))


def write_markdown(report: Report, *, statistics: bool, list_remarks: bool) -> None:
    """Write the findings by place, or how many there are of each kind, and a line on what was checked."""
    markdown.write_lines(_lines(report, statistics=statistics, list_remarks=list_remarks))


def _lines(report: Report, *, statistics: bool, list_remarks: bool) -> Iterator[str]:
    findings = report.findings
    is_catalog = any(each.loaded.files for each in report.checked)
    yield "## Findings"
    yield ""
    if statistics and is_catalog:
        yield from _statistics(findings)
    elif is_catalog:
        faults = [found for found in findings if list_remarks or found.severity.value != "info"]
        yield from _table(faults, report.private)
        if len(faults) < len(findings):
            yield from (markdown.escaped(remark_words(findings)), "")
    else:
        # A folder that is no catalog may hold any number of YAML files; a few show what was meant.
        yield from _table(findings[:FEW], report.private)
    if is_catalog and report.inherited:
        yield from (markdown.escaped(inherited_words(report)), "")
    if is_catalog:
        yield markdown.escaped(closing(report))
    for each in report.checked:
        yield from markdown_lines(each.loaded.catalog.origins)


def markdown_lines(origins: Origins) -> Iterator[str]:
    """Yield what a reader has to know of the layers of an answer."""
    for word, text in sharing(origins):
        yield from ("", f"{markdown.bold(word)}: {markdown.escaped(text)}")


def _table(findings: Sequence[Diagnostic], private: Collection[str]) -> Iterator[str]:
    if findings:
        yield from markdown.table(_FINDINGS, [_row(found, private) for found in findings])
        yield ""


def _row(found: Diagnostic, private: Collection[str]) -> list[str]:
    related = [f"{markdown.code(mark)}: {markdown.escaped(text)}" for mark, text in found.related]
    hint = [f"Hint: {markdown.escaped(found.hint)}"] if found.hint else []
    shared = " (private)" if is_private(found, private) else ""
    words = "; ".join([markdown.escaped(f"{found.message}{shared}"), *related, *hint])
    rule = markdown.escaped(f"{found.code} {found.name}")
    return [found.severity.value, rule, markdown.code(found.mark), words]


def _statistics(findings: Sequence[Diagnostic]) -> Iterator[str]:
    from cdmo_plan.catalog.rules.report import most_frequent

    if findings:
        rows = [[f"{n:,}", f.code, f.name, f.severity.value] for n, f in most_frequent(findings)]
        yield from markdown.table(STATISTICS, markdown.escaped_rows(rows))
        yield ""


def write_findings_csv(report: Report, *, statistics: bool) -> None:
    """Write every finding, remarks too; with `statistics`, how many there are of each kind instead."""
    from cdmo_plan.catalog.rules.report import most_frequent

    if statistics:
        counted = [(n, f.code, f.name, f.severity.value) for n, f in most_frequent(report.findings)]
        write_csv(STATISTICS_COLUMNS, counted)
        return
    write_csv(
        FINDING_COLUMNS,
        (
            (
                found.severity.value,
                found.code,
                found.name,
                *found.mark,
                found.message,
                found.hint,
                [f"{mark}: {text}" for mark, text in found.related],
                True if is_private(found, report.private) else None,
            )
            for found in report.findings
        ),
    )
