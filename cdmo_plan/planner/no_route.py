"""Why there is no route: terms that cannot hold together, what to change, and who came nearest.

Every conflict and every fix is solved again before it is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cdmo_plan.domain.brief import Brief, Term
from cdmo_plan.domain.values import dataclass
from cdmo_plan.domain.vocabulary import Evidence
from cdmo_plan.network.judging import Judge
from cdmo_plan.network.net import Candidate
from cdmo_plan.network.rows import Outlook
from cdmo_plan.network.timing import is_lower_bound
from cdmo_plan.planner.conditions import Condition, Conditions
from cdmo_plan.planner.criteria import DEFAULT_ORDER
from cdmo_plan.planner.fixes import Fix, fixes_of
from cdmo_plan.planner.loosening import LIMITS, best_of, limit_of, with_limit
from cdmo_plan.planner.near_misses import NearMiss, WholeSite, count_shortfalls, near_misses, whole_sites
from cdmo_plan.planner.subsets import Minimal, minimal_sets

AT_MOST = 20
"""The bound on conflicts, and on sets of changes that open routes; an answer says where it is reached."""


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

    `conflicts` are the smallest sets of terms that cannot hold together; an empty set means that no brief for
    this modality has a route. `fixes` are the smallest sets of changes that open routes. `is_complete` is
    whether these are all. `shortfalls` counts the rows that each reason refuses, by step. `empty` names the
    stages that nobody can do, `gap` those that nobody can do under any brief for the modality. `overruns`
    are the limits that alone stand in the way of all routes. `whole_sites` could do all of it but for
    something that a fix changes.
    """

    conflicts: tuple[tuple[Term, ...], ...]
    fixes: tuple[Fix, ...]
    is_complete: bool
    shortfalls: dict[str, dict[str, int]]
    empty: tuple[str, ...]
    gap: tuple[str, ...]
    near: tuple[NearMiss, ...]
    whole_sites: tuple[WholeSite, ...] = ()
    overruns: tuple[Overrun, ...] = ()


def explain(brief: Brief, outlooks: Sequence[Outlook], judge: Judge) -> NoRoute:
    """Explain why none of these outlooks has a route, by the judge of their world."""
    conditions = Conditions(judge.world, brief, judge)
    of_terms, of_all = conflicts_of(conditions), corrections_of(conditions)
    fixes = fixes_of(conditions, of_all.corrections)
    changed = {_name(change.condition) for fix in fixes for change in fix.changes}
    near = {(miss.step, miss.judged.row.capability.id): miss for miss in near_misses(outlooks)}
    return NoRoute(
        conflicts=tuple(conditions.terms_of(some) for some in of_terms.conflicts),
        fixes=fixes,
        is_complete=of_terms.is_complete and of_all.is_complete,
        shortfalls=count_shortfalls(outlooks),
        empty=_empty(outlooks),
        gap=_empty(conditions.outlooks(conditions.every_fact)) if 0 in of_terms.conflicts else (),
        near=tuple(near.values()),
        whole_sites=tuple(whole for whole in whole_sites(outlooks) if whole.fails in changed),
        overruns=tuple(_overruns(conditions)),
    )


def _empty(outlooks: Sequence[Outlook]) -> tuple[str, ...]:
    """Return the steps that nobody can do, in the order of the work."""
    stages = (stage for outlook in outlooks for stage in outlook.net.stages)
    return tuple(dict.fromkeys(stage.step for stage in stages if not stage.candidates))


def _name(condition: Condition) -> str:
    return condition.name if isinstance(condition, Term) else condition.kind


def conflicts_of(conditions: Conditions, at_most: int = AT_MOST) -> Minimal:
    """Return the minimal conflicts of the terms alone, the facts being what they are.

    Each is searched again, whatever it follows from.
    """
    found = minimal_sets(
        conditions.every_term, lambda some: conditions.can_hold(some | conditions.every_fact), at_most
    )
    proved = tuple(some for some in found.conflicts if not conditions.search(some | conditions.every_fact))
    return found._replace(conflicts=proved)


def corrections_of(conditions: Conditions, at_most: int = AT_MOST) -> Minimal:
    """Return the smallest sets of terms to give up and facts to confirm that open routes together."""
    return minimal_sets(conditions.every_term | conditions.every_fact, conditions.can_hold, at_most)


def _overruns(conditions: Conditions) -> Iterator[Overrun]:
    """Yield for each limit the least that would do, found by the exact search without it."""
    every = conditions.every_term | conditions.every_fact
    for term in conditions.terms:
        if term.name not in LIMITS:
            continue
        field, criterion, most = LIMITS[term.name]
        # The limit is loosened and not given up: `--strict` still refuses routes of unknown length.
        brief = with_limit(conditions.brief, field, most)
        first = best_of(conditions, every, brief, (criterion, *DEFAULT_ORDER))
        if first is not None:
            found, outlook = first
            yield Overrun(
                term=term,
                least=limit_of(criterion, found.key[0]),
                is_bound=criterion == "weeks" and is_lower_bound(found.route, outlook.net),
                outlook=outlook,
                best=found.route,
            )
