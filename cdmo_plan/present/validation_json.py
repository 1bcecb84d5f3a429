"""What a check of catalogs found, for scripts."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import TYPE_CHECKING

from cdmo_plan.domain.layers import Origins
from cdmo_plan.present.findings import is_private
from cdmo_plan.present.json_answers import SCHEMA_VERSION, write_json
from cdmo_plan.present.layers import add_layers
from cdmo_plan.present.validation import by_severity

if TYPE_CHECKING:
    from cdmo_plan.catalog.rules.report import Report
    from cdmo_plan.diagnostics.diagnostic import Diagnostic
    from cdmo_plan.domain.marks import Mark
    from cdmo_plan.present.records_of_answers import CatalogName, Place
    from cdmo_plan.present.records_of_findings import (
        CheckedRecord,
        CountsRecord,
        FindingRecord,
        StatisticsRecord,
        ValidateAnswer,
    )


def write_validation(report: Report, *, statistics: bool) -> None:
    """Write every finding, remarks too; with `statistics`, also how many there are of each kind."""
    answer: ValidateAnswer = {
        "schema_version": SCHEMA_VERSION,
        "as_of": report.day.isoformat(),
        "catalog": _catalog(report),
        "checked": _checked(report),
        "counts": _counts(report),
        "findings": [_finding(found, report.private) for found in report.findings],
    }
    if statistics:
        answer["statistics"] = _statistics(report)
    write_json(answer)


def _checked(report: Report) -> CheckedRecord:
    looked_at = report.looked_at()
    return {
        "files": looked_at["files"],
        "partners": looked_at["partners"],
        "sites": looked_at["sites"],
        "capabilities": looked_at["capabilities"],
        "agreements": looked_at["agreements"],
        "organisations": looked_at["organisations"],
        "equipment": looked_at["models of equipment"],
        "recipes": looked_at["recipes"],
        "files_not_understood": report.unread,
        "rules": len(report.codes),
    }


def _counts(report: Report) -> CountsRecord:
    counted = by_severity(report)
    counts: CountsRecord = {
        "errors": counted["error"],
        "warnings": counted["warning"],
        "info": counted["info"],
    }
    if report.inherited:
        counts["of_the_default_catalog"] = len(report.inherited)
    return counts


def _catalog(report: Report) -> CatalogName:
    """Return the catalog that was checked; of several, their names, and one digest of all."""
    catalogs = [each.loaded.catalog for each in report.checked]
    layers = tuple(layer for catalog in catalogs for layer in catalog.origins.layers)
    digests = [catalog.digest for catalog in catalogs]
    together = hashlib.sha256("\n".join(digests).encode()).hexdigest()[: len(digests[0])]
    catalog: CatalogName = {
        "digest": digests[0] if len(digests) == 1 else together,
        "layers": [layer for each in catalogs for layer in each.layers],
    }
    add_layers(catalog, catalogs[0].origins if len(catalogs) == 1 else Origins(layers))
    return catalog


def _statistics(report: Report) -> list[StatisticsRecord]:
    from cdmo_plan.catalog.rules.report import most_frequent

    return [
        {"code": found.code, "name": found.name, "severity": found.severity.value, "count": number}
        for number, found in most_frequent(report.findings)
    ]


def _finding(found: Diagnostic, private: Collection[str]) -> FindingRecord:
    finding: FindingRecord = {
        "code": found.code,
        "name": found.name,
        "severity": found.severity.value,
        "message": found.message,
        "hint": found.hint,
        "file": found.mark.file,
        "line": found.mark.line,
        "column": found.mark.column,
        "related": [{**_place(mark), "message": text} for mark, text in found.related],
    }
    if is_private(found, private):
        finding["private"] = True
    return finding


def _place(mark: Mark) -> Place:
    return {"file": mark.file, "line": mark.line, "column": mark.column}
