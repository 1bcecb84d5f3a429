"""Rules, code and tests name each other: every rule that a check applies is told to users and tested."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ELIGIBILITY = ROOT / "cdmo_plan" / "domain" / "eligibility"
RULES_OF_ELIGIBILITY = (
    "S1",
    "S2",
    "S5",
    "S6",
    "S8",
    "F1",
    "F2",
    "F3",
    "F4",
    "F5",
    "F6",
    "T1",
    "T2",
    "T3",
    "O1",
    "O3",
)
"""What the domain decides of one row: all other rules are about routes, and belong to the floors above."""

RULE = re.compile(r"[SFTMWO]\d")
EXPLAINED = set(
    re.findall(r"^\*\*([A-Z]\d) — ", (ROOT / "docs" / "feasibility.md").read_text("utf-8"), re.MULTILINE)
)


def named_in_code(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the rule ids that the strings of a module are, with their lines."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and RULE.fullmatch(node.value):
            yield node.lineno, node.value


def test_the_page_of_rules_lists_each_rule_once_and_without_a_gap() -> None:
    counts = {"S": 9, "F": 6, "T": 3, "M": 4, "W": 3, "O": 5}

    assert {f"{group}{n}" for group, last in counts.items() for n in range(1, last + 1)} == EXPLAINED


@pytest.mark.parametrize("path", sorted((ROOT / "cdmo_plan").rglob("*.py")), ids=lambda path: path.stem)
def test_every_rule_that_code_names_is_explained(path: Path) -> None:
    unknown = [(line, rule) for line, rule in named_in_code(path) if rule not in EXPLAINED]

    assert not unknown


def test_code_gives_no_finding_without_a_rule() -> None:
    named = {rule for path in ELIGIBILITY.glob("*.py") for _, rule in named_in_code(path)}

    assert named
    assert named <= set(RULES_OF_ELIGIBILITY)


@pytest.mark.parametrize("rule", RULES_OF_ELIGIBILITY)
def test_every_rule_of_eligibility_has_a_test_that_names_it(rule: str) -> None:
    names = [
        node.name
        for path in Path(__file__).parent.glob("test_*_checks.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]

    assert rule in EXPLAINED
    assert any(re.search(rf"_{rule.lower()}(_|$)", name) for name in names)
