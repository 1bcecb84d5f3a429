"""How many plans a process makes in a second, once the catalog is loaded: `python -m benchmarks calls`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.clock import PATIENCE, Timed, timed
from benchmarks.pages import DOCS, circumstances, table, write_section
from cdmo_plan._default_catalog import default_catalog_path
from cdmo_plan.catalog.load import load_folder
from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.world import World
from cdmo_plan.planner.plan import plan

PAGE = DOCS / "benchmarks-startup.md"
TARGET: Final = 50
DAY: Final = date(2026, 11, 21)
BRIEFS: Final[Mapping[str, Brief]] = {
    "mab, anywhere": Brief(modality="mab", as_of=DAY),
    "mab, EU": Brief(modality="mab", as_of=DAY, regions=("EU",)),
    "mab, EU, lyophilized vials": Brief(
        modality="mab", as_of=DAY, regions=("EU",), container="vial", dose_form="lyophilized"
    ),
    "aav, anywhere": Brief(modality="aav", as_of=DAY),
    "aav, CN": Brief(modality="aav", as_of=DAY, regions=("CN",)),
    "adc, anywhere": Brief(modality="adc", as_of=DAY),
    "mrna-lnp, anywhere": Brief(modality="mrna-lnp", as_of=DAY),
    "car-t, US": Brief(modality="car-t", as_of=DAY, regions=("US",)),
}


def run(runs: int, *, write: bool = False) -> bool:
    """Ask every brief as of one day after the other, so that no two are alike; tell if the target is met."""
    world = load_folder(Path(default_catalog_path()), shown_as="catalogs").catalog
    for brief in BRIEFS.values():
        plan(world, replace(brief, as_of=DAY - timedelta(days=1)))
    found = {name: [_ask(world, brief, number) for number in range(runs)] for name, brief in BRIEFS.items()}
    command = f"python -m benchmarks calls --runs {runs}"
    text = f"{circumstances(command)}\n\n{_table(found)}"
    print(text)
    if write:
        write_section(PAGE, "in one process", text)
    return all(_per_second(times) >= TARGET for times in found.values())


def _ask(world: World, brief: Brief, days: int) -> Timed[object]:
    return timed(plan, PATIENCE, world, replace(brief, as_of=DAY + timedelta(days=days)))


def _per_second(times: Sequence[Timed[object]]) -> float:
    return 1 / median(one.seconds for one in times)


def _table(found: Mapping[str, Sequence[Timed[object]]]) -> str:
    rows = []
    for name, times in found.items():
        milliseconds = sorted(1000 * one.seconds for one in times)
        spread = f"{milliseconds[0]:.1f} to {milliseconds[-1]:.1f}"
        rate = _per_second(times)
        held = "held" if rate >= TARGET else "missed"
        rows.append([name, f"{median(milliseconds):.1f}", spread, f"{rate:.0f}", f"at least {TARGET}", held])
    return table(["brief", "ms a plan", "fastest to slowest", "plans a second", "wanted", ""], rows)
