"""The words of a brief: regions, steps, sites, suppliers, recipes."""

from collections.abc import Callable

import pytest

from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.capability import RegulatorRecord
from cdmo_plan.domain.partners import EquipmentModel, Organisation, Partner
from cdmo_plan.domain.process import Process
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.network.words import (
    avoid_targets,
    check_step,
    countries_of,
    market_of,
    place_target,
    processes_for,
    suppliers_under,
)
from tests.support.catalogs import TODAY, Plants, antibody, catalog, stage
from tests.support.real import real_catalog


def _world() -> Catalog:
    plants = Plants()
    plants.site("alpha-one", "alpha", "DE", aliases=("Old Alpha",))
    plants.partner("makers", parent="holding", former_names=("Doers",))
    return catalog(
        [antibody()],
        [plants.row("alpha-one", "drug-substance")],
        partners=plants.partners.values(),
        equipment=[
            EquipmentModel(id="tank", supplier="steel", model="T", kind="bioreactor"),
            EquipmentModel(id="pump", supplier="makers", model="P", kind="pump"),
        ],
        organisations=[
            Organisation(id="steel", name="Steel Works", parent="metals"),
            Organisation(id="metals", name="Metals", parent="holding"),
            Organisation(id="holding", name="Holding", parent="metals", aliases=("The Group",)),
        ],
    )


@pytest.mark.parametrize(
    ("words", "countries"),
    [
        (["eu"], {"DE", "FR"}),
        (["EU"], {"DE", "FR"}),
        (["eea"], {"DE", "FR"}),
        (["UK"], {"GB"}),
        (["gb"], {"GB"}),
        (["united kingdom"], {"GB"}),
        (["eu", "us"], {"DE", "FR", "US"}),
        (["europe", "DE"], {"CH", "DE", "FR", "GB"}),
    ],
)
def test_regions_and_countries_by_id_name_and_alias(words: list[str], countries: set[str]) -> None:
    assert countries_of(words, _world()) == countries


@pytest.mark.parametrize("word", ["NA", "na"])
def test_north_america_is_never_namibia(word: str) -> None:
    assert countries_of(["north-america"], real_catalog()) >= {"US", "CA"}
    with pytest.raises(BriefRefused):
        countries_of([word], real_catalog())


def test_uk_and_gb_are_one_country_in_the_catalog() -> None:
    assert countries_of(["UK"], real_catalog()) == countries_of(["gb"], real_catalog()) == {"GB"}


@pytest.mark.parametrize(
    ("ask", "word", "hint"),
    [
        (lambda world: countries_of(["europ"], world), "europ", "did you mean europe?"),
        (lambda world: countries_of(["qqqq"], world), "qqqq", "regions: eu, europe"),
        (lambda _: check_step("drug-substanc"), "drug-substanc", "did you mean drug-substance"),
        (lambda world: place_target("alpha-on", world), "alpha-on", "did you mean alpha-one"),
        (lambda world: avoid_targets("stel", world), "stel", "did you mean steel"),
        (lambda world: processes_for(Brief(modality="mb", as_of=TODAY), world), "mb", "did you mean mab"),
        (lambda world: processes_for(Brief(modality="qqqq", as_of=TODAY), world), "qqqq", "recipes for mab"),
    ],
)
def test_an_unknown_word_is_refused_with_what_may_be_meant(
    ask: Callable[[Catalog], object], word: str, hint: str
) -> None:
    with pytest.raises(BriefRefused) as refusal:
        ask(_world())

    assert repr(word) in refusal.value.message
    assert hint in (refusal.value.hint or "")


@pytest.mark.parametrize(
    ("word", "kind", "target"),
    [
        ("alpha-one", "site", "alpha-one"),
        ("Alpha One", "site", "alpha-one"),
        ("old alpha", "site", "alpha-one"),
        ("alpha", "partner", "alpha"),
        ("DOERS", "partner", "makers"),
    ],
)
def test_via_names_a_site_or_a_partner_by_any_of_its_names(word: str, kind: str, target: str) -> None:
    found = place_target(word, _world())

    assert (found.kind, found.word, found.ids) == (kind, target, frozenset({target}))


