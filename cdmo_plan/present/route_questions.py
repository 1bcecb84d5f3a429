"""What to ask before anything else: doubts and questions of a route, in one order, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.eligibility.findings import Question
from cdmo_plan.domain.world import World
from cdmo_plan.network.handovers import fresh_materials
from cdmo_plan.planner.metrics import asks_for_weeks
from cdmo_plan.present.route_view import RouteView

_LATER = frozenset({"segregation", "thaw"})
"""Reasons that belong into the detail: they hold for most plants and decide little."""


def doubts_of(view: RouteView) -> list[str]:
    """Return the doubts of a route, all of one place in one line."""
    return _by_place(
        (stage.candidate.place, doubt.text)
        for stage in view.stages
        if stage.verdict is not None
        for doubt in stage.verdict.doubts
    )


def questions_of(view: RouteView, brief: Brief, world: World, *, all_of_them: bool = False) -> list[str]:
    """Return the questions of a route, those that a term rests on first, all of one place in one line."""
    found = [
        (question.counted, _spoken_place(question, stage.candidate.place), question.text)
        for stage in view.stages
        if stage.verdict is not None
        for question in stage.verdict.questions
        if all_of_them or question.reason not in _LATER
    ]
    ordered = sorted(found, key=lambda item: not item[0])
    lines = [
        *_by_place((place, text) for _, place, text in ordered),
        *_of_weeks(view),
        *_of_agreements(view, brief, world),
        *_by_place(_of_transfers(view, all_of_them=all_of_them)),
    ]
    return [*lines, *_of_every_route(view)] if all_of_them else lines


def questions_of_route(view: RouteView, brief: Brief, world: World) -> list[str]:
    """Return the questions of a route that belong to no single stage: nor to one hand-over."""
    return [*_of_weeks(view), *_of_agreements(view, brief, world), *_of_every_route(view)]


def _of_weeks(view: RouteView) -> Iterator[str]:
    """O3: what a limit of weeks leans on where a duration is not known."""
    net = view.planned.outlook.net
    if asks_for_weeks(view.planned.route, net):
        yield f"weeks: within {net.limits.weeks}? a time on the way is not known"


def handover_notes(views: Sequence[RouteView]) -> Iterator[str]:
    """M2: what holds for so many routes that an answer says it once."""
    asked = {question.reason for view in views for found in view.transfers for question in found.questions}
    if "thaw" in asked:
        yield "bulk goes frozen to another site: ask the filler whether it thaws, pools and compounds it"
    fresh = [found for view in views for found in fresh_materials(view.process.stages, view.process)]
    for hours in dict.fromkeys(hours for _, hours in fresh):
        yield fresh_words(hours)


def _of_transfers(view: RouteView, *, all_of_them: bool) -> Iterator[tuple[str, str]]:
    """M2: what hand-overs leave open, with the place that receives."""
    for transfer in view.transfers:
        for question in transfer.questions:
            if all_of_them or question.reason not in _LATER:
                yield transfer.target.candidate.place, question.text


def _of_every_route(view: RouteView) -> Iterator[str]:
    """S4: what holds for every product that is filled, so that only the detail says it."""
    if any(stage.stage.product == "fill" for stage in view.assigned):
        yield "whose Qualified Person certifies, under which authorisation?"
    for stage, hours in fresh_materials([found.stage for found in view.assigned], view.process):
        place = next(found.candidate.place for found in view.assigned if found.stage is stage)
        yield f"{place.removeprefix('network:')}: {fresh_words(hours)}"


def fresh_words(hours: int) -> str:
    """Return what fresh cells that keep so long leave to be asked (RULES M2)."""
    return f"patients' cells keep about {hours} h fresh: frozen for patients on another continent?"


def _spoken_place(question: Question, place: str) -> str:
    """Return the place to name before a question, none where the question names it."""
    return "" if question.reason in ("which-site", "unlisted") else place


def _by_place(found: Iterable[tuple[str, str]]) -> list[str]:
    lines: dict[str, list[str]] = {}
    for place, text in found:
        lines.setdefault(place or text, []).append(text)
    return [
        texts[0]
        if place == texts[0]
        else f"{place.removeprefix('network:')}: {'; '.join(dict.fromkeys(texts))}"
        for place, texts in lines.items()
    ]


def _of_agreements(view: RouteView, brief: Brief, world: World) -> Iterator[str]:
    """M4: what the offerings that a route runs under leave open."""
    by_id = {agreement.id: agreement for agreement in world.agreements}
    for identity in view.agreements:
        agreement = by_id[identity]
        phases = agreement.scope.development_phases
        if agreement.one_contract is not True:
            yield f"{identity}: joint offering, one contract not stated: ask"
        elif phases is not None and brief.development_phase is None:
            yield f"{identity}: its scope says {' and '.join(sorted(phases))} stage: is this programme?"
