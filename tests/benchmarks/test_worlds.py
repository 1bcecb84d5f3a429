"""Synthetic worlds: the same for the same seed, with all that makes a question hard, in linear graphs."""

from collections.abc import Callable, Iterator
from random import Random

import pytest

from benchmarks.recipes import chain, joined, random_recipe, shipped, tree
from benchmarks.worlds import PLAIN, RICH, populate
from cdmo_plan.network.graph import to_networkx
from cdmo_plan.network.net import Limits, Net

RECIPES = {"chain": chain, "tree": tree, "joins": joined}
HUBS_OF_A_PLACE = 5
"""Site, partner, country, customs and anywhere; every offering that it is in is one more."""


def _most_edges(net: Net) -> int:
    """Count what each row may cost at most: nothing in it depends on how many other rows there are."""
    edges = 0
    for number, stage in enumerate(net.stages):
        links = sum(number in link for link in net.links)
        for candidate in stage.candidates:
            offers = sum(candidate.id in offer.members for offer in net.offers)
            edges += 1 + links * (1 + 2 * (HUBS_OF_A_PLACE + offers))
    return edges


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
def test_edges_of_the_graph_grow_with_sites_and_never_with_pairs(recipe: Callable[[], Net]) -> None:
    nets = {sites: populate(recipe(), sites, seed=1) for sites in (100, 200, 400)}
    edges = {sites: to_networkx(net).number_of_edges() for sites, net in nets.items()}

    for sites, net in nets.items():
        assert edges[sites] <= _most_edges(net)
    # Pairs would make these ratios 4; how many rows a plant has is drawn.
    growth = [edges[2 * sites] / edges[sites] for sites in (100, 200)]
    assert all(1.6 < ratio < 2.5 for ratio in growth)


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
def test_a_seed_names_one_world(recipe: Callable[[], Net]) -> None:
    first, again, other = (populate(recipe(), 20, seed, RICH) for seed in (3, 3, 4))

    assert first == again
    assert first.stages != other.stages
    assert first.is_possible


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
def test_ids_are_in_order_and_unique_within_a_stage(recipe: Callable[[], Net]) -> None:
    for stage in populate(recipe(), 60, 2, RICH).stages:
        ids = [candidate.id for candidate in stage.candidates]
        assert ids == sorted(set(ids))


def test_a_shipped_recipe_can_be_carried_out_by_synthetic_plants() -> None:
    net = populate(shipped("adc"), 30, 1)

    assert net.is_possible
    assert {candidate.place[:5] for stage in net.stages for candidate in stage.candidates} <= {
        "site-",
        "netwo",
    }


def test_steps_wait_only_for_earlier_ones() -> None:
    for seed in range(50):
        for number, step in enumerate(random_recipe(Random(seed)).steps):  # noqa: S311
            assert all(other < number for other, _ in step.after)


def test_plain_worlds_hold_only_what_a_shortest_path_can_express() -> None:
    net = populate(chain(), 100, 1, PLAIN)

    assert not net.offers
    for stage in net.stages:
        for found in stage.candidates:
            assert (found.doubts, found.questions, found.evidence, found.own_minutes) == (0, 0, 0, ())
            assert found.site == found.place
            assert found.serves is None


def _features(net: Net) -> Iterator[str]:
    candidates = [candidate for stage in net.stages for candidate in stage.candidates]
    sources = [link.source for link in net.links]
    targets = [link.target for link in net.links]
    partners = [{candidate.partner for candidate in stage.candidates} for stage in net.stages]
    features = {
        "join": len(set(targets)) < len(targets),
        "shared input": len(set(sources)) < len(sources),
        "network offer": any(found.site is None for found in candidates),
        "unlisted stage": any(found.serves is not None for found in candidates),
        "own duration": any(found.own_minutes for found in candidates),
        "containment": any(found.containment for found in candidates),
        "one contract": any(offer.one_contract for offer in net.offers),
        "one contract not stated": any(not offer.one_contract for offer in net.offers),
        "lead": any(offer.lead for offer in net.offers),
        "question of an offer": any(offer.questions for offer in net.offers),
        "partner in several stages": len(set().union(*partners)) < sum(map(len, partners)),
        "unknown step": not all(step.known for step in net.steps),
        "unknown lane": len(net.lanes) < 7,
        "accompanying step": any(len(step.home) > 1 for step in net.steps),
        "document": any(kind == "document" for step in net.steps for _, kind in step.after),
        "status": any(kind == "status" for step in net.steps for _, kind in step.after),
        "limit": net.limits != Limits(),
        "single contract": net.single_contract,
    }
    return (name for name, is_there in features.items() if is_there)


def test_rich_worlds_hold_all_that_is_hard() -> None:
    seen: list[str] = []
    for seed in range(60):
        random = Random(seed)  # noqa: S311
        seen += _features(populate(random_recipe(random), random.randint(8, 30), seed, RICH))

    assert len(set(seen)) == 18
    assert {name for name in seen if seen.count(name) < 4} <= {"single contract"}
