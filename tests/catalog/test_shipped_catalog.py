"""The catalog that ships: sound, cited throughout, and as its sources say on each day."""

from datetime import date
from pathlib import Path

import pytest

from cdmo_plan.catalog.load import Loaded, load_folder
from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.domain.agreements import Agreement
from cdmo_plan.domain.eligibility.assess import assess
from cdmo_plan.domain.eligibility.need import Need
from cdmo_plan.domain.process import Stage
from cdmo_plan.domain.world import Row, is_operating, operator_on
from tests.support.default_catalog import default_loaded

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 21)

PARTNERS = [
    *("agc-biologics", "bioconnection", "packgene", "lonza", "samsung-biologics", "fujifilm-biotechnologies"),
    *("boehringer-bioxcellence", "thermo-fisher-patheon", "rentschler", "vetter", "simtra", "selexis"),
    *("kbi-biopharma", "wuxi-biologics", "sk-pharmteco", "charles-river", "catalent", "aldevron", "genezen"),
    "forge-biologics",
]


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return default_loaded()


@pytest.fixture(scope="module")
def catalog(loaded: Loaded) -> Catalog:
    return loaded.catalog


def rows_of(catalog: Catalog) -> list[Row]:
    return [row for rows in catalog.by_step.values() for row in rows]


def states(catalog: Catalog, site: str) -> list[tuple[str, str, str]]:
    timeline = catalog.sites[site].timeline
    return [(status.state, str(status.since), str(status.ends)) for status in timeline.states]


def agreement(catalog: Catalog, identity: str) -> Agreement:
    return next(found for found in catalog.agreements if found.id == identity)


def refusals(catalog: Catalog, capability: str, makes: str, *, as_of: date = TODAY) -> list[str]:
    """Return why a row does not serve a stage for its own step, without any term of a brief."""
    row = next(row for row in rows_of(catalog) if row.capability.id == capability)
    stage = Stage(key="stage", step=row.capability.step, kind="assigned", makes=makes)
    verdict = assess(row, Need(stage=stage, as_of=as_of), catalog)
    return [found.text for found in verdict.shortfalls]


def test_it_loads_without_any_finding(loaded: Loaded) -> None:
    assert [str(found) for found in loaded.diagnostics] == []
    assert loaded.catalog.layers == ("default",)


@pytest.mark.parametrize("partner", PARTNERS)
def test_every_partner_is_there_with_work_on_offer(catalog: Catalog, partner: str) -> None:
    assert partner in catalog.partners
    assert any(row.capability.partner == partner for row in rows_of(catalog))
    assert catalog.sites_of(partner)


def test_every_capability_cites_a_page_a_citation_or_general_knowledge(catalog: Catalog) -> None:
    for row in rows_of(catalog):
        assert row.capability.sources, row.capability.id
        for source in row.capability.sources:
            is_page = source.url is not None and source.url.startswith(("https://", "http://"))
            assert is_page or source.citation or source.is_general_knowledge, (row.capability.id, source.id)


def test_no_row_operates_since_a_date_later_than_its_newest_source_t1(catalog: Catalog) -> None:
    late = set()
    for row in rows_of(catalog):
        at_site = row.site.timeline.states if row.site else ()
        for status in row.capability.timeline.states or at_site:
            if status.state != "operating" or status.since is None:
                continue
            told = [row.capability.newest, *(source.published for source in status.sources)]
            if not any(status.since.first <= day.last for day in told if day is not None):
                late.add(f"{row.capability.id} since {status.since}")

    assert not late, "a plan told before its date stays announced"


def test_every_page_says_when_it_was_read(catalog: Catalog) -> None:
    unread = {
        (row.capability.id, source.id)
        for row in rows_of(catalog)
        for source in row.capability.sources
        if source.url and source.read is None
    }

    assert not unread


def test_every_agreement_is_cited(catalog: Catalog) -> None:
    assert all(found.sources for found in catalog.agreements)


def test_every_owner_is_cited(catalog: Catalog) -> None:
    assert all(owner.sources for site in catalog.sites.values() for owner in site.owners)


