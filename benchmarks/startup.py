"""What starting the program costs, as whole processes: `python -m benchmarks startup`.

Each figure is the processor time (user and system) of a process, against that of a process that does what
any such program must do: parse with Typer, print with Rich, read YAML with PyYAML. The two run in turn, so
that a machine whose speed drifts slows both, and the median of the ratios of neighbours is what counts.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.pages import DOCS, circumstances, table, write_section
from benchmarks.startup_programs import (
    MANY_FILES,
    edit,
    environment,
    least,
    program,
    table_like,
    workplace,
)
from cdmo_plan._default_catalog import default_catalog_path
from cdmo_plan.cli.verbs import VERBS

PAGES = DOCS / "benchmarks-startup.md", DOCS / "benchmarks.md"
BRIEF = ("routes", "mab", "--region", "EU", "-k", "10", "--as-of", "2026-11-21")


class Command(NamedTuple):
    """What a process runs, what is done before each run of it, and whether it writes to a terminal."""

    arguments: Sequence[str]
    environment: Mapping[str, str]
    before: Callable[[], None] = lambda: None
    on_terminal: bool = False


class Case(NamedTuple):
    """A figure: a command, what it is held against, and how much dearer it may be, if that is settled."""

    what: str
    against: str
    target: float | None
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

    def meets(self, target: float) -> bool:
        """Tell whether it was no dearer than that."""
        return statistics.median(self.ratios) <= target


def run(runs: int, only: str = "", *, write: bool = False) -> bool:
    """Measure every case whose name holds a word, print the table, and tell whether every target is met."""
    with workplace() as folder:
        prepare(folder)
        cases = [case for case in cases_in(folder) if only in case.what]
        measured = [measure(case, runs) for case in cases]
    command = f"python -m benchmarks startup --runs {runs}"
    text = f"{circumstances(command, 'typer', 'rich')}\n\n{_table(cases, measured)}"
    print(text)
    if write:
        for page in PAGES:
            write_section(page, "whole processes", text)
    pairs = zip(cases, measured, strict=True)
    return all(case.target is None or found.meets(case.target) for case, found in pairs)


def prepare(folder: Path) -> None:
    """Write the table that the least program prints: as much text as our answer has."""
    _, printed = take(Command(program(*BRIEF), environment(folder)))
    (folder / "table.tsv").write_text(table_like(printed), encoding="utf-8")


def cases_in(folder: Path) -> list[Case]:
    """Return every case, in the order of the table."""
    warm, cold = environment(folder), environment(folder, CDMO_PLAN_NO_CACHE="1")
    asked = environment(folder, _CDMO_PLAN_COMPLETE="complete_zsh")
    edited = program(*BRIEF, "--catalog", str(folder / "catalog"))
    large = Command(program(*BRIEF, "--catalog", str(folder / "large")), warm)
    offers = Command(program(*BRIEF, "--catalog", "default", "--catalog", str(folder / "offers")), warm)
    same = Command(least("table", str(folder / "table.tsv")), warm)
    yaml = Command([sys.executable, "-m", "read_yaml", str(default_catalog_path())], warm)
    routes = Command(program(*BRIEF), warm)
    verbs = f"a Typer app of {len(VERBS)} trivial verbs"
    completion = Command(program("show", "agc-c"), asked)
    edits = Command(edited, warm, before=lambda: edit(folder / "catalog"))
    return [
        Case("`--version`", f"{verbs}, the same", 1.15, *_both("--version", warm)),
        Case("`--help`", f"{verbs}, the same", 1.15, *_both("--help", warm)),
        Case("warm `routes mab --region EU -k 10`", "the app, printing as large a table", 1.5, routes, same),
        Case(
            "the same on a terminal",
            "the same on a terminal",
            None,
            routes._replace(on_terminal=True),
            same._replace(on_terminal=True),
        ),
        Case(
            "completion of a site id", "the app's `--version`", 1.3, completion, _both("--version", warm)[1]
        ),
        Case("cold `routes`", "reading the YAML", 2.8, Command(program(*BRIEF), cold), yaml),
        Case("cold `validate`", "reading the YAML", 2.8, Command(program("validate"), cold), yaml),
        Case("`routes` after an edit of one file", "warm `routes`", 2.0, edits, Command(edited, warm)),
        Case("`routes` with a private layer of offers", "warm `routes`", None, offers, routes),
        Case(f"warm `routes` on {MANY_FILES:,} files", "warm `routes`", None, large, routes),
    ]


def _both(option: str, environment: Mapping[str, str]) -> tuple[Command, Command]:
    return Command(program(option), environment), Command(least(option), environment)


def measure(case: Case, runs: int) -> Measured:
    """Run the two commands in turn, after two runs of each that are not counted."""
    measured = Measured([], [])
    for number in range(-2, runs):
        for command, seconds in ((case.command, measured.ours), (case.base, measured.base)):
            command.before()
            used, _ = take(command)
            if number >= 0:
                seconds.append(used)
    return measured


def take(command: Command) -> tuple[float, str]:
    """Run a command; return the processor seconds that it took, and what it printed.

    Raises:
        RuntimeError: If it fails.
    """
    with tempfile.TemporaryFile() as output:
        if command.on_terminal:
            shown, stream = os.openpty()
            process = subprocess.Popen(command.arguments, env=command.environment, stdout=stream)
            os.close(stream)
            _drain(shown, output.fileno())
        else:
            process = subprocess.Popen(command.arguments, env=command.environment, stdout=output)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            message = f"{' '.join(command.arguments)} ended with {process.returncode}"
            raise RuntimeError(message)
        output.seek(0)
        return usage.ru_utime + usage.ru_stime, output.read().decode("utf-8")


def _drain(terminal: int, output: int) -> None:
    """Read what is shown on a terminal until nobody writes to it."""
    with open(terminal, "rb", buffering=0) as shown:
        try:
            while content := shown.read(4096):
                os.write(output, content)
        except OSError:  # Linux says so at the end.
            return


def _table(cases: Sequence[Case], measured: Sequence[Measured]) -> str:
    rows = []
    for case, found in zip(cases, measured, strict=True):
        ratio = statistics.median(found.ratios)
        seconds = f"{statistics.median(found.ours):.3f} s / {statistics.median(found.base):.3f} s"
        spread = f"{min(found.ratios):.2f} to {max(found.ratios):.2f}"
        target = ("", "") if case.target is None else (f"<= {case.target:g}", _met(case.target, found))
        rows.append([case.what, case.against, f"{ratio:.2f}", spread, seconds, *target])
    return table(["what", "against", "ratio", "lowest to highest", "of", "target", ""], rows)


def _met(target: float, found: Measured) -> str:
    return "met" if found.meets(target) else "missed"
