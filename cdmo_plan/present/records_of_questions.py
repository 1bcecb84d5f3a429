"""The answer of `ask` in JSON, record by record; the text below a key is its description in the schema."""

from __future__ import annotations

from typing import TypedDict

from cdmo_plan.present.records_of_answers import Answer, Origin
from cdmo_plan.present.records_of_briefs import BriefRecord
from cdmo_plan.present.records_of_no_route import NoRouteRecord
from cdmo_plan.present.records_of_standings import ComparedRouteRecord
from cdmo_plan.present.schema_words import Amount, Ordinal, PartialDay, StepWord


class QuestionRecord(Origin):
    """An open question, with what its answer could change."""

    number: Ordinal
    """Its place in the order."""
    of: str
    """The capability, the agreement, or the stage that nobody lists."""
    asked: str
    """The name of the question; with `of` an answers file refers to it."""
    partner: str
    """Whom to ask."""
    site: str | None
    """The plant, null where none is meant."""
    step: StepWord | None
    """The step, null for an agreement."""
    question: str
    """The question in words; yes means that it is as the sponsor needs it."""
    counted: bool
    """Whether a term of the brief or a doubt rests on it."""
    rows: list[Ordinal]
    """The ranks of the best rows that rest on it; none where a yes would make another route win."""
    yes_flips: bool
    """Whether another route is the best after a yes: solved again."""
    no_flips: bool
    """Whether another route is the best after a no, or none is left: solved again."""
    if_yes: ComparedRouteRecord | None
    """The best route after a yes, null where there is none."""
    if_no: ComparedRouteRecord | None
    """The best route after a no, null where there is none."""
    mark: str
    """Where the fact is written, as `file:line:column`."""
    sources: list[str]
    """Addresses or citations behind it."""


class GivenAnswerRecord(TypedDict):
    """An answer of the answers file."""

    of: str
    """What it is of."""
    asked: str
    """The question."""
    answer: bool
    """Yes or no."""
    dated: PartialDay | None
    """When it was given."""
    source: str | None
    """Who gave it."""
    bears: bool
    """Whether it bears on anything that the brief asks."""


class FlippedRecord(TypedDict):
    """What the answers change."""

    feasible_before: Amount
    """How many rows there were without them."""
    feasible: Amount
    """How many there are with them."""
    best_before: ComparedRouteRecord | None
    """The best route without them, null where there was none."""
    best: ComparedRouteRecord | None
    """The best route with them, null where there is none."""


class AskBody(TypedDict):
    """The answer itself."""

    brief: BriefRecord
    """What was asked."""
    rank_by: list[str]
    """The criteria in the order in which they decide."""
    feasible: Amount
    """How many rows there are."""
    rows: Amount
    """How many of the best rows the questions are of."""
    best: ComparedRouteRecord | None
    """The best route, null where there is none."""
    number: Amount
    """How many open questions there are."""
    questions: list[QuestionRecord]
    """The first of them, the weightiest first."""
    answers: list[GivenAnswerRecord]
    """What was answered so far."""
    flipped: FlippedRecord | None
    """What these answers change; null where there are none."""
    no_route: NoRouteRecord | None
    """Why there is no route; null where there is one."""


class AskAnswer(Answer, AskBody):
    """The open questions of the best rows, ordered by what their answers could change."""
