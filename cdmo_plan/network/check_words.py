"""Every word of a brief that names nothing, found at once: nobody mends a file one word a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.domain.world import World
from cdmo_plan.network.words import (
    avoid_targets,
    check_step,
    countries_of,
    market_of,
    place_target,
    processes_for,
)


def refuse_unknown_words(brief: Brief, world: World) -> None:
    """Check that all words of a brief name something.

    Raises:
        BriefRefused: If some do not, with all of them.
    """
    refused: list[BriefRefused] = []
    for ask in _questions(brief, world):
        try:
            ask()
        except BriefRefused as refusal:
            refused.append(refusal)
    if refused:
        first, *rest = refused
        raise BriefRefused(first.message, first.hint, also=tuple(rest))


def _questions(brief: Brief, world: World) -> Iterator[Callable[[], object]]:
    yield partial(processes_for, brief, world)
    own = [word for _, words in brief.step_regions for word in words]
    for word in dict.fromkeys((*brief.regions, *own, *brief.avoid_regions)):
        yield partial(countries_of, (word,), world)
    ends = [step for step in (brief.from_step, brief.to_step) if step is not None]
    named = [step for step, _ in (*brief.step_regions, *brief.via)]
    for step in dict.fromkeys((*named, *ends)):
        yield partial(check_step, step)
    for _, word in brief.via:
        yield partial(place_target, word, world)
    for word in brief.avoid:
        yield partial(avoid_targets, word, world)
    for word in brief.markets:
        yield partial(market_of, word, world)
