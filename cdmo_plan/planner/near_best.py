"""How far from the best an answer may reach: `--within 10%`, `4` (weeks) or `50000 EUR`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.network.net import Net
from cdmo_plan.planner.search import Search

if TYPE_CHECKING:
    from decimal import Decimal

    from cdmo_plan.network.prices import Prices

_WORDS = re.compile(r"(\d+)\s*(%|w|wk|weeks?|[a-z]{3})?")


_CODE = 3
_HINT = "a whole number of weeks such as 4, of percent such as 10%, or of a currency such as 50000 EUR"


class Tolerance(NamedTuple):
    """A distance from the best: in weeks, in percent of the criterion asked for first, or in a currency."""

    number: int
    is_percent: bool
    currency: str | None = None

    @classmethod
    def parse(cls, text: str) -> Tolerance:
        """Read `10%`, `4`, `4w`, `4 weeks` or `50000 EUR`.

        Raises:
            BriefRefused: If it is none of these.
        """
        found = _WORDS.fullmatch(text.strip().lower())
        if found is None:
            message = f"unknown distance from the best {text!r}"
            raise BriefRefused(message, _HINT)
        unit = found[2] or ""
        from cdmo_plan.domain.currencies import CURRENCIES

        currency = unit.upper() if unit.upper() in CURRENCIES else None
        if len(unit) == _CODE and currency is None:
            message = f"no currency in use has the code {unit.upper()!r}"
            raise BriefRefused(message, _HINT)
        return cls(int(found[1]), is_percent=unit == "%", currency=currency)

    def __str__(self) -> str:
        """Return it as it is asked for."""
        return f"{self.number}%" if self.is_percent else f"{self.number} {self.currency or 'weeks'}"


class Near(NamedTuple):
    """What counts as near the best: at the most so much of one criterion.

    Of cost, `best` and `most` are ranks (`network.prices`), and `amounts` the upper ends that they stand for.
    """

    criterion: str
    best: int
    most: int
    amounts: tuple[Decimal, Decimal] | None = None


def near_best(
    tolerance: Tolerance, asked: Sequence[str], nets: Iterable[Net], *, is_commercial: bool
) -> Near | None:
    """Return how much of a criterion is near the best of all routes, None where there is no route.

    Percent are of the first criterion asked for, of weeks where none is; a fraction is cut off. Of cost, the
    upper ends are compared (RULES O5).

    Raises:
        BriefRefused: If it would rank a commercial brief by weeks (RULES W3), or by a cost that no route has.
    """
    criterion = asked[0] if tolerance.is_percent and asked else "cost" if tolerance.currency else "weeks"
    if criterion == "weeks" and is_commercial:
        message = "a commercial brief is not compared by weeks: the recipes tell those of phase 1 supply"
        raise BriefRefused(message, "name another criterion by --rank-by and ask for percent of it")
    nets = tuple(nets)
    found = [first.key[0] for net in nets if (first := Search(net, (criterion,)).best()) is not None]
    if not found:
        return None
    best = min(found)
    if criterion == "cost" and (prices := nets[0].prices) is not None:
        return _near_cost(tolerance, best, prices)
    more = best * tolerance.number // 100 if tolerance.is_percent else tolerance.number
    return Near(criterion, best, best + more)


def _near_cost(tolerance: Tolerance, best: int, prices: Prices) -> Near:
    from cdmo_plan.network.prices import exact

    ends = prices.ends_of(best)
    if ends is None or ends[1] is None:
        message = f"no route has a cost in {prices.basis} with an upper end, so that none is near the least"
        raise BriefRefused(message, "rank by cost without --within to see what was quoted")
    parts, places = ends[1] * prices.unit, prices.places
    # In hundredths of the smallest part, so that percent are exact.
    more = parts * tolerance.number if tolerance.is_percent else tolerance.number * 10 ** (places + 2)
    most = parts * 100 + more
    limit = prices.up_to(most // (100 * prices.unit))
    more_places = next(extra for extra in (0, 1, 2) if most % 10 ** (2 - extra) == 0)
    shown = exact(most // 10 ** (2 - more_places), places + more_places)
    return Near("cost", best, limit, (exact(parts, places), shown))
