"""What stands between a brief and its routes, as conditions that can be given up one by one.

Terms of the brief are conditions, and so are facts that nobody has confirmed: that announced capacity
operates, that held capacity is free, that a joint offering is one contract. What is asked for (`--from`,
`--to`) is no condition.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from cdmo_plan.domain.brief import Brief, Term
from cdmo_plan.domain.process import Process
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.domain.world import World
from cdmo_plan.network.contradictions import contradictions_of
from cdmo_plan.network.judging import Judge
from cdmo_plan.network.net import Net
from cdmo_plan.network.rows import Outlook, is_hopeless, outlooks_of
from cdmo_plan.network.stages import stages_for
from cdmo_plan.network.timing import net_steps
from cdmo_plan.network.words import processes_for
from cdmo_plan.planner.criteria import DEFAULT_ORDER
from cdmo_plan.planner.search import Search
from cdmo_plan.planner.subsets import bits_of

ASKED = ("from", "to")
"""Terms that say what is asked for."""
_OF_ROUTES = ("single-contract", "max-partners", "max-transfers", "max-weeks")
"""Terms that bind whole routes: only for these it matters which stages and steps there are."""


class Unconfirmed(NamedTuple):
    """A fact that no source confirms, and that opens routes where it holds.

    `kind` is `announced` or `held` (capacity that `--include` shows) or `one-contract`; `word` is the id of
    the agreement that would be one contract.
    """

    kind: str
    word: str = ""


Condition = Term | Unconfirmed


class Conditions:
    """The conditions of one brief on one world; sets of them are bits, in the order of `all`."""

    def __init__(self, world: World, brief: Brief, judge: Judge | None = None) -> None:
        self.world = world
        self.brief = brief
        self.judge = judge or Judge(world)
        self.terms = tuple(dict.fromkeys(term for term in brief.terms() if term.name not in ASKED))
        self.facts = tuple(_unconfirmed(brief, world))
        self.all: tuple[Condition, ...] = (*self.terms, *self.facts)
        self.every_term = (1 << len(self.terms)) - 1
        self.every_fact = (1 << len(self.all)) - 1 - self.every_term
        self._routes: dict[int, bool] = {}
        self._briefs = {0: brief}
        self._shifting = sum(1 << n for n, term in enumerate(self.terms) if self._shifts(term, n))

    def named(self, some: int) -> tuple[Condition, ...]:
        """Return the conditions of a set, in order."""
        return tuple(condition for n, condition in enumerate(self.all) if some >> n & 1)

    def terms_of(self, some: int) -> tuple[Term, ...]:
        """Return the terms of a set, in order."""
        return tuple(term for n, term in enumerate(self.terms) if some >> n & 1)

    def brief_of(self, kept: int) -> Brief:
        """Return the brief with some of its conditions only."""
        brief = self._without(self.every_term & ~kept)
        granted = {fact.kind for fact in self._granted(kept, "include")}
        return brief.changed(include=brief.include | granted) if granted else brief

    def _without(self, dropped: int) -> Brief:
        """Return the brief without some terms, each way to drop them made from one with a term less."""
        if dropped not in self._briefs:
            last = dropped.bit_length() - 1
            self._briefs[dropped] = self._without(dropped & ~(1 << last)).without(self.terms[last])
        return self._briefs[dropped]

    def outlooks(self, kept: int, brief: Brief | None = None) -> tuple[Outlook, ...]:
        """Return what is possible under some of the conditions, nothing if that cannot be asked.

        A brief that is given replaces the one that the conditions leave; they then tell facts alone.
        """
        merged = {fact.word for fact in self._granted(kept, "one-contract")}
        return tuple(
            outlook._replace(net=_merging(outlook.net, merged)) if merged else outlook
            for outlook in self._possible(self.brief_of(kept) if brief is None else brief)
        )

    def _possible(self, brief: Brief) -> tuple[Outlook, ...]:
        try:
            return outlooks_of(self.world, brief, self.judge, with_refused=False)
        except BriefRefused:
            return ()

    def _granted(self, kept: int, what: str) -> list[Unconfirmed]:
        facts = self.named(self.every_fact & ~kept)
        granted = [fact for fact in facts if isinstance(fact, Unconfirmed)]
        return [fact for fact in granted if (fact.kind == "one-contract") is (what == "one-contract")]

    def has_route(self, kept: int) -> bool:
        """Tell whether there is a route under exactly these conditions, by what is known or by a search."""
        if kept not in self._routes:
            known = self._follows(kept)
            self._routes[kept] = self.search(kept) if known is None else known
        return self._routes[kept]

    def _follows(self, kept: int) -> bool | None:
        """Return what follows from more conditions that had a route, or from fewer that had none."""
        alike = ((k, found) for k, found in self._routes.items() if not (k ^ kept) & self._shifting)
        return next((f for k, f in alike if not (kept & ~k if f else k & ~kept)), None)

    def search(self, kept: int) -> bool:
        """Search for a route under exactly these conditions, whatever is known."""
        brief = self.brief_of(kept)
        try:
            recipes = processes_for(brief, self.world)
            if all(_is_hopeless(recipe, brief, self.judge) for recipe in recipes):
                return False
        except BriefRefused:
            return False
        nets = (outlook.net for outlook in self.outlooks(kept, brief))
        if not any(net.is_possible and Search(net, DEFAULT_ORDER).has_route() for net in nets):
            return False
        # What the brief itself includes may contradict it; what a fact would add is no wish of the brief.
        return not contradictions_of(brief.changed(include=self.brief.include), self.world)

    def can_hold(self, kept: int) -> bool:
        """Tell whether there is a route under these conditions, maybe more of the terms beside.

        To give a term up may take routes away: the host goes back to the recipe's, a step's own region to the
        general one. Terms that do so are tried both ways, so that this holds for all subsets.
        """
        shifting = list(bits_of(self._shifting & ~kept))
        more = (sum(some) for size in range(len(shifting) + 1) for some in combinations(shifting, size))
        return any(self.has_route(kept | extra) for extra in more)

    def _shifts(self, term: Term, number: int) -> bool:
        names = {found.name for found in self.terms}
        if term.name == "expression" or (term.name == "region" and "=" in term.value and self.brief.regions):
            return True
        if not names.intersection(_OF_ROUTES):
            return False
        if term.name == "development-phase":
            return "strict" in names  # A scope that names a phase is a question where the brief names none.
        if term.name == "dose-form" or term.value.startswith("lyophilization="):
            return True  # It dates the steps, and offerings may be for some dose forms only.
        structural = term.name in ("container", "via", "region")
        return structural and self._structure(1 << number) != self._structure(0)

    def _structure(self, kept: int) -> list[object]:
        """Return the stages and steps that there are under some terms."""
        brief = self.brief_of(kept | self.every_fact)
        found: list[object] = []
        for process in processes_for(brief, self.world):
            try:
                stages = stages_for(process, brief)
            except BriefRefused:
                continue
            found.append(([(stage.key, stage.kind) for stage in stages], net_steps(process, stages, brief)))
        return found


def _is_hopeless(recipe: Process, brief: Brief, judge: Judge) -> bool:
    try:
        return is_hopeless(recipe, brief, judge)
    except BriefRefused:
        return True


def _unconfirmed(brief: Brief, world: World) -> Iterator[Unconfirmed]:
    yield from (Unconfirmed(kind) for kind in ("announced", "held") if kind not in brief.include)
    if brief.single_contract:
        for agreement in world.agreements:
            if agreement.joins and agreement.one_contract is None and agreement.in_force_on(brief.as_of):
                yield Unconfirmed("one-contract", agreement.id)


def _merging(net: Net, merged: set[str]) -> Net:
    offers = (offer._replace(one_contract=True) if offer.id in merged else offer for offer in net.offers)
    return net._replace(offers=tuple(offers))
