"""Questions that no good row rests on, and whose yes might yet make another route the best."""

from __future__ import annotations

from collections.abc import Iterator

from cdmo_plan.domain.eligibility.findings import Doubt
from cdmo_plan.network.net import Candidate, Net
from cdmo_plan.network.rows import Outlook
from cdmo_plan.planner.inquiries import Asked, Inquiry
from cdmo_plan.planner.plan import Plan
from cdmo_plan.planner.search import Found, Search


def challenging(answer: Plan, asked: Asked) -> Iterator[Inquiry]:
    """Yield the questions whose yes would better a route beyond the best one.

    Only a yes to a doubt betters a route: it is searched with that doubt gone, through the one that it is of.
    A question that comes up for several stages is yielded for each of them.
    """
    best = min((found for outlook in answer.outlooks for found in _best(outlook, answer)), default=None)
    for outlook in answer.outlooks if best is not None else ():
        for number, stage in enumerate(outlook.net.stages if outlook.net.is_possible else ()):
            for candidate in stage.candidates:
                for inquiry, doubts in _doubts(outlook, number, candidate, asked):
                    found = _through(outlook.net, number, _without(candidate, doubts), answer.order)
                    if found is not None and best is not None and (found.worth, outlook.net.process) < best:
                        yield inquiry


def _best(outlook: Outlook, answer: Plan) -> Iterator[tuple[object, str]]:
    found = Search(outlook.net, answer.order).best() if outlook.net.is_possible else None
    if found is not None:
        yield found.worth, outlook.net.process


def _doubts(
    outlook: Outlook, number: int, candidate: Candidate, asked: Asked
) -> Iterator[tuple[Inquiry, list[Doubt]]]:
    by_name: dict[tuple[str, str], tuple[Inquiry, list[Doubt]]] = {}
    for inquiry in asked.of_candidate(outlook, number, candidate):
        kept, found = by_name.get(inquiry.name, (None, []))
        merged = inquiry if kept is None else kept._replace(findings=kept.findings + inquiry.findings)
        doubts = [each for each in inquiry.findings if isinstance(each, Doubt)]
        by_name[inquiry.name] = merged, [*found, *doubts]
    yield from ((inquiry, doubts) for inquiry, doubts in by_name.values() if doubts)


def _without(candidate: Candidate, doubts: list[Doubt]) -> Candidate:
    containment = sum(doubt.is_containment for doubt in doubts)
    return candidate._replace(
        containment=candidate.containment - containment,
        doubts=candidate.doubts - (len(doubts) - containment),
    )


def _through(net: Net, number: int, candidate: Candidate, order: tuple[str, ...]) -> Found | None:
    """Return the best route in which a stage is done by this candidate."""
    stages = list(net.stages)
    stages[number] = stages[number]._replace(candidates=(candidate,))
    return Search(net._replace(stages=tuple(stages)), order).best()
