"""How far from the best an answer may reach: `--within 10%` or `--within 4` (weeks)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.network.net import Net
from cdmo_plan.planner.search import Search

_WORDS = re.compile(r"(\d+)\s*(%|w|wk|weeks?)?")


class Tolerance(NamedTuple):
    """A distance from the best: in weeks, or in percent of the criterion that is asked for first."""

    number: int
    is_percent: bool

    @classmethod
    def parse(cls, text: str) -> Tolerance:
        """Read `10%`, `4`, `4w` or `4 weeks`.

        Raises:
            BriefRefused: If it is none of these.
        """
        found = _WORDS.fullmatch(text.strip().lower())
        if found is None:
            message = f"unknown distance from the best {text!r}"
            raise BriefRefused(message, "a whole number of weeks such as 4, or of percent such as 10%")
        return cls(int(found[1]), is_percent=found[2] == "%")

    def __str__(self) -> str:
        """Return it as it is asked for."""
        return f"{self.number}%" if self.is_percent else f"{self.number} weeks"


class Near(NamedTuple):
    """What counts as near the best: at the most so much of one criterion."""

    criterion: str
    best: int
    most: int


def near_best(
    tolerance: Tolerance, asked: Sequence[str], nets: Iterable[Net], *, is_commercial: bool
) -> Near | None:
    """Return how much of a criterion is near the best of all routes, None where there is no route.

    Percent are of the first criterion asked for, of weeks where none is; a fraction is cut off.

    Raises:
        BriefRefused: If it would rank a commercial brief by weeks (RULES W3).
    """
    criterion = asked[0] if tolerance.is_percent and asked else "weeks"
    if criterion == "weeks" and is_commercial:
        message = "a commercial brief is not compared by weeks: the recipes tell those of phase 1 supply"
        raise BriefRefused(message, "name another criterion by --rank-by and ask for percent of it")
    found = [first.key[0] for net in nets if (first := Search(net, (criterion,)).best()) is not None]
    if not found:
        return None
    best = min(found)
    more = best * tolerance.number // 100 if tolerance.is_percent else tolerance.number
    return Near(criterion, best, best + more)
