"""How many contracts, partners or sites a partial route needs at the least: a packing of disjoint sets.

Every stage can be covered by some units (a partner's contract, an offering; a partner; a site). Stages whose
units have none in common need one unit each, so any family of disjoint sets is a lower bound on the cover of
all (the packing bound of set cover, Hochbaum 1982). Sets are bits of whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cdmo_plan.network.net import Candidate, Net

Partial = Sequence[Candidate | None]
NOTHING_NEEDED = 0
"""The set of a stage that needs no unit at all, such as the site of an offer for a network."""


class Cover:
    """One kind of unit: the sets of all candidates, and of all stages that are still open."""

    def __init__(self, net: Net, units: dict[str, tuple[str, ...]]) -> None:
        names = sorted({name for found in units.values() for name in found})
        bits = {name: 1 << number for number, name in enumerate(names)}
        self._sets = {candidate: sum(bits[name] for name in found) for candidate, found in units.items()}
        self._open = [self._union(stage.candidates) for stage in net.stages]
        self._fewest_first = sorted(range(len(self._open)), key=lambda number: self._open[number].bit_count())

    def _union(self, candidates: Iterable[Candidate]) -> int:
        union = 0
        for candidate in candidates:
            if self._sets[candidate.id] == NOTHING_NEEDED:
                return NOTHING_NEEDED
            union |= self._sets[candidate.id]
        return union

    def least(self, partial: Partial) -> int:
        """Return a lower bound on the units that any completion takes."""
        covered = family = 0
        for chosen in partial:
            if chosen is not None:
                units = self._sets[chosen.id]
                if units and not units & covered:
                    covered |= units
                    family += 1
        for number in self._fewest_first:
            units = self._open[number]
            if partial[number] is None and units and not units & covered:
                covered |= units
                family += 1
        return family


def contracts_cover(net: Net) -> Cover:
    """Return the cover by contracts: of partners, and under offerings stated as one contract (RULES M4)."""
    merging = [offer for offer in net.offers if offer.one_contract]
    return Cover(
        net,
        {
            candidate.id: (
                f"partner {candidate.partner}",
                *(
                    f"offer {o.id}"
                    for o in merging
                    if candidate.id in o.members or candidate.partner == o.lead
                ),
            )
            for stage in net.stages
            for candidate in stage.candidates
        },
    )


def partners_cover(net: Net) -> Cover:
    """Return the cover by partners."""
    return Cover(net, {c.id: (c.partner,) for stage in net.stages for c in stage.candidates})


def sites_cover(net: Net) -> Cover:
    """Return the cover by sites; an offer for a network needs none (RULES S5)."""
    return Cover(net, {c.id: (c.site,) if c.site else () for stage in net.stages for c in stage.candidates})
