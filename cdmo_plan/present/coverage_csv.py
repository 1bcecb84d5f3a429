"""Coverage as comma-separated values: one line for each cell."""

from __future__ import annotations

from typing import Final

from cdmo_plan.analysis.coverage import Coverage
from cdmo_plan.present.coverage_json import cell_record
from cdmo_plan.present.csv_answers import write_csv

COLUMNS: Final = (
    "modality",
    "market",
    "rows",
    "substance_partners",
    "fill_partners",
    "single_source",
    "missing",
    "only_doubts",
    "doubtful",
    "commands",
)


def write_coverage(answer: Coverage) -> None:
    """Write the cells; the columns are fields of the JSON record."""
    records = (cell_record(cell) for cell in answer.cells())
    write_csv(COLUMNS, ([record[name] for name in COLUMNS] for record in records))
