"""The least set of facts that would have to be different for a place to be in the best route, exactly.

A set of facts that makes the place win lets a route to it better the best route of all, or takes something
from that route. So the search asks first for a route to the place that would be better with the facts that
are left to suppose, counted as a criterion; where there is none, each no that the best route could be told is
tried. Where supposed facts better others too, the sets that hold them and those that lack one of them are
tried apart. All sets are covered, and each is solved before it is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from cdmo_plan.domain.answers import ONE_CONTRACT
from cdmo_plan.domain.eligibility.findings import Doubt
from cdmo_plan.domain.world import World
from cdmo_plan.network.judging import Judge
from cdmo_plan.network.net import SUPPOSED, Candidate, Net, Offer, capability_of
from cdmo_plan.network.rows import Outlook, outlooks_of
from cdmo_plan.planner.criteria import key_of
from cdmo_plan.planner.inquiries import Asked
from cdmo_plan.planner.metrics import count_contracts
from cdmo_plan.planner.plan import PlannedRoute
from cdmo_plan.planner.pricing import priced
from cdmo_plan.planner.search import Search
from cdmo_plan.planner.standing import Standing, best_route, is_at, nets_with
from cdmo_plan.planner.suppositions import Fact, Name, Suppositions

MOST_FACTS = 3
MOST_TRIED = 400
"""How many sets of facts are looked into before the search stops, and says so."""
_COST = "open-questions"
"""The criterion that counts supposed facts, in nets where all else that it counts is left out."""
Names = frozenset[Name]
NONE: Names = frozenset()


class Least(NamedTuple):
    """The least facts, None where no set of at most `MOST_FACTS` was found, and the best route after them.

    `is_proved` is whether all smaller sets (all sets, where none was found) were tried.
    """

    facts: tuple[Fact, ...] | None
    is_proved: bool
    then: PlannedRoute | None


class _EnoughError(Exception):
    """So many sets were looked into that the search stops."""


class _Supposed(NamedTuple):
    """A net in which ways to do a stage with some facts supposed stand beside those without."""

    net: Net
    facts: dict[tuple[int, str], Names]
    papers: dict[str, Name]


class LeastFacts:
    """Looks for the least facts that make one place win."""

    def __init__(self, world: World, standing: Standing, *, most_tried: int = MOST_TRIED) -> None:
        self._most_tried = most_tried
        self._standing = standing
        self._judge = Judge(world)
        self._asked = Asked(world, standing.brief)
        self._known = Suppositions(world, standing, self._asked)
        self._best: dict[Names, PlannedRoute | None] = {}
        order = standing.order
        self._order = order[: order.index(_COST)] if _COST in order else order
        self._tried = 0
        self._is_proved = True

    def find(self) -> Least:
        """Return the least facts, trying all sets of one fact before those of two."""
        try:
            for most in range(1, MOST_FACTS + 1):
                if self._within(NONE, NONE, most) is not None:
                    found = self._askable(most)
                    facts = sorted(map(self._known.__getitem__, found), key=_turn)
                    return Least(tuple(facts), is_proved=self._is_proved, then=self._best_after(found))
        except _EnoughError:
            return Least(None, is_proved=False, then=None)
        return Least(None, is_proved=self._is_proved, then=None)

    def _askable(self, most: int) -> Names:
        """Return the set of so many facts that can best be asked: questions before what no source offers."""
        pairs = {name for outlook in self._standing.outlooks for name, _ in self._known.together(outlook)}
        for barred in (self._known.needed | pairs, self._known.needed, NONE):
            found = self._within(NONE, barred, most)
            if found is not None:
                return found
        raise AssertionError  # A set of so many was found before.

    def _within(self, supposed: Names, barred: Names, left: int) -> Names | None:
        """Return a set that makes the place win, of these facts, so many others, and none that is barred."""
        best = self._best_after(supposed)
        if best is not None and any(is_at(c, self._standing.target) for c in best.route):
            return supposed
        if not left:
            return None
        self._tried += 1
        if self._tried > self._most_tried:
            raise _EnoughError
        bettering = self._bettering(supposed, barred, left, best)
        if bettering is None:
            noes = self._noes(best, supposed) - barred if best is not None else NONE
            return self._each(supposed, barred, left, noes)
        if len(bettering) <= left:
            found = self._within(supposed | bettering, barred, left - len(bettering))
            if found is not None:
                return found
        return self._lacking(supposed, barred, left, bettering)

    def _each(self, supposed: Names, barred: Names, left: int, more: Names) -> Names | None:
        """Try the sets that hold one of these facts at least."""
        before: set[Name] = set()
        for name in sorted(more):
            found = self._within(supposed | {name}, barred | before, left - 1)
            if found is not None:
                return found
            before.add(name)
        return None

    def _lacking(self, supposed: Names, barred: Names, left: int, some: Names) -> Names | None:
        """Try the sets that lack one of these facts at least."""
        for number, name in enumerate(held := sorted(some)):
            if number > left:
                break
            found = self._within(supposed | set(held[:number]), barred | {name}, left - number)
            if found is not None:
                return found
        return None

    def _outlooks(self, supposed: Names) -> tuple[Outlook, ...]:
        answers = self._judge.world.answers.beside(*self._known.answers(supposed))
        judge = self._judge.answering(answers)
        found = outlooks_of(judge.world, self._standing.brief, judge, with_refused=False)
        return priced(found, self._standing.costing)

    def _best_after(self, supposed: Names) -> PlannedRoute | None:
        if supposed not in self._best:
            self._best[supposed] = best_route(self._outlooks(supposed), self._standing.order)
        return self._best[supposed]

    def _noes(self, best: PlannedRoute, supposed: Names) -> Names:
        settled = {name[:2] for name in supposed}
        return frozenset(
            self._known.add(inquiry, is_yes=False)
            for inquiry in self._asked.of_route(best)
            if inquiry.name not in settled
        )

    def _bettering(
        self, supposed: Names, barred: Names, left: int, best: PlannedRoute | None
    ) -> Names | None:
        """Return facts with which a route to the place would better the best, None where there is none.

        The best stays what it is without them; no set of so many facts that betters it is passed over.
        """
        settled = {name[:2] for name in supposed}
        free = {name for name in self._known.needed - barred if name[:2] not in settled}
        for outlook in self._outlooks(supposed | free):
            for with_papers in (False, True):
                made = self._made(outlook, supposed, barred, with_papers=with_papers)
                found = self._better_route(made, left - with_papers, best)
                names = None if found is None else self._names(found, made) or self._questions(found, outlook)
                if names:
                    return names - barred or None
        return None

    def _questions(self, route: tuple[Candidate, ...], outlook: Outlook) -> Names:
        """Return the questions of a route that needs no fact to be as good, where questions decide.

        Others than these might decide as well, so that nothing is proved of the least.
        """
        self._is_proved = False
        inquiries = (
            inquiry
            for number, candidate in enumerate(route)
            for inquiry in self._asked.of_candidate(outlook, number, candidate)
        )
        return frozenset(self._known.add(each, is_yes=True) for each in inquiries if each.is_counted)

    def _made(self, outlook: Outlook, supposed: Names, barred: Names, *, with_papers: bool) -> _Supposed:
        facts: dict[tuple[int, str], Names] = {}
        stages, ids = [], dict[str, list[str]]()
        for number, stage in enumerate(outlook.net.stages):
            candidates = []
            for candidate in stage.candidates:
                for made, names in self._ways(outlook, number, candidate, supposed, barred):
                    candidates.append(made)
                    facts[number, made.id] = names
                    ids.setdefault(candidate.id, []).append(made.id)
            stages.append(stage._replace(candidates=tuple(candidates)))
        offers, papers = list(outlook.net.offers), dict[str, Name]()
        if with_papers:
            offers, papers = self._papers(outlook, supposed, barred)
        offers = [
            offer._replace(members=frozenset(i for m in offer.members for i in ids[m]), questions=0)
            for offer in offers
        ]
        return _Supposed(outlook.net._replace(stages=tuple(stages), offers=tuple(offers)), facts, papers)

    def _ways(
        self, outlook: Outlook, number: int, candidate: Candidate, supposed: Names, barred: Names
    ) -> Iterator[tuple[Candidate, Names]]:
        """Yield a candidate with each choice of its doubts answered, and the facts that it then rests on."""
        needed = self._known.needed_by(outlook, number, candidate) - supposed
        doubts: dict[Name, list[Doubt]] = {}
        for inquiry in self._asked.of_candidate(outlook, number, candidate):
            found = [each for each in inquiry.findings if isinstance(each, Doubt)]
            name = self._known.add(inquiry, is_yes=True) if found else None
            if name is not None and name not in barred:
                doubts.setdefault(name, []).extend(found)
        shared = self._known.shared
        is_alone = sum(candidate.id == c.id for stage in outlook.net.stages for c in stage.candidates) == 1
        for size in range(min(len(doubts), MOST_FACTS) + 1):
            for turn, some in enumerate(combinations(sorted(doubts), size)):
                gone = [each for name in some for each in doubts[name]]
                names = needed.union(some)
                containment = sum(each.is_containment for each in gone)
                made = candidate._replace(
                    id=f"{candidate.id}{SUPPOSED}{size}{turn}" if size else candidate.id,
                    containment=candidate.containment - containment,
                    doubts=candidate.doubts - (len(gone) - containment),
                    # A fact that several stages may rest on is charged to none of them.
                    questions=2 * len(names - shared) if is_alone else 0,
                )
                yield made, names

    def _papers(
        self, outlook: Outlook, supposed: Names, barred: Names
    ) -> tuple[list[Offer], dict[str, Name]]:
        """Return offerings with all that could be one contract merged, and the fact that each rests on."""
        settled = {name[:2] for name in supposed}
        papers: dict[str, Name] = {}
        offers = []
        for offer in outlook.net.offers:
            inquiry = self._asked.of_offer(offer)
            if inquiry is not None and inquiry.asked == ONE_CONTRACT and inquiry.name not in settled:
                name = self._known.add(inquiry, is_yes=True)
                if name not in barred:
                    papers[offer.id] = name
            offers.append(offer._replace(one_contract=offer.one_contract or offer.id in papers))
        candidates = [candidate for stage in outlook.net.stages for candidate in stage.candidates]
        for name, pair in self._known.together(outlook):
            if name not in barred | supposed:
                members = frozenset(c.id for c in candidates if c.partner in pair)
                papers[name[0]] = name
                offers.append(Offer(name[0], one_contract=True, lead=None, members=members))
        return offers, papers

    def _better_route(
        self, made: _Supposed, left: int, best: PlannedRoute | None
    ) -> tuple[Candidate, ...] | None:
        if left < 0 or not made.net.is_possible:
            return None
        limits = {_COST: 2 * left + 1}
        for net in nets_with(made.net, lambda c: is_at(c, self._standing.target)):
            found = Search(net, self._order, limits=limits).best()
            if found is not None and (best is None or self._betters(found.route, net, best)):
                return found.route
        return None

    def _betters(self, route: tuple[Candidate, ...], net: Net, best: PlannedRoute) -> bool:
        mine = key_of(route, net, self._order), _ids(route, net), net.process
        other = best.outlook.net
        its = key_of(best.route, other, self._order), _ids(best.route, other), other.process
        return mine < its or (_COST in self._standing.order and mine[0] == its[0])

    def _names(self, route: tuple[Candidate, ...], made: _Supposed) -> Names:
        """Return the facts that a route rests on, with the fewest offerings that give it its contracts."""
        names = NONE.union(*(made.facts[number, each.id] for number, each in enumerate(route)))
        wanted = count_contracts(route, made.net)
        for size in range(len(made.papers) + 1):
            for some in combinations(made.papers, size):
                offers = (o for o in made.net.offers if o.id not in made.papers or o.id in some)
                if count_contracts(route, made.net._replace(offers=tuple(offers))) == wanted:
                    return names.union(made.papers[each] for each in some)
        return names


def _ids(route: Iterable[Candidate], net: Net) -> tuple[str, ...]:
    chosen = [capability_of(candidate.id) for candidate in route]
    anchors = [number for number, stage in enumerate(net.stages) if stage.anchor]
    others = [number for number in range(len(net.stages)) if number not in anchors]
    return tuple(chosen[number] for number in anchors + others)


def _turn(fact: Fact) -> tuple[bool, bool, Name]:
    """Put what the place itself lacks first, and what others would have to deny last."""
    return not fact.is_yes, fact.shortfall is None, fact.name
