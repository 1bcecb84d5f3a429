"""`rules`: the table, the manual pages, and the page of the documentation."""

import json
from pathlib import Path

import pytest

from cdmo_plan.catalog.rules.registry import RULES
from tests.cli.conftest import Ask

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_every_rule_stands_in_the_table(ask: Ask) -> None:
    said = ask("rules")

    assert (said.code, said.err) == (0, "")
    listed = [line.split()[:2] for line in said.out.splitlines() if line.startswith("CAT")]
    assert listed == [[code, rule.kind.name] for code, rule in RULES.items()]


@pytest.mark.parametrize("word", ["CAT301", "cat301", "scale-upside-down", "Scale-Upside-Down"])
def test_a_page_is_found_by_code_and_name(ask: Ask, word: str) -> None:
    said = ask("rules", word)

    assert said.out.startswith("CAT301 scale-upside-down (error)\n\nA smaller scale of a line ")
    assert "\nFires:\n\n    # partners/acme.yaml\n    partner: acme\n" in said.out
    assert "\nFits:\n\n" in said.out


def test_a_page_does_not_depend_on_the_width(ask: Ask) -> None:
    assert ask("rules", "CAT301", width=40).out == ask("rules", "CAT301", width=200).out


@pytest.mark.parametrize("code", RULES)
def test_every_page_can_be_printed(ask: Ask, code: str) -> None:
    said = ask("rules", code)

    assert said.code == 0
    assert all(line in said.out for line in RULES[code].manual.text.split("\n"))


def test_a_family_is_a_shorter_table(ask: Ask) -> None:
    codes = [each["code"] for each in json.loads(ask("rules", "CAT7", "--format", "json").out)["rules"]]

    assert codes == [code for code in RULES if code.startswith("CAT7")]


@pytest.mark.parametrize(
    ("word", "near"), [("scale-upside-dwon", "'scale-upside-down'"), ("CAT3001", "'CAT301'"), ("x", "")]
)
def test_an_unknown_rule_is_refused(ask: Ask, word: str, near: str) -> None:
    said = ask("rules", word)

    assert (said.code, said.out) == (2, "")
    assert near in said.err
    assert "cdmo-plan rules lists them" in said.err


def test_the_page_of_the_documentation_is_fresh(ask: Ask) -> None:
    assert ask("rules", "--format", "markdown").out == PAGE.read_text(encoding="utf-8"), "run `just docs`"
