"""What a check of catalogs found, for scripts."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from cdmo_plan.domain.layers import Origins
from cdmo_plan.present.findings import is_private
from cdmo_plan.present.json_answers import SCHEMA_VERSION, write_json
from cdmo_plan.present.layers import layers_record
from cdmo_plan.present.validation import by_severity

if TYPE_CHECKING:
    from cdmo_plan.catalog.rules.report import Report
    from cdmo_plan.diagnostics.diagnostic import Diagnostic
    from cdmo_plan.domain.marks import Mark


def write_validation(report: Report, *, statistics: bool) -> None:
    """Write every finding, remarks too; with `statistics`, also how many there are of each kind."""
    looked_at = report.looked_at()
    answer: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "as_of": report.day.isoformat(),
        "catalog": _catalog(report),
        "checked": {
            **{what.removeprefix("models of "): number for what, number in looked_at.items()},
            "files_not_understood": report.unread,
            "rules": len(report.codes),
        },
        "counts": {f"{word}s" if word != "info" else word: n for word, n in by_severity(report).items()},
        "findings": [_finding(found, report.private) for found in report.findings],
    }
    if statistics:
        answer["statistics"] = _statistics(report)
    write_json(answer)


def _catalog(report: Report) -> dict[str, Any]:
    """Return the catalog that was checked; of several, their names, and one digest of all."""
    catalogs = [each.loaded.catalog for each in report.checked]
    layers = tuple(layer for catalog in catalogs for layer in catalog.origins.layers)
    digests = [catalog.digest for catalog in catalogs]
    together = hashlib.sha256("\n".join(digests).encode()).hexdigest()[: len(digests[0])]
    return {
        "digest": digests[0] if len(digests) == 1 else together,
        "layers": [layer for catalog in catalogs for layer in catalog.layers],
        **layers_record(catalogs[0].origins if len(catalogs) == 1 else Origins(layers)),
    }


def _statistics(report: Report) -> list[dict[str, Any]]:
    from cdmo_plan.catalog.rules.report import most_frequent

    return [
        {"code": found.code, "name": found.name, "severity": found.severity.value, "count": number}
        for number, found in most_frequent(report.findings)
    ]


def _finding(found: Diagnostic, private: Collection[str]) -> dict[str, Any]:
    finding: dict[str, Any] = {
        "code": found.code,
        "name": found.name,
        "severity": found.severity.value,
        "message": found.message,
        "hint": found.hint,
        **_place(found.mark),
        "related": [{**_place(mark), "message": text} for mark, text in found.related],
    }
    return finding | ({"private": True} if is_private(found, private) else {})


def _place(mark: Mark) -> dict[str, Any]:
    return {"file": mark.file, "line": mark.line, "column": mark.column}
