"""The schemas of catalog files: one meaning in both drafts, as wide as our reader and as strict."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator, Draft202012Validator

from cdmo_plan.catalog.rules.registry import RULES
from cdmo_plan.reading.documents import DOCUMENTS
from cdmo_plan.reading.files import read_text
from cdmo_plan.reading.places import kind_of
from tests.reading.test_format_examples import EXAMPLES
from tests.support.schemas import FOLDER
from tests.support.yaml_readers import READERS

ROOT = Path(__file__).parents[2]
DRAFTS = {"draft-07": Draft7Validator, "2020-12": Draft202012Validator}
SCHEMAS = {
    kind: json.loads((FOLDER / f"catalog-{kind}.json").read_text(encoding="ascii")) for kind in DOCUMENTS
}
# Made once: a validator prepares its schema when it is first asked.
VALIDATORS = {
    (kind, name): draft(schema) for kind, schema in SCHEMAS.items() for name, draft in DRAFTS.items()
}
FOLDERS = [ROOT / "catalogs", *sorted((ROOT / "tests" / "fixtures").iterdir())]
FILES = [path for folder in FOLDERS for path in sorted(folder.rglob("*.yaml"))]


def _kind(path: Path) -> str:
    kind = kind_of(path.relative_to(next(f for f in FOLDERS if path.is_relative_to(f))).as_posix())
    assert kind is not None
    return kind


def _fits(kind: str, seen: Any) -> bool:
    """Whether a file fits, on which both drafts have to agree."""
    found = {name: VALIDATORS[kind, name].is_valid(seen) for name in DRAFTS}
    assert len(set(found.values())) == 1, found
    return found["2020-12"]


@pytest.mark.parametrize("draft", DRAFTS)
@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_schema_is_valid(kind: str, draft: str) -> None:
    DRAFTS[draft].check_schema(SCHEMAS[kind])


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_no_word_stands_where_one_draft_would_not_read_it(kind: str) -> None:
    for schema in _inside(SCHEMAS[kind]):
        assert "$ref" not in schema or set(schema) == {"$ref"}
        assert not schema.keys() & {"$defs", "prefixItems", "dependencies", "additionalItems", "contains"}
        assert not isinstance(schema.get("items"), list)


def _inside(value: Any) -> list[dict[str, Any]]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    found = [each for part in inner for each in _inside(part)]
    return [value, *found] if isinstance(value, dict) else found


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_every_field_says_what_it_means(kind: str) -> None:
    documents = [SCHEMAS[kind], *SCHEMAS[kind]["definitions"].values()]

    assert all(each["description"] for each in documents)
    assert all(len(f["description"]) > 2 for each in documents for f in each["properties"].values())


@pytest.mark.parametrize(("draft", "version"), [("draft-07", "1.2"), ("2020-12", "1.1")])
@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_catalog_file_fits_as_editors_see_it(path: Path, draft: str, version: str) -> None:
    seen = READERS[version](path.read_text(encoding="utf-8"))

    assert not [error.message for error in VALIDATORS[_kind(path), draft].iter_errors(seen)]


@pytest.mark.parametrize("version", READERS)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_of_the_documentation_fits(name: str, version: str) -> None:
    assert _fits(kind_of(name) or "", READERS[version](EXAMPLES[name]))


UNQUOTED = """
partner: acme
name: 360
former_names: [1.10, true, no, 2024-05-01, 1e5]
headquarters: {city: Oslo, country: NO}
sources_read: 2024-05
network:
  - {step: fill-finish, modalities: [mab], lines: 010, bulk_in: yes, sources: [2024]}
sites:
  - id: 007
    city: Bergen
    country: NO
    location: {latitude: "60.39", longitude: 5}
    floor_area_m2: 1e4
    status: [{state: operating, since: 2024}, {state: closing, since: 2024-05-01}]
sources:
  2024: {citation: 12, mirror: off, published: 2024-05-01}
