"""A later layer adds, amends by id and withdraws; the later wins, and what differs is told."""

from pathlib import Path

import pytest

from cdmo_plan.catalog.load import Loaded
from cdmo_plan.domain.capability import Capability
from tests.support.layers import ROW, amending, over_base, write_layer

SOURCES = 'sources: {audit: {citation: Audit, published: "2026-09", read: "2026-10"}}\n'


def lay(tmp_path: Path, text: str, path: str = "amendments/northwind.yaml") -> Loaded:
    return over_base(write_layer(tmp_path / "mine", {path: text}))


def row(loaded: Loaded, identity: str = ROW) -> Capability:
    step = identity.split("/")[-2]
    return next(found.capability for found in loaded.catalog.rows(step) if found.capability.id == identity)


def names(loaded: Loaded) -> list[str]:
    return [found.name for found in loaded.diagnostics]


def test_an_amendment_changes_what_it_names_and_keeps_the_rest(tmp_path: Path) -> None:
    loaded = lay(tmp_path, amending(ROW, "scale_l: {total: 8000}, lines: 3", "[audit]") + SOURCES)
    found = row(loaded)

    assert found.scale_l is not None
    assert (found.scale_l.min, found.scale_l.max, found.scale_l.total) == (200, 2000, 8000)
    assert (found.lines, found.expression) == (3, ("mammalian",))
    assert not loaded.diagnostics
    assert [source.id for source in found.sources] == ["services", "audit"]
    assert found.newest_year == 2026


def test_every_field_keeps_the_place_that_it_was_last_written_in(tmp_path: Path) -> None:
    found = row(lay(tmp_path, amending(ROW, "lines: 3")))

    assert str(found.marks.entity).startswith("base/partners/northwind.yaml:")
    assert str(found.marks.of("lines")) == "mine/amendments/northwind.yaml:2:57"
    assert found.marks.of("expression").file == "base/partners/northwind.yaml"
    assert [each.fields for each in found.amended] == [("lines",)]


def test_the_search_sees_the_amended_site_and_partner_at_every_row(tmp_path: Path) -> None:
    text = (
        "sites: [{site: northwind-oss, city: Nijmegen, sources: [general-knowledge]}]\n"
        "partners: [{partner: northwind, name: North, sources: [general-knowledge]}]\n"
    )
    world = lay(tmp_path, text).catalog
    rows = world.rows_at("northwind-oss")

    assert {(found.site.city, found.partner.name) for found in rows if found.site} == {("Nijmegen", "North")}
    assert world.sites["northwind-oss"] is rows[0].site
    assert world.sites_of("northwind") == (rows[0].site,)


def test_entries_are_added_unless_they_replace(tmp_path: Path) -> None:
    closing = 'status: [{state: closing, since: "2026-10", sources: [general-knowledge]}]'
    added = lay(tmp_path, f"sites: [{{site: northwind-oss, {closing}, sources: [general-knowledge]}}]\n")
    replaced = lay(
        tmp_path / "other",
        f"sites: [{{site: northwind-oss, {closing}, replaces: [status], sources: [general-knowledge]}}]\n",
    )

    assert _states(added) == ["operating", "closing"]
    assert _states(replaced) == ["closing"]
    assert names(added) == []
    assert names(replaced) == ["layers-contradict"]


def _states(loaded: Loaded) -> list[str]:
    return [status.state for status in loaded.catalog.sites["northwind-oss"].timeline.states]


def test_states_of_one_day_contradict_and_the_later_layer_wins(tmp_path: Path) -> None:
    idled = 'status: [{state: idled, since: "2015", sources: [general-knowledge]}]'
    loaded = lay(tmp_path, f"sites: [{{site: northwind-oss, {idled}, sources: [general-knowledge]}}]\n")

    assert names(loaded) == ["layers-contradict"]
    assert "is idled since 2015 here, and operating since 2015 in base" in loaded.diagnostics[0].message
    assert _states(loaded)[-1] == "idled"


def test_what_is_stated_later_is_no_longer_inferred(tmp_path: Path) -> None:
    first = amending(ROW, "technology: hybrid, lines: 2, inferred: [technology, lines]", "[audit]") + SOURCES
    once = write_layer(tmp_path / "first", {"amendments/a.yaml": first}, "first")
    then = write_layer(
        tmp_path / "second", {"amendments/a.yaml": amending(ROW, "lines: 4", "[audit]") + SOURCES}, "second"
    )

    assert row(over_base(once)).inferred == {"technology", "lines"}
    assert row(over_base(once, then)).inferred == {"technology"}


