"""How long the search takes, against rivals and against its targets, and the tables that say so."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from benchmarks import pages
from benchmarks.clock import PATIENCE, Ratio, Timed, ratio, said, timed
from benchmarks.duels import CP_SAT, OURS, Duel, on_chains, on_joins
from benchmarks.questions import HUNDRED, QUESTIONS, RECIPES, TEN, TEN_BY_CONTRACTS, THREE, check, world
from benchmarks.rivals.libraries import EXPANDED, HUBS, NETWORKX

COMMAND = "uv run --group bench python -m benchmarks search"
Measured = dict[str, list[Timed[Any]]]


GROWING = (TEN, TEN_BY_CONTRACTS, THREE)
"""What the worlds are asked between which the growth is told."""
DEAREST = 15000
"""Of this many plants there is one world of a kind."""


class Sizes(NamedTuple):
    """How large the worlds are, and how many of each there are.

    `growth` are the sizes between which the growth is told; `joins` the size at which CP-SAT is asked.
    """

    rivals: tuple[int, ...] = (100, 1000)
    ours: tuple[int, ...] = (100, 1000, 1500, 15000)
    growth: tuple[int, int] = (1500, 15000)
    joins: int = 100
    worlds: int = 5
    ks: tuple[int, ...] = (10, 100)
    patience: float = PATIENCE
    recipes: tuple[str, ...] = tuple(RECIPES)


SMALLEST = Sizes(
    rivals=(12,), ours=(8, 12), growth=(8, 8), joins=12, worlds=1, recipes=("chain of 8", "joins of 8")
)


class Target(NamedTuple):
    """What was to be reached: a ratio of CPU times that is to be `at least`, or `at most`, so much."""

    what: str
    bound: str
    wanted: float
    measured: Ratio | None

    def line(self) -> list[str]:
        """Return what was wanted and measured, and by how much it was missed."""
        wanted = f"{self.bound} {self.wanted:g}"
        if self.measured is None:
            return [self.what, wanted, "not measured", "both were stopped, or one is not installed"]
        factor = self.measured.factor
        missed = self.wanted / factor if self.bound == "at least" else factor / self.wanted
        said_of_it = "held" if missed <= 1 else f"missed by a factor of {missed:.1f}"
        worse = "<" if self.bound == "at least" else ">"
        if self.measured.bound == worse:
            said_of_it = "not shown: stopped" if missed <= 1 else f"{said_of_it}, or more"
        return [self.what, wanted, f"{self.measured.bound} {factor:.1f}".strip(), said_of_it]


def measure(sizes: Sizes) -> dict[tuple[str, int], Measured]:
    """Ask all questions of all worlds, and check that the answers to one world hold together."""
    found: dict[tuple[str, int], Measured] = {}
    for recipe in sizes.recipes:
        for sites in sizes.ours:
            times: Measured = {question: [] for question in QUESTIONS}
            for seed in range(1 if sites == DEAREST else sizes.worlds):
                net = world(recipe, sites, seed)
                answers: dict[str, Any] = dict.fromkeys(QUESTIONS)
                for question in GROWING if sites in sizes.growth else QUESTIONS:
                    one = timed(QUESTIONS[question], sizes.patience, net)
                    times[question].append(one)
                    answers[question] = one.answer
                check(answers)
                print(f"{recipe}, {sites} plants, seed {seed}: asked", file=sys.stderr)
            found[recipe, sites] = times
    return found


def _duel_targets(chains: Sequence[Duel], joins: Sequence[Duel]) -> Iterator[Target]:
    largest = max(duel.sites for duel in chains)
    at = {duel.question: duel.times for duel in chains if duel.sites == largest}
    wanted = (
        ("k = 10", HUBS, 4.0),
        ("k = 10", EXPANDED, 20.0),
        ("k = 10", NETWORKX, 500.0),
        ("k = 100", EXPANDED, 20.0),
    )
    for question, rival, least in wanted:
        times = at[question]
        measured = ratio(times[rival], to=times[OURS]) if rival in times else None
        what = f"chain of 8, {largest:,} plants, {question}: times faster than {rival}"
        yield Target(what, "at least", least, measured)
    for duel in joins:
        measured = ratio(duel.times[CP_SAT], to=duel.times[OURS]) if CP_SAT in duel.times else None
        what = f"{duel.recipe}, {duel.sites} plants, {duel.question}: times faster than CP-SAT"
        yield Target(what, "at least", 20, measured)


def _own_targets(found: dict[tuple[str, int], Measured], sizes: Sizes) -> Iterator[Target]:
    middle = sizes.ours[1] if len(sizes.ours) > 1 else sizes.ours[0]
    small, large = sizes.growth
    for recipe in sizes.recipes:
        times = found[recipe, middle]
        words = f"{recipe}, {middle:,} plants"
        yield Target(f"{words}: k = 100 to k = 10", "at most", 25, ratio(times[HUNDRED], to=times[TEN]))
        yield Target(f"{words}: front of 3 to k = 10", "at most", 10, ratio(times[THREE], to=times[TEN]))
    for recipe in sizes.recipes:
        before, after = found[recipe, small], found[recipe, large]
        words = f"{recipe}, from {small:,} to {large:,} plants"
        for question, most in ((TEN, 15.0), (TEN_BY_CONTRACTS, 25.0)):
            yield Target(f"{words}: {question}", "at most", most, ratio(after[question], to=before[question]))


def run_rivals(sizes: Sizes, command: str = COMMAND, *, write: bool = False) -> list[Target]:
    """Measure the search against others, print it as tables, and return what became of the targets."""
    chains = list(on_chains(sizes.rivals, sizes.ks, sizes.worlds))
    joins = list(on_joins(sizes.recipes, sizes.joins, sizes.worlds, sizes.patience))
    targets = list(_duel_targets(chains, joins))
    sections = {
        "targets against others": _table_of_targets(targets, command),
        "chains": _table_of_duels(chains),
        "joins": _table_of_duels(joins),
    }
    _tell(sections, write=write)
    return targets


def run_ours(sizes: Sizes, command: str = COMMAND, *, write: bool = False) -> list[Target]:
    """Measure the search alone, print it as tables, and return what became of the targets."""
    found = measure(sizes)
    targets = list(_own_targets(found, sizes))
    _tell({"targets": _table_of_targets(targets, command), "search": _table_of_ours(found)}, write=write)
    return targets


def _tell(sections: dict[str, str], *, write: bool) -> None:
    for name, text in sections.items():
        print(f"\n{text}")
        if write:
            pages.write_section(pages.DOCS / "benchmarks.md", name, text)


def _table_of_targets(targets: Sequence[Target], command: str) -> str:
    held = sum("held" in target.line()[-1] for target in targets)
    return "\n\n".join(
        [
            pages.circumstances(command, "networkx", "igraph", "ortools"),
            f"Held: {held} of {len(targets)}.",
            pages.table(["target", "wanted", "measured", ""], [target.line() for target in targets]),
        ]
    )


def _table_of_duels(duels: Sequence[Duel]) -> str:
    names = list(dict.fromkeys(name for duel in duels for name in duel.times))
    rows = [
        [
            f"{duel.recipe}, {duel.question}",
            f"{duel.sites:,}",
            *(said(duel.times.get(name, [])) for name in names),
        ]
        for duel in duels
    ]
    return pages.table(["world", "plants", *names], rows)


def _table_of_ours(found: dict[tuple[str, int], Measured]) -> str:
    rows = [
        [recipe, f"{sites:,}", *(said(times[question]) for question in QUESTIONS)]
        for (recipe, sites), times in found.items()
    ]
    return pages.table(["world", "plants", *QUESTIONS], rows)
