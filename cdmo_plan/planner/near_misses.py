"""Who came near: rows that one thing keeps out, and sites that could do all but for one term."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cdmo_plan.domain.eligibility.findings import Shortfall
from cdmo_plan.domain.partners import Site
from cdmo_plan.network.judging import Judged
from cdmo_plan.network.rows import Outlook

PER_STAGE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """A refused row, with all that refuses it; the nearest fail in one thing only."""

    process: str
    step: str
    judged: Judged

    @property
    def fails(self) -> tuple[str, ...]:
        """The terms, or the facts, that keep it out, in order."""
        return tuple(dict.fromkeys(map(what_fails, self.judged.verdict.shortfalls)))


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeSite:
    """A site that could do every stage that must be listed, if it were not for one term or fact."""

    process: str
    site: Site
    steps: tuple[str, ...]
    fails: str
    shortfalls: tuple[Shortfall, ...]


def what_fails(shortfall: Shortfall) -> str:
    """Return the term that a shortfall rests on, else the reason: a fact of the row."""
    return shortfall.term or shortfall.reason


def count_shortfalls(outlooks: Sequence[Outlook]) -> dict[str, dict[str, int]]:
    """Return how many rows each reason refuses, by step; a row may fail for several reasons."""
    counts: dict[str, Counter[str]] = {}
    for outlook in outlooks:
        for stage in outlook.net.stages:
            counter = counts.setdefault(stage.step, Counter())
            for judged in outlook.ledger.judged[stage.key]:
                counter.update({shortfall.reason for shortfall in judged.verdict.shortfalls})
    return {step: dict(sorted(counter.items())) for step, counter in sorted(counts.items())}


def near_misses(outlooks: Sequence[Outlook], per_stage: int = PER_STAGE) -> Iterator[NearMiss]:
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


def _distance(judged: Judged) -> tuple[int, int, int, float, str]:
    fails = {what_fails(shortfall) for shortfall in judged.verdict.shortfalls}
    return (
        _missed_targets(judged),
        len(fails),
        len(_kinds(judged)),
        _lacking(judged),
        judged.row.capability.id,
    )


def _kinds(judged: Judged) -> set[str]:
    return {shortfall.text for shortfall in judged.verdict.shortfalls}


def _lacking(judged: Judged) -> float:
    """Return how far the largest vessel falls short, where it is the scale that fails: less is nearer."""
    if not any(shortfall.reason == "scale" for shortfall in judged.verdict.shortfalls):
        return 0
    scale = judged.row.capability.scale_l
    return -max((scale.max or 0, scale.pooled_train or 0)) if scale else 0


def _missed_targets(judged: Judged) -> int:
    return sum(shortfall.reason == "via" for shortfall in judged.verdict.shortfalls)


def whole_sites(outlooks: Sequence[Outlook]) -> Iterator[WholeSite]:
    """Yield the sites that could do all stages that must be listed, but for one term or fact.

    That they are not whom the brief names brings them no nearer.
    """
    for outlook in outlooks:
        stages = [stage for stage in outlook.net.stages if not stage.is_open]
        by_site = [_nearest_by_site(outlook.ledger.judged[stage.key]) for stage in stages]
        if len(stages) > 1:
            everywhere = set.intersection(*(set(found) for found in by_site))
            found = (_whole(outlook, [rows[site] for rows in by_site]) for site in sorted(everywhere))
            yield from (each for each in found if each is not None and each.fails != "via")


def _nearest_by_site(judged: Sequence[Judged]) -> dict[str, Judged]:
    nearest: dict[str, Judged] = {}
    for each in sorted(judged, key=_distance, reverse=True):
        if each.row.site is not None:
            nearest[each.row.site.id] = each
    return nearest


def _whole(outlook: Outlook, rows: Sequence[Judged]) -> WholeSite | None:
    shortfalls = [shortfall for judged in rows for shortfall in judged.verdict.shortfalls]
    fails = {what_fails(shortfall) for shortfall in shortfalls}
    found = rows[0].row.site
    if len(fails) != 1 or found is None:
        return None
    return WholeSite(
        process=outlook.net.process,
        site=found,
        steps=tuple(stage.step for stage in outlook.net.stages if not stage.is_open),
        fails=fails.pop(),
        shortfalls=tuple({shortfall.text: shortfall for shortfall in shortfalls}.values()),
    )
