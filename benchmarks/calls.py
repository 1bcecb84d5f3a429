"""How many plans a process makes in a second, once the catalog is loaded: `python -m benchmarks calls`."""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product
from statistics import median
from time import process_time
from typing import Any, Final

from benchmarks.pages import DOCS, circumstances, table, write_section
from cdmo_plan import Brief, load_catalog, plan
from cdmo_plan.library.catalogs import Catalog

PAGE = DOCS / "benchmarks-startup.md"
TARGET: Final = 50
DAY: Final = date(2026, 11, 21)
MODALITIES: Final = (
    "mab",
    "bispecific",
    "recombinant-protein",
    "adc",
    "aav",
    "lentivirus",
    "pdna",
    "mrna-lnp",
    "car-t",
)
UNFILLED: Final = frozenset({"lentivirus", "car-t"})
"""What no recipe fills: nobody asks for its vials."""
TERMS: Final[Mapping[str, Mapping[str, Any]]] = {
    "no other term": {},
    "liquid vials": {"container": "vial", "dose_form": "liquid"},
    "freeze-dried vials": {"container": "vial", "dose_form": "lyophilized"},
    "one contract": {"single_contract": True},
    "clinical, two partners at most": {"development_phase": "clinical", "max_partners": 2},
}
PLACES: Final[Sequence[Mapping[str, Any]]] = ({}, {"region": "EU"}, {"region": "US"})


def briefs() -> dict[str, list[Brief]]:
    """Return the briefs by modality, each other than all others: places by terms."""
    return {
        modality: [
            Brief(modality, as_of=DAY, **place, **terms)
            for place, (name, terms) in product(PLACES, TERMS.items())
            if not (modality in UNFILLED and "vials" in name)
        ]
        for modality in MODALITIES
    }


def run(runs: int, *, write: bool = False) -> bool:
    """Ask each brief once of a catalog that has answered nothing, several times; tell if that was quick."""
    sessions = [_session(load_catalog()) for _ in range(runs)]
    assert all(answers == sessions[0][1] for _, answers in sessions), "the same brief had two answers"
    times = {
        modality: [median(found[modality][n] for found, _ in sessions) for n in range(len(asked))]
        for modality, asked in briefs().items()
    }
    text = f"{circumstances(f'python -m benchmarks calls --runs {runs}')}\n\n{_table(times)}"
    print(text)
    if write:
        write_section(PAGE, "in one process", text)
    return _per_second([each for found in times.values() for each in found]) >= TARGET


def _session(catalog: Catalog) -> tuple[dict[str, list[float]], list[list[str]]]:
    """Return the CPU seconds of each brief, and the routes of each answer."""
    # What is imported on first use, and what loading left behind, is no part of a plan.
    plan(catalog, Brief("adenovirus", as_of=DAY))
    gc.collect()
    times: dict[str, list[float]] = {}
    answers: list[list[str]] = []
    for modality, asked in briefs().items():
        for brief in asked:
            start = process_time()
            answer = plan(catalog, brief)
            times.setdefault(modality, []).append(process_time() - start)
            answers.append([route.id for route in answer.routes])
    return times, answers


def _per_second(times: Sequence[float]) -> float:
    return len(times) / sum(times)


def _table(found: Mapping[str, Sequence[float]]) -> str:
    rows = [[modality, *_row(times), "", ""] for modality, times in found.items()]
    every = [each for times in found.values() for each in times]
    held = "held" if _per_second(every) >= TARGET else "missed"
    rows.append(["all", *_row(every), f"at least {TARGET}", held])
    return table(["modality", "briefs", "ms a plan", "slowest", "plans a second", "wanted", ""], rows)


def _row(times: Sequence[float]) -> list[str]:
    milliseconds = [1000 * each for each in times]
    rate = _per_second(times)
    return [str(len(times)), f"{median(milliseconds):.1f}", f"{max(milliseconds):.1f}", f"{rate:.0f}"]
