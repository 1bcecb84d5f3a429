"""The README shows what the program prints; `UPDATE_GOLDEN=1` writes it anew."""

import os
import re
import shlex
from pathlib import Path

import pytest

from cdmo_plan.cli.main import main

pytestmark = pytest.mark.usefixtures("default_read_once")

README = Path(__file__).parents[2] / "README.md"
BLOCK = re.compile(r"<!-- output: (?P<command>[^\n]+) -->\n(?P<shown>.*?)<!-- /output -->", re.DOTALL)


def test_the_readme_shows_what_the_program_prints(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    text = README.read_text(encoding="utf-8")
    assert len(BLOCK.findall(text)) >= 2

    fresh = BLOCK.sub(lambda block: _printed(block["command"], capsys), text)

    if os.environ.get("UPDATE_GOLDEN"):
        README.write_text(fresh, encoding="utf-8")
    assert fresh == README.read_text(encoding="utf-8"), "run `just golden` and read the difference"


def _printed(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    main(shlex.split(command))
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    return "\n".join([f"<!-- output: {command} -->", "```", *lines, "```", "<!-- /output -->"])
