"""What a layer adds, withdraws or writes anew, and how rows keep their numbers."""

from pathlib import Path

from cdmo_plan.catalog.load import Loaded
from tests.support.layers import ROW, amending, over_base, write_layer


def lay(tmp_path: Path, text: str, path: str = "amendments/northwind.yaml") -> Loaded:
    return over_base(write_layer(tmp_path / "mine", {path: text}))


def names(loaded: Loaded) -> list[str]:
    return [found.name for found in loaded.diagnostics]


def test_new_rows_and_plants_are_numbered_and_named_after_those_below(tmp_path: Path) -> None:
    text = """
sites:
  - site: northwind-oss
    capabilities:
      - {step: drug-substance, modalities: [mab], sources: [general-knowledge]}
      - {step: fill-finish, modalities: [mab], sources: [general-knowledge]}
    sources: [general-knowledge]
partners:
  - partner: northwind
    sites:
      - id: northwind-ghent
        city: Ghent
        country: BE
        capabilities: [{step: fill-finish, modalities: [mab], sources: [general-knowledge]}]
    sources: [general-knowledge]
"""
    loaded = lay(tmp_path, text)
    world = loaded.catalog

    assert [found.capability.id for found in world.rows_at("northwind-oss")] == [
        "northwind-oss/cell-line-development/1",
        ROW,
        "northwind-oss/drug-substance/2",
        "northwind-oss/fill-finish/1",
    ]
    assert world.rows_at("northwind-oss")[2].capability.partner == "northwind"
    assert world.sites["northwind-ghent"].name == "Northwind Biologics Ghent"
    assert not world.rows_at("northwind-oss")[1].capability.amended
    assert not world.sites["northwind-oss"].amended


def test_a_withdrawn_row_keeps_the_numbers_of_the_others(tmp_path: Path) -> None:
    add = (
        "sites: [{site: northwind-oss, sources: [general-knowledge], capabilities: "
        "[{step: drug-substance, modalities: [mab], sources: [general-knowledge]}]}]\n"
    )
    below = write_layer(tmp_path / "below", {"amendments/a.yaml": add}, "below")
    gone = f"withdraw: [{{id: {ROW}, reason: dismantled, sources: [general-knowledge]}}]\n" + add
    world = over_base(below, write_layer(tmp_path / "mine", {"amendments/a.yaml": gone})).catalog

    assert [found.capability.id for found in world.rows("drug-substance")] == [
        "northwind-oss/drug-substance/2",
        "northwind-oss/drug-substance/3",
    ]
    assert world.origins.layers[-1].withdrawn == ((ROW, "dismantled"),)


def test_a_withdrawn_partner_takes_its_plants_and_rows_with_it(tmp_path: Path) -> None:
    loaded = lay(tmp_path, "withdraw: [{id: southwind, reason: wound up, sources: [general-knowledge]}]\n")
    world = loaded.catalog

    assert (set(world.partners), set(world.sites)) == ({"northwind"}, {"northwind-oss"})
    assert not world.rows("fill-finish")
    assert names(loaded) == ["withdrawn-still-named", "withdrawn-still-named"]
    assert not loaded.has_errors


def test_what_is_withdrawn_can_neither_be_amended_nor_withdrawn_again(tmp_path: Path) -> None:
    gone = f"withdraw: [{{id: {ROW}, reason: dismantled, sources: [general-knowledge]}}]\n"
    folders = [
        write_layer(tmp_path / "one", {"amendments/a.yaml": gone}, "one"),
        write_layer(tmp_path / "two", {"amendments/a.yaml": gone + amending(ROW, "lines: 2")}, "two"),
    ]

    assert names(over_base(*folders)) == ["withdrawn-still-named", "withdrawn-still-named"]


ORGANISATION = (
    "organisations: [{id: pumps, name: Pumps and Valves, kinds: [supplier], sources: [general-knowledge]}]\n"
)


def test_an_entity_written_anew_wins_and_is_a_finding_unless_it_was_withdrawn(tmp_path: Path) -> None:
    anew = lay(tmp_path, ORGANISATION, "organisations.yaml")
    gone = "withdraw: [{id: pumps, reason: renamed, sources: [general-knowledge]}]\n"
    files = {"organisations.yaml": ORGANISATION, "amendments/a.yaml": gone}
    replaced = over_base(write_layer(tmp_path / "other", files))

    assert (names(anew), names(replaced)) == (["written-anew"], [])
    for loaded in (anew, replaced):
        assert loaded.catalog.organisations["pumps"].name == "Pumps and Valves"


def test_a_plant_written_anew_brings_its_own_rows(tmp_path: Path) -> None:
    text = (
        "partner: northwind\nname: Northwind\nsites:\n"
        "  - {id: northwind-oss, city: Oss, country: NL, capabilities: "
        "[{step: fill-finish, modalities: [mab], sources: [general-knowledge]}]}\n"
    )
    loaded = lay(tmp_path, text, "partners/northwind.yaml")

    assert set(names(loaded)) == {"written-anew"}
    assert [found.capability.step for found in loaded.catalog.rows_at("northwind-oss")] == ["fill-finish"]
    assert not loaded.catalog.rows("drug-substance")


def test_an_id_of_another_kind_below_is_taken(tmp_path: Path) -> None:
    loaded = lay(tmp_path, ORGANISATION.replace("pumps", "northwind"), "organisations.yaml")

    assert names(loaded) == ["duplicate-id"]
    assert loaded.has_errors


def test_a_restated_country_is_no_finding(tmp_path: Path) -> None:
    text = (
        "countries:\n  - {code: BE, name: Belgium, continent: europe, customs_territory: EEA}\n"
        "regions: [{id: flanders, name: Flanders, countries: [BE]}]\n"
    )
    loaded = lay(tmp_path, text, "regions.yaml")

    assert names(loaded) == []
    assert "flanders" in loaded.catalog.regions


def test_an_amendment_that_says_nothing_new_is_a_remark(tmp_path: Path) -> None:
    loaded = lay(tmp_path, amending(ROW, "scale_l: {max: 2000}"))

    assert names(loaded) == ["amendment-repeats"]


def test_layers_of_one_name_are_told_apart(tmp_path: Path) -> None:
    folders = [write_layer(tmp_path / name, {}) for name in ("one", "two")]

    assert over_base(*folders).catalog.layers == ("base", "mine", "mine-2")
