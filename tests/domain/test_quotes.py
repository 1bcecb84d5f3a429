"""A price is told as it was quoted, digit by digit."""

from datetime import date
from decimal import Decimal

import pytest

from cdmo_plan.domain.currencies import CURRENCIES
from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.quotes import Quote


def quote(least: str | None, most: str | None, valid_until: str | None = None) -> Quote:
    return Quote(
        what="batch",
        min=None if least is None else Decimal(least),
        max=None if most is None else Decimal(most),
        currency="EUR",
        dated=PartialDate.parse("2026-10"),
        valid_until=None if valid_until is None else PartialDate.parse(valid_until),
    )


@pytest.mark.parametrize(
    ("least", "most", "price"),
    [
        ("1200000", "1450000.50", "EUR 1,200,000 to 1,450,000.50"),
        ("0.1", "0.30", "EUR 0.1 to 0.30"),
        ("90000", "90000", "EUR 90,000"),
        ("90000", "9E+4", "EUR 90,000"),
        (None, "1.5E+6", "EUR up to 1,500,000"),
        ("7", None, "EUR from 7"),
        ("9007199254740993", None, "EUR from 9,007,199,254,740,993"),
        (None, None, "EUR not stated"),
    ],
)
def test_a_price_keeps_its_digits(least: str | None, most: str | None, price: str) -> None:
    assert quote(least, most).price == price


def test_a_quote_is_over_after_its_last_day() -> None:
    assert not quote("1", "2", "2026-11").is_over_by(date(2026, 11, 30))
    assert quote("1", "2", "2026-11").is_over_by(date(2026, 12, 1))
    assert not quote("1", "2").is_over_by(date(2099, 1, 1))


def test_codes_of_currencies_are_three_capitals() -> None:
    assert all(len(code) == 3 and code.isupper() and code.isascii() for code in CURRENCIES)
    assert {"EUR", "USD", "CHF", "JPY", "KRW", "DKK", "CNY", "INR"} <= CURRENCIES
    nothing_at_all = "X" * 3
    assert not {"XAU", nothing_at_all, "XTS", "EUO"} & CURRENCIES