@pytest.mark.parametrize("modality", ["mab", "aav", "mrna-lnp", "lentivirus", "car-t", "adc"])
def test_no_row_is_refused_for_its_status_or_a_hold_without_a_citation(
    catalog: Catalog, modality: str
) -> None:
    for row in rows_of(catalog):
        stage = Stage(key="stage", step=row.capability.step, kind="assigned", makes=modality)
        for found in assess(row, Need(stage=stage, as_of=TODAY), catalog).shortfalls:
            assert found.sources, (row.capability.id, found.text)
            assert found.mark.file.startswith("catalogs/partners/")


def test_boulder_runs_from_2021_and_was_announced_to_close(catalog: Catalog) -> None:
    boulder = catalog.sites["agc-boulder"]

    assert states(catalog, "agc-boulder") == [
        ("operating", "2021-04", "None"),
        ("closing", "2025-09", "2025-12-31"),
    ]
    assert operator_on(boulder, date(2020, 6, 4), catalog) is None
    assert operator_on(boulder, date(2020, 6, 5), catalog) == "agc-biologics"


def test_boulder_and_longmont_took_programmes_in_2024_and_take_none_today(catalog: Catalog) -> None:
    boulder = "agc-boulder/drug-substance/1"
    told = "closure by 2025-12-31 announced (2025-09), nothing later known"

    assert refusals(catalog, boulder, "mab", as_of=date(2024, 5, 14)) == []
    assert refusals(catalog, boulder, "mab") == [told]
    assert told in refusals(catalog, "agc-longmont/viral-vector/1", "aav")
    assert refusals(catalog, boulder, "mab", as_of=date(2021, 3, 1)) == ["operating only since 2021-04"]


def test_longmont_made_aav_and_lentivirus_until_it_idled(catalog: Catalog) -> None:
    vectors = next(row for row in catalog.rows("viral-vector") if row.capability.site == "agc-longmont")

    assert set(vectors.capability.modalities) == {"aav", "lentivirus"}
    assert states(catalog, "agc-longmont")[1:] == [
        ("idled", "2024-11", "None"),
        ("closing", "2025-09", "2025-12-31"),
    ]


def test_no_source_says_that_a_plant_in_colorado_closed(catalog: Catalog) -> None:
    named = {
        status.state
        for site in ("agc-boulder", "agc-longmont")
        for status in catalog.sites[site].timeline.states
    }

    assert "closed" not in named


def test_laupheim_purifies_mrna_that_others_make(catalog: Catalog) -> None:
    told = refusals(catalog, "rentschler-laupheim/mrna-ivt/1", "mrna-lnp")

    assert "works only on material made elsewhere" in told


@pytest.mark.parametrize(
    ("partner", "step"),
    [
        ("packgene", "fill-finish"),
        ("agc-biologics", "cell-line-development"),
        ("agc-biologics", "process-development"),
        ("enzene", "cell-line-development"),
    ],
)
def test_what_a_company_offers_stands_at_no_plant(catalog: Catalog, partner: str, step: str) -> None:
    offers = [row for row in catalog.rows(step) if row.capability.partner == partner]

    assert any(row.site is None for row in offers)


def test_filling_in_biberach_is_stated_there_and_serves_no_other_region(catalog: Catalog) -> None:
    fills = [row for row in catalog.rows("fill-finish") if row.partner.id == "boehringer-bioxcellence"]

    assert {row.site.id for row in fills if row.site is not None} == {
        "boehringer-biberach",
        "boehringer-shanghai",
    }
    assert all(row.site is not None for row in fills)
    (stated,) = (row for row in fills if row.site is not None and row.site.id == "boehringer-biberach")
    assert "site" not in stated.capability.inferred


@pytest.mark.parametrize(
    "row_id",
    ["afrigen-cape-town/fill-finish/1", "omniabio-hamilton/viral-vector/1", "idt-dessau/viral-vector/2"],
)
def test_a_line_known_only_as_a_plan_takes_no_programme_t1(catalog: Catalog, row_id: str) -> None:
    (row,) = (row for row in rows_of(catalog) if row.capability.id == row_id)

    assert not is_operating(row, TODAY)


