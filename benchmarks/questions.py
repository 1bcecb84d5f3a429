"""What is asked of which synthetic worlds, and that the answers hold together."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final, TypeVar

from benchmarks.clock import GaveUpError
from benchmarks.recipes import chain, joined, shipped, tree
from benchmarks.worlds import SMALL_PARTNERS, STATED_TIMES, Traits, populate
from cdmo_plan.network.net import Net
from cdmo_plan.planner.boxes import OutOfNodes
from cdmo_plan.planner.search import Search

RECIPES: Final[dict[str, tuple[Callable[[], Net], Traits]]] = {
    "chain of 8": (chain, Traits()),
    "tree of 8": (tree, Traits()),
    "joins of 8": (joined, Traits()),
    "joins of 8, stated times": (joined, STATED_TIMES),
    "shipped ADC recipe": (partial(shipped, "adc"), Traits()),
    "shipped CAR-T recipe, small partners": (partial(shipped, "car-t"), SMALL_PARTNERS),
}

_REST: Final = ("sites", "evidence", "open-questions")
ORDERS: Final[dict[str, tuple[str, ...]]] = {
    "weeks first": ("weeks", "contracts", *_REST),
    "contracts first": ("contracts", "weeks", *_REST),
}
FRONT: Final = ("weeks", "contracts", "borders", "open-questions")


def world(recipe: str, sites: int, seed: int) -> Net:
    """Return a synthetic world of so many plants."""
    made, traits = RECIPES[recipe]
    return populate(made(), sites, seed, traits)


Answer = TypeVar("Answer")


def whole(search: Search, ask: Callable[[], Answer]) -> Answer:
    """Return an answer of a search if it is complete.

    Raises:
        GaveUpError: If the search used up its budget before.
    """
    try:
        answer = ask()
    except OutOfNodes as ended:
        raise GaveUpError from ended
    if search.missing is not None:
        raise GaveUpError
    return answer


BUDGET: Final = 20_000
"""How many choices the search may try for one answer: some seconds at 1,000 plants."""


def _k_best(net: Net, order: str, k: int) -> list[tuple[int, ...]]:
    search = Search(net, ORDERS[order], budget=BUDGET)
    found = whole(search, lambda: search.best_routes(k))
    keys = [route.key for route in found]
    assert keys == sorted(keys)
    assert len({route.ids for route in found}) == len(found)
    return keys


def _one_contract(net: Net) -> list[tuple[int, ...]]:
    keys = _k_best(net._replace(single_contract=True), "weeks first", 10)
    assert all(contracts == 1 for _, contracts, *_ in keys)
    return keys


def _front(net: Net, criteria: tuple[str, ...]) -> list[tuple[int, ...]]:
    search = Search(net, ORDERS["weeks first"], budget=BUDGET)
    return [point.values for point in whole(search, lambda: search.front(criteria))]


def _rows(net: Net) -> list[tuple[int, ...]]:
    search = Search(net, ORDERS["weeks first"], budget=BUDGET)
    return [row.key for row in whole(search, lambda: search.rows(10))]


TEN, HUNDRED = "k = 10, weeks first", "k = 100, weeks first"
TEN_BY_CONTRACTS, ROWS = "k = 10, contracts first", "10 rows, weeks first"
THREE = "front of 3"

QUESTIONS: Final[dict[str, Callable[[Net], Any]]] = {
    TEN: lambda net: _k_best(net, "weeks first", 10),
    HUNDRED: lambda net: _k_best(net, "weeks first", 100),
    TEN_BY_CONTRACTS: lambda net: _k_best(net, "contracts first", 10),
    "k = 10, one contract": _one_contract,
    ROWS: _rows,
    "front of 2": lambda net: _front(net, FRONT[:2]),
    THREE: lambda net: _front(net, FRONT[:3]),
    "front of 4": lambda net: _front(net, FRONT),
}
"""All from the net, so that building is in it. Fronts are over weeks, contracts, borders, open questions."""


def check(answers: dict[str, Any]) -> None:
    """Refuse answers to one world that contradict each other; an answer that is None was not reached."""
    ten, hundred, rows = answers[TEN], answers[HUNDRED], answers[ROWS]
    by_contracts = answers[TEN_BY_CONTRACTS]
    assert ten is None or hundred is None or ten == hundred[:10]
    assert ten is None or rows is None or ten[0] == rows[0]
    for size in (2, 3, 4):
        points = answers[f"front of {size}"]
        if points is None:
            continue
        assert not any(_dominates(one, other) for one in points for other in points)
        if ten is not None:
            assert points[0][:2] == ten[0][:2], "the front begins with the best by weeks, then contracts"
        if by_contracts is not None:
            least = min((point[1], point[0]) for point in points)
            assert least == by_contracts[0][:2], "and holds the best by contracts, then weeks"


def _dominates(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return one != other and all(a <= b for a, b in zip(one, other, strict=True))
