"""The JSON Schemas that ship with the program: generated files, which are only read here."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parents[1] / "schemas"


def names() -> list[str]:
    """Return the names of the schemas: answers by the verb that gives them, then files of a catalog."""
    found = sorted(path.stem for path in FOLDER.glob("*.json"))
    return sorted(found, key=lambda name: name.startswith("catalog-"))


def write_schema(name: str) -> None:
    """Write one schema to standard output, as its file has it (plain ASCII, which any stream can carry)."""
    sys.stdout.write(_text(name))


def print_schemas() -> None:
    """Print the names, and what each describes."""
    from cdmo_plan.present.console import cell, output_console
    from cdmo_plan.present.tables import Column, print_table

    console = output_console()
    rows = [[name, json.loads(_text(name))["description"]] for name in names()]
    print_table(console, [Column("schema"), Column("what it describes", wraps=True, below=True)], rows)
    console.print()
    console.print(cell("Print one: cdmo-plan schema routes"))


def _text(name: str) -> str:
    return (FOLDER / f"{name}.json").read_text(encoding="ascii")
