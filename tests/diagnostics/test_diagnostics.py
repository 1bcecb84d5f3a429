import re

import pytest

from cdmo_plan.diagnostics import codes
from cdmo_plan.diagnostics.diagnostic import Code, Severity
from cdmo_plan.diagnostics.suggestions import did_you_mean
from cdmo_plan.domain.marks import Mark


def test_a_report_is_ordered_by_file_line_column_and_code() -> None:
    wanted = [
        codes.UNKNOWN_FIELD.at(Mark("a.yaml", 2, 1), "x"),
        codes.DUPLICATE_KEY.at(Mark("a.yaml", 10, 3), "x"),
        codes.TAG.at(Mark("a.yaml", 10, 3), "x"),
        codes.ALIAS.at(Mark("a.yaml", 10, 12), "x"),
        codes.ALIAS.at(Mark("b.yaml", 1, 1), "x"),
    ]

    found = [wanted[number] for number in (3, 4, 0, 2, 1)]

    assert sorted(found) == wanted


def test_a_finding_reads_as_one_line() -> None:
    finding = codes.DUPLICATE_KEY.at(Mark("a.yaml", 10, 3), "The key 'id' stands twice")

    assert str(finding) == "a.yaml:10:3: error CAT101 duplicate-key: The key 'id' stands twice"


@pytest.mark.parametrize(
    ("severity", "threshold", "reached"),
    [("error", "warning", True), ("warning", "warning", True), ("info", "warning", False)],
)
def test_severities_are_compared_by_weight(severity: str, threshold: str, reached: bool) -> None:
    assert Severity(severity).at_least(Severity(threshold)) is reached


def test_codes_are_unique_named_and_of_a_family() -> None:
    table = list(codes.CODES.values())
    written = [value for value in vars(codes).values() if isinstance(value, Code)]

    assert len(table) == len(written)
    assert len({code.name for code in table}) == len(table)
    for code in table:
        assert code.code[:4] in codes.FAMILIES
        assert re.fullmatch(r"CAT\d{3}", code.code)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code.name)
        assert re.fullmatch(r"[A-Z].*[^.]\.", code.summary)


@pytest.mark.parametrize(
    ("word", "near"),
    [("fil-finish", ["fill-finish"]), ("FILL-FINISH", ["fill-finish"]), ("zebra", []), ("x" * 10_000, [])],
)
def test_near_words_are_suggested(word: str, near: list[str]) -> None:
    assert did_you_mean(word, ["fill-finish", "conjugation", "viral-vector"]) == near
