"""Why there is no route: terms that cannot hold together, what to relax, and who came nearest.

Every conflict and every fix is solved again before it is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cdmo_plan.domain.brief import Brief, Term
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.domain.vocabulary import EVIDENCE_GRADES, Evidence
from cdmo_plan.domain.world import World
from cdmo_plan.network.net import Candidate
from cdmo_plan.network.rows import Judged, Outlook, outlooks_of
from cdmo_plan.network.timing import is_lower_bound
from cdmo_plan.planner.counting import Count
from cdmo_plan.planner.criteria import DEFAULT_ORDER
from cdmo_plan.planner.search import Found, Search, count_all

_QUESTION = ("from", "to")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A change of the brief that opens routes: how many rows (at least, if not `is_counted`), the best."""

    change: str
    opens: int
    is_counted: bool
    outlook: Outlook
    best: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """A refused row, with all that refuses it; the nearest fail in one thing only."""

    process: str
    step: str
    judged: Judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrun:
    """A limit that keeps all routes out: the least that any route needs if all other terms stay.

    `least` is a number, or the weakest grade of evidence that a route must lean on at best; `is_bound` tells
    that weeks are a lower bound. `best` is a route that needs no more.
    """

    term: Term
    least: int | Evidence
    is_bound: bool
    outlook: Outlook
    best: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoRoute:
    """The answer "none" as a value.

    `conflicts` are sets of terms that cannot hold together, though without any one of them they can;
    an empty set means that no brief for this modality has a route. `shortfalls` counts the rows that each
    reason refuses, by step. `empty` names the stages that nobody can do. `overruns` are the limits that alone
    stand in the way of all routes.
    """

    conflicts: tuple[tuple[Term, ...], ...]
    fixes: tuple[Fix, ...]
    shortfalls: dict[str, dict[str, int]]
    empty: tuple[str, ...]
    near: tuple[NearMiss, ...]
    overruns: tuple[Overrun, ...] = ()


def explain(world: World, brief: Brief, outlooks: Sequence[Outlook]) -> NoRoute:
    """Explain why none of these outlooks has a route."""
    empty = {stage.step for outlook in outlooks for stage in outlook.net.stages if not stage.candidates}
    overruns = tuple(_overruns(world, brief))
    return NoRoute(
        conflicts=tuple(_conflicts(world, brief)),
        fixes=tuple(sorted(_fixes(world, brief, overruns), key=lambda fix: (-fix.opens, fix.change))),
        shortfalls=count_shortfalls(outlooks),
        empty=tuple(sorted(empty)),
        near=tuple(
            {(miss.step, miss.judged.row.capability.id): miss for miss in near_misses(outlooks)}.values()
        ),
        overruns=overruns,
    )


def count_shortfalls(outlooks: Sequence[Outlook]) -> dict[str, dict[str, int]]:
    """Return how many rows each reason refuses, by step; a row may fail for several reasons."""
    counts: dict[str, Counter[str]] = {}
    for outlook in outlooks:
        for stage in outlook.net.stages:
            counter = counts.setdefault(stage.step, Counter())
            for judged in outlook.ledger.judged[stage.key]:
                counter.update({shortfall.reason for shortfall in judged.verdict.shortfalls})
    return {step: dict(sorted(counter.items())) for step, counter in sorted(counts.items())}


def near_misses(outlooks: Sequence[Outlook], per_stage: int = 3) -> Iterator[NearMiss]:
    """Yield for every stage that nobody can do the refused rows that fail in the fewest ways.

    Where the brief names who is to do it, only those are near, whatever refuses them.
    """
    for outlook in outlooks:
        for stage in outlook.net.stages:
            refused = [j for j in outlook.ledger.judged[stage.key] if not j.verdict.is_eligible]
            if not stage.candidates and refused:
                fewest = min(_missed_targets(judged) for judged in refused)
                asked = [judged for judged in refused if _missed_targets(judged) == fewest]
                for judged in sorted(asked, key=_distance)[:per_stage]:
                    yield NearMiss(process=outlook.net.process, step=stage.step, judged=judged)


def _distance(judged: Judged) -> tuple[int, int, str]:
    reasons = {shortfall.reason for shortfall in judged.verdict.shortfalls}
    return _missed_targets(judged), len(reasons), judged.row.capability.id


def _missed_targets(judged: Judged) -> int:
    return sum(shortfall.reason == "via" for shortfall in judged.verdict.shortfalls)


def _conflicts(world: World, brief: Brief) -> Iterator[tuple[Term, ...]]:
    """Yield one smallest set of terms that has no route.

    `from` and `to` say what is asked for. They belong to the set only where the whole recipe has a route, or
    has none whatever is given up.
    """
    whole = replace(brief, from_step=None, to_step=None)
    anyway = () if has_route(world, whole) else _smallest(world, whole)
    yield anyway or _smallest(world, brief)


