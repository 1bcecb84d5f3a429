"""The examples of rules' manual pages, laid over a small catalog that has no finding of its own.

Files of `mine/` are a catalog of their own, laid over the other as a second layer.
"""

import re
import shutil
from datetime import date
from pathlib import Path

from cdmo_plan.catalog.load import Place, load_folder, load_layers
from cdmo_plan.catalog.rules.check import check
from cdmo_plan.diagnostics.diagnostic import Diagnostic
from cdmo_plan.diagnostics.manual import ExampleFile

BASE = Path(__file__).parents[1] / "fixtures" / "base-catalog"
DAY = date(2026, 11, 21)


LAYER = "mine"
MANIFEST = f"""\
format: "1"
catalog: {LAYER}
title: A layer of a test
as_of: "2026-11-21"
licence: CC0-1.0
"""


def findings(files: tuple[ExampleFile, ...], folder: Path) -> tuple[Diagnostic, ...]:
    """Return what every rule finds in the base catalog with these files in it."""
    shutil.copytree(BASE, folder)
    layer = folder / LAYER
    for file in files:
        if file.path.startswith(f"{LAYER}/") and not layer.exists():
            layer.mkdir()
            (layer / "manifest.yaml").write_text(MANIFEST, encoding="utf-8")
        _lay(file, folder / file.path)
    if not layer.exists():
        return check(load_folder(folder, shown_as="catalog"), DAY)
    below = layer.rename(folder.with_name(f"{folder.name}-{LAYER}"))
    return check(load_layers([Place(folder, "catalog"), Place(below, f"catalog/{LAYER}")]), DAY)


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
