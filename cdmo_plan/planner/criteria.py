"""The criteria that routes are ranked by, and the orders made of them (RULES O1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from cdmo_plan.diagnostics.suggestions import did_you_mean
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.network.net import Candidate, Net
from cdmo_plan.planner.metrics import COUNTS

CRITERIA: Final[dict[str, str]] = {
    "containment": "containment",
    "contracts": "contracts",
    "doubts": "doubts",
    "partner-changes": "partner_changes",
    "unnamed": "unnamed",
    "sites": "sites",
    "customs-borders": "customs",
    "weeks": "weeks",
    "unlisted": "unlisted",
    "partners": "partners",
    "transfers": "transfers",
    "borders": "borders",
    "evidence": "evidence",
    "open-questions": "open_questions",
    "cost": "cost",
}
"""The names that `--rank-by` takes, with the field of the metrics that each reads."""

DEFAULT_ORDER: Final = (
    "containment",
    "contracts",
    "doubts",
    "partner-changes",
    "unnamed",
    "sites",
    "customs-borders",
    "weeks",
    "unlisted",
)
"""O1; ids follow where all of it is equal."""


def order_of(names: Iterable[str], *, is_commercial: bool = False) -> tuple[str, ...]:
    """Return the criteria in the order asked for, the rest of the default order behind them.

    Recipes tell the weeks of phase 1 supply, so commercial briefs are not ranked by them (RULES W3).

    Raises:
        BriefRefused: If a name is no criterion, or none for this brief.
    """
    asked = criteria_of(names, is_commercial=is_commercial)
    order = dict.fromkeys([*asked, *DEFAULT_ORDER])
    return tuple(name for name in order if not (is_commercial and name == "weeks"))


def criteria_of(names: Iterable[str], *, is_commercial: bool = False) -> tuple[str, ...]:
    """Return the criteria asked for, each once; case and underscores do not matter.

    Raises:
        BriefRefused: If a name is no criterion, or none for this brief.
    """
    asked: dict[str, None] = {}
    for name in (raw.strip().lower().replace("_", "-") for raw in names):
        if name not in CRITERIA:
            close = did_you_mean(name, list(CRITERIA))
            hint = f"did you mean {' or '.join(close)}?" if close else "criteria: " + ", ".join(CRITERIA)
            message = f"unknown criterion {name!r}"
            raise BriefRefused(message, hint)
        asked[name] = None
    if is_commercial and "weeks" in asked:
        message = "a commercial brief is not ranked by weeks: the recipes tell those of phase 1 supply"
        raise BriefRefused(message, "rank by another criterion, or ask for clinical supply")
    return tuple(asked)


def key_of(route: Sequence[Candidate], net: Net, order: Iterable[str]) -> tuple[int, ...]:
    """Return the criteria's values in an order: routes compare as these tuples do."""
    return tuple(COUNTS[CRITERIA[name]](route, net) for name in order)
