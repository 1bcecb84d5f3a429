"""Which quotes of one capability count, and what they say together (RULES O5)."""

from datetime import date
from decimal import Decimal

import pytest

from cdmo_plan.domain.costs import Basis, Cost, counted, range_over
from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.quotes import Quote

DAY = date(2026, 11, 21)
BASIS = Basis("EUR", "batch")


def _quote(
    least: str | None,
    most: str | None,
    dated: str = "2026-05",
    until: str | None = None,
    currency: str = "EUR",
    what: str = "batch",
) -> Quote:
    return Quote(
        what=what,
        min=None if least is None else Decimal(least),
        max=None if most is None else Decimal(most),
        currency=currency,
        dated=PartialDate.parse(dated),
        valid_until=None if until is None else PartialDate.parse(until),
    )


@pytest.mark.parametrize(
    "other",
    [
        _quote("1", "1", currency="USD"),
        _quote("1", "1", what="project"),
        _quote("1", "1", until="2026-11-20"),
        _quote("1", "1", dated="2026-12"),
        _quote("1", "1", dated="2026-04-30"),
    ],
    ids=["another currency", "for something else", "over", "not made yet", "replaced by a later one"],
)
def test_what_is_not_for_the_question_or_no_longer_holds_does_not_count(other: Quote) -> None:
    own = _quote("5", "7", until="2026-11-21")

    assert counted([other, own], BASIS, DAY) == (own,)


@pytest.mark.parametrize(
    ("one", "another"), [("2026-05", "2026-05-09"), ("2026", "2026-05"), ("2026", "2026")]
)
def test_quotes_whose_dates_do_not_tell_which_is_later_all_count(one: str, another: str) -> None:
    quotes = [_quote("5", "7", dated=one), _quote("4", "6", dated=another)]

    assert counted(quotes, BASIS, DAY) == tuple(quotes)
    assert range_over(quotes) == (Decimal(4), Decimal(7))


def test_a_later_quote_that_is_over_replaces_none() -> None:
    old, new = _quote("5", "7", dated="2026-01"), _quote("4", "6", dated="2026-06", until="2026-07")

    assert counted([old, new], BASIS, DAY) == (old,)


def test_an_end_that_one_quote_leaves_open_is_open() -> None:
    assert range_over([_quote("5", None), _quote("4", "6")]) == (Decimal(4), None)
    assert range_over([_quote(None, "7"), _quote("4", "6")]) == (None, Decimal(7))


def test_a_cost_is_told_with_its_basis() -> None:
    basis = Basis("CHF", "technology-transfer")

    assert str(basis) == "CHF a technology transfer"
    assert str(Cost(basis, Decimal("1200.50"), None)) == "CHF from 1,200.50 a technology transfer"