def _smallest(world: World, brief: Brief) -> tuple[Term, ...]:
    """Leave out of a brief without a route every term that it can do without.

    To give a term up may take routes away too (the host goes back to the recipe's), so terms that were needed
    among more are tried again among fewer.
    """
    kept, before = brief, None
    while kept != before:
        before = kept
        for term in before.terms():
            kept = _without_needless(world, kept, term)
    return kept.terms()


def _without_needless(world: World, brief: Brief, term: Term) -> Brief:
    others = [other for other in brief.terms() if other.name not in _QUESTION]
    if term not in brief.terms() or (term.name in _QUESTION and others):
        return brief
    without = brief.without(term)
    return brief if has_route(world, without) else without


def has_route(world: World, brief: Brief) -> bool:
    """Tell whether a brief has any route."""
    try:
        possible = outlooks_of(world, brief)
    except BriefRefused:
        return False
    return any(o.net.is_possible and Search(o.net, DEFAULT_ORDER).has_route() for o in possible)


def _first(
    world: World, brief: Brief, order: tuple[str, ...] = DEFAULT_ORDER
) -> tuple[Found, Outlook] | None:
    try:
        possible = outlooks_of(world, brief)
    except BriefRefused:
        return None
    best = [
        (found, outlook)
        for outlook in possible
        if outlook.net.is_possible and (found := Search(outlook.net, order).best()) is not None
    ]
    return min(best, key=lambda pair: pair[0].worth, default=None)


_NO_LIMIT = 10**6
_LIMITS: dict[str, tuple[str, str, int | Evidence]] = {
    "max-partners": ("max_partners", "partners", _NO_LIMIT),
    "max-transfers": ("max_transfers", "transfers", _NO_LIMIT),
    "max-weeks": ("max_weeks", "weeks", _NO_LIMIT),
    "min-evidence": ("min_evidence", "evidence", EVIDENCE_GRADES[-1]),
}
"""Terms that say how much is too much: the brief's field, the criterion it limits, no limit at all."""


def _overruns(world: World, brief: Brief) -> Iterator[Overrun]:
    """Yield for each limit the least that would do, found by the exact search without it."""
    for term in brief.terms():
        if term.name not in _LIMITS:
            continue
        field, criterion, most = _LIMITS[term.name]
        # The limit is loosened and not given up: `--strict` still refuses routes of unknown length.
        first = _first(world, _with(brief, field, most), (criterion, *DEFAULT_ORDER))
        if first is not None:
            found, outlook = first
            least = found.key[0]
            yield Overrun(
                term=term,
                least=EVIDENCE_GRADES[least] if criterion == "evidence" else least,
                is_bound=criterion == "weeks" and is_lower_bound(found.route, outlook.net),
                outlook=outlook,
                best=found.route,
            )


def _fixes(world: World, brief: Brief, overruns: Sequence[Overrun]) -> Iterator[Fix]:
    for change, relaxed in (*_changes(world, brief), *_moved_limits(brief, overruns)):
        first = _first(world, relaxed)
        if first is not None:
            found, outlook = first
            opens = _count_rows(world, relaxed)
            yield Fix(
                change=change,
                opens=opens.number,
                is_counted=opens.is_exact,
                outlook=outlook,
                best=found.route,
            )


def _count_rows(world: World, brief: Brief) -> Count:
    possible = [outlook.net for outlook in outlooks_of(world, brief) if outlook.net.is_possible]
    return count_all(Search(net, DEFAULT_ORDER) for net in possible)


def _changes(world: World, brief: Brief) -> Iterator[tuple[str, Brief]]:
    everywhere = tuple(sorted(world.countries))
    if brief.regions:
        for step in _steps(world, brief):
            others = tuple(pair for pair in brief.step_regions if pair[0] != step)
            yield f"relax region for {step}", replace(brief, step_regions=(*others, (step, everywhere)))
    for term in dict.fromkeys(brief.terms()):
        yield f"drop {term}", brief.without(term)
    for kind in ("announced", "held"):
        if kind not in brief.include:
            yield f"include {kind} capacity", replace(brief, include=brief.include | {kind})


def _moved_limits(brief: Brief, overruns: Sequence[Overrun]) -> Iterator[tuple[str, Brief]]:
    for overrun in overruns:
        name = overrun.term.name
        verb = "lower" if name == "min-evidence" else "raise"
        yield f"{verb} {name} to {overrun.least}", _with(brief, _LIMITS[name][0], overrun.least)


def _with(brief: Brief, field: str, limit: int | Evidence) -> Brief:
    change: dict[str, Any] = {field: limit}
    return replace(brief, **change)


def _steps(world: World, brief: Brief) -> list[str]:
    possible = outlooks_of(world, brief)
    return list(dict.fromkeys(stage.step for outlook in possible for stage in outlook.net.stages))