"""


@pytest.mark.parametrize("version", READERS)
def test_scalars_that_our_reader_forgives_are_forgiven(version: str) -> None:
    assert read_text(UNQUOTED, "partner").document is not None
    assert _fits("partner", READERS[version](UNQUOTED))


PARTNER = "partner: acme\nname: Acme\nsites:\n  - {id: oss, city: Oss, country: NL, capabilities: [%s]}\n"
NORTH_OF_THE_POLE = "{id: oss, city: Oss, country: NL, location: {latitude: 91, longitude: 0}}"
ROW = "{step: fill-finish, modalities: [mab], sources: [a]%s}"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("partner", "partner: acme\n"),
        ("partner", "partner: Acme Biologics\nname: Acme\n"),
        ("partner", "partner: acme\nname: ' '\n"),
        ("partner", "partner: acme\nname: Acme\nnames: [x]\n"),
        ("partner", "partner: acme\nname: [Acme]\n"),
        ("partner", "partner: acme\nname:\n"),
        ("partner", "partner: acme\nname: Acme\nsites: {}\n"),
        ("partner", "partner: acme\nname: Acme\nsources: {A page: {url: x}}\n"),
        ("partner", "partner: acme\nname: Acme\nsources_read: 2024-13\n"),
        ("partner", "partner: acme\nname: Acme\nsources_read: 24\n"),
        ("partner", "partner: acme\nname: Acme\nheadquarters: {country: nl}\n"),
        ("partner", PARTNER % "{step: fill-finish, sources: [a]}"),
        ("partner", PARTNER % "{step: filling, modalities: [mab], sources: [a]}"),
        ("partner", PARTNER % ROW % ", scale_l: {max: 0}"),
        ("partner", PARTNER % ROW % ", scale_l: {max: two}"),
        ("partner", PARTNER % ROW % ", scale_l: 2000"),
        ("partner", PARTNER % ROW % ", lines: 1.5"),
        ("partner", PARTNER % ROW % ", lines: -1"),
        ("partner", PARTNER % ROW % ", bulk_in: perhaps"),
        ("partner", PARTNER % ROW % ", status: []"),
        ("partner", PARTNER % ROW % ", claims: [{what: x, value: many, unit: y}]"),
        ("partner", f"partner: acme\nname: Acme\nsites: [{NORTH_OF_THE_POLE}]\n"),
        ("manifest", "format: '2'\ncatalog: x\ntitle: x\nas_of: '2026'\nlicence: x\n"),
        ("agreements", "agreements: [{id: a, kind: marriage, parties: [b], scope: {text: c}, sources: [d]}]"),
        ("lanes", "lanes: [{kind: sea, sources: [a]}]"),
    ],
)
@pytest.mark.parametrize("version", READERS)
def test_what_our_reader_refuses_does_not_fit(kind: str, text: str, version: str) -> None:
    assert read_text(text, kind).document is None
    assert not _fits(kind, READERS[version](text))


def test_a_partner_that_would_fit_but_for_one_thing() -> None:
    text = PARTNER % ROW % ""

    assert read_text(text, "partner").document is not None
    assert _fits("partner", READERS["1.2"](text))


MANUAL = sorted(
    {
        (kind_of(file.path) or "", file.text)
        for rule in RULES.values()
        for file in (*rule.manual.fires, *rule.manual.fits)
        if kind_of(file.path) and not file.how
    }
)


@pytest.mark.parametrize("version", READERS)
def test_what_our_reader_takes_fits_and_hardly_anything_else(version: str) -> None:
    taken, looser = 0, []
    for kind, text in MANUAL:
        try:
            seen = READERS[version](text)
        except (yaml.YAMLError, ValueError):
            continue
        is_taken = read_text(text, kind).document is not None
        taken += is_taken
        if is_taken:
            assert _fits(kind, seen), text
        elif _fits(kind, seen):
            looser.append(text)

    assert taken > 100
    # What no schema can say: traps of YAML itself, and days that no calendar has.
    assert len(looser) <= 12, "\n---\n".join(looser)


@pytest.mark.parametrize(
    "path", [p for p in FILES if p.is_relative_to(ROOT / "catalogs")], ids=lambda p: p.stem
)
def test_every_shipped_file_names_its_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    named = first.removeprefix("# yaml-language-server: $schema=")

    assert named != first
    assert (path.parent / named).resolve() == FOLDER / f"catalog-{_kind(path)}.json"
