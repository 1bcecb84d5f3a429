"""The search against others on the same worlds: shortest paths on chains, CP-SAT on recipes with joins.

Every contender starts from the net, so that what it builds is counted, and all must say the same.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from typing import Any, NamedTuple

from benchmarks.clock import PATIENCE, Timed, timed
from benchmarks.questions import ORDERS, whole, world
from benchmarks.rivals.libraries import NETWORKX, rivals
from benchmarks.rivals.paths import is_chain
from cdmo_plan.domain.duration import whole_weeks
from cdmo_plan.network.net import Net
from cdmo_plan.planner.search import Search

OURS = "this search"
CP_SAT = "CP-SAT"
DEAR = 500
"""From so many plants on, networkx is asked for few routes only: it takes a quarter of a minute for ten."""


class Duel(NamedTuple):
    """What each contender took for one question on several worlds."""

    recipe: str
    sites: int
    question: str
    times: dict[str, list[Timed[Any]]]


def on_chains(sizes: Sequence[int], ks: Sequence[int], worlds: int) -> Iterator[Duel]:
    """Yield the k best by weeks alone, the one criterion that a path can express here."""
    contenders: dict[str, Callable[[Net, int], list[int]]] = {OURS: _weeks, **_in_weeks()}
    for sites in sizes:
        for k in ks:
            times: dict[str, list[Timed[Any]]] = {}
            for seed in range(worlds):
                net = world("chain of 8", sites, seed)
                assert is_chain(net)
                for name, ask in contenders.items():
                    if not (name == NETWORKX and sites >= DEAR and k > 10):
                        times.setdefault(name, []).append(timed(ask, 10 * PATIENCE, net, k))
                _agree([found[-1] for found in times.values()], f"chain of {sites}, seed {seed}, k = {k}")
                print(f"chain of 8, {sites} plants, k = {k}, seed {seed}: asked", file=sys.stderr)
            yield Duel("chain of 8", sites, f"k = {k}", times)


def _weeks(net: Net, k: int) -> list[int]:
    search = Search(net, ("weeks",))
    return [found.key[0] for found in whole(search, lambda: search.best_routes(k))]


def _in_weeks() -> dict[str, Callable[[Net, int], list[int]]]:
    # A started week counts whole, which keeps the order of minutes.
    return {
        name: lambda net, k, rival=rival: [whole_weeks(minutes) for minutes in rival(net, k)]  # type: ignore[misc]
        for name, rival in rivals().items()
    }


def on_joins(recipes: Sequence[str], sites: int, worlds: int, patience: float) -> Iterator[Duel]:
    """Yield the best of recipes whose branches join, by several criteria: none of it is a path."""
    contenders: dict[str, Callable[[Net, tuple[str, ...]], Any]] = {OURS: _best}
    if find_spec("ortools") is not None:
        contenders[CP_SAT] = _exact_best
        # What a library loads is loaded before it is measured.
        _exact_best(world("chain of 8", 8, 0), ORDERS["weeks first"])
    for recipe in (name for name in recipes if name != "chain of 8"):
        for words, order in ORDERS.items():
            times: dict[str, list[Timed[Any]]] = {name: [] for name in contenders}
            for seed in range(worlds):
                net = world(recipe, sites, seed)
                for name, ask in contenders.items():
                    times[name].append(timed(ask, patience, net, order))
                _agree([found[-1] for found in times.values()], f"{recipe}, {sites} plants, seed {seed}")
                print(f"{recipe}, {sites} plants, {words}, seed {seed}: asked", file=sys.stderr)
            yield Duel(recipe, sites, f"the best, {words}", times)


def _best(net: Net, order: tuple[str, ...]) -> tuple[int, ...] | None:
    search = Search(net, order)
    best = whole(search, search.best)
    return best and best.key


def _exact_best(net: Net, order: tuple[str, ...]) -> tuple[int, ...] | None:
    from benchmarks.exact.solve import Exact

    return Exact(net, order).best()


def _agree(found: Sequence[Timed[Any]], what: str) -> None:
    answers = [one.answer for one in found if one.answer is not None]
    assert all(answer == answers[0] for answer in answers), f"{what}: {answers}"
