"""From a file of answers to facts laid over a catalog; what names no question is a finding with its place."""

from __future__ import annotations

from collections.abc import Iterator

from cdmo_plan.diagnostics import codes
from cdmo_plan.diagnostics.diagnostic import Diagnostic
from cdmo_plan.diagnostics.suggestions import did_you_mean
from cdmo_plan.domain.answers import ONE_CONTRACT, SCOPE, TOGETHER, UNLISTED, Answer, Answers
from cdmo_plan.domain.eligibility.answering import TOPICS
from cdmo_plan.domain.marks import Mark
from cdmo_plan.domain.vocabulary import STEPS
from cdmo_plan.domain.world import World
from cdmo_plan.reading.answers_document import AnswersDocument
from cdmo_plan.reading.files import ReadFile


def link_answers(read: ReadFile, world: World) -> tuple[Answers, tuple[Diagnostic, ...]]:
    """Return the answers of a file, and everything that is wrong with it."""
    if not isinstance(read.document, AnswersDocument):
        return Answers(), read.diagnostics
    answers: list[Answer] = []
    problems = list(read.diagnostics)
    seen: dict[tuple[str, str], Mark] = {}
    for number, each in enumerate(read.document.answers):
        place = read.marks.at("answers", number)
        answer = Answer(
            of=each.of,
            asked=each.asked,
            is_yes=each.answer,
            dated=each.dated,
            source=each.source,
            mark=place.mark,
        )
        problems += _unknown(answer, place.mark_of(("of",)), place.mark_of(("asked",)), world)
        first = seen.setdefault((each.of, each.asked), place.mark)
        if first != place.mark:
            message = f"{each.asked!r} of {each.of} is answered twice"
            related = ((first, "it is answered here first"),)
            problems.append(codes.DUPLICATE_ID.at(place.mark, message, related=related))
        answers.append(answer)
    return Answers.of(answers), tuple(sorted(problems))


def _unknown(answer: Answer, of: Mark, asked: Mark, world: World) -> Iterator[Diagnostic]:
    """Yield what names nothing: neither a row, an agreement nor a stage that nobody lists; or no question."""
    topics = _topics(answer.of, world)
    if topics is None:
        known = [*_capabilities(world), *(agreement.id for agreement in world.agreements)]
        message = f"No capability and no agreement has the id {answer.of!r}"
        yield codes.UNKNOWN_REFERENCE.at(of, message, hint=_hint(answer.of, known))
    elif answer.asked.split()[0] not in topics:
        message = f"Nothing like {answer.asked!r} is asked of {answer.of}"
        yield codes.UNKNOWN_REFERENCE.at(asked, message, hint=_hint(answer.asked.split()[0], topics))


def _topics(of: str, world: World) -> list[str] | None:
    """Return the first words of all questions to something, None where there is no such thing."""
    if any(agreement.id == of for agreement in world.agreements):
        return [ONE_CONTRACT, SCOPE]
    if TOGETHER in of:
        return [ONE_CONTRACT] if all(partner in world.partners for partner in of.split(TOGETHER)) else None
    place, _, what = of.rpartition("/")
    if what == UNLISTED:
        site = place.rpartition("/")[0].removeprefix("network:")
        return [UNLISTED] if site in world.sites or site in world.partners else None
    if of in _capabilities(world):
        return sorted({topic for topic, _ in TOPICS.values()})
    return None


def _capabilities(world: World) -> list[str]:
    return [row.capability.id for step in STEPS for row in world.rows(step)]


def _hint(word: str, known: list[str]) -> str:
    close = did_you_mean(word, known)
    if close:
        return f"did you mean {' or '.join(close)}?"
    return "`cdmo-plan ask --format csv` names every question: the columns of and asked"
