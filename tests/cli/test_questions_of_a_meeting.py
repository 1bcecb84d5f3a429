"""`explain`, `contrast` and `ask` on the command line: exit codes, streams, and what is refused."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Ask

DAY = ("--as-of", "2026-11-21")
NONE = ("mab", "--region", "JP", "--dose-form", "lyophilized", "--single-contract")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("explain", *NONE), 1),
        (("explain", "mab", "--region", "EU"), 0),
        (("explain", "mab", "--region", "EU", "--avoid-region", "EU"), 1),
        (("explain", "mab", "--region", "EU", "--site", "lonza-visp"), 1),
        (("explain", "mab", "--region", "EU", "--site", "agc-copenhagen"), 0),
        (("explain", "mab", "--region", "Atlantis"), 2),
        (("explain", "mab", "--step", "fill-finish"), 2),
        (("explain", "mab", "--site", "agc-copenhagen", "--step", "fill"), 2),
        (("contrast", "mab", "--region", "EU", "--prefer", "vetter"), 0),
        (("contrast", "mab", "--region", "EU", "--prefer", "lonza-visp"), 1),
        (("contrast", "mab", "--region", "EU", "--avoid-region", "EU", "--prefer", "vetter"), 2),
        (("contrast", "mab"), 2),
        (("contrast", "mab", "--prefer", "vetter", "--rank-by", "beauty"), 2),
        (("ask", "mab", "--region", "EU", "--top", "1", "-k", "1"), 0),
        (("ask", *NONE), 1),
        (("ask", "mab", "--top", "0"), 2),
        (("ask", "mab", "--answers", "no-such-file.yaml"), 2),
    ],
)
def test_exit_codes_and_streams(ask: Ask, words: tuple[str, ...], code: int) -> None:
    said = ask(*words, *DAY)

    assert said.code == code
    assert bool(said.out) is (code != 2)
    assert bool(said.err) is (code == 2)


def test_an_rfi_is_a_line_for_each_question_with_room_for_the_answer(ask: Ask) -> None:
    said = ask("ask", "mab", "--region", "EU", "--top", "4", "--format", "csv", *DAY)
    rows = list(csv.DictReader(io.StringIO(said.out)))

    assert [row["number"] for row in rows] == ["1", "2", "3", "4"]
    assert all(row["of"] and row["asked"] and row["question"] for row in rows)
    assert {row[name] for row in rows for name in ("answer", "dated", "source")} == {""}


def test_every_question_of_an_rfi_can_be_answered_in_a_file(ask: Ask, tmp_path: Path) -> None:
    asked = json.loads(ask("ask", "mab", "--region", "EU", "--format", "json", *DAY).out)["questions"]
    answers = tmp_path / "answers.yaml"
    lines = ["answers:"]
    for question in asked:
        lines += [f"  - of: {question['of']}", f"    asked: {question['asked']}", "    answer: true"]
        lines += ["    dated: 2026-11-20", "    source: a test"]
    answers.write_text("\n".join(lines) + "\n", encoding="utf-8")

    said = ask("ask", "mab", "--region", "EU", "--answers", str(answers), "--format", "json", *DAY)
    answer = json.loads(said.out)

    assert (said.code, said.err) == (0, "")
    assert all(given["bears"] for given in answer["answers"])
    left = {(question["of"], question["asked"]) for question in answer["questions"]}
    assert not left & {(question["of"], question["asked"]) for question in asked}


def test_a_fix_of_the_answer_can_be_typed_as_it_stands(ask: Ask) -> None:
    fixes = json.loads(ask("explain", *NONE, "--format", "json", *DAY).out)["no_route"]["fixes"]
    opens = {fix["change"]: fix["opens"] for fix in fixes}
    without = [word for word in NONE if word != "--single-contract"]
    answer = json.loads(ask("routes", *without, "--format", "json", *DAY).out)

    assert answer["feasible"] == opens["drop single-contract"]


def test_the_same_question_gets_the_same_bytes(ask: Ask) -> None:
    words = ("explain", *NONE, "--format", "json", *DAY)

    assert ask(*words).out == ask(*words).out
