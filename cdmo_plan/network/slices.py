"""Parts of a net: one region, some partners, fewer agreements, without judging every row once more.

A net whose bound stages may stand in any country of the world holds all that any region allows. What a region
leaves of it is a question of place only, and of what a network offers there (RULES S5, F4).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.eligibility.assess import assess
from cdmo_plan.domain.eligibility.findings import Shortfall
from cdmo_plan.domain.eligibility.need import Need
from cdmo_plan.domain.eligibility.place_checks import check_avoid, check_region, check_via
from cdmo_plan.domain.process import Process
from cdmo_plan.domain.world import Row, World
from cdmo_plan.network.judging import Judge
from cdmo_plan.network.needs import need_of
from cdmo_plan.network.net import Candidate, Net, Offer
from cdmo_plan.network.rows import Outlook, plants_under


def substance_step(process: Process) -> str | None:
    """Return the step that makes the product itself, None for a recipe that names none."""
    return next((stage.step for stage in process.stages if stage.product == "substance"), None)


def anywhere(brief: Brief, step: str | None, world: World) -> Brief:
    """Return a brief with one step, or with None every stage, bound to all countries of the world."""
    named = frozenset[str]().union(*(region.countries for region in world.regions.values()))
    every = (*world.regions, *sorted(world.countries.keys() - named))
    if step is None:
        return brief.changed(regions=every, step_regions=())
    others = tuple(pair for pair in brief.step_regions if pair[0] != step)
    return brief.changed(step_regions=(*others, (step, every)))


class Places:
    """The regions of one net that was made for all countries of the world (`anywhere`)."""

    def __init__(self, outlook: Outlook, brief: Brief, step: str | None, world: World) -> None:
        self._net, self._ledger, self._world = *outlook, world
        stages = {stage.key: stage for stage in self._ledger.stages}
        judge = Judge(world)
        self._needs = {
            number: need_of(stages[stage.key], self._ledger.process, brief, judge)
            for number, stage in enumerate(self._net.stages)
            if step in (None, stage.step)
        }

    def within(self, countries: frozenset[str]) -> Net:
        """Return the net of the same brief whose bound stages stand in one of these countries."""
        needs = {number: replace(need, countries=countries) for number, need in self._needs.items()}
        listed = [
            [
                self._meant(c, needs.get(number))
                for c in stage.candidates
                if c.is_listed and self._is_within(c, needs.get(number))
            ]
            for number, stage in enumerate(self._net.stages)
        ]
        kept = [
            tuple(sorted([*found, *self._unlisted(number, listed, needs.get(number))]))
            for number, found in enumerate(listed)
        ]
        return with_candidates(self._net, kept)

    def _is_within(self, candidate: Candidate, need: Need | None) -> bool:
        if need is None:
            return True
        if candidate.country is not None:
            return candidate.country in (need.countries or ())
        row = self._ledger.row_of(need.stage.key, candidate.id)
        return row is not None and assess(row, need, self._world).is_eligible

    def _meant(self, candidate: Candidate, need: Need | None) -> Candidate:
        """Return a candidate that may mean only plants of these countries (RULES S5)."""
        row = None if need is None else self._ledger.row_of(need.stage.key, candidate.id)
        if need is None or row is None or not candidate.plants:
            return candidate
        return candidate._replace(plants=plants_under(row, need, self._world))

    def _unlisted(
        self, number: int, listed: Sequence[Sequence[Candidate]], need: Need | None
    ) -> Iterator[Candidate]:
        """Yield who does a stage that nobody lists, where the stage that follows is still done there (S2)."""
        for link in self._net.links:
            if link.source == number:
                key = self._net.stages[link.target].key
                makers = {made.place: made for made in reversed(listed[link.target])}
                for candidate in self._net.stages[number].candidates:
                    made = makers.get(candidate.serves or "")
                    row = None if made is None else self._ledger.row_of(key, made.id)
                    if made and row and (need is None or self._may_be_here(row, need)):
                        yield candidate._replace(plants=made.plants)
                return

    def _may_be_here(self, row: Row, need: Need) -> bool:
        checks = (check_region, check_via, check_avoid)
        return not any(isinstance(f, Shortfall) for check in checks for f in check(row, need, self._world))


def of_partners(net: Net, partners: Collection[str]) -> Net:
    """Return the net of what these partners do."""
    return with_candidates(
        net, [[c for c in stage.candidates if c.partner in partners] for stage in net.stages]
    )


def with_candidates(net: Net, kept: Iterable[Iterable[Candidate]]) -> Net:
    """Return a net with some of its candidates, and the offerings that still join any two of them."""
    stages = tuple(
        stage._replace(candidates=tuple(found)) for stage, found in zip(net.stages, kept, strict=True)
    )
    ids = {candidate.id for stage in stages for candidate in stage.candidates}
    offers = (offer._replace(members=offer.members & ids) for offer in net.offers)
    return net._replace(stages=stages, offers=tuple(offer for offer in offers if len(offer.members) > 1))


def with_offer(net: Net, offer_id: str, partners: Collection[str]) -> Net:
    """Return the net with one more offering: all that these partners do, under one contract."""
    members = frozenset(c.id for stage in net.stages for c in stage.candidates if c.partner in partners)
    offer = Offer(offer_id, one_contract=True, lead=None, members=members)
    return net._replace(offers=(*net.offers, offer))


def without_offers(net: Net, agreements: Collection[str]) -> Net:
    """Return the net as it would be without these agreements."""
    return net._replace(offers=tuple(offer for offer in net.offers if offer.id not in agreements))
