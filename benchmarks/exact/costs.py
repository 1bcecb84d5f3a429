"""What a route costs as an expression: each capability once, the upper end first (RULES O5)."""

from __future__ import annotations

from ortools.sat.python import cp_model

from benchmarks.exact.choices import Choices, Literal
from cdmo_plan.network.prices import Prices


def cost_of(choices: Choices) -> cp_model.IntVar:
    """Return the rank of a route's cost, the same for all routes where there are no prices."""
    prices = choices.net.prices
    model = choices.model
    if prices is None:
        return model.new_constant(0)
    used = _used(choices)
    lower, upper = (_end(choices, prices, used, end) for end in (0, 1))
    unquoted = choices.any_of(literal for name, literal in used.items() if name not in prices.ends)
    # More than any lower end, so that the upper one decides first.
    step = prices.beyond[0] + 1
    last = (prices.beyond[1] + 1) * step
    rank = model.new_int_var(0, last, "cost")
    model.add(rank == upper * step + lower).only_enforce_if(unquoted.negated())
    model.add(rank == last).only_enforce_if(unquoted)
    return rank


def _used(choices: Choices) -> dict[str, Literal]:
    """Return, for every capability, whether it does any stage."""
    found: dict[str, list[Literal]] = {}
    for stage, literals in zip(choices.net.stages, choices.chosen, strict=True):
        for candidate, literal in zip(stage.candidates, literals, strict=True):
            found.setdefault(candidate.id, []).append(literal)
    return {name: some[0] if len(some) == 1 else choices.any_of(some) for name, some in found.items()}


def _end(choices: Choices, prices: Prices, used: dict[str, Literal], end: int) -> cp_model.IntVar:
    """Return the sum of one end, or what stands for an open one."""
    model = choices.model
    amounts = {name: prices.ends[name][end] for name in used if name in prices.ends}
    is_open = choices.any_of(used[name] for name, amount in amounts.items() if amount is None)
    total = sum(amount * used[name] for name, amount in amounts.items() if amount)
    code = model.new_int_var(0, prices.beyond[end], "")
    model.add(code == total).only_enforce_if(is_open.negated())
    model.add(code == prices.beyond[end]).only_enforce_if(is_open)
    return code
