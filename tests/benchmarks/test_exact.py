"""The exact model on nets whose answers can be worked out by hand."""

from collections.abc import Iterator
from datetime import date

import pytest

pytest.importorskip("ortools", reason="OR-Tools is not installed: uv sync --group verify")

from benchmarks.exact.solve import Exact
from benchmarks.recipes import Part, assembled
from cdmo_plan.domain.costs import Basis
from cdmo_plan.network.net import Candidate, Net, Offer
from cdmo_plan.network.prices import Prices
from cdmo_plan.planner.criteria import CRITERIA, DEFAULT_ORDER


def _candidate(stage: int, site: str, partner: str, country: str = "DE") -> Candidate:
    return Candidate(f"{site}/{stage}", stage, site, site, partner, country)


def _net(*stages: list[Candidate]) -> Net:
    names = [f"stage-{number}" for number in range(len(stages))]
    parts = [Part(name, tuple(names[n - 1 : n]), is_anchor=True) for n, name in enumerate(names)]
    net = assembled("pair", parts)
    filled = zip(net.stages, stages, strict=True)
    return net._replace(stages=tuple(s._replace(candidates=tuple(sorted(some))) for s, some in filled))


def _values(net: Net) -> dict[str, int]:
    best = Exact(net, tuple(CRITERIA)).best()
    assert best is not None
    return dict(zip(CRITERIA, best, strict=True))


def test_the_model_counts_what_one_hand_over_costs() -> None:
    values = _values(_net([_candidate(0, "here", "north")], [_candidate(1, "there", "south", "US")]))

    assert values == dict.fromkeys(CRITERIA, 0) | {
        "contracts": 2,
        "partner-changes": 1,
        "sites": 2,
        "customs-borders": 1,
        "partners": 2,
        "transfers": 1,
        "borders": 1,
        # Twice two weeks, four days on the way and two at the border.
        "weeks": 5,
    }


def test_the_model_pays_a_capability_once_and_ranks_by_the_upper_end() -> None:
    both = [_candidate(stage, "here", "north")._replace(id="here/both") for stage in (0, 1)]
    net = _net([both[0]], [both[1], _candidate(1, "there", "south")])
    prices = Prices(
        Basis("EUR", "batch"), date(2026, 11, 21), 1, 0, {"here/both": (2, 4), "there/1": (1, 1)}, (5, 6)
    )
    costs = Exact(net._replace(prices=prices), ("cost",)).k_best(3)

    assert costs == [(prices.rank((2, 4)),), (prices.rank((3, 5)),)]
    opened = prices._replace(ends={"here/both": (2, None)})
    assert Exact(net._replace(prices=opened), ("cost",)).k_best(3) == [
        (opened.rank((2, None)),),
        (opened.unquoted,),
    ]


def test_the_model_takes_an_offering_for_one_contract() -> None:
    net = _net([_candidate(0, "here", "north")], [_candidate(1, "there", "south")])
    joined = Offer(
        "both", one_contract=True, lead=None, members=frozenset({"here/0", "there/1"}), questions=2
    )

    values = _values(net._replace(offers=(joined,)))

    assert (values["contracts"], values["partners"], values["open-questions"]) == (1, 2, 2)


def test_the_model_has_no_answer_where_there_is_no_route() -> None:
    net = _net([_candidate(0, "here", "north")], [_candidate(1, "there", "south")])
    exact = Exact(net._replace(single_contract=True), DEFAULT_ORDER)

    assert exact.best() is None
    assert exact.first() is None
    assert exact.k_best(3) == exact.best_rows(3) == exact.front() == []


def _rivals() -> Iterator[Candidate]:
    yield _candidate(1, "here", "north")
    yield _candidate(1, "there", "south")


def test_the_model_lists_each_route_once_in_order() -> None:
    net = _net([_candidate(0, "here", "north")], list(_rivals()))

    assert Exact(net, ("contracts", "weeks")).k_best(5) == [(1, 4), (2, 5)]
    assert Exact(net, ("contracts", "weeks")).front() == [(1, 4)]
