"""What the program is held against when it starts, and the catalogs that it is asked about, in one folder."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from cdmo_plan._default_catalog import default_catalog_path
from cdmo_plan.catalog.load import load_folder
from cdmo_plan.cli.verbs import VERBS

ROOT = Path(__file__).parents[1]
MANY_FILES = 1200

# Like ours, the least program prints its help without Rich.
LEAST_PROGRAM = """\
import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None)


def trivial(name: str = "nobody") -> None:
    "Do next to nothing."


for number in range({verbs}):
    app.command(f"verb-{{number}}")(trivial)


def say(asked: bool) -> None:
    if asked:
        typer.echo("least 0.1.0")
        raise typer.Exit


@app.callback()
def root(version: bool = typer.Option(False, "--version", callback=say, is_eager=True)) -> None:
    "A program that does next to nothing."


@app.command()
def table(path: str) -> None:
    "Print a table."
    from rich.console import Console
    from rich.table import Table

    with open(path, encoding="utf-8") as stream:
        rows = [line.split("\\t") for line in stream.read().splitlines()]
    printed = Table()
    for heading in rows[0]:
        printed.add_column(heading)
    for row in rows[1:]:
        printed.add_row(*row)
    Console(width=100).print(printed)


app(prog_name="least")
"""

READ_YAML = """\
import sys
from pathlib import Path

import rich.console
import rich.table
import typer
import yaml

for path in sorted(Path(sys.argv[1]).rglob("*.yaml")):
    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
"""

LOOKED_AT = "# looked at again"

MADE_UP_PARTNER = """\
partner: made-up-{number}
name: Made Up {number}
sites:
  - id: made-up-{number}-plant
    name: Made Up {number} Plant
    city: Springfield
    country: US
    status: [{{state: operating}}]
    capabilities:
      - {{step: cell-processing, modalities: [car-t], sources: [leaflet]}}
sources:
  leaflet: {{citation: A leaflet of plant {number}, published: "2025"}}
"""

OFFERS_MANIFEST = """\
format: "1"
catalog: offers
title: Made-up offers
as_of: "2026-11-21"
licence: LicenseRef-Confidential
visibility: private
"""

OFFERS = """\
capabilities:
{amendments}sources:
  offer: {{citation: A made-up offer, published: "2026-10", read: "2026-11"}}
"""

OFFER = """\
  - capability: {row}
    quotes:
      - {{what: batch, amount: {{min: {number}00000}}, currency: EUR, dated: "2026-10", sources: [offer]}}
    sources: [offer]
"""


@contextmanager
def workplace() -> Iterator[Path]:
    """Make a folder with the programs to compare with, catalogs, and caches of its own.

    Byte code is cached there too: what is measured is an installed program, wherever this one lies.
    """
    with tempfile.TemporaryDirectory(prefix="startup-") as name:
        folder = Path(name)
        (folder / "least.py").write_text(LEAST_PROGRAM.format(verbs=len(VERBS) - 1), encoding="utf-8")
        (folder / "read_yaml.py").write_text(READ_YAML, encoding="utf-8")
        shutil.copytree(default_catalog_path(), folder / "catalog")
        large = shutil.copytree(default_catalog_path(), folder / "large")
        for number in range(MANY_FILES - sum(1 for _ in large.rglob("*.yaml"))):
            text = MADE_UP_PARTNER.format(number=number)
            (large / "partners" / f"made-up-{number}.yaml").write_text(text, encoding="utf-8")
        _write_offers(folder / "offers")
        yield folder


def _write_offers(folder: Path) -> None:
    """Write a private layer over the shipped catalog: offers of some of its plants."""
    world = load_folder(default_catalog_path()).catalog
    rows = [row for step in ("drug-substance", "fill-finish") for row in world.rows(step)[:5]]
    amendments = "".join(
        OFFER.format(row=row.capability.id, number=number) for number, row in enumerate(rows, start=1)
    )
    (folder / "amendments").mkdir(parents=True)
    (folder / "manifest.yaml").write_text(OFFERS_MANIFEST, encoding="utf-8")
    (folder / "amendments" / "offers.yaml").write_text(OFFERS.format(amendments=amendments), encoding="utf-8")


def table_like(printed: str) -> str:
    """Return a table of five columns and ten rows whose cells hold as much text as an answer printed."""
    words = printed.split()
    cells = [" ".join(words[at::50]) for at in range(50)]
    rows = [cells[at : at + 5] for at in range(0, 50, 5)]
    return "\n".join("\t".join(row) for row in [["a", "b", "c", "d", "e"], *rows])


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Return the environment of a user: byte code is cached, and nothing is printed otherwise."""
    left_out = ("PYTHON", "CDMO_PLAN", "CI", "COLUMNS", "FORCE_COLOR", "NO_COLOR", "_CDMO")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    ours = {
        "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)]),
        "PYTHONPYCACHEPREFIX": str(folder / "byte-code"),
        "CDMO_PLAN_CACHE_DIR": str(folder / "cache"),
        "TERM": "xterm-256color",
    }
    return kept | ours | more


def program(*arguments: str) -> Sequence[str]:
    """Return a command line of this program."""
    return [sys.executable, "-m", "cdmo_plan", *arguments]


def least(*arguments: str) -> Sequence[str]:
    """Return a command line of the least program."""
    return [sys.executable, "-m", "least", *arguments]


def edit(catalog: Path) -> None:
    """Change a file of a partner: add a comment, and give a plant another size than it had before."""
    path = min((catalog / "partners").glob("*.yaml"))
    lines = path.read_text(encoding="utf-8").splitlines()
    earlier = lines.count(LOOKED_AT)
    plant = next(number for number, line in enumerate(lines) if line.startswith("    country:"))
    if earlier:
        del lines[plant + 1]
    lines.insert(plant + 1, f"    floor_area_m2: {4_000 + earlier}")
    path.write_text("\n".join([*lines, LOOKED_AT, ""]), encoding="utf-8")
