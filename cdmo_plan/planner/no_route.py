"""Why there is no route: terms that cannot hold together, what to relax, and who came nearest.

Every conflict and every fix is solved again before it is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cdmo_plan.domain.brief import Brief, Term
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.domain.world import World
from cdmo_plan.network.net import Candidate
from cdmo_plan.network.rows import Judged, Outlook, rows
from cdmo_plan.network.words import processes_for
from cdmo_plan.planner.criteria import DEFAULT_ORDER
from cdmo_plan.planner.search import Found, Search


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A change of the brief that opens routes: how many rows, and the best of them."""

    change: str
    opens: int
    outlook: Outlook
    best: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """A refused row, with all that refuses it; the nearest fail in one thing only."""

    process: str
    step: str
    judged: Judged


@dataclass(frozen=True, slots=True, kw_only=True)
class NoRoute:
    """The answer "none" as a value.

    `conflicts` are sets of terms that cannot hold together, though without any one of them they can;
    an empty set means that no brief for this modality has a route. `shortfalls` counts the rows that each
    reason refuses, by step. `empty` names the stages that nobody can do.
    """

    conflicts: tuple[tuple[Term, ...], ...]
    fixes: tuple[Fix, ...]
    shortfalls: dict[str, dict[str, int]]
    empty: tuple[str, ...]
    near: tuple[NearMiss, ...]


def explain(world: World, brief: Brief, outlooks: Sequence[Outlook]) -> NoRoute:
    """Explain why none of these outlooks has a route."""
    empty = {stage.step for outlook in outlooks for stage in outlook.net.stages if not stage.candidates}
    return NoRoute(
        conflicts=tuple(_conflicts(world, brief)),
        fixes=tuple(sorted(_fixes(world, brief, empty), key=lambda fix: (-fix.opens, fix.change))),
        shortfalls=count_shortfalls(outlooks),
        empty=tuple(sorted(empty)),
        near=tuple(near_misses(outlooks)),
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
    """Yield one smallest set of terms that has no route, by leaving out what it can do without."""
    kept = brief
    for term in brief.terms():
        without = kept.without(term)
        if not has_route(world, without):
            kept = without
    yield kept.terms()


def has_route(world: World, brief: Brief) -> bool:
    """Tell whether a brief has any route."""
    return _first(world, brief) is not None


def _first(world: World, brief: Brief) -> tuple[Found, Outlook] | None:
    try:
        outlooks = [rows(world, process, brief) for process in processes_for(brief, world)]
    except BriefRefused:
        return None
    best = [
        (found, outlook)
        for outlook in outlooks
        if outlook.net.is_possible and (found := Search(outlook.net, DEFAULT_ORDER).best()) is not None
    ]
    return min(best, key=lambda pair: pair[0].worth, default=None)


def _fixes(world: World, brief: Brief, empty: set[str]) -> Iterator[Fix]:
    for change, relaxed in _changes(world, brief, empty):
        first = _first(world, relaxed)
        if first is not None:
            found, outlook = first
            yield Fix(change=change, opens=_count_rows(world, relaxed), outlook=outlook, best=found.route)


def _count_rows(world: World, brief: Brief) -> int:
    outlooks = [rows(world, process, brief) for process in processes_for(brief, world)]
    return sum(len(Search(o.net, DEFAULT_ORDER).rows()) for o in outlooks if o.net.is_possible)


def _changes(world: World, brief: Brief, empty: set[str]) -> Iterator[tuple[str, Brief]]:
    everywhere = tuple(sorted(world.countries))
    if brief.regions:
        for step in _steps(world, brief):
            others = tuple(pair for pair in brief.step_regions if pair[0] != step)
            yield f"relax region for {step}", replace(brief, step_regions=(*others, (step, everywhere)))
    for term in brief.terms():
        yield f"drop {term}", brief.without(term)
    for kind in ("announced", "held"):
        if kind not in brief.include:
            yield f"include {kind} capacity", replace(brief, include=brief.include | {kind})


def _steps(world: World, brief: Brief) -> list[str]:
    outlooks = [rows(world, process, brief) for process in processes_for(brief, world)]
    return list(dict.fromkeys(stage.step for outlook in outlooks for stage in outlook.net.stages))
