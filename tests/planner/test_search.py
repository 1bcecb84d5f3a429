"""Bounds that never exceed what they bound, ties by id, and rows by anchors and contracts (RULES O2)."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from random import Random

from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.network.net import Candidate, Link, Net, NetStage, Offer
from cdmo_plan.network.rows import outlooks_of
from cdmo_plan.planner.boxes import Boxes
from cdmo_plan.planner.criteria import CRITERIA, DEFAULT_ORDER
from cdmo_plan.planner.metrics import COUNTS
from cdmo_plan.planner.search import Search
from tests.support.worlds import seeded_case


def _nets(cases: int) -> Iterator[Net]:
    for case in map(seeded_case, range(cases)):
        try:
            outlooks = outlooks_of(case.world, case.brief)
        except BriefRefused:
            continue
        yield from (outlook.net for outlook in outlooks if outlook.net.is_possible)


def _domains(route: tuple[Candidate, ...], boxes: Boxes, random: Random) -> list[int]:
    """Return domains that hold a route: some stages decided, of others a few slots or all."""
    domains = boxes.root()
    for stage, candidate in enumerate(route):
        (slot,) = (slot for slot, found in boxes.slots.candidates[stage].items() if found == candidate)
        some = sum(1 << other for other in boxes.slots.candidates[stage] if random.random() < 0.5)
        domains[stage] &= random.choice([1 << slot, some | 1 << slot, -1])
    return domains


def test_no_filter_says_too_much_or_drops_a_route_within_the_most() -> None:
    random = Random(7)  # noqa: S311
    checked: Counter[str] = Counter()
    for net in _nets(150):
        boxes = Search(net, DEFAULT_ORDER).boxes
        for route in islice(Search(net, DEFAULT_ORDER).routes(), 20):
            for name, field in CRITERIA.items():
                domains, had = _domains(route, boxes, random), COUNTS[field](route, net)
                criterion = boxes.filter_of(name)
                assert criterion.least(domains) <= had <= criterion.most(domains), name
                assert had <= criterion.highest, name
                more = random.choice([0, 0, 1])
                assert criterion.keep(domains, had + more), name
                held = zip(domains, route, boxes.slots.candidates, strict=True)
                assert all(
                    any(domain >> slot & 1 and other == candidate for slot, other in found.items())
                    for domain, candidate, found in held
                ), name
                checked[name] += 1

    assert min(checked[name] for name in CRITERIA) > 300


def test_the_best_is_the_first_of_all() -> None:
    found = 0
    for net in _nets(150):
        search = Search(net, DEFAULT_ORDER)
        every = [search.found(route) for route in search.routes()]
        best = search.best()
        assert (best and best.ids) == min((item.worth for item in every), default=(None, None))[1]
        found += bool(every)

    assert found > 50


def _candidate(partner: str, stage: int, site: str | None = None) -> Candidate:
    place = site or partner
    return Candidate(
        id=f"{place}/{stage}", stage=stage, place=place, site=place, partner=partner, country="DE"
    )


def _net(*stages: list[Candidate], offers: tuple[Offer, ...] = (), single_contract: bool = False) -> Net:
    return Net(
        process="mab",
        stages=tuple(
            NetStage(f"stage-{number}", "drug-substance", None, number == 0, tuple(found))
            for number, found in enumerate(stages)
        ),
        links=tuple(Link(number, number + 1) for number in range(len(stages) - 1)),
        offers=offers,
        steps=(),
        geography={"DE": ("europe", "EU")},
        lanes={},
        product=(0, len(stages) - 1),
        single_contract=single_contract,
    )


def test_equals_come_in_the_order_of_their_ids() -> None:
    net = _net([_candidate("c", 0), _candidate("a", 0), _candidate("b", 0)])
    net = net._replace(stages=tuple(s._replace(candidates=tuple(sorted(s.candidates))) for s in net.stages))

    assert [row.ids for row in Search(net, DEFAULT_ORDER).rows()] == [("a/0",), ("b/0",), ("c/0",)]


def test_a_one_contract_route_is_a_row_of_its_own_behind_a_better_one_with_two() -> None:
    made = [_candidate("a", 0)]
    worse = _candidate("a", 1)._replace(doubts=3)
    net = _net(made, [worse, _candidate("b", 1)])

    assert [row.ids for row in Search(net, ("doubts",)).rows()] == [("a/0", "b/1"), ("a/0", "a/1")]


def test_more_contracts_make_no_row_where_they_do_not_pay() -> None:
    net = _net([_candidate("a", 0)], [_candidate("a", 1)._replace(doubts=3), _candidate("b", 1)])

    assert [row.ids for row in Search(net, ("contracts",)).rows()] == [("a/0", "a/1")]


def test_single_contract_leaves_out_all_that_needs_two() -> None:
    offer = Offer("offering", one_contract=True, lead="a", members=frozenset({"a/0", "b/1"}))
    stages = [_candidate("a", 0)], [_candidate("b", 1), _candidate("c", 1)]
    search = Search(_net(*stages, offers=(offer,), single_contract=True), DEFAULT_ORDER)

    assert [row.ids for row in search.rows()] == [("a/0", "b/1")]
    assert [[candidate.id for candidate in route] for route in search.routes()] == [["a/0", "b/1"]]


def test_what_an_unlisted_stage_makes_stays_where_it_was_made() -> None:
    cells = [_candidate("a", 0)._replace(serves="a"), _candidate("b", 0)._replace(serves="b")]
    search = Search(_net(cells, [_candidate("a", 1), _candidate("b", 1)]), DEFAULT_ORDER)

    assert [row.ids for row in search.rows()] == [("a/0", "a/1"), ("b/0", "b/1")]


def test_a_leader_s_work_outside_the_offering_costs_no_contract_in_the_bound_either() -> None:
    offer = Offer("offering", one_contract=True, lead="a", members=frozenset({"a/1", "b/2"}))
    stages = [_candidate("a", 0)], [_candidate("a", 1)], [_candidate("b", 2)]
    net = _net(*stages, offers=(offer,), single_contract=True)

    boxes = Search(net, DEFAULT_ORDER).boxes
    assert boxes.filter_of("contracts").least(boxes.root()) == 1
    assert [row.ids for row in Search(net, DEFAULT_ORDER).rows()] == [("a/0", "a/1", "b/2")]
