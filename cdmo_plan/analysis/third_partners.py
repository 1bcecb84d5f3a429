"""Who else would fill the gaps of an alliance: each candidate solved with it, under one contract."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from cdmo_plan.domain.world import World
from cdmo_plan.network.net import Net
from cdmo_plan.network.slices import with_candidates, with_offer
from cdmo_plan.planner.counts import is_without_doubt, reachable
from cdmo_plan.planner.criteria import DEFAULT_ORDER
from cdmo_plan.planner.search import Search

MOST_THIRDS: Final = 5
_JOINED: Final = "joined"


class Gap(NamedTuple):
    """A cell without a route at one contract, for one recipe, with all that the world could do in it."""

    modality: str
    dose_form: str | None
    market: str
    net: Net


class Filled(NamedTuple):
    """A cell that a third partner would open, what it would do there, and whether every route has a doubt."""

    modality: str
    dose_form: str | None
    market: str
    steps: tuple[str, ...]
    only_doubts: bool


class Third(NamedTuple):
    """A partner with the cells that it would open if all signed one contract, which no source states."""

    partner: str
    fills: tuple[Filled, ...]


def third_partners(gaps: Sequence[Gap], parties: Collection[str], world: World) -> tuple[Third, ...]:
    """Return the partners that would open the most cells, then the fewest with doubts alone, at most five.

    A third partner does only what none of the parties does in the cell, so that the cell stays the parties'.
    """
    fills: dict[str, dict[tuple[str, str | None, str], Filled]] = {}
    for gap in gaps:
        for partner, steps, only_doubts in _fillers(gap.net, parties):
            filled = Filled(gap.modality, gap.dose_form, gap.market, steps, only_doubts)
            known = fills.setdefault(partner, {}).setdefault(filled[:3], filled)
            if known.only_doubts and not only_doubts:
                fills[partner][filled[:3]] = filled
    thirds = (Third(partner, tuple(found.values())) for partner, found in fills.items())
    ranked = sorted((third for third in thirds if third.partner in world.partners), key=_rank)
    return tuple(ranked[:MOST_THIRDS])


def _rank(third: Third) -> tuple[int, int, str]:
    return (-len(third.fills), sum(fill.only_doubts for fill in third.fills), third.partner)


def _fillers(net: Net, parties: Collection[str]) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    own = [[c for c in stage.candidates if c.partner in parties] for stage in net.stages]
    open_stages = [number for number, found in enumerate(own) if not found]
    if not open_stages or len(open_stages) == len(own):
        return
    able = [{c.partner for c in net.stages[number].candidates} for number in open_stages]
    steps = tuple(dict.fromkeys(net.stages[number].step for number in open_stages))
    for partner in sorted(set.intersection(*able)):
        kept = [
            found or [c for c in stage.candidates if c.partner == partner]
            for stage, found in zip(net.stages, own, strict=True)
        ]
        joined = with_offer(with_candidates(net, kept), _JOINED, {*parties, partner})
        if Search(joined._replace(single_contract=True), DEFAULT_ORDER).has_route():
            yield partner, steps, not reachable(joined, is_without_doubt).is_possible
