"""What is written from the program is fresh; `just docs` writes it anew."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cdmo_plan.cli.completion.answer import GRAMMAR
from cdmo_plan.cli.main import main
from tests.support.cli_reference import WIDTH, reference
from tests.support.completion_grammar import as_json

REFERENCE = Path(__file__).parents[2] / "docs" / "cli.md"


@pytest.fixture
def say_help(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[[list[str]], str]:
    monkeypatch.setenv("COLUMNS", str(WIDTH))

    def say(words: list[str]) -> str:
        assert main(words) == 0
        return capsys.readouterr().out

    return say


def test_the_reference_of_the_command_line_is_fresh(say_help: Callable[[list[str]], str]) -> None:
    _is_fresh(REFERENCE, reference(say_help))


def test_the_grammar_of_completion_is_fresh() -> None:
    _is_fresh(GRAMMAR, as_json())


def _is_fresh(path: Path, text: str) -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, "run `just docs`"
