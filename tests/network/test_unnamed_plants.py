"""S5: an offer of a network in the net, and what it leaves unknown of the weeks."""

from typing import Any

import pytest

from cdmo_plan.network.clock import route_minutes
from cdmo_plan.network.net import Candidate, Net, NetStage, NetStep
from cdmo_plan.network.timing import is_lower_bound
from tests.network.one_maker import FILL, World, candidates, ids


def test_a_network_offer_is_one_placement_without_a_site() -> None:
    world = World()
    world.offers("alpha", FILL)
    world.lists("alpha-two", "lyophilization")
    (candidate,) = candidates(world.ask(), FILL)

    assert (candidate.id, candidate.place) == (f"alpha/network/{FILL}/1", "network:alpha")
    assert (candidate.site, candidate.country, candidate.partner) == (None, None, "alpha")
    assert candidate.evidence == 1


def test_a_network_offer_needs_a_plant_in_the_region_that_could_do_it() -> None:
    world = World()
    world.offers("alpha", FILL)
    assert ids(world.ask(), FILL) == []

    world.lists("alpha-two", "lyophilization")
    assert ids(world.ask(regions=("eu",)), FILL) == [f"alpha/network/{FILL}/1"]
    assert ids(world.ask(step_regions=((FILL, ("US",)),)), FILL) == []


@pytest.mark.parametrize(
    ("terms", "plants"),
    [
        ({}, {"alpha-two", "alpha-swiss"}),
        ({"regions": ("eu",)}, {"alpha-two"}),
        ({"avoid": ("alpha-two",)}, {"alpha-swiss"}),
        ({"via": ((FILL, "alpha-swiss"),)}, {"alpha-swiss"}),
    ],
)
def test_a_network_offer_knows_which_plants_it_may_mean(terms: dict[str, Any], plants: set[str]) -> None:
    world = World()
    world.offers("alpha", FILL)
    world.lists("alpha-two", "lyophilization")
    world.lists("alpha-swiss", "lyophilization", country="CH")
    (candidate,) = candidates(world.ask(**terms), FILL)

    assert candidate.plants == plants


def _at(site: str, partner: str, stage: int = 0) -> Candidate:
    return Candidate(id=f"{site}/{stage}", stage=stage, place=site, site=site, partner=partner, country="DE")


def _unnamed(partner: str, plants: set[str], stage: int = 1) -> Candidate:
    place = f"network:{partner}"
    return Candidate(place, stage, place, None, partner, None, plants=frozenset(plants))


def _net(kind: str) -> Net:
    """Return a net of two stages, made and filled in two days, whose every hand-over takes one."""
    day = (1, 1, 1)
    lanes = ("domestic", "transfer-to-filler", "transfer-intra-company")
    return Net(
        process="mab",
        stages=tuple(NetStage(name, name, None, False, ()) for name in ("drug-substance", FILL)),
        links=(),
        offers=(),
        steps=(
            NetStep("make", day, known=True, after=(), home=((0, None),), filler=False),
            NetStep("fill", day, known=True, after=((0, kind),), home=((1, None),), filler=True),
        ),
        geography={"DE": ("europe", "EU")},
        lanes=dict.fromkeys(lanes, day),
        product=(0, 1),
        single_contract=False,
    )


@pytest.mark.parametrize(
    ("kind", "partner", "is_bound"),
    [
        ("material", "alpha", False),
        ("material", "beta", True),
        ("document", "alpha", False),
        ("document", "beta", True),
        ("status", "beta", False),
    ],
)
def test_an_unnamed_plant_of_another_partner_makes_the_weeks_a_lower_bound(
    kind: str, partner: str, *, is_bound: bool
) -> None:
    net, plants = _net(kind), {"alpha-one"} if partner == "alpha" else {"beta-one"}
    route = [_at("alpha-one", "alpha"), _unnamed(partner, plants)]
    back = [_unnamed(partner, plants, 0), _at("alpha-one", "alpha", 1)]

    assert is_lower_bound(route, net) == is_bound
    assert is_lower_bound(back, net) == is_bound
    assert route_minutes(route, net, 1) == 2


@pytest.mark.parametrize(
    ("plants", "is_bound"),
    [({"alpha-one"}, False), ({"alpha-one", "alpha-two"}, False), ({"alpha-two"}, True)],
)
def test_an_unnamed_plant_of_the_same_partner_is_the_same_one_where_it_can_be(
    plants: set[str], *, is_bound: bool
) -> None:
    net, filled = _net("material"), _unnamed("alpha", plants)

    assert is_lower_bound([_at("alpha-one", "alpha"), filled], net) == is_bound
    assert is_lower_bound([_unnamed("alpha", {"alpha-one"}, 0), filled], net) == is_bound


def test_two_named_plants_are_no_matter_of_unnamed_ones() -> None:
    route = [_at("alpha-one", "alpha"), _at("beta-one", "beta", 1)]

    assert not is_lower_bound(route, _net("material"))
    assert route_minutes(route, _net("material"), 1) == 3
