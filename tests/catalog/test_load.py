"""Loading gives a catalog and findings, each with its place; it never raises on bad data."""

import itertools
from pathlib import Path
from typing import Any

from cdmo_plan.catalog.load import Loaded, load_folder
from cdmo_plan.diagnostics.diagnostic import Diagnostic
from cdmo_plan.domain.sources import GENERAL_KNOWLEDGE
from tests.catalog.tiny import TINY, changed, place_of, write


def load(folder: Path, files: dict[str, str] | Any = TINY) -> Loaded:
    return load_folder(write(folder, files), shown_as="tiny")


def one(loaded: Loaded) -> Diagnostic:
    assert len(loaded.diagnostics) == 1, [str(found) for found in loaded.diagnostics]
    return loaded.diagnostics[0]


def test_a_sound_catalog_has_no_findings(tmp_path: Path) -> None:
    loaded = load(tmp_path)

    assert not loaded.diagnostics
    assert not loaded.has_errors
    assert loaded.files == tuple(sorted(TINY))
    assert loaded.catalog.layers == ("tiny",)


def test_capabilities_are_named_by_place_step_and_number(tmp_path: Path) -> None:
    catalog = load(tmp_path).catalog

    assert [row.capability.id for row in catalog.rows("drug-substance")] == [
        "alpha-lyon/drug-substance/1",
        "alpha-lyon/drug-substance/2",
    ]
    assert [row.capability.id for row in catalog.rows("cell-line-development")] == [
        "alpha/network/cell-line-development/1",
        "alpha/network/cell-line-development/2",
    ]
    assert [row.site for row in catalog.rows("cell-line-development")] == [None, None]


def test_states_and_owners_are_put_in_the_order_of_their_dates(tmp_path: Path) -> None:
    lyon = load(tmp_path).catalog.sites["alpha-lyon"]

    assert [status.state for status in lyon.timeline.states] == ["announced", "operating"]
    assert [owner.owner for owner in lyon.owners] == ["alpha-holding", "alpha"]


def test_what_is_not_written_is_unknown(tmp_path: Path) -> None:
    second = load(tmp_path).catalog.rows("drug-substance")[1].capability

    assert second.expression is None
    assert second.scale_l is None
    assert second.timeline.states == ()
    assert second.bulk_in is False


def test_a_site_without_a_name_is_called_by_its_partner_and_city(tmp_path: Path) -> None:
    sites = load(tmp_path).catalog.sites

    assert sites["alpha-lyon"].name == "Alpha Biologics Lyon"
    assert sites["beta-ghent"].name == "Beta Ghent"


def test_facts_keep_their_sources_and_their_place(tmp_path: Path) -> None:
    row = load(tmp_path).catalog.rows("drug-substance")[0].capability
    page, common = row.sources

    assert (page.reference, str(page.published), str(page.read)) == (
        "https://example.com/alpha",
        "2025",
        "2026-11",
    )
    assert common is GENERAL_KNOWLEDGE
    where = place_of("tiny/partners/alpha.yaml", TINY["partners/alpha.yaml"], "[mammalian]")
    assert tuple(row.marks.of("expression")) == where


def test_a_region_takes_in_the_countries_of_its_parts(tmp_path: Path) -> None:
    regions = load(tmp_path).catalog.regions

    assert regions["atlantic"].countries == {"BE", "FR", "US"}


def test_regions_that_take_in_each_other_are_one(tmp_path: Path) -> None:
    files = changed("regions.yaml", "countries: [BE, FR]}", "countries: [BE], union_of: [atlantic]}")

    regions = load(tmp_path, files).catalog.regions

    assert regions["EU"].countries == regions["atlantic"].countries == {"BE", "US"}


def test_days_of_a_lane_become_weeks(tmp_path: Path) -> None:
    assert load(tmp_path).catalog.lanes["domestic"].duration.typical_weeks == 1


def test_a_dependency_names_the_materials_that_ship(tmp_path: Path) -> None:
    (recipe,) = load(tmp_path).catalog.processes
    (dependency,) = recipe.steps[1].after

    assert (dependency.step, dependency.kind, dependency.materials) == ("bulk", "material", ("substance",))
    assert [source.reference for source in recipe.steps[0].sources] == ["https://example.com/recipe"]


def test_steps_that_wait_for_each_other_are_a_finding_and_no_recipe(tmp_path: Path) -> None:
    circle = changed("processes/mab.yaml", "    produces: [substance]\n", "    after: {release: status}\n")

    loaded = load(tmp_path, circle)

    (found,) = [found for found in loaded.diagnostics if found.code == "CAT204"]
    assert "wait for each other: bulk, release" in found.message
    assert found.mark.file == "tiny/processes/mab.yaml"
    assert loaded.catalog.processes == ()
    assert loaded.catalog.partners


def test_one_broken_file_hides_no_finding_of_the_others(tmp_path: Path) -> None:
    files = {
        **changed("partners/beta.yaml", "sources: [leaflet]", "sources: [leaflets]"),
        "partners/alpha.yaml": "partner: [\n",
        "agreements.yaml": "agreements: {}\n",
        "processes/mab.yaml": TINY["processes/mab.yaml"].replace("released_by: release", "released_by: it"),
        "equipment.yaml": TINY["equipment.yaml"].replace("kind: bioreactor\n", ""),
    }

    loaded = load(tmp_path, files)

    assert {found.mark.file.removeprefix("tiny/") for found in loaded.diagnostics} == {
        *("agreements.yaml", "equipment.yaml", "partners/alpha.yaml", "partners/beta.yaml"),
        "processes/mab.yaml",
    }
    assert set(loaded.catalog.partners) == {"beta"}
    assert loaded.catalog.rows("fill-finish")


def test_findings_are_told_in_the_order_of_their_places(tmp_path: Path) -> None:
    files = {**changed("partners/beta.yaml", "country: BE", "country: FF"), "equipment.yaml": "[]\n"}

    loaded = load(tmp_path, files)

    assert list(loaded.diagnostics) == sorted(loaded.diagnostics)
    assert loaded.has_errors


def test_neither_the_digest_nor_the_catalog_depends_on_the_order_of_files(tmp_path: Path) -> None:
    orders = itertools.islice(itertools.permutations(TINY.items()), 0, 40320, 5039)
    loaded = [load(tmp_path / str(n), dict(order)) for n, order in enumerate(orders)]

    assert len({found.catalog.digest for found in loaded}) == 1
    assert all(found[:3] == loaded[0][:3] for found in loaded)


def test_the_digest_changes_with_any_fact(tmp_path: Path) -> None:
    other = load(tmp_path / "other", changed("partners/beta.yaml", '"2024"', '"2025"'))

    assert other.catalog.digest != load(tmp_path / "same").catalog.digest
    assert len(other.catalog.digest) == 16


def test_a_folder_without_a_manifest_is_named_after_itself(tmp_path: Path) -> None:
    files = {path: text for path, text in TINY.items() if path != "manifest.yaml"}

    loaded = load(tmp_path / "mine", files)

    assert loaded.catalog.layers == ("mine",)
    assert one(loaded).name == "no-manifest"


def test_a_warning_is_no_error(tmp_path: Path) -> None:
    loaded = load(tmp_path, changed("partners/beta.yaml", "name: Beta Fill", "name: NO"))

    assert one(loaded).severity.value == "warning"
    assert not loaded.has_errors
    assert loaded.catalog.partners["beta"].name == "NO"
