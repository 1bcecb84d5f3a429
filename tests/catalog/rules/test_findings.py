"""What single rules find beyond the examples of their pages: the edges, and what they must let pass."""

from pathlib import Path

import pytest

from cdmo_plan.catalog.load import load_folder
from cdmo_plan.catalog.rules.check import check
from cdmo_plan.catalog.rules.country_boxes import BOXES, ISO_3166_1
from cdmo_plan.catalog.rules.identifiers import check_digit
from cdmo_plan.diagnostics.manual import ExampleFile
from cdmo_plan.domain.edqm import STANDARD_TERMS
from tests.support.default_catalog import default_loaded
from tests.support.real import AS_OF, real_catalog
from tests.support.rule_examples import DAY, findings

HEAD = "partner: acme\nname: Acme\n"
SITE = HEAD + "sites:\n  - id: acme-oss\n    city: Oss\n    country: NL\n"
RECIPE = """\
process: gene
name: Gene
modality: mab
released_by: grow
stages: [{stage: drug-substance, step: drug-substance, kind: assigned, makes: mab, anchor: true}]
"""
STEP = "stage: drug-substance, category: manufacturing"


def _found(tmp_path: Path, text: str, path: str = "partners/acme.yaml") -> list[str]:
    return [found.name for found in findings((ExampleFile(path, text),), tmp_path / "catalog")]


def _row(fields: str) -> str:
    return (
        HEAD
        + f"network:\n  - {{step: fill-finish, modalities: [mab], sources: [general-knowledge], {fields}}}\n"
    )


@pytest.mark.parametrize(
    ("fields", "name", "fires"),
    [
        ("scale_l: {max: 200, pooled_train: 100}", "scale-upside-down", True),
        ("scale_l: {max: 200, total: 100}", "scale-upside-down", True),
        ("scale_l: {min: 200, max: 200, total: 200}", "scale-upside-down", False),
        ("scale_l: {min: 500}", "scale-upside-down", False),
        ("scale_m2: {min: 2, max: 1}", "scale-upside-down", True),
        ("duration_weeks: {min: 3, max: 2}", "duration-upside-down", True),
        ("duration_weeks: {typical: -1}", "duration-upside-down", True),
        ("duration_weeks: {min: 2, typical: 2, max: 2}", "duration-upside-down", False),
        ("scale_m2: {max: 30000}", "vessel-beyond-belief", True),
        ("development_phases: [preclinical, commercial]", "phases-out-of-order", True),
        ("development_phases: [clinical, commercial]", "phases-out-of-order", False),
        ("destinations: [eu, Holland, us]", "destination-unknown", False),
        ("inferred: [scale_l]", "unknown-reference", True),
        ("inferred: [colour]", "unknown-reference", True),
        ("inferred: [site, status]", "unknown-reference", False),
        ("general_knowledge: [modalities.adc]", "unknown-reference", True),
        ("excluded: [protein]", "excluded-and-offered", True),
        ("excluded: [viral, cells]", "excluded-and-offered", False),
        ('known_as_of: "2020"', "row-stale", True),
        ('known_as_of: "2021"', "row-stale", False),
        ('edqm: ["50060300"], containers: [prefilled-syringe]', "edqm-disagrees", True),
        (
            'edqm: ["50060300"], containers: [prefilled-syringe], dose_forms: [liquid]',
            "edqm-disagrees",
            False,
        ),
        ('status: [{state: announced, since: "2026", expected: "2026"}]', "ready-before-announced", False),
        ('status: [{state: closing, ends: "2025"}]', "announcement-overdue", True),
        ('status: [{state: announced, expected: "2025"}, {state: operating, since: "2025"}]',
         "announcement-overdue", False),
        ('held: [{kind: captive, since: "2024", until: "2024-01"}]', "period-upside-down", False),
    ],
)  # fmt: skip
def test_a_row(tmp_path: Path, fields: str, name: str, fires: bool) -> None:
    assert (name in _found(tmp_path, _row(fields))) is fires


@pytest.mark.parametrize(
    ("fields", "name", "fires"),
    [
        ("location: {latitude: 5.53, longitude: 51.77}", "location-outside-country", True),
        ("location: {latitude: 51.77, longitude: 5.53}", "location-outside-country", False),
        ('identifiers: {fei: "1234567"}', "fei-malformed", False),
        ('identifiers: {fei: "12345678"}', "fei-malformed", True),
        ('identifiers: {duns: "12345678٩"}', "duns-malformed", True),
        ('identifiers: {gln: "401234567890"}', "gln-malformed", True),
        ('owners: [{owner: northwind, until: "2022"}, {owner: acme, since: "2022-06"}]',
         "owners-overlap", False),
        ("owners: [{owner: northwind}, {owner: acme}]", "owners-overlap", True),
        ('owners: [{owner: acme, until: "2020"}, {owner: acme, since: "2019"}]', "owners-overlap", False),
        ('owners: [{owner: acme, until: "2027"}]\n    status: [{state: operating}]',
         "ownership-ended", False),
        ('owners: [{owner: acme, until: "2024"}]\n    status: [{state: closed}]', "ownership-ended", False),
        ('status: [{state: operating}, {state: closed, since: "2020"}]', "states-out-of-order", False),
        ('status: [{state: closed, since: "2020"}, {state: operating}]', "states-out-of-order", True),
    ],
)  # fmt: skip
def test_a_site(tmp_path: Path, fields: str, name: str, fires: bool) -> None:
    assert (name in _found(tmp_path, SITE + f"    {fields}\n")) is fires


