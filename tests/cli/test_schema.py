"""`schema`: the schemas that there are, one of them, and names that are none."""

import json

import pytest

from cdmo_plan.present.schemas import FOLDER, names
from tests.cli.conftest import Ask
from tests.conftest import RunPython


@pytest.mark.parametrize("name", names())
def test_a_schema_is_printed_as_its_file_has_it(ask: Ask, name: str) -> None:
    said = ask("schema", name)

    assert (said.code, said.err) == (0, "")
    assert said.out == (FOLDER / f"{name}.json").read_text(encoding="ascii")
    assert json.loads(said.out)["$id"] == f"urn:cdmo-plan:schema:{name}:1"


def test_without_a_name_all_are_listed_with_what_they_describe(ask: Ask) -> None:
    lines = ask("schema", width=200).out.splitlines()

    listed = dict(line.split(maxsplit=1) for line in lines[2:] if line and not line.startswith("Print"))
    assert list(listed) == names()
    assert listed["catalog-lanes"] == "The file lanes.yaml."


@pytest.mark.parametrize(
    ("word", "meant"),
    [("route", "routes"), ("list-site", "list-sites"), ("catalog/partner", "catalog-partner")],
)
def test_an_unknown_name_is_refused(ask: Ask, word: str, meant: str) -> None:
    said = ask("schema", word)

    assert (said.code, said.out) == (2, "")
    assert f"Did you mean '{meant}'?" in said.err
    assert "cdmo-plan schema lists them" in said.err


@pytest.mark.parametrize("word", ["../records", "", "/etc/passwd", "routes.json"])
def test_a_name_is_no_path(ask: Ask, word: str) -> None:
    assert ask("schema", word).code == 2


def test_a_schema_is_read_without_any_heavy_library(run_python: RunPython) -> None:
    program = "import sys; from cdmo_plan.cli.main import main; main(['schema', 'routes'])"
    said = run_python("-c", f"{program}; print(*sys.modules, file=sys.stderr)")

    assert not {"yaml", "pydantic", "networkx", "rich"} & set(said.stderr.split())
