"""Whole command lines against what they printed last: one folder a case, readable as text.

A case holds `command` (the arguments, with `COLUMNS=...` before them if not 80) and what came of it:
`stdout`, `stderr`, `code`. `UPDATE_GOLDEN=1` writes them anew; read the difference before committing it.
An answer in JSON has to fit its schema as well.
"""

import os
import shlex
from pathlib import Path

import pytest

from cdmo_plan.cli.main import main
from tests.support.default_catalog import read_default_once
from tests.support.schemas import assert_fits

CASES = sorted(path.parent for path in (Path(__file__).parent / "cases").glob("*/command"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_command_prints_what_it_printed(
    case: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = shlex.split((case / "command").read_text(encoding="utf-8"))
    columns = words.pop(0).removeprefix("COLUMNS=") if words[0].startswith("COLUMNS=") else "80"
    monkeypatch.setenv("COLUMNS", columns)
    for name in ("GITHUB_ACTIONS", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(Path(__file__).parent)
    read_default_once(monkeypatch)

    code = main(words)
    captured = capsys.readouterr()
    printed = {"stdout": captured.out, "stderr": captured.err, "code": f"{int(code)}\n"}

    if os.environ.get("UPDATE_GOLDEN"):
        for name, text in printed.items():
            (case / name).write_text(text, encoding="utf-8")
    assert_fits(words, captured.out)
    assert printed == {name: (case / name).read_text(encoding="utf-8") for name in printed}


def test_every_verb_has_a_case() -> None:
    verbs = {
        (case / "command").read_text(encoding="utf-8").replace("COLUMNS=", "").split()[0] for case in CASES
    }
    wide = {(case / "command").read_text(encoding="utf-8").split()[-1] for case in CASES}

    assert {"routes", "list", "show", "validate", "rules", "schema"} <= verbs | wide
