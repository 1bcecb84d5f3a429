"""From a world and a brief to a net: unlisted stages (S2), network offers (S5), offerings in scope (M4)."""

from typing import Any

import pytest

from cdmo_plan.domain.agreements import Agreement, Scope
from cdmo_plan.domain.availability import Status, Timeline
from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.network.rows import outlooks_of
from tests.network.one_maker import CELL, FILL, SUBSTANCE, World, candidates, ids
from tests.support.catalogs import TODAY, antibody, catalog, stage

UNLISTED = "alpha-one/cell-line-development/unlisted"


def test_the_substance_site_makes_the_cell_line_that_nobody_lists_and_asks_who_does() -> None:
    outlook = World().ask()
    (candidate,) = candidates(outlook, CELL)

    assert (candidate.id, candidate.serves, candidate.is_listed) == (UNLISTED, "alpha-one", False)
    assert (candidate.doubts, candidate.questions) == (0, 0)
    (question,) = outlook.ledger.verdict_of(CELL, UNLISTED).questions
    assert question.text == "who makes the cell line? Alpha One does not list it"
    assert outlook.ledger.row_of(CELL, UNLISTED) is None


@pytest.mark.parametrize(
    ("site", "country"), [("alpha-one", "DE"), ("alpha-two", "DE"), ("alpha-france", "FR")]
)
def test_who_lists_the_cell_line_near_makes_it(site: str, country: str) -> None:
    world = World()
    world.lists(site, CELL, country=country)

    assert ids(world.ask(), CELL) == [f"{site}/{CELL}/1"]


def test_who_lists_it_behind_a_customs_border_may_leave_it_to_the_substance_site_with_a_doubt() -> None:
    world = World()
    world.lists("alpha-swiss", CELL, country="CH")
    outlook = world.ask()

    assert ids(outlook, CELL) == [UNLISTED, f"alpha-swiss/{CELL}/1"]
    (doubt,) = outlook.ledger.verdict_of(CELL, UNLISTED).doubts
    assert doubt.text == "Alpha lists the cell line only at Alpha Swiss"
    assert candidates(outlook, CELL)[0].doubts == 1


def test_another_partner_s_cell_line_is_a_variant() -> None:
    world = World()
    world.lists("beta-one", CELL, partner="beta")

    assert ids(world.ask(), CELL) == [UNLISTED, f"beta-one/{CELL}/1"]


def test_a_network_offer_counts_as_near() -> None:
    world = World()
    world.offers("alpha", CELL)

    assert ids(world.ask(), CELL) == [f"alpha/network/{CELL}/1"]


@pytest.mark.parametrize(
    "fields",
    [
        {"expression": ("microbial",)},
        {"modalities": ("aav",)},
        {"timeline": Timeline(states=(Status(state="closed"),))},
    ],
)
def test_a_plant_that_could_not_do_it_anyway_does_not_count_as_listing_it(fields: dict[str, Any]) -> None:
    world = World()
    world.hosts = ("mammalian",)
    world.lists("alpha-two", CELL, **fields)

    assert UNLISTED in ids(world.ask(), CELL)


def test_a_region_does_not_make_the_partner_s_listing_unsaid() -> None:
    world = World()
    world.lists("alpha-france", CELL, country="FR")

    assert ids(world.ask(regions=("DE",)), CELL) == []


@pytest.mark.parametrize(
    "terms", [{"strict": True}, {"via": ((CELL, "beta"),)}, {"step_regions": ((CELL, ("US",)),)}]
)
def test_an_unlisted_cell_line_is_left_out_where_the_brief_says_so(terms: dict[str, Any]) -> None:
    world = World()
    world.plants.partner("beta")
    world.lists("beta-one", FILL, partner="beta")

    assert UNLISTED not in ids(world.ask(**terms), CELL)


def test_a_substance_offered_for_a_network_takes_its_unlisted_cell_line_along() -> None:
    world = World()
    world.rows.clear()
    world.offers("alpha", SUBSTANCE)
    world.lists("alpha-one", "qc-release", SUBSTANCE, bulk_in=True)
    (candidate,) = candidates(world.ask(), CELL)

    assert (candidate.id, candidate.site) == (f"network:alpha/{CELL}/unlisted", None)


def test_an_unlisted_cell_line_leans_on_the_best_evidence_of_its_site() -> None:
    world = World()
    world.rows += [world.plants.row("alpha-one", SUBSTANCE, 2, inferred=frozenset({"modalities"}))]
    outlook = world.ask()

    assert [found.evidence for found in candidates(outlook, SUBSTANCE)] == [0, 2]
    assert [found.evidence for found in candidates(outlook, CELL)] == [0]


def _agreement(**fields: Any) -> Agreement:
    scope = Scope(text="", **fields.pop("scope", {}))
    made = {"id": "offering", "kind": "joint-offering", "parties": ("alpha", "beta"), "one_contract": True}
    return Agreement(**{**made, "scope": scope, **fields})


