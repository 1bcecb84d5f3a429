"""The answers of `explain` in JSON, record by record; the text below a key is its description."""

from __future__ import annotations

from typing import TypedDict

from cdmo_plan.present.records_of_answers import Answer
from cdmo_plan.present.records_of_briefs import BriefRecord
from cdmo_plan.present.records_of_no_route import FixRecord, NoRouteRecord
from cdmo_plan.present.schema_words import Amount


class ContradictionRecord(TypedDict):
    """Terms that exclude each other by their words, whatever the catalog says."""

    terms: list[str]
    """The terms in the words of the command line."""
    why: str
    """Why they cannot both hold."""
    hint: str
    """What to write instead."""


class ExplainBody(TypedDict):
    """The answer itself."""

    brief: BriefRecord
    """What was asked."""
    feasible: Amount
    """How many rows there are."""
    feasible_is_lower_bound: bool
    """Whether counting was given up, so that there are at least so many."""
    contradictions: list[ContradictionRecord]
    """Terms that contradict each other."""
    no_route: NoRouteRecord | None
    """Why there is no route; null where there is one."""
    binding: list[FixRecord]
    """Where there are routes: terms that keep rows out, with all rows that there are without each."""


class ExplainAnswer(Answer, ExplainBody):
    """What stands between a brief and its routes."""
