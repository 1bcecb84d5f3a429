"""The page on the library runs as written and prints what it shows; `UPDATE_GOLDEN=1` writes it anew."""

import os
import re
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("default_read_once")

PAGE = Path(__file__).parents[2] / "docs" / "library.md"
BLOCK = re.compile(
    r"```python\n(?P<code>.*?)```\n(?P<shown>\n<!-- printed -->\n.*?<!-- /printed -->\n)?", re.DOTALL
)


def test_the_page_prints_what_it_shows(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    text = PAGE.read_text(encoding="utf-8")
    names: dict[str, Any] = {}

    fresh = BLOCK.sub(lambda block: _run(block, text, names, capsys), text)

    if os.environ.get("UPDATE_GOLDEN"):
        PAGE.write_text(fresh, encoding="utf-8")
    assert len(BLOCK.findall(text)) == text.count("```python")
    assert fresh == PAGE.read_text(encoding="utf-8"), "run `just golden` and read the difference"


def _run(block: re.Match[str], text: str, names: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> str:
    # Empty lines above the code make a traceback speak of the page's own lines.
    lines_above = text[: block.start("code")].count("\n")
    exec(compile("\n" * lines_above + block["code"], PAGE, "exec"), names)  # noqa: S102  our own page
    printed = capsys.readouterr().out
    code = f"```python\n{block['code']}```\n"
    return f"{code}\n<!-- printed -->\n```\n{printed}```\n<!-- /printed -->\n" if printed else code
