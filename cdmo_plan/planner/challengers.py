"""Questions that no good row rests on, and whose yes might yet make another route the best."""

from __future__ import annotations

from collections.abc import Iterator

from cdmo_plan.domain.answers import ONE_CONTRACT
from cdmo_plan.domain.eligibility.findings import Doubt, Finding, Question
from cdmo_plan.network.net import Candidate, Net
from cdmo_plan.network.rows import Outlook
from cdmo_plan.planner.inquiries import Asked, Inquiry
from cdmo_plan.planner.plan import Plan
from cdmo_plan.planner.search import Search


def challenging(answer: Plan, asked: Asked) -> Iterator[Inquiry]:
    """Yield the questions whose yes would better a route beyond the best one.

    Only a yes to a doubt betters a route (or to a question, where questions rank), and one that makes an
    offering one contract. It is searched with that doubt gone, through the one that it is of. A question that
    comes up for several stages is yielded for each of them.
    """
    best = min((found for outlook in answer.outlooks for found in _best(outlook, answer)), default=None)
    for outlook in answer.outlooks if best is not None else ():
        if outlook.net.is_possible:
            for inquiry, net in _bettered(outlook, asked, by_questions="open-questions" in answer.order):
                found = Search(net, answer.order).best()
                if found is not None and best is not None and (found.worth, net.process) < best:
                    yield inquiry


def _bettered(outlook: Outlook, asked: Asked, *, by_questions: bool) -> Iterator[tuple[Inquiry, Net]]:
    """Yield each question with the routes that a yes to it betters."""
    net = outlook.net
    for number, stage in enumerate(net.stages):
        for candidate in stage.candidates:
            for inquiry, found in _open(outlook, number, candidate, asked):
                if by_questions or any(isinstance(each, Doubt) for each in found):
                    yield inquiry, _through(net, number, _without(candidate, found))
    for offer in net.offers:
        asked_of = asked.of_offer(offer)
        if asked_of is not None and asked_of.asked == ONE_CONTRACT:
            offers = (each._replace(one_contract=each.one_contract or each is offer) for each in net.offers)
            yield asked_of, net._replace(offers=tuple(offers))


def _best(outlook: Outlook, answer: Plan) -> Iterator[tuple[object, str]]:
    found = Search(outlook.net, answer.order).best() if outlook.net.is_possible else None
    if found is not None:
        yield found.worth, outlook.net.process


def _open(
    outlook: Outlook, number: int, candidate: Candidate, asked: Asked
) -> Iterator[tuple[Inquiry, tuple[Finding, ...]]]:
    """Yield the questions of a candidate that count, each once, with all that was found of it."""
    by_name: dict[tuple[str, str], Inquiry] = {}
    for inquiry in asked.of_candidate(outlook, number, candidate):
        kept = by_name.get(inquiry.name)
        merged = inquiry if kept is None else kept._replace(findings=kept.findings + inquiry.findings)
        by_name[inquiry.name] = merged
    yield from ((inquiry, inquiry.findings) for inquiry in by_name.values() if inquiry.is_counted)


def _without(candidate: Candidate, findings: tuple[Finding, ...]) -> Candidate:
    doubts = [each for each in findings if isinstance(each, Doubt)]
    containment = sum(doubt.is_containment for doubt in doubts)
    questions = sum(isinstance(each, Question) and each.counted for each in findings)
    return candidate._replace(
        containment=candidate.containment - containment,
        doubts=candidate.doubts - (len(doubts) - containment),
        questions=candidate.questions - questions,
    )


def _through(net: Net, number: int, candidate: Candidate) -> Net:
    """Return the routes in which a stage is done by this candidate."""
    stages = list(net.stages)
    stages[number] = stages[number]._replace(candidates=(candidate,))
    return net._replace(stages=tuple(stages))
