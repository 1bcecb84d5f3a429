"""How many routes a row stands for, counted without listing them."""

from collections import Counter

import pytest

from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.network.net import Candidate, Link, Net, NetStage, Offer
from cdmo_plan.network.rows import outlooks_of
from cdmo_plan.planner.criteria import DEFAULT_ORDER
from cdmo_plan.planner.metrics import count_contracts
from cdmo_plan.planner.search import Search
from cdmo_plan.planner.variants import routes_by_contracts, variants_of
from tests.support.worlds import seeded_case


@pytest.mark.parametrize(
    ("rows", "counts", "variants"),
    [
        ([1], {1: 4}, [4]),
        ([1], {1: 4, 2: 3, 3: 2}, [9]),
        ([3, 1], {1: 4, 2: 3, 3: 2}, [2, 7]),
        ([2, 1], {1: 4, 2: 3, 3: 2}, [5, 4]),
        ([2], {2: 1, 4: 5}, [6]),
    ],
)
def test_a_route_belongs_to_the_row_with_the_most_contracts_within_its_own(
    rows: list[int], counts: dict[int, int], variants: list[int]
) -> None:
    assert variants_of(rows, Counter(counts)) == variants
    assert sum(variants) == sum(counts.values())


def test_counting_in_groups_is_counting_one_by_one() -> None:
    counted = 0
    for case in map(seeded_case, range(150)):
        try:
            nets = [outlook.net for outlook in outlooks_of(case.world, case.brief)]
        except BriefRefused:
            continue
        for search in [Search(net, DEFAULT_ORDER) for net in nets if net.is_possible]:
            for places in search.anchor_places():
                listed = Counter(count_contracts(route, search.net) for route in search.routes(places))
                assert +routes_by_contracts(search, places) == listed
                counted += listed.total()

    assert counted > 500


def test_two_plants_of_one_partner_count_apart_where_an_offering_covers_only_one() -> None:
    def candidate(partner: str, stage: int, site: str) -> Candidate:
        return Candidate(
            id=f"{site}/{stage}", stage=stage, place=site, site=site, partner=partner, country="DE"
        )

    fillers = (candidate("b", 1, "b-one"), candidate("b", 1, "b-two"))
    net = Net(
        process="mab",
        stages=(
            NetStage("drug-substance", "drug-substance", None, True, (candidate("a", 0, "a-one"),)),
            NetStage("fill-finish", "fill-finish", None, False, fillers),
        ),
        links=(Link(0, 1),),
        offers=(Offer("offering", one_contract=True, lead=None, members=frozenset({"a-one/0", "b-one/1"})),),
        steps=(),
        geography={"DE": ("europe", "EU")},
        lanes={},
        product=(0, 1),
        single_contract=False,
    )

    assert routes_by_contracts(Search(net, DEFAULT_ORDER), ("a-one",)) == {1: 1, 2: 1}
