"""F4, F5, S5: where the brief wants the work, with whom, and with whose equipment."""

from datetime import date
from typing import Any

import pytest

from cdmo_plan.domain.eligibility.findings import Footnote, Question
from cdmo_plan.domain.eligibility.place_checks import (
    check_avoid,
    check_region,
    check_via,
    partner_on,
    place_name,
    supplier_of,
)
from cdmo_plan.domain.partners import EquipmentModel, Partner
from tests.domain.builders import (
    PAGE,
    found_by,
    need,
    only,
    owner,
    row,
    said,
    site,
    target,
    timeline,
    world,
)

IN_FRANCE: dict[str, Any] = {"countries": {"FR"}, "region_words": "FR"}
REACTOR = EquipmentModel(id="xcell-500", supplier="pall", model="Xcell 500", kind="bioreactor")


def test_f4_any_place_will_do_where_the_brief_names_no_region() -> None:
    assert not found_by(check_region, row(), need())


def test_f4_a_plant_in_an_allowed_country_fits() -> None:
    assert not found_by(check_region, row(), need(**IN_FRANCE))


def test_f4_a_plant_elsewhere_is_refused_in_the_brief_s_words() -> None:
    finding = only(check_region, row(), need(countries={"US", "CA"}, region_words="north-america"))

    assert said([finding]) == [("Shortfall", "region", "F4")]
    assert finding.text == "in Lyon (FR), outside north-america"
    assert finding.term == "region"
    assert finding.mark.line == 6


OFFER = row("fill-finish", network=True)
FILLER = row("fill-finish")


def test_s5_an_offer_of_a_network_counts_and_asks_which_plant() -> None:
    finding = only(check_region, OFFER, need("fill-finish"), world(OFFER, FILLER))

    assert isinstance(finding, Question)
    assert said([finding]) == [("Question", "which-site", "S5")]
    assert finding.text == "which Alpha site fills? stated for the network"
    assert finding.term is None
    assert not finding.counted
    assert finding.sources == (PAGE,)


def test_s5_o3_the_question_counts_where_the_region_rests_on_it() -> None:
    finding = only(check_region, OFFER, need("fill-finish", **IN_FRANCE), world(OFFER, FILLER))

    assert isinstance(finding, Question)
    assert finding.counted
    assert finding.term == "region"


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("cell-line-development", "which Alpha site makes the cell line? stated for the network"),
        ("viral-vector", "which Alpha site does viral vector? stated for the network"),
    ],
)
def test_s5_the_question_names_the_work(step: str, words: str) -> None:
    offer = row(step, network=True)

    assert only(check_region, offer, need(step), world(offer, row(step))).text == words


@pytest.mark.parametrize(
    "other",
    [
        row("fill-finish", at=site(country="US")),
        row("drug-substance"),
        row("fill-finish", at=site(timeline=timeline(("closing", "2025")))),
        row("fill-finish", timeline=timeline(("announced", "2025"))),
        row("fill-finish", timeline=timeline(("operating", "2027"))),
        row("fill-finish", at=site(owners=(owner("terumo"),))),
    ],
    ids=["elsewhere", "other work", "closing plant", "announced line", "not yet", "sold"],
)
def test_s5_a_network_without_an_operating_plant_there_has_no_offer(other: Any) -> None:
    finding = only(check_region, OFFER, need("fill-finish", **IN_FRANCE), world(OFFER, other))

    assert said([finding]) == [("Shortfall", "region", "S5")]
    assert finding.text == "no operating site of Alpha in FR lists such work"
    assert finding.term == "region"
    assert finding.sources == (PAGE,)


def test_s5_a_network_without_plants_has_no_offer_anywhere() -> None:
    finding = only(check_region, OFFER, need("fill-finish"), world(OFFER))

    assert finding.text == "no operating site of Alpha lists such work"
    assert finding.term is None


@pytest.mark.parametrize("avoided", [target("country", "FR"), target("site", "alpha-lyon")])
def test_s5_f5_an_avoided_plant_does_not_carry_the_offer_of_its_network(avoided: Any) -> None:
    finding = only(check_region, OFFER, need("fill-finish", avoid=(avoided,)), world(OFFER, FILLER))

    assert said([finding]) == [("Shortfall", "no-site", "S5")]
    assert finding.term == "avoid"


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (target("site", "alpha-lyon"), True),
        (target("site", "alpha-basel"), False),
        (target("partner", "alpha"), True),
        (target("partner", "beta"), False),
    ],
)
def test_f4_a_named_site_or_partner_does_the_stage(wanted: Any, fits: bool) -> None:
    findings = found_by(check_via, row(), need(via=(wanted,)))

    assert said(findings) == ([] if fits else [("Shortfall", "via", "F4")])
    assert [finding.text for finding in findings] == ([] if fits else [f"not {wanted.word}"])


