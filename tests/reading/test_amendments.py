"""Files of `amendments/` are as strict as all others, and money keeps its digits."""

from decimal import Decimal
from typing import cast

import pytest

from cdmo_plan.reading.amendment_documents import AmendmentsDocument
from cdmo_plan.reading.files import read_text

ROW = "agc-copenhagen/drug-substance/1"


def read(fields: str) -> list[str]:
    text = f"capabilities: [{{capability: {ROW}, {fields}}}]\n"
    return [found.name for found in read_text(text, "amendments").diagnostics]


def quote(fields: str) -> str:
    return f"sources: [a], quotes: [{{what: batch, dated: '2026', sources: [a], {fields}}}]"


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ("sources: [a], lines: 2", []),
        ("lines: 2", ["missing-field"]),
        ("sources: []", ["empty-value"]),
        ("sources: [a], step: fill-finish", ["unknown-field"]),
        ("sources: [a], replaces: [lines]", ["unknown-word"]),
        ("sources: [a], modalities: []", ["empty-value"]),
        (quote("amount: {max: 2}, currency: EUR"), []),
        (quote("amount: {max: 2}, currency: eur"), ["bad-form"]),
        (quote("amount: {max: 2}, currency: Euro"), ["bad-form"]),
        (quote("amount: {max: -2}, currency: EUR"), ["out-of-range"]),
        (quote("amount: {max: 1 200}, currency: EUR"), ["bad-number"]),
        (quote("amount: {max: 1_200}, currency: EUR"), ["bad-number"]),
        (quote("amount: {max: nan}, currency: EUR"), ["bad-number"]),
        (quote("amount: {max: 1e400}, currency: EUR"), ["bad-number"]),
        (quote("amount: 2, currency: EUR"), ["wrong-type"]),
        (quote("amount: {max: 2}, currency: EUR, valid_until: soon"), ["bad-date"]),
    ],
)
def test_an_amendment(fields: str, names: list[str]) -> None:
    assert read(fields) == names


@pytest.mark.parametrize(
    "row", ["agc-copenhagen", "agc-copenhagen/drug-substance", f"{ROW}0/1", "a/b/0", "A/b/1"]
)
def test_a_capability_is_named_by_site_step_and_number(row: str) -> None:
    text = f"capabilities: [{{capability: {row}, lines: 2, sources: [a]}}]\n"

    assert [found.name for found in read_text(text, "amendments").diagnostics] == ["bad-form"]


@pytest.mark.parametrize("digits", ["0.1", "1450000.50", "9007199254740993", "1.5"])
def test_money_keeps_its_digits(digits: str) -> None:
    text = f"capabilities: [{{capability: {ROW}, {quote(f'amount: {{max: {digits}}}, currency: EUR')}}}]\n"
    read = read_text(text, "amendments").document

    assert read
    document = cast("AmendmentsDocument", read)
    assert document.capabilities[0].quotes[0].amount.max == Decimal(digits)
    assert str(document.capabilities[0].quotes[0].amount.max) == digits