def _members(agreement: Agreement, **terms: Any) -> list[str] | None:
    """Return the members of an offering, None where it is no offer to this brief."""
    world = World()
    world.lists("beta-one", FILL, partner="beta")
    world.lists("beta-two", FILL, partner="beta")
    world.lists("gamma-one", FILL, partner="gamma")
    world.agreements.append(agreement)
    offers = world.ask(**terms).net.offers
    return sorted(offers[0].members) if offers else None


ALL_MEMBERS = [UNLISTED, f"alpha-one/{SUBSTANCE}/1", f"beta-one/{FILL}/1", f"beta-two/{FILL}/1"]


@pytest.mark.parametrize(
    ("fields", "members"),
    [
        ({}, ALL_MEMBERS),
        ({"scope": {"steps": frozenset({FILL})}}, ALL_MEMBERS[2:]),
        ({"scope": {"sites": frozenset({"alpha-one", "beta-two"})}}, [*ALL_MEMBERS[:2], ALL_MEMBERS[3]]),
        ({"scope": {"modalities": frozenset({"mab"})}}, ALL_MEMBERS),
        ({"scope": {"modalities": frozenset({"aav"})}}, None),
        ({"announced": PartialDate.parse("2024")}, ALL_MEMBERS),
        ({"announced": PartialDate.parse("2027")}, None),
        ({"until": PartialDate.parse("2025")}, None),
        ({"kind": "supplier-alliance"}, None),
        ({"kind": "capacity-reservation"}, None),
        ({"kind": "affiliate-offering"}, ALL_MEMBERS),
    ],
)
def test_an_offering_covers_its_steps_sites_modalities_and_dates(
    fields: dict[str, Any], members: list[str] | None
) -> None:
    assert _members(_agreement(**fields)) == members


@pytest.mark.parametrize(("phase", "is_there"), [(None, True), ("clinical", True), ("commercial", False)])
def test_an_offering_for_a_phase_is_none_for_another(phase: str | None, is_there: bool) -> None:
    agreement = _agreement(scope={"development_phases": frozenset({"clinical"})})

    assert (_members(agreement, development_phase=phase) is not None) is is_there


@pytest.mark.parametrize(
    ("terms", "questions"),
    [
        ({}, [0]),
        ({"single_contract": True}, [1]),
        ({"single_contract": True, "development_phase": "clinical"}, [0]),
        ({"strict": True}, []),
        ({"strict": True, "development_phase": "clinical"}, [0]),
    ],
)
def test_a_phase_that_nobody_states_counts_for_one_contract_and_joins_nothing_strictly(
    terms: dict[str, Any], questions: list[int]
) -> None:
    world = World()
    both = ("clinical", "commercial")
    for site in ("beta-one", "beta-two"):
        world.lists(site, FILL, partner="beta", development_phases=both)
    limited = _agreement(scope={"development_phases": frozenset({"clinical"})})
    world.agreements.append(limited)
    offers = world.ask(**terms).net.offers

    assert [offer.questions for offer in offers] == questions


@pytest.mark.parametrize(("stated", "merges"), [(True, True), (None, False), (False, False)])
def test_only_a_stated_single_contract_merges(stated: bool | None, merges: bool) -> None:
    world = World()
    world.agreements.append(_agreement(one_contract=stated, lead="alpha"))
    (offer,) = world.ask().net.offers

    assert (offer.one_contract, offer.lead) == (merges, "alpha")


def test_the_first_stage_is_the_anchor_where_no_anchor_is_asked_for() -> None:
    world = World()
    world.lists("alpha-one", FILL)

    assert [found.anchor for found in world.ask().net.stages] == [False, True, False]
    assert [found.anchor for found in world.ask(from_step=FILL).net.stages] == [True]


def test_every_row_is_judged_and_the_refused_ones_stay_in_the_ledger() -> None:
    world = World()
    world.lists("beta-one", FILL, partner="beta", country="US")
    outlook = world.ask(regions=("eu",))

    assert ids(outlook, FILL) == []
    (judged,) = outlook.ledger.judged[FILL]
    assert [found.reason for found in judged.verdict.shortfalls] == ["region"]
    assert not outlook.net.is_possible


def test_a_recipe_without_the_named_step_stands_aside_for_one_that_has_it() -> None:
    conjugate = antibody(id="conjugate")
    conjugation = stage("conjugation", anchor=True)
    longer = type(conjugate)(
        id="conjugate",
        name="Conjugate",
        modality="mab",
        stages=(*conjugate.stages, conjugation),
        steps=conjugate.steps,
    )
    world = catalog([antibody(), longer], World().rows)

    found = outlooks_of(world, Brief(modality="mab", as_of=TODAY, from_step="conjugation"))

    assert [outlook.net.process for outlook in found] == ["conjugate"]
    with pytest.raises(BriefRefused):
        outlooks_of(world, Brief(modality="mab", as_of=TODAY, from_step="payload-linker"))
