"""Answers of partners kept in a file: what was asked, yes or no, when, and who said so."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from cdmo_plan.reading.fields import Date, Document, Flag, Text


class AnswerDocument(Document):
    """One answer; `of` and `asked` name the question as `cdmo-plan ask` does."""

    of: Text
    asked: Text
    answer: Flag
    dated: Date
    source: Text
    note: Text | None = None


class AnswersDocument(Document):
    """A file for `--answers`."""

    answers: Annotated[tuple[AnswerDocument, ...], Field(min_length=1)]
