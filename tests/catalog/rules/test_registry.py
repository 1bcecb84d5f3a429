"""Meta-tests: every code has a rule, every rule a page, and all are named alike."""

import re
from types import ModuleType

import pytest

from cdmo_plan.catalog.rules.registry import MODULES, RULES
from cdmo_plan.catalog.rules.selection import UnknownRuleError, codes_of, select
from cdmo_plan.diagnostics import codes
from cdmo_plan.diagnostics.codes import FAMILIES
from cdmo_plan.diagnostics.diagnostic import Severity

REMEDY = re.compile(r"^(fix|use|add|avoid|remove|check|no-need|should|must|prefer|write)\b")


def test_every_code_of_reading_and_linking_has_a_rule() -> None:
    assert set(codes.CODES) == {code for code in RULES if code < "CAT3" or code in codes.CODES}
    assert all(RULES[code].kind is kind for code, kind in codes.CODES.items())


@pytest.mark.parametrize("code", RULES)
def test_a_rule_is_named_and_explained(code: str) -> None:
    kind, manual = RULES[code].kind, RULES[code].manual

    assert re.fullmatch(r"CAT\d{3}", code)
    assert code[:4] in FAMILIES
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+|circle|tag", kind.name)
    assert not REMEDY.match(kind.name), "name the defect, not the remedy"
    assert re.fullmatch(r"[A-Z][^.]*(?:\.[a-z]+[^.]*)*\.", kind.summary), "one sentence"
    assert manual.fires
    assert manual.fits
    before, _, rest = manual.text.partition("Fires:\n")
    assert len(before.split()) >= 8, "why it matters"
    assert len(rest.rpartition("\n\n")[2].split()) >= 3, "what to do"


def test_names_and_functions_are_the_same_words() -> None:
    for module in MODULES:
        for name, rule in _rules_of(module).items():
            assert name == rule.replace("-", "_"), (module.__name__, name)


def _rules_of(module: ModuleType) -> dict[str, str]:
    return {
        name: value.kind.name
        for name, value in vars(module).items()
        if any(value is rule for rule in RULES.values())
    }


def test_every_family_has_rules() -> None:
    assert {code[:4] for code in RULES} == set(FAMILIES)


def test_errors_ask_about_no_day() -> None:
    """Other verbs refuse a catalog with errors: whether it has some must not depend on their day."""
    import inspect

    for rule in RULES.values():
        if rule.kind.severity is Severity.ERROR:
            assert "subject.day" not in inspect.getsource(rule.check), rule.kind.name


def test_selecting() -> None:
    assert select((), ()) == tuple(RULES)
    assert select(["CAT301, scale-upside-down", "CAT303"], ["duration-upside-down"]) == ("CAT301",)
    assert codes_of("cat30") == tuple(code for code in RULES if code.startswith("CAT30"))
    assert codes_of("circle") == (codes.CIRCLE.code,)


@pytest.mark.parametrize("word", ["CAT999", "cats", "", "scale"])
def test_a_word_that_selects_nothing_is_refused(word: str) -> None:
    with pytest.raises(UnknownRuleError):
        codes_of(word)
