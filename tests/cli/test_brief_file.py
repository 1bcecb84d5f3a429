"""`routes --brief FILE`: the file asks, the options win, the answer says where, a broken file gets none."""

import json
from pathlib import Path
from typing import Any

import pytest

from cdmo_plan.cli.main import main

pytestmark = pytest.mark.usefixtures("default_read_once")

BRIEF = """\
modality: mab
as-of: 2026-11-21
region: [EU]
step-region: {fill-finish: [DE, NL]}
max-transfers: 1
avoid: [lonza]
"""


def _asked(text: str, folder: Path, *arguments: str, code: int = 0) -> str:
    path = folder / "programme.yaml"
    path.write_text(text, encoding="utf-8")
    assert main(["routes", "--brief", str(path), *arguments]) == code
    return str(path)


def _answer(text: str, folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    _asked(text, folder, "--format", "json", "-k", "1", *arguments)
    return json.loads(capsys.readouterr().out)


def test_a_file_alone_is_a_question(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = _answer(BRIEF, tmp_path, capsys)
    terms = "--as-of 2026-11-21 --region EU --region fill-finish=DE --region fill-finish=NL --avoid lonza"
    main(["routes", "mab", *terms.split(), "--max-transfers", "1", "--format", "json", "-k", "1"])

    assert json.loads(capsys.readouterr().out) == answer
    assert answer["brief"]["overrides"] == []
    assert answer["as_of"] == "2026-11-21"


def test_options_replace_what_the_file_says_and_the_answer_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--region", "fill-finish=DE", "--max-transfers", "0", "--avoid", "pall", "--max-weeks", "99"]
    brief = _answer(BRIEF, tmp_path, capsys, *arguments)["brief"]

    assert brief["region"] == ["EU"]
    assert brief["step_region"] == {"fill-finish": ["DE"]}
    assert (brief["max_transfers"], brief["max_weeks"], brief["avoid"]) == (0, 99, ["pall"])
    assert brief["overrides"] == [
        {"term": "region", "flag": "fill-finish=DE", "file": "fill-finish=DE, fill-finish=NL"},
        {"term": "avoid", "flag": "pall", "file": "lonza"},
        {"term": "max-transfers", "flag": "0", "file": "1"},
    ]


def test_the_table_says_so_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = BRIEF + "single-contract: false\n"
    _asked(text, tmp_path, "bispecific", "--region", "CH", "--region", "EU", "--single-contract", "-k", "1")

    printed = " ".join(capsys.readouterr().out.split())
    assert "On the command line: modality bispecific (the brief file said mab)" in printed
    assert "On the command line: region CH, EU (the brief file said EU)" in printed
    assert "On the command line: single-contract (the brief file said false)" in printed


def test_the_same_word_twice_replaces_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["mab", "--region", "EU", "--max-transfers", "1", "--as-of", "2026-11-21"]

    assert _answer(BRIEF, tmp_path, capsys, *arguments)["brief"]["overrides"] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("modalty: mab\n", "programme.yaml:1:1: error CAT122 unknown-field"),
        ("modality: [\n", "error CAT105 yaml-syntax"),
        ("", "The file says nothing"),
        ("- mab\n", "should be a mapping"),
        ("region: [EU]\n", "Missing argument 'MODALITY'"),
        ("modality: mab\nscale-l: 0\n", "is no scale"),
        ("modality: mab\nregion: [EUU]\nmarket: [FAD]\n", "Unknown regulator 'FAD'"),
        ("modality: mab\nregion: [JP]\navoid-region: [JP]\n", "contradict each other"),
    ],
)
def test_a_broken_brief_gets_no_answer(
    text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _asked(text, tmp_path, code=2)
    captured = capsys.readouterr()

    assert captured.out == ""
    assert said in captured.err
    assert "Traceback" not in captured.err


@pytest.mark.parametrize("path", ["nowhere.yaml", "."])
def test_a_file_that_cannot_be_read_is_a_usage_error(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["routes", "--brief", path]) == 2
    assert "The brief cannot be read" in capsys.readouterr().err
