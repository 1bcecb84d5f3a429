"""Manual pages of rules on a terminal; what a pipe gets is held by the tests of the verb."""

import io

import pytest
from rich.console import Console

from cdmo_plan.catalog.rules.registry import RULES
from cdmo_plan.present.rule_pages import print_page_on


@pytest.mark.parametrize("code", RULES)
def test_a_terminal_gets_prose_wrapped_between_words(code: str) -> None:
    stream = io.StringIO()
    rule = RULES[code]

    print_page_on(Console(file=stream, width=60, force_terminal=True, color_system=None), rule)

    printed = stream.getvalue().splitlines()
    examples = [line for line in rule.manual.text.splitlines() if line.startswith("    ")]
    assert " ".join(rule.manual.text.split()) in " ".join(stream.getvalue().split())
    assert set(examples) <= set(printed)
    assert max(len(line) for line in printed[1:] if not line.startswith("    ")) <= 60
