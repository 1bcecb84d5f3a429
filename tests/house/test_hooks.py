"""The hook that catalog repositories run: its manifest, and the verb behind it."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from cdmo_plan.cli.verbs import VERBS
from tests.conftest import RunPython

ROOT = Path(__file__).parents[2]
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
[HOOK] = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))


def test_the_manifest_is_one_that_pre_commit_takes() -> None:
    clientlib = pytest.importorskip("pre_commit.clientlib")

    [hook] = clientlib.load_manifest(MANIFEST)

    assert hook["id"] == "cdmo-plan-validate"


def test_the_hook_checks_a_catalog_as_a_whole(run_python: RunPython) -> None:
    program, verb = shlex.split(HOOK["entry"])
    base = ROOT / "tests" / "fixtures" / "base-catalog"
    result = run_python("-m", "cdmo_plan", verb, str(base), "--as-of", "2026-11-21")

    assert program == "cdmo-plan"
    assert verb in {each.name for each in VERBS}
    assert HOOK["args"] == ["."]
    assert HOOK["pass_filenames"] is False
    assert re.search(HOOK["files"], "partners/acme.yaml")
    assert not re.search(HOOK["files"], "README.md")
    assert (result.returncode, result.stderr) == (0, "")


def test_the_readme_names_the_hook() -> None:
    assert f"- id: {HOOK['id']}" in (ROOT / "README.md").read_text(encoding="utf-8")
