"""Registering rules: no page, no rule, and no two of one name."""

from collections.abc import Iterator
from types import ModuleType

import pytest

from cdmo_plan.diagnostics import codes
from cdmo_plan.diagnostics.diagnostic import Severity
from cdmo_plan.diagnostics.manual import ExampleFile, read_manual
from cdmo_plan.diagnostics.rules import Check, Finding, Rule, collect, rule
from cdmo_plan.domain.marks import NOWHERE

PAGE = """An odd number.

Odd numbers do not halve.

Fires:

    # manifest.yaml
    number: 1

    # partners/one.yaml, saved as latin-1
    number: 3

Fits:

    # manifest.yaml, left out

Add one.
"""


def _check(page: str | None = PAGE) -> Check[int]:
    def check(number: int) -> Iterator[Finding]:
        if number % 2:
            yield Finding(NOWHERE, f"{number} is odd", "add one", ((NOWHERE, "here"),))

    check.__doc__ = page
    return check


def _module(*rules: Rule[int]) -> ModuleType:
    module = ModuleType("numbers")
    vars(module).update({f"rule{number}": each for number, each in enumerate(rules)})
    return module


def test_a_finding_takes_its_kind_from_the_rule() -> None:
    odd = rule("CAT999", "odd", Severity.INFO)(_check())
    [found] = odd.run(1)

    assert list(odd.run(2)) == []
    assert (found.code, found.name, found.severity) == ("CAT999", "odd", Severity.INFO)
    assert (found.message, found.hint, found.related) == ("1 is odd", "add one", ((NOWHERE, "here"),))
    assert odd.kind.summary == "An odd number."


def test_a_page_is_taken_apart() -> None:
    manual = read_manual(PAGE, "odd")

    assert manual.summary == "An odd number."
    assert manual.text.startswith("Odd numbers do not halve.\n\nFires:\n\n    # manifest.yaml\n")
    assert manual.fires == (
        ExampleFile("manifest.yaml", "number: 1\n\n"),
        ExampleFile("partners/one.yaml", "number: 3\n", "saved as latin-1"),
    )
    assert manual.fits == (ExampleFile("manifest.yaml", "", "left out"),)


@pytest.mark.parametrize(
    "page", [None, "", "An odd number.", PAGE.partition("Fits:")[0], PAGE.replace("# manifest.yaml", "x: y")]
)
def test_a_rule_without_a_whole_page_is_refused(page: str | None) -> None:
    with pytest.raises(ValueError, match="the rule odd needs a manual page"):
        _ = rule("CAT999", "odd")(_check(page)).manual


def test_a_page_that_contradicts_its_code_is_refused() -> None:
    with pytest.raises(ValueError, match="CAT101"):
        rule(codes.DUPLICATE_KEY)(_check())


def test_rules_are_collected_in_the_order_of_their_codes() -> None:
    one, two = (rule(f"CAT99{n}", f"odd-{n}")(_check()) for n in (1, 2))

    assert list(collect([_module(two), _module(one)], {"CAT9": ""})) == ["CAT991", "CAT992"]


@pytest.mark.parametrize(("code", "name"), [("CAT991", "other"), ("CAT992", "odd")])
def test_duplicates_are_refused(code: str, name: str) -> None:
    first, second = rule("CAT991", "odd")(_check()), rule(code, name)(_check())

    with pytest.raises(ValueError, match="two rules are"):
        collect([_module(first, second)], {"CAT9": ""})


def test_a_rule_of_no_family_is_refused() -> None:
    with pytest.raises(ValueError, match="CAT991 odd belongs to no family"):
        collect([_module(rule("CAT991", "odd")(_check()))], {"CAT8": ""})
