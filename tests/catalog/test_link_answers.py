"""Answers from a file: read by the same door, every mistake with its place."""

import re
from pathlib import Path

import pytest

from cdmo_plan.catalog.link_answers import link_answers
from cdmo_plan.domain.answers import Answers
from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.reading.answers_document import AnswerDocument
from cdmo_plan.reading.files import read_text
from tests.support.real import real_catalog

PAGE = (Path(__file__).parents[2] / "docs" / "explain.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0]


def _read(text: str) -> tuple[Answers, list[str]]:
    answers, problems = link_answers(read_text(text, "answers", "answers.yaml"), real_catalog())
    return answers, [f"{found.mark} {found.message}" for found in problems]


def _one(of: str, asked: str, answer: str = "true") -> str:
    return f"""\
answers:
  - of: {of}
    asked: {asked}
    answer: {answer}
    dated: 2026-11
    source: a call
"""


def test_the_example_of_the_page_reads_without_a_finding() -> None:
    answers, problems = _read(EXAMPLE)
    first, second = answers

    assert not problems
    assert (first.of, first.asked, first.is_yes) == (
        "agc-biologics/network/cell-line-development/1",
        "which-site EU",
        False,
    )
    assert second.dated == PartialDate.parse("2026-11-19")
    assert str(second) == "answered yes (2026-11-19, e-mail)"
    assert second.mark.line > first.mark.line > 1


def test_the_page_lists_every_field_and_no_other() -> None:
    listed = re.findall(r"^\| `([a-z]+)` \|", PAGE, re.MULTILINE)

    assert listed == list(AnswerDocument.model_fields)


@pytest.mark.parametrize(
    ("of", "asked"),
    [
        ("agc-copenhagen/drug-substance/1", "market FDA"),
        ("agc-copenhagen/cell-line-development/unlisted", "unlisted"),
        ("network:rentschler/cell-line-development/unlisted", "unlisted"),
        ("agc-bioconnection-joint-offering", "one-contract"),
        ("rentschler+vetter", "one-contract"),
    ],
)
def test_whatever_ask_names_can_be_answered(of: str, asked: str) -> None:
    assert not _read(_one(of, asked))[1]


@pytest.mark.parametrize(
    ("of", "asked", "said"),
    [
        ("agc-copenhagn/drug-substance/1", "market FDA", "answers.yaml:2:9 No capability and no agreement"),
        ("agc-copenhagn/cell-line-development/unlisted", "unlisted", "answers.yaml:2:9 No capability"),
        ("rentschler+veter", "one-contract", "answers.yaml:2:9 No capability and no agreement"),
        ("agc-copenhagen/drug-substance/1", "marked FDA", "answers.yaml:3:12 Nothing like 'marked FDA'"),
        ("agc-bioconnection-joint-offering", "market FDA", "answers.yaml:3:12 Nothing like 'market FDA'"),
    ],
)
def test_what_names_nothing_is_an_error_at_its_place(of: str, asked: str, said: str) -> None:
    (problem,) = _read(_one(of, asked))[1]

    assert problem.startswith(said)


def test_a_question_answered_twice_is_an_error() -> None:
    text = _one("agc-copenhagen/drug-substance/1", "market FDA")
    again = text.removeprefix("answers:\n").replace("true", "false")
    (problem,) = _read(text + again)[1]

    assert problem.startswith(
        "answers.yaml:7:5 'market FDA' of agc-copenhagen/drug-substance/1 is answered twice"
    )


@pytest.mark.parametrize(
    "text", ["", "answers: []\n", "answers:\n  - of: x\n", "answers: 3\n", "others: []\n"]
)
def test_what_is_no_file_of_answers_is_told_and_gives_none(text: str) -> None:
    answers, problems = _read(text)

    assert not answers
    assert problems