@pytest.mark.parametrize("site", ["thermo-alachua", "thermo-lexington"])
def test_vector_plants_that_move_to_plainville_take_no_programme_t1(catalog: Catalog, site: str) -> None:
    assert not any(is_operating(row, TODAY) for row in catalog.rows_at(site))


def test_durations_that_cover_more_than_the_step_are_claims(catalog: Catalog) -> None:
    stated = [row.capability for row in rows_of(catalog) if row.capability.duration is not None]

    assert stated
    assert all(capability.duration_scope for capability in stated)


def test_one_plant_has_one_id_and_keeps_its_other_names(catalog: Catalog) -> None:
    aliases = {"wuxi-bio-leverkusen": "terumo-leverkusen", "lonza-tuas": "lonza-singapore"}

    for site, alias in {**aliases, "samsung-songdo-campus-1": "samsung-songdo"}.items():
        assert alias in catalog.sites[site].aliases
        assert alias not in catalog.sites


def test_leverkusen_went_to_terumo_with_its_sale(catalog: Catalog) -> None:
    leverkusen = catalog.sites["wuxi-bio-leverkusen"]

    assert operator_on(leverkusen, date(2025, 9, 29), catalog) == "wuxi-biologics"
    assert operator_on(leverkusen, TODAY, catalog) == "terumo"


def test_agc_and_bioconnection_are_one_contract_for_clinical_antibodies(catalog: Catalog) -> None:
    joint = agreement(catalog, "agc-bioconnection-joint-offering")

    assert joint.joins
    assert joint.one_contract is True
    assert joint.lead == "agc-biologics"
    assert joint.covers("mab", "clinical")
    assert not joint.covers("mab", "commercial")
    assert not joint.covers("aav", "clinical")
    assert not joint.in_force_on(date(2024, 4, 30))


def test_packgene_and_pall_join_no_routes_and_their_contract_is_unknown(catalog: Catalog) -> None:
    alliance = agreement(catalog, "packgene-pall-supplier-alliance")

    assert not alliance.joins
    assert alliance.one_contract is None


@pytest.mark.parametrize(
    "identity", ["rentschler-vetter-joint-offering", "simtra-milliporesigma-adc", "agc-proveo"]
)
def test_an_offering_that_does_not_say_one_contract_merges_nothing(catalog: Catalog, identity: str) -> None:
    offering = agreement(catalog, identity)

    assert offering.joins
    assert offering.one_contract is None


def test_only_one_offering_is_stated_to_be_one_contract(catalog: Catalog) -> None:
    merging = [found.id for found in catalog.agreements if found.joins and found.one_contract]

    assert merging == ["agc-bioconnection-joint-offering"]


def test_pall_atmi_and_cytiva_belong_to_danaher(catalog: Catalog) -> None:
    parents = {name: catalog.organisations[name].parent for name in ("atmi", "pall", "cytiva")}

    assert parents == {"atmi": "pall", "pall": "danaher", "cytiva": "danaher"}


def test_a_row_of_a_dryer_stands_beside_a_line_that_freeze_dries(catalog: Catalog) -> None:
    alone = set()
    for dryer in catalog.rows("lyophilization"):
        assert dryer.site is not None
        fills = [row for row in catalog.rows_at(dryer.site.id) if row.capability.step == "fill-finish"]
        if not any("lyophilized" in (row.capability.dose_forms or ()) for row in fills):
            alone.add(dryer.site.id)

    assert alone == {"halix-leiden"}, "its sources list a dryer and tell of liquid filling only"


@pytest.mark.parametrize(
    ("capability", "makes"),
    [("forge-hearth/fill-finish/1", "aav"), ("samsung-songdo-campus-1/cell-line-development/1", "mab")],
)
def test_gaps_with_a_known_source_are_filled(catalog: Catalog, capability: str, makes: str) -> None:
    assert refusals(catalog, capability, makes) == []


def test_the_odd_entries_load_without_errors() -> None:
    loaded = load_folder(ROOT / "tests" / "fixtures" / "odd-entries")

    assert [str(found) for found in loaded.diagnostics] == []
    assert len(loaded.catalog.partners) == 10
