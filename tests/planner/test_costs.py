"""Cost as a criterion: against the twin, its filter, what refuses it, and what a quote more can do."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import islice
from random import Random

import pytest

from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.quotes import Quote
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.network.net import Net
from cdmo_plan.planner.boxes import Boxes
from cdmo_plan.planner.costs import Wanted
from cdmo_plan.planner.metrics import COUNTS
from cdmo_plan.planner.near_best import Tolerance
from cdmo_plan.planner.plan import Plan, plan
from cdmo_plan.planner.search import Search
from tests.support.agreement import agreed
from tests.support.quoted_worlds import BASIS, quoted_case
from tests.support.worlds import Case, seeded_case

COSTED = (
    78,
    88,
    103,
    104,
    135,
    210,
    227,
    239,
    250,
    310,
    11,
    21,
    29,
    49,
    87,
    90,
    124,
    143,
    167,
    179,
    190,
    213,
    217,
)
"""Small worlds whose routes have several costs; in the first of them one capability may do two stages."""


def _answers(seeds: Iterable[int]) -> Iterator[tuple[Case, Plan]]:
    for seed in seeds:
        case = quoted_case(seed)
        try:
            yield (
                case,
                plan(case.world, case.brief, rank_by=case.rank_by, cost=case.cost, k=None, unfold=True),
            )
        except BriefRefused:
            continue


def test_search_and_twin_agree_on_worlds_with_quotes() -> None:
    seen: Counter[str] = Counter()
    for seed in COSTED:
        found = agreed(quoted_case(seed), Random(seed))  # noqa: S311
        routes = found.routes.routes if found is not None else ()
        costs = [route.metrics.cost for route in routes]
        known = [cost for cost in costs if cost is not None]
        features = {
            "costs that differ": len(set(known)) > 1,
            "routes with and without": bool(known) and None in costs,
            "no upper end": any(cost.max is None for cost in known),
            "no lower end": any(cost.min is None for cost in known),
            "one capability for two stages": any(
                route.metrics.cost and len({c.id for c in route.route}) < len(route.route) for route in routes
            ),
        }
        seen.update(name for name, is_there in features.items() if is_there)

    least = {"costs that differ": 20, "routes with and without": 12, "no upper end": 6}
    least |= {"no lower end": 8, "one capability for two stages": 8}
    assert not {name: seen[name] for name, number in least.items() if seen[name] < number}, (
        "too little is tried"
    )


def _domains(boxes: Boxes, pick: tuple[int, ...], random: Random) -> list[int]:
    """Return domains that hold a route: some stages decided, of others a few slots or all."""
    domains = boxes.root()
    for stage, slot in enumerate(pick):
        some = sum(1 << other for other in boxes.slots.candidates[stage] if random.random() < 0.5)
        domains[stage] &= random.choice([1 << slot, some | 1 << slot, -1])
    return domains


def _nets() -> Iterator[Net]:
    for _, answer in _answers(COSTED[:12]):
        yield from (outlook.net for outlook in answer.outlooks if outlook.net.is_possible)


def test_the_filter_says_not_too_much_and_drops_no_route_within_the_most() -> None:
    random = Random(11)  # noqa: S311
    seen: Counter[str] = Counter()
    for net in _nets():
        boxes = Search(net, ("cost",)).boxes
        criterion = boxes.filter_of("cost")
        for route in islice(Search(net, ("cost",)).routes(), 40):
            pick = tuple(
                next(slot for slot, found in boxes.slots.candidates[stage].items() if found == candidate)
                for stage, candidate in enumerate(route)
            )
            had = COUNTS["cost"](route, net)
            decided = [1 << slot for slot in pick]
            assert criterion.least(decided) == had, "a finished route is counted whole"
            domains = _domains(boxes, pick, random)
            assert criterion.least(domains) <= had <= criterion.most(domains) <= criterion.highest
            assert criterion.keep(domains, had + random.choice([0, 0, 1, 50]))
            assert all(domain >> slot & 1 for domain, slot in zip(domains, pick, strict=True))
            seen["quoted" if had < criterion.highest else "not quoted"] += 1

    assert min(seen["quoted"], seen["not quoted"]) > 50


def _with_quote(case: Case, name: str, quote: Quote) -> Case:
    steps = {
        step: tuple(
            row._replace(capability=replace(row.capability, quotes=(*row.capability.quotes, quote)))
            if row.capability.id == name
            else row
            for row in rows
        )
        for step, rows in case.world.by_step.items()
    }
    return replace(case, world=replace(case.world, by_step=steps))


def test_a_first_quote_gives_routes_a_cost_and_takes_none_away() -> None:
    random, moved = Random(3), 0  # noqa: S311
    for case, before in _answers(COSTED[:10]):
        names = sorted({c.id for r in before.routes for c in r.route if c.is_listed})
        prices = before.outlooks[0].net.prices
        lacking = [name for name in names if prices is not None and name not in prices.ends]
        if not lacking:
            continue
        quote = Quote(what="batch", min=None, max=None, currency="EUR", dated=PartialDate.parse("2020"))
        more = _with_quote(case, random.choice(lacking), quote)
        after = plan(more.world, more.brief, rank_by=more.rank_by, cost=more.cost, k=None, unfold=True)
        costs = {route.id: route.metrics.cost for route in after.routes}
        assert costs.keys() == {route.id for route in before.routes}
        for route in before.routes:
            assert route.metrics.cost in (None, costs[route.id])
            moved += route.metrics.cost is None and costs[route.id] is not None

    assert moved > 10


def test_cost_beside_other_criteria_changes_no_order() -> None:
    compared = 0
    for case, answer in _answers(COSTED[4:12]):
        order = tuple(name for name in case.rank_by if name != "cost")
        told = plan(case.world, case.brief, rank_by=order, cost=BASIS, k=3)
        plain = plan(case.world, case.brief, rank_by=order, k=3)
        assert [(r.id, r.variants) for r in told.routes] == [(r.id, r.variants) for r in plain.routes]
        assert all(route.metrics.cost is None for route in plain.routes)
        known = {route.id: route.metrics.cost for route in answer.routes}
        assert all(route.metrics.cost == known[route.id] for route in told.routes)
        compared += len(told.routes)

    assert compared > 10


def test_nothing_quoted_is_refused_with_what_to_do() -> None:
    case = seeded_case(3)
    with pytest.raises(BriefRefused, match="nothing is quoted in this catalog") as refused:
        plan(case.world, case.brief, rank_by=["cost"])

    assert "private layer" in (refused.value.hint or "")


@pytest.mark.parametrize(
    ("wanted", "message", "hint"),
    [
        (None, "are not added up", "EUR a batch ("),
        (Wanted("USD"), "are not added up", "USD a project ("),
        (Wanted("NOK"), "is quoted in NOK", "EUR a batch ("),
        (Wanted(None, "slot"), "is quoted a slot", "EUR a batch ("),
        (Wanted("EUR", "campaign"), "is quoted in EUR a campaign", "EUR a batch ("),
    ],
)
def test_a_basis_that_is_not_the_only_one_is_refused_with_those_that_are(
    wanted: Wanted | None, message: str, hint: str
) -> None:
    with pytest.raises(BriefRefused, match=message) as refused:
        _ask_of_four_bases(wanted)

    assert hint in (refused.value.hint or "")


def _ask_of_four_bases(wanted: Wanted | None) -> None:
    """Rank by cost what may use prices on four bases."""
    for case in map(quoted_case, range(50)):
        try:
            plan(case.world, case.brief, rank_by=["cost"])
        except BriefRefused as refusal:
            if (refusal.hint or "").count(" (") == 4:
                plan(case.world, case.brief, rank_by=["cost"], cost=wanted)


def test_a_day_on_which_no_quote_holds_is_refused_with_the_day() -> None:
    before = (
        replace(c, brief=replace(c.brief, as_of=date(2019, 11, 21))) for c in map(quoted_case, range(50))
    )
    case = next(c for c in before if _has_route(c))
    with pytest.raises(BriefRefused, match="has a quote that holds on 2019-11-21"):
        plan(case.world, case.brief, rank_by=["cost"])


def _has_route(case: Case) -> bool:
    with suppress(BriefRefused):
        return bool(plan(case.world, case.brief, k=1).routes)
    return False


@pytest.mark.parametrize(
    ("text", "tolerance"),
    [
        ("50000 eur", Tolerance(50_000, is_percent=False, currency="EUR")),
        ("7CHF", Tolerance(7, is_percent=False, currency="CHF")),
        ("10%", Tolerance(10, is_percent=True)),
        ("4 wk", Tolerance(4, is_percent=False)),
    ],
)
def test_a_distance_may_be_a_sum(text: str, tolerance: Tolerance) -> None:
    assert Tolerance.parse(text) == tolerance
    assert Tolerance.parse(str(tolerance)) == tolerance


@pytest.mark.parametrize("text", ["5 XYZ", "1.5 EUR", "EUR 5", "5 euros"])
def test_what_is_no_distance_is_refused(text: str) -> None:
    with pytest.raises(BriefRefused):
        Tolerance.parse(text)


def test_a_distance_in_another_currency_is_refused() -> None:
    case = quoted_case(0)
    with pytest.raises(BriefRefused, match="cost in EUR is not compared with a distance in USD"):
        plan(case.world, case.brief, within=Tolerance.parse("5 USD"), cost=BASIS)