@pytest.mark.parametrize(
    ("word", "name", "counts", "territory"),
    [
        ("fda", "FDA", {"fda", "food and drug administration"}, {"US"}),
        ("EMA", "EMA", {"ema", "eu", "medicines agency", "bfarm", "federal institute"}, {"DE", "FR"}),
        ("BfArM", "BfArM", {"ema", "eu", "medicines agency", "bfarm", "federal institute"}, {"DE"}),
        ("WHO", "WHO", {"who", "world health organization"}, None),
        ("tga", "TGA", {"tga"}, None),
    ],
)
def test_a_market_is_named_by_its_regulator(
    word: str, name: str, counts: set[str], territory: set[str] | None
) -> None:
    plants = Plants()
    plants.site("alpha-one", "alpha")
    named = (RegulatorRecord(authority="TGA"),)
    market = market_of(
        word, catalog([antibody()], [plants.row("alpha-one", "fill-finish", regulators=named)])
    )

    assert (market.word, set(market.authorities)) == (name, counts)
    assert (None if market.territory is None else set(market.territory)) == territory


def test_a_regulator_that_nobody_names_is_refused_with_those_there_are() -> None:
    with pytest.raises(BriefRefused, match="unknown regulator 'XYZW'") as refusal:
        market_of("XYZW", _world())

    assert refusal.value.hint == "regulators: BfArM, EMA, FDA, WHO"


def test_via_names_no_country() -> None:
    with pytest.raises(BriefRefused):
        place_target("DE", _world())


def test_a_word_may_be_a_partner_and_a_supplier_at_once() -> None:
    targets = avoid_targets("makers", _world())

    assert [(target.kind, target.ids) for target in targets] == [
        ("partner", frozenset({"makers"})),
        ("supplier", frozenset({"makers"})),
    ]


def test_avoid_names_a_country() -> None:
    (target,) = avoid_targets("Germany", _world())

    assert (target.kind, target.ids) == ("country", frozenset({"DE"}))


@pytest.mark.parametrize(
    ("word", "suppliers"),
    [
        ("steel", {"steel"}),
        ("Steel Works", {"steel"}),
        ("metals", {"steel", "makers"}),
        ("the group", {"steel", "makers"}),
        ("makers", {"makers"}),
        ("alpha", set()),
    ],
)
def test_suppliers_belong_to_their_parents_even_where_these_own_each_other(
    word: str, suppliers: set[str]
) -> None:
    assert suppliers_under(word, _world()) == suppliers


def test_pall_is_of_danaher() -> None:
    assert "pall" in suppliers_under("pall", real_catalog())
    assert suppliers_under("pall", real_catalog()) <= suppliers_under("danaher", real_catalog())


def _recipe(name: str, host: str) -> Process:
    own = stage("drug-substance", product="substance", expression=(host,))
    return Process(id=name, name=name, modality="mab", stages=(own,), steps=(), aliases=(f"{name} alias",))


@pytest.mark.parametrize(
    ("word", "expression", "found"),
    [
        ("MAB", None, ["in-cells", "in-yeast"]),
        ("mab", "yeast", ["in-yeast"]),
        ("mab", "insect", ["in-cells", "in-yeast"]),
        ("in-cells", None, ["in-cells"]),
        ("IN-YEAST alias", None, ["in-yeast"]),
        ("in-cells", "yeast", ["in-cells"]),
    ],
)
def test_recipes_of_a_modality_compete_unless_one_is_named_or_has_the_host(
    word: str, expression: str | None, found: list[str]
) -> None:
    world = catalog([_recipe("in-yeast", "yeast"), _recipe("in-cells", "mammalian")], [], partners=[])
    brief = Brief(modality=word, as_of=TODAY, expression=expression)

    assert [process.id for process in processes_for(brief, world)] == found


def test_a_partner_without_rows_can_be_named() -> None:
    world = catalog([antibody()], [], partners=[Partner(id="quiet", name="Quiet Ltd")])

    assert place_target("quiet ltd", world).ids == {"quiet"}
