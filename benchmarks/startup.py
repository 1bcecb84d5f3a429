"""What starting the program costs, as whole processes: `python -m benchmarks.startup`.

Each figure is the processor time (user and system) of a process, against that of a process that does what
any such program must do: parse with Typer, print with Rich, read YAML with PyYAML. The two run in turn, so
that a machine whose speed drifts slows both, and the median of the ratios of neighbours is what counts.
`--write` puts the table into docs/benchmarks-startup.md; `--runs` says how many pairs run, 9 if left out.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from cdmo_plan._default_catalog import default_catalog_path
from cdmo_plan.cli.verbs import VERBS

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "benchmarks-startup.md"
BRIEF = ("routes", "mab", "--region", "EU", "-k", "10", "--as-of", "2026-11-21")

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


class Command(NamedTuple):
    """What a process runs, and what is done before each run of it."""

    arguments: Sequence[str]
    environment: Mapping[str, str]
    before: Callable[[], None] = lambda: None


class Case(NamedTuple):
    """A figure: a command, what it is held against, and how much dearer it may be."""

    what: str
    against: str
    target: float
    command: Command
    base: Command


class Measured(NamedTuple):
    """Processor seconds of the two commands of a case, pair by pair."""

    ours: list[float]
    base: list[float]

    @property
    def ratios(self) -> list[float]:
        """How much dearer ours was, in each pair."""
        return [ours / base for ours, base in zip(self.ours, self.base, strict=True)]


def main() -> int:
    """Measure every case and print the table; exit code 1 says that a target was missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=9, help="pairs of runs, at least 9 for a figure to quote")
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    parser.add_argument("--only", default="", help="measure only what holds this word")
    options = parser.parse_args()
    with workplace() as folder:
        cases = [case for case in cases_in(folder) if options.only in case.what]
        measured = [measure(case, options.runs) for case in cases]
    lines = table(cases, measured)
    print("\n".join(lines))
    if options.write:
        PAGE.write_text("\n".join([*page_head(options.runs), *lines, *PAGE_END]) + "\n", encoding="utf-8")
    missed = [c for c, m in zip(cases, measured, strict=True) if statistics.median(m.ratios) > c.target]
    return 1 if missed else 0


@contextmanager
def workplace() -> Iterator[Path]:
    """Make a folder with the programs to compare with, a catalog to edit, and a cache of its own."""
    with tempfile.TemporaryDirectory(prefix="startup-") as name:
        folder = Path(name)
        (folder / "least.py").write_text(LEAST_PROGRAM.format(verbs=len(VERBS) - 1), encoding="utf-8")
        (folder / "read_yaml.py").write_text(READ_YAML, encoding="utf-8")
        shutil.copytree(default_catalog_path(), folder / "catalog")
        printed = run(Command(ours(*BRIEF), environment(folder)))[1]
        (folder / "table.tsv").write_text(table_like(printed), encoding="utf-8")
        yield folder


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
    path = os.pathsep.join([str(folder), str(ROOT)])
    return kept | {"PYTHONPATH": path, "CDMO_PLAN_CACHE_DIR": str(folder / "cache")} | more


def ours(*arguments: str) -> list[str]:
    """Return a command line of this program."""
    return [sys.executable, "-m", "cdmo_plan", *arguments]


def least(*arguments: str) -> list[str]:
    """Return a command line of the least program."""
    return [sys.executable, "-m", "least", *arguments]


