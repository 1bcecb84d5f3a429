"""The page on continuous integration: its hook and its workflow are run as far as a test can."""

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from cdmo_plan.cli.main import main

pytestmark = pytest.mark.usefixtures("default_read_once")

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
[HOOK] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def _block(name: str) -> Any:
    found = re.search(rf"<!-- {name} -->\n```yaml\n(.*?)```", TEXT, re.DOTALL)
    assert found
    return yaml.safe_load(found[1])


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a repository that holds a catalog, as the page has it."""
    base = ROOT / "tests" / "fixtures" / "base-catalog"
    # A recipe or a region of the same id would replace that of the default catalog.
    replacing = shutil.ignore_patterns("processes", "regions.yaml", "lanes.yaml")
    shutil.copytree(base, tmp_path / "my-catalog", ignore=replacing)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CDMO_PLAN_CATALOG", raising=False)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return tmp_path


def test_the_hook_of_the_page_checks_the_catalog(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [source] = _block("pre-commit")["repos"]
    [hook] = source["hooks"]
    program, verb = shlex.split(HOOK["entry"])

    assert hook["id"] == HOOK["id"]
    assert program == "cdmo-plan"
    assert (repository / hook["args"][0]).is_dir()
    assert main([verb, *hook["args"], "--as-of", "2026-11-21"]) == 0
    assert capsys.readouterr().out.startswith(("Checked ", "1 remark", "2 remarks"))


def test_the_commands_of_the_workflow_run(
    repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    job = _block("workflow")["jobs"]["answers"]
    monkeypatch.setenv("CDMO_PLAN_CATALOG", job["env"]["CDMO_PLAN_CATALOG"])
    lines = [line for step in job["steps"] for line in step.get("run", "").splitlines()]
    commands = [line.split(">")[0] for line in lines if line.startswith("cdmo-plan ")]
    said = []
    for command in commands:
        assert main(shlex.split(command)[1:]) == 0, command
        said.append(capsys.readouterr().out)

    assert (repository / "my-catalog").is_dir()
    assert said[0].startswith("## Findings\n")
    answer = json.loads(said[1])
    assert answer["no_route"] is None
    assert len(answer["routes"]) >= 3
    assert "jq -e '.no_route == null and (.routes | length) >= 3' answer.json" in lines


def test_the_workflow_runs_the_hook_and_cites_no_other_catalog() -> None:
    runs = [step.get("run") for step in _block("workflow")["jobs"]["validate"]["steps"]]

    assert "pre-commit run --all-files --show-diff-on-failure" in runs
