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
    words = _words(case, monkeypatch)
    read_default_once(monkeypatch)

    printed = _printed(words, capsys)

    if os.environ.get("UPDATE_GOLDEN"):
        for name, text in printed.items():
            (case / name).write_text(text, encoding="utf-8")
    assert_fits(words, printed["stdout"])
    assert printed == _expected(case)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_command_prints_the_same_from_a_compiled_catalog(
    case: Path, cache: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = _words(case, monkeypatch)
    if words[:1] == [] or words[0] in {"validate", "rules", "schema", "cache"}:
        pytest.skip("answers from no catalog, or checks one")
    read_default_once(monkeypatch)
    for name in ("CDMO_PLAN_NO_CACHE", "CI"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CDMO_PLAN_CACHE_DIR", str(cache))

    # The first compiles what is not compiled yet.
    printed = [_printed(words, capsys) for _ in range(2)]

    assert printed[0] == printed[1] == _expected(case)


def test_every_verb_has_a_case() -> None:
    verbs = {
        (case / "command").read_text(encoding="utf-8").replace("COLUMNS=", "").split()[0] for case in CASES
    }
    wide = {(case / "command").read_text(encoding="utf-8").split()[-1] for case in CASES}

    assert {"routes", "list", "show", "validate", "rules", "schema"} <= verbs | wide


def _words(case: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the arguments of a case, and make the process what the case was printed in."""
    words = shlex.split((case / "command").read_text(encoding="utf-8"))
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
