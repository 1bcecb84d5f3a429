"""Architecture is a test: import contracts, door plates and the size of things."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "cdmo_plan"
MODULES = sorted(PACKAGE.rglob("*.py"))
TEST_MODULES = sorted((ROOT / "tests").rglob("*.py"))

LONGEST_MODULE = 300
LONGEST_FUNCTION = 50
# Spelt in pieces, so that this file does not find itself.
UNFINISHED = re.compile("|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X"]))


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_imports_keep_the_contracts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    linter = pytest.importorskip("importlinter.cli")
    monkeypatch.chdir(ROOT)

    status = linter.lint_imports(no_cache=True, no_logo=True)

    assert status == linter.EXIT_STATUS_SUCCESS, capsys.readouterr().out


@pytest.mark.parametrize("module", sorted((PACKAGE / "domain").rglob("*.py")), ids=_name)
def test_the_domain_imports_only_itself_and_the_standard_library(module: Path) -> None:
    strangers = {
        name
        for name in _imported(module)
        if name.split(".")[0] not in {*sys.stdlib_module_names, "_sha2"}  # Of Python 3.12 and later.
        and not f"{name}.".startswith("cdmo_plan.domain.")
    }

    assert not strangers


def _imported(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize(
    "folder", [PACKAGE, *sorted(path.parent for path in PACKAGE.glob("*/*.py"))], ids=_name
)
def test_every_package_has_a_door_plate(folder: Path) -> None:
    plate = ast.get_docstring(ast.parse((folder / "__init__.py").read_text()))

    assert plate, "say what lives here and what it must not know"


@pytest.mark.parametrize("module", [*MODULES, *TEST_MODULES], ids=_name)
def test_modules_stay_small_and_finished(module: Path) -> None:
    text = module.read_text()

    assert len(text.splitlines()) < LONGEST_MODULE
    assert not UNFINISHED.findall(text)


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_functions_stay_small(module: Path) -> None:
    too_long = [
        function.name
        for function in ast.walk(ast.parse(module.read_text()))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        and (function.end_lineno or 0) - function.lineno >= LONGEST_FUNCTION
    ]

    assert not too_long
