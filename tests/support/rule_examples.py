"""The examples of rules' manual pages, laid over a small catalog that has no finding of its own."""

import re
import shutil
from datetime import date
from pathlib import Path

from cdmo_plan.catalog.load import load_folder
from cdmo_plan.catalog.rules.check import check
from cdmo_plan.diagnostics.diagnostic import Diagnostic
from cdmo_plan.diagnostics.manual import ExampleFile

BASE = Path(__file__).parents[1] / "fixtures" / "base-catalog"
DAY = date(2026, 11, 21)


def findings(files: tuple[ExampleFile, ...], folder: Path) -> tuple[Diagnostic, ...]:
    """Return what every rule finds in the base catalog with these files in it."""
    shutil.copytree(BASE, folder)
    for file in files:
        _lay(file, folder / file.path)
    return check(load_folder(folder, shown_as="catalog"), DAY)


def _lay(file: ExampleFile, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    how = file.how or ""
    repeated = re.fullmatch(r"its last line ([\d,]+) times", how)
    if how == "left out":
        path.unlink()
    elif how.startswith("a link to "):
        path.symlink_to(how.removeprefix("a link to "))
    elif repeated:
        text, _, last = file.text.rstrip("\n").rpartition("\n")
        path.write_text(text + f"\n{last}" * int(repeated[1].replace(",", "")) + "\n", encoding="utf-8")
    else:
        assert not how or how.startswith("saved as "), how
        path.write_bytes(file.text.encode(how.removeprefix("saved as ") or "utf-8"))
