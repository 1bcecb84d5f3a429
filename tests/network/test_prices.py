"""Prices as whole numbers: exact, in one order, and back again without a digit lost (RULES O5)."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdmo_plan.domain.costs import Basis, Cost
from cdmo_plan.network.prices import Amounts, Prices, exact, prices_of

BASIS = Basis("EUR", "batch")


def _prices(**quoted: tuple[str | None, str | None]) -> Prices:
    amounts: dict[str, Amounts] = {
        name: (None if low is None else Decimal(low), None if high is None else Decimal(high))
        for name, (low, high) in quoted.items()
    }
    return prices_of(BASIS, date(2026, 11, 21), amounts)


def test_a_capability_is_counted_once_and_cents_are_kept() -> None:
    prices = _prices(a=("1200000", "1450000.50"), b=("0.25", "0.25"))

    assert prices.cost(prices.added(["a", "b", "a"])) == Cost(
        BASIS, Decimal("1200000.25"), Decimal("1450000.75")
    )


def test_an_open_end_stays_open_and_what_is_not_quoted_has_no_cost() -> None:
    prices = _prices(a=("1", "2"), b=("1", None), c=(None, "3"))

    assert prices.added(["a", "b"]) == (2, None)
    assert prices.added(["b", "c"]) == (None, None)
    assert prices.added(["a", "d"]) is None


def test_the_upper_end_ranks_then_the_lower_an_open_one_behind_and_no_cost_last() -> None:
    prices = _prices(a=("1", "9"), b=("3", "9"), c=(None, "9"), d=("0", "10"), e=("2", None), f=("4", None))
    ordered = ["a", "b", "c", "d", "e", "f"]
    ranks = [prices.rank(prices.added([name])) for name in ordered]

    assert ranks == sorted(set(ranks))
    assert prices.rank(prices.added(["b", "c", "e"])) == prices.rank((None, None)) > ranks[-1]
    assert prices.rank(None) == prices.unquoted > prices.rank((None, None))


ENDS = st.none() | st.decimals(0, 10**12, places=2) | st.integers(0, 10**9).map(Decimal)
QUOTED = st.lists(st.tuples(ENDS, ENDS), min_size=1, max_size=4)


@given(QUOTED)
def test_ranks_order_sums_as_their_amounts_do(quoted: list[Amounts]) -> None:
    names = [str(number) for number in range(len(quoted))]
    prices = prices_of(BASIS, date(2026, 11, 21), dict(zip(names, quoted, strict=True)))
    sums = {}
    for chosen in product([False, True], repeat=len(names)):
        picked = [name for name, is_in in zip(names, chosen, strict=True) if is_in]
        if not picked:
            continue
        ends = prices.added(picked)
        assert ends is not None
        rank, cost = prices.rank(ends), prices.cost(ends)
        assert cost is not None
        assert prices.ends_of(rank) == ends
        for end, told in enumerate((cost.min, cost.max)):
            amounts = [quoted[names.index(name)][end] for name in picked]
            known = [amount for amount in amounts if amount is not None]
            assert told == (sum(known, Decimal(0)) if len(known) == len(amounts) else None)
        sums[rank] = (cost.max is None, cost.max or 0, cost.min is None, cost.min or 0)
    by_rank = [sums[rank] for rank in sorted(sums)]
    assert by_rank == sorted(set(by_rank))


@pytest.mark.parametrize(
    ("number", "places", "text"),
    [(145, 2, "1.45"), (100, 2, "1"), (10**40 + 1, 1, f"1{'0' * 39}.1"), (0, 0, "0")],
)
def test_an_amount_is_exact_however_many_digits_it_has(number: int, places: int, text: str) -> None:
    assert f"{exact(number, places):f}" == text


def test_a_price_with_an_exponent_is_whole() -> None:
    prices = _prices(a=("1E+6", "1.5E+6"))

    assert (prices.unit, prices.ends["a"]) == (500_000, (2, 3))


def test_prices_that_are_all_nothing_have_a_unit() -> None:
    prices = _prices(a=("0", "0"))

    assert prices.cost(prices.added(["a"])) == Cost(BASIS, Decimal(0), Decimal(0))
