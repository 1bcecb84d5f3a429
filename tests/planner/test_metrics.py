"""How criteria are counted over a route, contracts above all (RULES M4)."""

from typing import Any

import pytest

from cdmo_plan.network.net import Candidate, Link, Net, NetStage, NetStep, Offer
from cdmo_plan.planner.metrics import count_contracts, count_partner_changes, measure, offers_used
from tests.support.catalogs import COUNTRIES

STAGES = ("cell-line-development", "drug-substance", "fill-finish")


def _route(*partners: str, **fields: Any) -> list[Candidate]:
    """Make a route with one site for each partner."""
    return [
        Candidate(
            id=f"{partner}/{stage}",
            stage=stage,
            place=partner,
            site=partner,
            partner=partner,
            country="DE",
            **fields,
        )
        for stage, partner in enumerate(partners)
    ]


def _net(*offers: Offer, links: tuple[Link, ...] = (Link(0, 1), Link(1, 2))) -> Net:
    return Net(
        process="mab",
        stages=tuple(NetStage(name, name, None, name == "drug-substance", ()) for name in STAGES),
        links=links,
        offers=offers,
        steps=(
            NetStep(
                "make", (1440, 15 * 1440, 21 * 1440), known=True, after=(), home=((1, None),), filler=False
            ),
        ),
        geography={code: (c.continent, c.customs_territory) for code, c in COUNTRIES.items()},
        lanes={},
        product=(1, 2),
        single_contract=False,
    )


def _offer(*members: str, lead: str | None = None, one_contract: bool = True) -> Offer:
    return Offer("+".join(members), one_contract, lead, frozenset(members))


@pytest.mark.parametrize(
    ("partners", "contracts"), [(("a", "a", "a"), 1), (("a", "b", "a"), 2), (("a", "b", "c"), 3)]
)
def test_without_an_offering_every_partner_is_a_contract(partners: tuple[str, ...], contracts: int) -> None:
    assert count_contracts(_route(*partners), _net()) == contracts


@pytest.mark.parametrize(
    ("offer", "contracts"),
    [
        (_offer("a/0", "a/1", "b/2"), 1),
        (_offer("a/1", "b/2", lead="a"), 1),
        (_offer("a/1", "b/2"), 2),
        (_offer("a/1", "b/2", lead="b"), 2),
        (_offer("a/0", "a/1", "b/2", one_contract=False), 2),
        (_offer("a/0", "b/2"), 2),
        (_offer("a/0", "a/1"), 2),
    ],
    ids=[
        "all in scope",
        "its lead does the rest",
        "nobody leads: the rest is a contract of its own",
        "the other leads: the rest is a contract of its own",
        "one contract is not stated",
        "no hand-over under it",
        "one partner alone in scope",
    ],
)
def test_an_offering_merges_what_it_covers_and_what_its_lead_does(offer: Offer, contracts: int) -> None:
    assert count_contracts(_route("a", "a", "b"), _net(offer)) == contracts


@pytest.mark.parametrize(
    ("offers", "contracts"),
    [
        ((_offer("a/0", "b/1"),), 2),
        ((_offer("a/0", "b/1"), _offer("b/1", "c/2")), 2),
        ((_offer("a/0", "b/1", "c/2"),), 1),
        ((_offer("b/1", "c/2", lead="a"),), 1),
        ((_offer("b/1", "c/2", lead="c"),), 2),
        ((_offer("a/0", "b/1"), _offer("a/0", "b/1", "c/2")), 1),
    ],
)
def test_three_partners_under_offerings_of_two_or_three(offers: tuple[Offer, ...], contracts: int) -> None:
    assert count_contracts(_route("a", "b", "c"), _net(*offers)) == contracts


def test_an_offering_is_never_dearer_than_none() -> None:
    offer = _offer("a/1", "b/2")

    assert count_contracts(_route("a", "a", "b"), _net(offer)) == count_contracts(
        _route("a", "a", "b"), _net()
    )


def test_an_offering_is_used_where_a_hand_over_between_two_partners_runs_under_it() -> None:
    used, idle = _offer("a/1", "b/2", one_contract=False), _offer("a/0", "a/1")

    assert offers_used(_route("a", "a", "b"), _net(used, idle)) == (used,)


@pytest.mark.parametrize(
    ("partners", "product", "changes"),
    [
        (("a", "a", "a"), (1, 2), 0),
        (("a", "a", "b"), (1, 2), 1),
        (("a", "b", "b"), (1, 2), 0),
        (("a", "a", "b"), (1, None), 0),
        (("a", "a", "b"), (None, 2), 0),
    ],
)
def test_partner_changes_count_between_substance_and_fill_alone(
    partners: tuple[str, ...], product: tuple[int | None, int | None], changes: int
) -> None:
    net = _net()._replace(product=product)

    assert count_partner_changes(_route(*partners), net) == changes


def test_partners_and_sites_are_counted_over_the_route_not_along_it() -> None:
    metrics = measure(_route("a", "b", "a"), _net())

    assert (metrics.partners, metrics.sites, metrics.transfers) == (2, 2, 2)


@pytest.mark.parametrize(
    ("countries", "borders", "customs"),
    [
        (("DE", "DE", "DE"), 0, 0),
        (("DE", "FR", "DE"), 2, 0),
        (("DE", "CH", "US"), 2, 2),
        (("DE", None, "US"), 0, 0),
    ],
)
def test_borders_and_customs_borders_differ(
    countries: tuple[str | None, ...], borders: int, customs: int
) -> None:
    route = [
        found._replace(country=country, site=found.site if country else None)
        for found, country in zip(_route("a", "b", "c"), countries, strict=True)
    ]
    metrics = measure(route, _net())

    assert (metrics.borders, metrics.customs) == (borders, customs)


def test_an_offering_in_use_may_ask_and_one_that_is_not_in_use_does_not() -> None:
    asking = _offer("a/0", "b/1")._replace(questions=1)
    route = [c._replace(id=f"{c.partner}/{c.stage}") for c in _route("a", "b", "c")]
    alone = [c._replace(id=f"{c.partner}/{c.stage}") for c in _route("a", "a", "c")]

    assert measure(route, _net(asking)).open_questions == 1
    assert measure(alone, _net(asking)).open_questions == 0


def test_a_network_placement_is_no_site_and_no_transfer() -> None:
    route = _route("a", "b", "c")
    route[1] = route[1]._replace(site=None, country=None)
    metrics = measure(route, _net())

    assert (metrics.sites, metrics.transfers, metrics.partners, metrics.unnamed) == (2, 0, 3, 1)


def test_an_open_stage_at_a_plant_that_nobody_names_is_only_asked_about() -> None:
    net = _net()
    first, *others = net.stages
    route = _route("a", "b", "c")
    route[0] = route[0]._replace(site=None, country=None)

    assert measure(route, net).unnamed == 1
    assert measure(route, net._replace(stages=(first._replace(is_open=True), *others))).unnamed == 0


def test_counts_add_up_and_evidence_is_that_of_the_weakest() -> None:
    route = _route("a", "a", "a", doubts=1, questions=2)
    route[2] = route[2]._replace(containment=1, evidence=2, serves="a")
    metrics = measure(route, _net())

    assert (metrics.containment, metrics.doubts, metrics.open_questions) == (1, 4, 6)
    assert (metrics.evidence, metrics.unlisted) == (2, 1)


def test_a_started_week_counts_whole() -> None:
    metrics = measure(_route("a", "a", "a"), _net())

    assert (metrics.weeks, metrics.weeks_range, metrics.weeks_bound) == (3, (1, 3), False)
