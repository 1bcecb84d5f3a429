"""The net as a networkx graph: a proper P-graph whose edges grow with sites."""

from typing import Any

import networkx as nx
import pytest

from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.network.graph import PRODUCT, PGraph, to_networkx
from cdmo_plan.network.net import Candidate, Link, Net, NetStage, Offer
from cdmo_plan.network.rows import outlooks_of
from tests.support.catalogs import TODAY, Plants, antibody, catalog
from tests.support.worlds import seeded_case


def _wide(sites: int) -> Net:
    """A chain of three stages that every site can do; a partner has five sites."""
    plants = Plants()
    countries = ("CH", "DE", "FR", "GB", "US")
    for number in range(sites):
        plants.site(f"site-{number}", f"partner-{number // 5}", countries[number % 5])
    steps = ("cell-line-development", "drug-substance", "fill-finish")
    rows = [plants.row(site, step) for site in plants.sites for step in steps]
    world = catalog([antibody()], rows)
    (outlook,) = outlooks_of(world, Brief(modality="mab", as_of=TODAY))
    return outlook.net


def test_edges_grow_with_sites_and_never_with_pairs_of_sites() -> None:
    edges = [to_networkx(_wide(sites)).number_of_edges() for sites in (50, 100, 200)]

    first, second = edges[1] - edges[0], edges[2] - edges[1]
    assert second == pytest.approx(2 * first, rel=0.05)
    assert edges[2] < 200 * 3 * 20


def test_it_is_a_p_graph() -> None:
    possible = 0
    for case in map(seeded_case, range(100)):
        try:
            nets = [outlook.net for outlook in outlooks_of(case.world, case.brief)]
        except BriefRefused:
            continue
        for net in nets:
            possible += net.is_possible
            _assert_is_p_graph(to_networkx(net))

    assert possible > 30


def _assert_is_p_graph(graph: PGraph) -> None:
    kinds = nx.get_node_attributes(graph, "kind")
    assert set(kinds) == set(graph)
    assert all({kinds[a], kinds[b]} == {"material", "operation"} for a, b in graph.edges)
    assert nx.is_directed_acyclic_graph(graph)
    moves = [node for node in graph if node[0] in {"send", "receive"}]
    assert all(graph.in_degree(node) == graph.out_degree(node) == 1 for node in moves)
    assert all(graph.in_degree(node) for node in graph if node[0] in {"made", "hub"})
    assert not graph.out_degree(PRODUCT)


def _candidate(name: str, stage: int, **fields: Any) -> Candidate:
    site = fields.pop("site", name)
    defaults = {"partner": "alpha", "country": "DE"}
    return Candidate(
        id=f"{name}/{stage}",
        stage=stage,
        place=site or f"network:{name}",
        site=site,
        **{**defaults, **fields},
    )


def _net(first: list[Candidate], second: list[Candidate], *offers: Offer) -> Net:
    return Net(
        process="mab",
        stages=(
            NetStage("drug-substance", "drug-substance", None, True, tuple(first)),
            NetStage("fill-finish", "fill-finish", None, False, tuple(second)),
        ),
        links=(Link(0, 1),),
        offers=offers,
        steps=(),
        geography={"DE": ("europe", "EU"), "FR": ("europe", "EU"), "US": ("america", "US")},
        lanes={},
        product=(0, 1),
        single_contract=False,
    )


def _hubs_between(net: Net) -> set[tuple[str, str]]:
    """Return the hubs on the paths from the first place where it is made to the first where it is used."""
    graph = to_networkx(net)
    (made, *_) = [node for node in graph if node[0] == "made"]
    (used, *_) = [node for node in graph if node[0] == "at"]
    paths = nx.all_simple_paths(graph, made, used)
    return {(str(node[2]), str(node[3])) for path in paths for node in path if node[0] == "hub"}


ANYWHERE = ("anywhere", "")
COUNTRY, CUSTOMS = ("country", "DE"), ("customs", "EU")


@pytest.mark.parametrize(
    ("target", "hubs"),
    [
        (_candidate("one", 1), {("site", "one"), ("partner", "alpha"), COUNTRY, CUSTOMS, ANYWHERE}),
        (_candidate("two", 1), {("partner", "alpha"), COUNTRY, CUSTOMS, ANYWHERE}),
        (_candidate("two", 1, partner="beta"), {COUNTRY, CUSTOMS, ANYWHERE}),
        (_candidate("two", 1, partner="beta", country="FR"), {CUSTOMS, ANYWHERE}),
        (_candidate("two", 1, partner="beta", country="US"), {ANYWHERE}),
        (_candidate("two", 1, site=None, country=None), {("partner", "alpha"), ANYWHERE}),
    ],
)
def test_two_places_meet_in_the_hubs_that_they_share(target: Candidate, hubs: set[tuple[str, str]]) -> None:
    assert _hubs_between(_net([_candidate("one", 0)], [target])) == hubs


def test_members_of_an_offering_meet_in_it() -> None:
    target = _candidate("two", 1, partner="beta", country="US")
    offer = Offer("offering", one_contract=True, lead=None, members=frozenset({"one/0", "two/1"}))
    stranger = offer._replace(members=frozenset({"one/0"}))

    assert _hubs_between(_net([_candidate("one", 0)], [target], offer)) == {
        ("agreement", "offering"),
        ANYWHERE,
    }
    assert _hubs_between(_net([_candidate("one", 0)], [target], stranger)) == {ANYWHERE}


def test_what_an_unlisted_stage_makes_goes_nowhere_else() -> None:
    unlisted = _candidate("one", 0, serves="one")

    assert _hubs_between(_net([unlisted], [_candidate("one", 1)])) == {("site", "one")}
    assert _hubs_between(_net([unlisted], [_candidate("two", 1)])) == set()


def test_the_graph_carries_as_data_what_no_node_can_hold() -> None:
    offer = Offer("offering", one_contract=True, lead="alpha", members=frozenset({"one/0"}))
    graph = to_networkx(_net([_candidate("one", 0, doubts=2)], [_candidate("two", 1)], offer))
    made = graph.nodes["do", 0, "one/0"]

    assert (made["step"], made["doubts"], made["offers"]) == ("drug-substance", 2, frozenset({"offering"}))
    assert graph.nodes["do", 1, "two/1"]["offers"] == frozenset()
    assert graph.graph["offers"] == {"offering": {"one_contract": True, "lead": "alpha", "questions": 0}}
    assert graph.graph["stages"][0] == {
        "key": "drug-substance",
        "step": "drug-substance",
        "role": None,
        "anchor": True,
        "open": False,
    }
    assert list(graph.predecessors(PRODUCT)) == [("do", 1, "two/1")]
