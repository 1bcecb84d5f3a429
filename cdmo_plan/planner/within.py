"""Does a route stay within the most partners, transfers and weeks that the brief allows?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from cdmo_plan.network.net import Candidate, Net
from cdmo_plan.network.timing import is_lower_bound
from cdmo_plan.planner.criteria import CRITERIA
from cdmo_plan.planner.metrics import COUNTS

NO_MORE: Final[Mapping[str, int]] = MappingProxyType({})


def is_within(route: Sequence[Candidate], net: Net, more: Mapping[str, int] = NO_MORE) -> bool:
    """Tell whether a finished route keeps every limit of its net, and more of them by criterion."""
    limits = net.limits
    asked = {"partners": limits.partners, "transfers": limits.transfers, "weeks": limits.weeks}
    every = (*asked.items(), *more.items())
    if any(most is not None and COUNTS[CRITERIA[name]](route, net) > most for name, most in every):
        return False
    return is_timed(route, net)


def is_timed(route: Sequence[Candidate], net: Net) -> bool:
    """Tell whether the length of a route is known, where a strict brief limits its weeks."""
    limits = net.limits
    return limits.weeks is None or not limits.is_strict or not is_lower_bound(route, net)
