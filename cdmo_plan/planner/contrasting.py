"""The use case `contrast`: a preferred place beside the best, and the least facts that would make it win."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from cdmo_plan.domain.answers import ONE_CONTRACT, TOGETHER, Answer
from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.eligibility.need import Target
from cdmo_plan.domain.world import World
from cdmo_plan.network.judging import KeepingJudge
from cdmo_plan.network.rows import outlooks_of
from cdmo_plan.planner.inquiries import Asked, Inquiry
from cdmo_plan.planner.plan import PlannedRoute
from cdmo_plan.planner.pricing import priced
from cdmo_plan.planner.standing import (
    Difference,
    Standing,
    best_route,
    compared,
    differences,
    is_at,
    standing_of,
)

if TYPE_CHECKING:
    from cdmo_plan.planner.costs import Wanted

MOST_FACTS = 3
MOST_TRIED = 200


class Fact(NamedTuple):
    """An answer that is not given yet, with the question that it would answer."""

    inquiry: Inquiry
    is_yes: bool

    @property
    def answer(self) -> Answer:
        """The answer that would be given."""
        return Answer(of=self.inquiry.of, asked=self.inquiry.asked, is_yes=self.is_yes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """The best route with a place beside the best, and what would have to be different for it to win.

    `rival` is the best route of all or, where that goes to the place, the best one that does not; None where
    there is none. `facts` is the least set of answers after which the best route goes there, solved again:
    empty where it does so now, None where no set of at most `MOST_FACTS` was found; `is_proved` then tells
    whether all such sets of open questions of the routes compared were tried. `then` is the best route after
    these answers.
    """

    standing: Standing
    rival: PlannedRoute | None
    differences: tuple[Difference, ...]
    facts: tuple[Fact, ...] | None
    is_proved: bool
    then: PlannedRoute | None


def contrast(
    world: World, brief: Brief, word: str, *, rank_by: tuple[str, ...] = (), cost: Wanted | None = None
) -> Contrast:
    """Compare the best route with a place to the best of all.

    Raises:
        BriefRefused: If the brief or the word names what the world does not know, if terms contradict each
            other, or if a cost was not quoted.
    """
    standing = standing_of(world, brief, word, rank_by=rank_by, cost=cost)
    with_it, target = standing.with_it, standing.target
    if with_it is None:
        return Contrast(
            standing=standing, rival=standing.best, differences=(), facts=None, is_proved=False, then=None
        )
    # The best route goes there where it is the best with the place: then the next best is the rival.
    is_best = standing.wins
    rival = _without(standing, target) if is_best else standing.best
    told = tuple(differences(with_it, rival, standing.order)) if rival else ()
    if is_best:
        return Contrast(
            standing=standing, rival=rival, differences=told, facts=(), is_proved=True, then=with_it
        )
    found = _Facts(world, standing).least()
    return Contrast(standing=standing, rival=rival, differences=told, **found._asdict())


def _without(standing: Standing, target: Target) -> PlannedRoute | None:
    nets = (
        outlook._replace(
            net=outlook.net._replace(
                stages=tuple(
                    stage._replace(candidates=tuple(c for c in stage.candidates if not is_at(c, target)))
                    for stage in outlook.net.stages
                )
            )
        )
        for outlook in standing.outlooks
    )
    return best_route(tuple(nets), standing.order)


class _Found(NamedTuple):
    facts: tuple[Fact, ...] | None
    is_proved: bool
    then: PlannedRoute | None


class _Facts:
    """Tries sets of answers, the smallest first.

    A set that does not help lacks a yes to something that the preferred route leaves open, or a no to
    something that the one that then wins does: the next sets have one of these more.
    """

    def __init__(self, world: World, standing: Standing) -> None:
        self._standing = standing
        self._judge = KeepingJudge(world)
        self._asked = Asked(world, standing.brief)

    def least(self) -> _Found:
        waiting: list[tuple[Fact, ...]] = [()]
        seen: set[frozenset[tuple[str, str, bool]]] = set()
        for tried, facts in enumerate(waiting):
            if tried == MOST_TRIED:
                return _Found(None, is_proved=False, then=None)
            best, with_it = self._solved(facts)
            if best is not None and with_it is not None and best.id == with_it.id:
                return _Found(facts, is_proved=True, then=best)
            if len(facts) < MOST_FACTS:
                for more in self._more(facts, best, with_it):
                    name = frozenset((*each.inquiry.name, each.is_yes) for each in (*facts, more))
                    if name not in seen:
                        seen.add(name)
                        waiting.append((*facts, more))
        return _Found(None, is_proved=True, then=None)

    def _solved(self, facts: tuple[Fact, ...]) -> tuple[PlannedRoute | None, PlannedRoute | None]:
        judge = self._judge.answering(self._judge.world.answers.beside(*(fact.answer for fact in facts)))
        outlooks = outlooks_of(judge.world, self._standing.brief, judge, with_refused=False)
        outlooks = priced(outlooks, self._standing.costing, self._standing.brief.as_of)
        return compared(outlooks, self._standing.order, self._standing.target)

    def _more(
        self, facts: tuple[Fact, ...], best: PlannedRoute | None, with_it: PlannedRoute | None
    ) -> Iterator[Fact]:
        known = {fact.inquiry.name for fact in facts}
        mine = self._asked.of_route(with_it) if with_it else ()
        for inquiry in mine:
            if inquiry.name not in known:
                yield Fact(inquiry, is_yes=True)
        yield from (fact for fact in self._together(with_it) if fact.inquiry.name not in known)
        own = {inquiry.name for inquiry in mine}
        for inquiry in self._asked.of_route(best) if best else ():
            if inquiry.name not in known | own:
                yield Fact(inquiry, is_yes=False)

    def _together(self, with_it: PlannedRoute | None) -> Iterator[Fact]:
        """Yield offerings under one contract of the route's partners, which no agreement tells of."""
        if with_it is None or with_it.metrics.contracts == 1:
            return
        partners = sorted({candidate.partner for candidate in with_it.route})
        for one, other in combinations(partners, 2):
            names = [self._judge.world.partners[partner].name for partner in (one, other)]
            text = f"do {' and '.join(names)} offer this work under one contract? no such offering is known"
            of = f"{one}{TOGETHER}{other}"
            yield Fact(Inquiry(of, ONE_CONTRACT, one, None, None, (), text), is_yes=True)