def test_a_location_that_was_turned_round_is_recognised(tmp_path: Path) -> None:
    file = ExampleFile("partners/acme.yaml", SITE + "    location: {latitude: 5.53, longitude: 51.77}\n")
    hints = [each.hint for each in findings((file,), tmp_path / "catalog") if each.code == "CAT331"]

    assert hints == ["did you mean latitude 51.77, longitude 5.53?"]


@pytest.mark.parametrize(
    ("steps", "name", "fires"),
    [
        ("{id: a, name: A, STEP, optional: true}", "step-leads-nowhere", False),
        ("{id: a, name: A, category: filing}", "step-leads-nowhere", False),
        ("{id: a, name: A, STEP, after: {grow: status}}", "step-leads-nowhere", False),
        ("{id: a, name: A, STEP, after: {grow: status}}", "made-after-release", True),
        ("{id: a, name: A, category: filing, after: {grow: status}}", "made-after-release", False),
        ("{id: a, name: A, STEP, produces: [bank], when: frozen}", "material-made-twice", False),
        ("{id: a, name: A, STEP, produces: [bank], optional: true}", "material-made-twice", False),
        ("{id: a, name: A, STEP, consumes: [letter]}", "material-nobody-makes", False),
    ],
)  # fmt: skip
def test_a_recipe(tmp_path: Path, steps: str, name: str, fires: bool) -> None:
    text = (
        f"{RECIPE}steps:\n  - {{id: grow, name: Grow, STEP, produces: [bank]}}\n  - {steps}\n"
        "materials:\n  - {id: bank, name: Bank}\n  - {id: letter, name: Letter, transport_class: document}\n"
    ).replace("STEP", STEP)

    assert (name in _found(tmp_path, text, "processes/gene.yaml")) is fires


@pytest.mark.parametrize(
    ("url", "fires"),
    [
        ("https://acme.example", False),
        ("http://acme.example/a?b=c#d", False),
        ("https://acme", True),
        ("ftp://acme.example", True),
        ("https://acme.example/a b", True),
        ("https://[acme.example", True),
        ("www.acme.example", True),
    ],
)
def test_an_address(tmp_path: Path, url: str, fires: bool) -> None:
    text = _row("").replace("general-knowledge", "page") + f'sources:\n  page: {{url: "{url}"}}\n'

    assert ("address-malformed" in _found(tmp_path, text)) is fires


def test_a_source_is_cited_wherever_a_fact_may_cite(tmp_path: Path) -> None:
    text = HEAD + (
        'status: [{state: operating, sources: [a]}]\nheld: [{kind: captive, until: "2020", sources: [b]}]\n'
        "sources:\n  a: {citation: A}\n  b: {citation: B}\n"
    )

    assert "source-unused" not in _found(tmp_path, text)


def test_what_is_missing_is_not_asked_of_a_catalog_with_a_broken_file(tmp_path: Path) -> None:
    """The broken file may be the one that names everything."""
    names = _found(tmp_path, "partner: [\n", "partners/northwind.yaml")

    assert set(names) <= {"yaml-syntax", "stage-nobody-does", "unknown-reference"}


def test_the_day_moves_what_is_overdue(tmp_path: Path) -> None:
    text = _row('status: [{state: announced, expected: "2027"}]')
    findings((ExampleFile("partners/acme.yaml", text),), tmp_path / "catalog")
    loaded = load_folder(tmp_path / "catalog")
    by_year = {
        year: "CAT324" in {each.code for each in check(loaded, DAY.replace(year=year))}
        for year in (2026, 2028)
    }

    assert by_year == {2026: False, 2028: True}


@pytest.mark.parametrize("gln", ["4012345678901", "7612345000008", "0614141000005"])
def test_check_digits_of_gs1(gln: str) -> None:
    assert check_digit(gln[:-1]) == int(gln[-1])


def test_country_boxes_hold_the_plants_of_the_shipped_catalog() -> None:
    catalog = real_catalog()

    assert len(ISO_3166_1) == 249
    assert set(BOXES) <= ISO_3166_1
    assert set(catalog.countries) <= set(BOXES)
    assert all(box.south < box.north and box.west < box.east for box in BOXES.values())


def test_standard_terms_have_codes_of_eight_digits() -> None:
    assert all(len(code) == 8 and code.isdigit() for code in STANDARD_TERMS)


def test_the_rules_find_no_error_in_the_shipped_catalog() -> None:
    loaded = default_loaded()

    errors = [found for found in check(loaded, AS_OF) if found.severity.value == "error"]

    # What loading finds is held by its own tests.
    assert not [str(found) for found in errors if found not in loaded.diagnostics]
