"""An alliance as comma-separated values: one line for each cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cdmo_plan.analysis.alliance import Alliance
from cdmo_plan.present.alliance_json import cell_record
from cdmo_plan.present.csv_answers import Cell, write_csv

_REACHES: Final = ("before", "after", "at_any_contracts", "opened")
_LAST: Final = ("weeks_saved", "asks", "missing", "commands")


def write_alliance(answer: Alliance) -> None:
    """Write the cells; the columns are fields of the JSON record, and whether one contract is supposed."""
    partners = answer.parties.partners
    columns = [
        *("modality", "dose_form", "market", "hypothetical"),
        *(f"alone_{partner}_rows" for partner in partners),
        *(f"{name}_{unit}" for name in _REACHES for unit in ("rows", "routes")),
        *("contracts_before", *_LAST),
    ]
    write_csv(columns, _lines(answer))


def _lines(answer: Alliance) -> Iterator[list[Cell]]:
    for cell in answer.cells:
        record = cell_record(cell)
        reaches = [record[name] for name in _REACHES]
        yield [
            *(record[name] for name in ("modality", "dose_form", "market")),
            answer.is_hypothetical,
            *(record["alone"][partner]["rows"] for partner in answer.parties.partners),
            *(figure for reach in reaches for figure in (reach["rows"], reach["routes"])),
            [str(number) for number in record["contracts_before"]],
            *(record[name] for name in _LAST),
        ]