def cases_in(folder: Path) -> list[Case]:
    """Return every case, in the order of the table."""
    warm, cold = environment(folder), environment(folder, CDMO_PLAN_NO_CACHE="1")
    asked = environment(folder, _CDMO_PLAN_COMPLETE="complete_zsh")
    edited = ours(*BRIEF, "--catalog", str(folder / "catalog"))
    same = Command(least("table", str(folder / "table.tsv")), warm)
    yaml = Command([sys.executable, "-m", "read_yaml", str(default_catalog_path())], warm)
    routes = Command(ours(*BRIEF), warm)
    verbs = f"a Typer app of {len(VERBS)} trivial verbs"
    return [
        Case("`--version`", f"{verbs}, the same", 1.15, *both("--version", warm)),
        Case("`--help`", f"{verbs}, the same", 1.15, *both("--help", warm)),
        Case("warm `routes mab --region EU -k 10`", "the app, printing as large a table", 1.5, routes, same),
        Case(
            "completion of a site id",
            "the app's `--version`",
            1.3,
            Command(ours("show", "agc-c"), asked),
            Command(least("--version"), warm),
        ),
        Case(
            "cold `routes`",
            "PyYAML's C loader, typer and rich",
            2.8,
            Command(ours(*BRIEF), cold),
            yaml,
        ),
        Case("cold `validate`", "the same", 2.8, Command(ours("validate"), cold), yaml),
        Case(
            "`routes` after an edit of one file",
            "warm `routes`",
            2.0,
            Command(edited, warm, before=lambda: edit(folder / "catalog")),
            Command(edited, warm),
        ),
    ]


def both(option: str, environment: Mapping[str, str]) -> tuple[Command, Command]:
    """Return an option of this program and of the least one."""
    return Command(ours(option), environment), Command(least(option), environment)


def edit(catalog: Path) -> None:
    """Change a file of a partner, in a way that changes no answer."""
    path = min((catalog / "partners").glob("*.yaml"))
    path.write_text(path.read_text(encoding="utf-8") + "# looked at again\n", encoding="utf-8")


def measure(case: Case, runs: int) -> Measured:
    """Run the two commands in turn, after a run of each that is not counted."""
    measured = Measured([], [])
    for number in range(runs + 1):
        for command, seconds in ((case.command, measured.ours), (case.base, measured.base)):
            command.before()
            used, _ = run(command)
            if number:
                seconds.append(used)
    return measured


def run(command: Command) -> tuple[float, str]:
    """Run a command; return the processor seconds that it took, and what it printed."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command.arguments, env=command.environment, stdout=output)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            message = f"{' '.join(command.arguments)} ended with {process.returncode}"
            raise RuntimeError(message)
        output.seek(0)
        return usage.ru_utime + usage.ru_stime, output.read().decode("utf-8")


def table(cases: Sequence[Case], measured: Sequence[Measured]) -> list[str]:
    """Return the table of all figures in Markdown."""
    lines = ["| what | against | ratio | of | target | |", "|---|---|---|---|---|---|"]
    for case, found in zip(cases, measured, strict=True):
        ratio = statistics.median(found.ratios)
        spread = f"{ratio:.2f} ({min(found.ratios):.2f} to {max(found.ratios):.2f})"
        seconds = f"{statistics.median(found.ours):.3f} s / {statistics.median(found.base):.3f} s"
        met = "met" if ratio <= case.target else "missed"
        lines.append(f"| {case.what} | {case.against} | {spread} | {seconds} | <= {case.target:g} | {met} |")
    return lines


def page_head(runs: int) -> list[str]:
    """Return what stands above the table."""
    return [
        "# What starting costs",
        "",
        "Written by `python -m benchmarks.startup --write`. Whole processes, user and system time: the",
        f"median ratio of {runs} pairs of runs in turn, the lowest and the highest, the medians in seconds.",
        f"Python {platform.python_version()} on {platform.system()} {platform.machine()}, byte code cached.",
        "",
    ]


PAGE_END = [
    "",
    "The app has as many verbs as the program, each of which does nothing, and prints its help as plainly.",
    "Another verb of it prints a table of ten rows that holds as much text as the answer.",
    "Reading YAML is PyYAML's C loader on every file of the shipped catalog, and importing typer and Rich.",
    "The edit adds a comment to the file of a partner, before each run of the first of the two commands.",
    "",
    "A warm query does not meet its target yet. Of its processor time Python and Typer take a fifth, which the",
    "app takes too, printing and importing what prints a quarter, importing the domain, the store and the",
    "planner a sixth, making rows of the store and judging them a sixth, and the search a sixth. Comparing all",
    "files of the catalog with the store takes a thirtieth.",
]

if __name__ == "__main__":
    sys.exit(main())