def test_what_is_amended_on_general_knowledge_says_so(tmp_path: Path) -> None:
    found = row(lay(tmp_path, amending(ROW, "lines: 3")))

    assert found.general_knowledge == {"lines"}
    assert found.evidence_for(frozenset({"expression"})) == "stated"
    assert found.evidence_for(frozenset({"lines"})) == "general-knowledge"


def test_an_amendment_lends_its_sources_to_no_row_on_general_knowledge(tmp_path: Path) -> None:
    partner = (
        "partner: acme\nname: Acme\nnetwork:\n"
        "  - {step: fill-finish, modalities: [mab], sources: [general-knowledge]}\n"
    )
    below = write_layer(tmp_path / "below", {"partners/acme.yaml": partner}, "below")
    text = amending("acme/network/fill-finish/1", "lines: 2", "[audit]") + SOURCES
    found = row(
        over_base(below, write_layer(tmp_path / "mine", {"amendments/a.yaml": text})),
        "acme/network/fill-finish/1",
    )

    assert found.evidence_for(frozenset({"modalities"})) == "general-knowledge"
    assert [source.id for source in found.amended[0].sources] == ["audit"]


def test_a_quote_makes_no_row_younger(tmp_path: Path) -> None:
    quote = '{what: batch, amount: {max: 1}, currency: EUR, dated: "2026-11", sources: [audit]}'
    found = row(lay(tmp_path, amending(ROW, f"quotes: [{quote}]", "[audit]") + SOURCES))

    assert found.newest_year == 2025
    assert [each.price for each in found.quotes] == ["EUR up to 1"]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("scale_l: {max: 4000}", "is max 4,000 here, and max 2,000 in base"),
        ("expression: [microbial]", "is microbial here, and mammalian in base"),
        ("modalities: [bispecific]", "is bispecific here, and mab in base"),
        ("development_phases: [clinical]", "is clinical here, and clinical, commercial in base"),
    ],
)
def test_another_value_is_a_contradiction(tmp_path: Path, fields: str, message: str) -> None:
    loaded = lay(tmp_path, amending(ROW, fields))

    assert names(loaded) == ["layers-contradict"]
    assert message in loaded.diagnostics[0].message
    assert loaded.diagnostics[0].related[0][0].file == "base/partners/northwind.yaml"
    assert not loaded.has_errors


def test_more_of_a_list_is_no_contradiction(tmp_path: Path) -> None:
    loaded = lay(tmp_path, amending(ROW, "modalities: [mab, bispecific]"))

    assert names(loaded) == []
    assert row(loaded).modalities == ("mab", "bispecific")


def test_two_layers_that_differ_are_told_apart(tmp_path: Path) -> None:
    folders = [
        write_layer(tmp_path / name, {"amendments/a.yaml": amending(ROW, f"lines: {lines}")}, name)
        for name, lines in (("one", 2), ("two", 3))
    ]
    forth, back = over_base(*folders), over_base(*reversed(folders))

    assert (row(forth).lines, row(back).lines) == (3, 2)
    assert "is 3 here, and 2 in one" in forth.diagnostics[0].message
    assert "is 2 here, and 3 in two" in back.diagnostics[0].message
    assert forth.catalog.layers == ("base", "one", "two")
    assert forth.catalog.digest != back.catalog.digest


def test_one_layer_may_not_set_a_field_twice(tmp_path: Path) -> None:
    files = {f"amendments/{n}.yaml": amending(ROW, f"lines: {n}") for n in (2, 3)}
    loaded = over_base(write_layer(tmp_path / "mine", files))

    assert "duplicate-id" in names(loaded)
    assert loaded.has_errors


def test_an_unknown_id_is_an_error_with_what_was_meant(tmp_path: Path) -> None:
    loaded = lay(tmp_path, amending("northwind-os/drug-substance/1", "lines: 2"))

    assert names(loaded) == ["unknown-reference"]
    assert loaded.diagnostics[0].hint == f"did you mean {ROW}?"
    assert str(loaded.diagnostics[0].mark).startswith("mine/amendments/northwind.yaml:2:18")


def test_a_layer_alone_has_nothing_to_amend(tmp_path: Path) -> None:
    from cdmo_plan.catalog.load import load_folder

    loaded = load_folder(write_layer(tmp_path, {"amendments/a.yaml": amending(ROW, "lines: 2")}))

    assert names(loaded) == ["unknown-reference"]
    assert loaded.diagnostics[0].hint == (
        "nothing lies below this catalog: name what it amends first, as --catalog default --catalog DIR"
    )
