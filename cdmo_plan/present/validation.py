"""What a check of a catalog found, and how much it looked at."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from cdmo_plan.domain.vocabulary import STEPS
from cdmo_plan.present.console import cell, output_console
from cdmo_plan.present.findings import print_findings
from cdmo_plan.present.json_answers import SCHEMA_VERSION, write_json
from cdmo_plan.present.text import count, listed

if TYPE_CHECKING:
    from cdmo_plan.catalog.load import Loaded
    from cdmo_plan.diagnostics.diagnostic import Diagnostic
    from cdmo_plan.domain.marks import Mark

_FEW = 5
_SEVERITIES = ("error", "warning", "info")


def print_validation(loaded: Loaded) -> None:
    """Print the findings by place, and a line on what was checked."""
    console = output_console()
    if not loaded.files:
        # A folder that is no catalog may hold any number of YAML files; a few show what was meant.
        print_findings(console, loaded.diagnostics[:_FEW])
        return
    print_findings(console, loaded.diagnostics)
    checked = [count(number, _SINGULAR[what], what) for what, number in _checked(loaded).items()]
    console.print(cell(f"Checked {listed(checked, 'and')}: {_verdict(loaded)}."), soft_wrap=True)


def write_validation(loaded: Loaded) -> None:
    """Write the findings for scripts; no day stands there, since no finding depends on one."""
    write_json(
        {
            "schema_version": SCHEMA_VERSION,
            "catalog": {"digest": loaded.catalog.digest, "layers": list(loaded.catalog.layers)},
            "checked": _checked(loaded),
            "counts": {f"{word}s" if word != "info" else word: n for word, n in _by_severity(loaded).items()},
            "findings": [_finding(found) for found in sorted(loaded.diagnostics)],
        }
    )


_SINGULAR = {
    "files": "file",
    "partners": "partner",
    "sites": "site",
    "capabilities": "capability",
    "agreements": "agreement",
    "recipes": "recipe",
}


def _checked(loaded: Loaded) -> dict[str, int]:
    catalog = loaded.catalog
    return {
        "files": len(loaded.files),
        "partners": len(catalog.partners),
        "sites": len(catalog.sites),
        "capabilities": sum(len(catalog.rows(step)) for step in STEPS),
        "agreements": len(catalog.agreements),
        "recipes": len(catalog.processes),
    }


def _by_severity(loaded: Loaded) -> dict[str, int]:
    counted = Counter(found.severity.value for found in loaded.diagnostics)
    return {word: counted[word] for word in _SEVERITIES}


def _verdict(loaded: Loaded) -> str:
    by_severity = _by_severity(loaded)
    words = [count(by_severity["error"], "error")] if by_severity["error"] else ["no errors"]
    if by_severity["warning"]:
        words.append(count(by_severity["warning"], "warning"))
    if by_severity["info"]:
        words.append(count(by_severity["info"], "remark"))
    return listed(words, "and")


def _finding(found: Diagnostic) -> dict[str, Any]:
    return {
        "code": found.code,
        "name": found.name,
        "severity": found.severity.value,
        "message": found.message,
        "hint": found.hint,
        **_place(found.mark),
        "related": [{**_place(mark), "message": text} for mark, text in found.related],
    }


def _place(mark: Mark) -> dict[str, Any]:
    return {"file": mark.file, "line": mark.line, "column": mark.column}
