"""What would open routes: terms given up or loosened, facts confirmed, each change solved again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from cdmo_plan.domain.brief import Brief, Term
from cdmo_plan.domain.eligibility.findings import Doubt, Finding, Question
from cdmo_plan.network.net import Candidate
from cdmo_plan.network.rows import Outlook
from cdmo_plan.planner.conditions import Condition, Conditions
from cdmo_plan.planner.criteria import DEFAULT_ORDER
from cdmo_plan.planner.loosening import loosenings
from cdmo_plan.planner.metrics import Metrics, measure
from cdmo_plan.planner.search import Found, Search


class Change(NamedTuple):
    """One change: what is given up, loosened or confirmed, in words that a script can rely on."""

    text: str
    condition: Condition
    is_loosened: bool = False


class ToConfirm(NamedTuple):
    """A fact that the best route of a fix rests on, and that somebody should be asked about."""

    candidate: Candidate
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """Changes that open routes together, none of them needless, and what they open.

    `opens` is how many rows there then are (at least, if not `is_counted`), `best` who does what in the best
    of them, `metrics` what it costs. `confirm` are the facts that a change would leave to be confirmed.
    """

    changes: tuple[Change, ...]
    brief: Brief
    opens: int
    is_counted: bool
    outlook: Outlook
    best: tuple[Candidate, ...]
    metrics: Metrics
    confirm: tuple[ToConfirm, ...] = ()

    @property
    def change(self) -> str:
        """All changes in words."""
        return " and ".join(change.text for change in self.changes)

    @property
    def worth(self) -> tuple[object, ...]:
        """What fixes are ordered by: the smallest first, then the cheapest, then the narrowest."""
        cost = (self.metrics.contracts, self.metrics.partners, self.metrics.borders, self.metrics.weeks)
        loosened = sum(change.is_loosened for change in self.changes)
        return len(self.changes), *cost, -loosened, -self.opens, self.change


def fixes_of(conditions: Conditions, corrections: tuple[int, ...]) -> tuple[Fix, ...]:
    """Return a fix for every correction, and for each way in which a term of it need only be loosened."""
    found = {fix.change: fix for some in corrections for fix in _fixes(conditions, some)}
    return tuple(sorted(found.values(), key=lambda fix: fix.worth))


def fix_of(conditions: Conditions, given_up: int) -> Fix | None:
    """Return what there is where some conditions are given up, None where that is no route."""
    return _solved(conditions, *_without(conditions, given_up))


def _without(conditions: Conditions, given_up: int) -> tuple[int, Brief, tuple[Change, ...]]:
    kept = (conditions.every_term | conditions.every_fact) & ~given_up
    changes = tuple(Change(_words(condition), condition) for condition in conditions.named(given_up))
    return kept, conditions.brief_of(kept), changes


def _fixes(conditions: Conditions, given_up: int) -> Iterator[Fix]:
    kept, brief, changes = _without(conditions, given_up)
    fix = _solved(conditions, kept, brief, changes)
    if fix is None:
        return
    yield fix
    named = conditions.named(given_up)
    for loosened in loosenings(conditions, kept, named):
        narrower = tuple(
            Change(loosened.words[each], each, is_loosened=True) if each in loosened.words else change
            for each, change in zip(named, changes, strict=True)
        )
        fix = _solved(conditions, kept, loosened.brief, narrower)
        if fix is not None:
            yield fix


def _words(condition: Condition) -> str:
    if isinstance(condition, Term):
        return f"drop {condition}"
    if condition.kind == "one-contract":
        return f"confirm {condition.word} as one contract"
    return f"include {condition.kind} capacity"


def _solved(conditions: Conditions, kept: int, brief: Brief, changes: tuple[Change, ...]) -> Fix | None:
    """Solve a changed brief anew; None where it has no route after all."""
    best: list[tuple[Found, Outlook]] = []
    opens, is_counted = 0, True
    for outlook in conditions.outlooks(kept, brief):
        if not outlook.net.is_possible:
            continue
        rows, count = Search(outlook.net, DEFAULT_ORDER).best_rows(1)
        best += [(row, outlook) for row in rows]
        opens, is_counted = opens + count.number, is_counted and count.is_exact
    if not best:
        return None
    found, outlook = min(best, key=lambda pair: (pair[0].worth, pair[1].net.process))
    return Fix(
        changes=changes,
        brief=brief,
        opens=opens,
        is_counted=is_counted,
        outlook=outlook,
        best=found.route,
        metrics=measure(found.route, outlook.net),
        confirm=tuple(_to_confirm(changes, found.route, outlook)),
    )


def _to_confirm(
    changes: tuple[Change, ...], route: tuple[Candidate, ...], outlook: Outlook
) -> Iterator[ToConfirm]:
    """Yield what a route rests on that the brief refused: announced or held capacity, doubts if strict."""
    given_up = {change.condition for change in changes}
    reasons = {condition.kind for condition in given_up if not isinstance(condition, Term)}
    is_strict = Term("strict") in given_up
    for stage, candidate in zip(outlook.net.stages, route, strict=True):
        verdict = outlook.ledger.verdict_of(stage.key, candidate.id)
        for finding in (*verdict.doubts, *verdict.questions):
            weak = isinstance(finding, Doubt) or (isinstance(finding, Question) and finding.counted)
            if finding.reason in reasons or (is_strict and weak):
                yield ToConfirm(candidate, finding)
