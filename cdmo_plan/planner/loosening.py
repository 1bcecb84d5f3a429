"""How far a term that stands in the way need only be loosened: limits, the scale, regions of single steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cdmo_plan.domain.brief import Brief, ScaleNeed, Term
from cdmo_plan.domain.vocabulary import EVIDENCE_GRADES, Evidence
from cdmo_plan.network.rows import Outlook
from cdmo_plan.planner.conditions import Condition, Conditions
from cdmo_plan.planner.criteria import DEFAULT_ORDER
from cdmo_plan.planner.search import Found, Search
from cdmo_plan.planner.subsets import minimal_sets

NO_LIMIT = 10**6
LIMITS: dict[str, tuple[str, str, int | Evidence]] = {
    "max-partners": ("max_partners", "partners", NO_LIMIT),
    "max-transfers": ("max_transfers", "transfers", NO_LIMIT),
    "max-weeks": ("max_weeks", "weeks", NO_LIMIT),
    "min-evidence": ("min_evidence", "evidence", EVIDENCE_GRADES[-1]),
}
"""Terms that say how much is too much: the brief's field, the criterion it limits, no limit at all."""
MOST_BY_STEP = 3


class Loosened(NamedTuple):
    """A brief whose terms are changed and not given up, with what to write for each."""

    brief: Brief
    words: dict[Condition, str]


def loosenings(conditions: Conditions, kept: int, given_up: Sequence[Condition]) -> Iterator[Loosened]:
    """Yield the narrower changes that open routes too, where some conditions are given up."""
    relaxed = conditions.brief_of(kept)
    terms = [term for term in given_up if isinstance(term, Term)]
    measured = _measured(conditions, kept, relaxed, terms)
    if measured.words:
        yield measured
    for term in terms:
        if term.name == "region" and "=" not in term.value:
            yield from _by_step(conditions, kept, relaxed, term)


def _measured(conditions: Conditions, kept: int, relaxed: Brief, terms: Sequence[Term]) -> Loosened:
    """Loosen limits and the scale, one after the other, no further than needed."""
    words: dict[Condition, str] = {}
    limits = [term for term in terms if term.name in LIMITS]
    brief = _unlimited(relaxed, limits)
    for term in limits:
        field, criterion, _ = LIMITS[term.name]
        first = best_of(conditions, kept, brief, (criterion, *DEFAULT_ORDER))
        if first is not None:
            least = limit_of(criterion, first[0].key[0])
            brief = with_limit(brief, field, least)
            verb = "lower" if criterion == "evidence" else "raise"
            words[term] = f"{verb} {term.name} to {least}"
    for term in terms:
        smaller = _smaller_scale(conditions, kept, brief) if term.name == "scale-l" else None
        if smaller is not None:
            brief = brief.changed(scale=smaller)
            words[term] = f"lower scale-l to {smaller}"
    return Loosened(brief, words)


def _unlimited(relaxed: Brief, limits: Sequence[Term]) -> Brief:
    """Loosen limits without end, and do not give them up: `--strict` still refuses unknown lengths."""
    for term in limits:
        field, _, most = LIMITS[term.name]
        relaxed = with_limit(relaxed, field, most)
    return relaxed


def limit_of(criterion: str, least: int) -> int | Evidence:
    """Return a limit as a brief says it: a number, or a grade of evidence."""
    return EVIDENCE_GRADES[least] if criterion == "evidence" else least


def with_limit(brief: Brief, field: str, limit: int | Evidence) -> Brief:
    """Return a brief with a limit of its own."""
    change: dict[str, Any] = {field: limit}
    return brief.changed(**change)


def best_of(
    conditions: Conditions, kept: int, brief: Brief, order: tuple[str, ...] = DEFAULT_ORDER
) -> tuple[Found, Outlook] | None:
    """Return the best route for a brief, None where there is none."""
    best = [
        (found, outlook)
        for outlook in conditions.outlooks(kept, brief)
        if outlook.net.is_possible and (found := Search(outlook.net, order).best()) is not None
    ]
    return min(best, key=lambda pair: (pair[0].worth, pair[1].net.process), default=None)


def _smaller_scale(conditions: Conditions, kept: int, brief: Brief) -> ScaleNeed | None:
    """Return the largest batch below the one asked for that opens a route: it fills some plant's vessel."""
    asked = conditions.brief.scale
    if asked is None:
        return None
    steps = {step for outlook in conditions.outlooks(kept, brief) for step in _substances(outlook)}
    scales = [row.capability.scale_l for step in steps for row in conditions.world.rows(step)]
    volumes = {each for scale in scales if scale for each in (scale.max, scale.pooled_train) if each}
    for volume in sorted((v for v in volumes if v < asked.volume_l), reverse=True):
        smaller = ScaleNeed(volume_l=volume, vessels=asked.vessels)
        if best_of(conditions, kept, brief.changed(scale=smaller)) is not None:
            return smaller
    return None


def _substances(outlook: Outlook) -> list[str]:
    return [stage.step for stage in outlook.ledger.stages if stage.product == "substance"]


def _by_step(conditions: Conditions, kept: int, relaxed: Brief, term: Term) -> Iterator[Loosened]:
    """Yield the smallest sets of steps for which a region need only be given up."""
    steps = list(
        dict.fromkeys(s.step for outlook in conditions.outlooks(kept, relaxed) for s in outlook.net.stages)
    )
    own = {step for step, _ in relaxed.step_regions}
    free = [step for step in steps if step not in own]
    brief = relaxed.changed(regions=conditions.brief.regions)

    def can_hold(bound: int) -> bool:
        opened = [step for number, step in enumerate(free) if not bound >> number & 1]
        nets = (o.net for o in conditions.outlooks(kept, _opened(brief, opened, conditions)))
        return any(net.is_possible and Search(net, DEFAULT_ORDER).has_route() for net in nets)

    for some in minimal_sets((1 << len(free)) - 1, can_hold, MOST_BY_STEP).corrections:
        opened = [step for number, step in enumerate(free) if some >> number & 1]
        if len(opened) < len(free):
            words: dict[Condition, str] = {term: f"relax region for {', '.join(opened)}"}
            yield Loosened(_opened(brief, opened, conditions), words)


def _opened(brief: Brief, steps: Sequence[str], conditions: Conditions) -> Brief:
    everywhere = tuple(sorted(conditions.world.countries))
    return brief.changed(step_regions=(*brief.step_regions, *((step, everywhere) for step in steps)))