def test_f4_an_offer_of_a_network_is_its_partner_s_and_no_site_s() -> None:
    assert not found_by(check_via, OFFER, need("fill-finish", via=(target("partner", "alpha"),)))
    assert said(found_by(check_via, OFFER, need("fill-finish", via=(target("site", "alpha-lyon"),)))) == [
        ("Shortfall", "via", "F4")
    ]


def test_f4_a_partner_is_whoever_runs_the_plant_on_that_day() -> None:
    sold = row(at=site(owners=(owner("beta", until="2024"), owner("alpha", since="2025"))))
    known = world(sold, partners=(Partner(id="beta", name="Beta"),))
    before, now = need(as_of=date(2024, 6, 1)), need()

    assert (partner_on(sold, before, known), partner_on(sold, now, known)) == ("beta", "alpha")
    assert not found_by(
        check_via, sold, need(as_of=date(2024, 6, 1), via=(target("partner", "beta"),)), known
    )


@pytest.mark.parametrize(
    ("avoided", "refused"),
    [
        (target("site", "alpha-lyon"), True),
        (target("site", "alpha-basel"), False),
        (target("partner", "alpha"), True),
        (target("partner", "beta"), False),
        (target("country", "FR"), True),
        (target("country", "CN"), False),
    ],
)
def test_f5_an_avoided_site_partner_or_country_is_refused(avoided: Any, refused: bool) -> None:
    findings = found_by(check_avoid, row(), need(avoid=(avoided,)))

    assert said(findings) == ([("Shortfall", "avoid", "F5")] if refused else [])
    assert all(finding.term == "avoid" for finding in findings)
    assert [finding.text for finding in findings] == ([f"the brief avoids {avoided.word}"] if refused else [])


def test_f5_a_country_is_where_the_plant_stands_not_where_its_owner_sits() -> None:
    chinese = Partner(id="alpha", name="Alpha", headquarters_country="CN")

    assert not found_by(check_avoid, row(partner=chinese), need(avoid=(target("country", "CN"),)))
    assert not found_by(check_avoid, OFFER, need("fill-finish", avoid=(target("country", "CN"),)))


DANAHER = target("supplier", "danaher", "pall", "cytiva")


def test_f5_equipment_of_an_avoided_supplier_s_family_is_refused() -> None:
    made_with = row("viral-vector", equipment=("xcell-500", "str-200"))

    finding = only(
        check_avoid, made_with, need("viral-vector", avoid=(DANAHER,)), world(made_with, equipment=(REACTOR,))
    )

    assert said([finding]) == [("Shortfall", "supplier", "F5")]
    assert finding.text == "lists equipment of danaher: xcell-500"
    assert finding.mark.line == 16
    assert finding.sources == (PAGE,)


def test_f5_other_equipment_fits() -> None:
    made_with = row("viral-vector", equipment=("str-200",))

    assert not found_by(
        check_avoid, made_with, need("viral-vector", avoid=(DANAHER,)), world(made_with, equipment=(REACTOR,))
    )


@pytest.mark.parametrize(("offer", "place"), [(row(), "Lyon"), (row(network=True), "Alpha (network)")])
def test_f5_unknown_equipment_is_a_footnote(offer: Any, place: str) -> None:
    finding = only(check_avoid, offer, need(avoid=(DANAHER,)))

    assert isinstance(finding, Footnote)
    assert said([finding]) == [("Footnote", "equipment-unstated", "F5")]
    assert finding.text == f"equipment not stated at {place}"
    assert place_name(offer) == place


def test_f5_a_model_that_the_catalog_does_not_hold_has_no_supplier() -> None:
    assert supplier_of("str-200", world(equipment=(REACTOR,))) is None
    assert supplier_of("xcell-500", world(equipment=(REACTOR,))) == "pall"


def test_f5_a_word_may_name_a_partner_and_a_supplier_at_once() -> None:
    both = (target("partner", "alpha"), DANAHER)

    assert said(found_by(check_avoid, row(), need(avoid=both))) == [
        ("Shortfall", "avoid", "F5"),
        ("Footnote", "equipment-unstated", "F5"),
    ]


def test_s5_a_named_plant_of_the_network_is_asked_for() -> None:
    lyon, basel = target("site", "alpha-lyon"), target("site", "alpha-basel")

    asked = only(check_via, OFFER, need("fill-finish", via=(lyon,)), world(OFFER, FILLER))
    assert isinstance(asked, Question)
    assert asked.counted
    assert asked.text == "is it alpha-lyon that fills? stated for the network"
    assert said(found_by(check_via, OFFER, need("fill-finish", via=(basel,)), world(OFFER, FILLER))) == [
        ("Shortfall", "via", "F4")
    ]
