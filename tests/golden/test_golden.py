"""Whole command lines against what they printed last: one folder a case, readable as text.

A case holds `command` (the arguments, with `COLUMNS=...` before them if not 80) and what came of it:
`stdout`, `stderr`, `code`. `UPDATE_GOLDEN=1` writes them anew; read the difference before committing it.
An answer in JSON has to fit its schema as well.

Each is printed as users mostly see it, from a compiled catalog. That one says what was read, to the last
mark, is proved in `tests/catalog/test_store_contract.py`; here a case of each verb, format and exit code is
printed from files as well.
"""

import os
import shlex
from itertools import pairwise
from pathlib import Path

import pytest

from cdmo_plan.cli.main import main
from tests.support.schemas import assert_fits

CASES = sorted(path.parent for path in (Path(__file__).parent / "cases").glob("*/command"))


def _command(case: Path) -> list[str]:
    return shlex.split((case / "command").read_text(encoding="utf-8"))


def _asks_a_catalog(words: list[str]) -> bool:
    """Tell whether an answer comes from a catalog, and is no check of one."""
    return words[:1] != [] and words[0] not in {"validate", "rules", "schema", "cache"}


def _kinds() -> dict[tuple[str, ...], Path]:
    """Return a case of each verb, format and exit code, of those that ask a catalog."""
    found: dict[tuple[str, ...], Path] = {}
    for case in CASES:
        words = [word for word in _command(case) if not word.startswith("COLUMNS=")]
        formats = [value for option, value in pairwise(words) if option == "--format"]
        if _asks_a_catalog(words):
            found.setdefault((words[0], *formats, (case / "code").read_text(encoding="utf-8")), case)
    return found


@pytest.mark.usefixtures("default_read_once")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.usefixtures("default_read_once")
def test_a_command_prints_what_it_printed(
    case: Path,
    recalling: dict[str, str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = _words(case, monkeypatch)
    for name, value in recalling.items() if _asks_a_catalog(words) else ():
        monkeypatch.setenv(name, value)

    printed = _printed(words, capsys)

    if os.environ.get("UPDATE_GOLDEN"):
        for name, text in printed.items():
            (case / name).write_text(text, encoding="utf-8")
    assert_fits(words, printed["stdout"])
    assert printed == _expected(case)


@pytest.mark.usefixtures("default_read_once")
@pytest.mark.parametrize("case", _kinds().values(), ids=lambda case: case.name)
@pytest.mark.usefixtures("default_read_once")
def test_a_command_prints_the_same_from_files(
    case: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _printed(_words(case, monkeypatch), capsys) == _expected(case)


def test_every_verb_has_a_case() -> None:
    verbs = {
        (case / "command").read_text(encoding="utf-8").replace("COLUMNS=", "").split()[0] for case in CASES
    }
    wide = {(case / "command").read_text(encoding="utf-8").split()[-1] for case in CASES}

    assert {"routes", "list", "show", "validate", "rules", "schema"} <= verbs | wide


def _words(case: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the arguments of a case, and make the process what the case was printed in."""
    words = _command(case)
    columns = words.pop(0).removeprefix("COLUMNS=") if words[0].startswith("COLUMNS=") else "80"
    monkeypatch.setenv("COLUMNS", columns)
    for name in ("GITHUB_ACTIONS", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(Path(__file__).parent)
    return words


def _printed(words: list[str], capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    code = main(words)
    captured = capsys.readouterr()
    return {"stdout": captured.out, "stderr": captured.err, "code": f"{int(code)}\n"}


def _expected(case: Path) -> dict[str, str]:
    return {name: (case / name).read_text(encoding="utf-8") for name in ("stdout", "stderr", "code")}
