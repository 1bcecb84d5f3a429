"""The command line that asks the planner a brief, for whoever wants the rows behind a figure."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from cdmo_plan.domain.brief import Brief

_OPTIONS = {
    "container": "--container",
    "dose_form": "--dose-form",
    "expression": "--expression",
    "development_phase": "--development-phase",
    "scale": "--scale-l",
    "max_partners": "--max-partners",
    "max_transfers": "--max-transfers",
    "max_weeks": "--max-weeks",
    "min_evidence": "--min-evidence",
}
_SEVERAL = {"avoid_regions": "--avoid-region", "markets": "--market", "avoid": "--avoid"}


def routes_command(brief: Brief) -> str:
    """Return the words of `cdmo-plan routes` that ask a brief on its day, quoted for a shell."""
    return shlex.join(["cdmo-plan", "routes", brief.modality, *_words(brief)])


def _words(brief: Brief) -> Iterator[str]:
    for region in brief.regions:
        yield from ("--region", region)
    for step, regions in brief.step_regions:
        for region in regions:
            yield from ("--region", f"{step}={region}")
    for field, option in _OPTIONS.items():
        value = getattr(brief, field)
        if value is not None:
            yield from (option, str(value))
    for field, option in _SEVERAL.items():
        for value in getattr(brief, field):
            yield from (option, value)
    for step, target in brief.via:
        yield from ("--via", f"{step}={target}")
    yield from (
        f"--{flag.replace('_', '-')}" for flag in ("single_contract", "strict") if getattr(brief, flag)
    )
    for word in sorted(brief.include):
        yield from ("--include", word)
    yield from ("--as-of", brief.as_of.isoformat())
