"""YAML's traps are closed: a scalar means what the field says, and what others would change is reported."""

import string
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdmo_plan.diagnostics import codes
from cdmo_plan.reading import other_readers
from cdmo_plan.reading.agreement_documents import OrganisationsDocument
from cdmo_plan.reading.files import read_text
from cdmo_plan.reading.partner_documents import PartnerDocument
from cdmo_plan.reading.traps import portable

SITE = """\
partner: p
name: P
sites:
  - id: s
    city: {city}
    country: {country}
    aliases: [{alias}]
    floor_area_m2: {area}
    location: {{latitude: {latitude}, longitude: 5}}
    capabilities:
      - step: fill-finish
        modalities: [mab]
        sources: [web]
        bulk_in: {flag}
        known_as_of: {date}
"""
PLAIN = {
    "city": "Oslo",
    "country": "SE",
    "alias": "Plant",
    "area": "1",
    "latitude": "5",
    "flag": "true",
    "date": "2024",
}
LINES = {"city": (5, 11), "country": (6, 14), "alias": (7, 15), "area": (8, 20), "latitude": (9, 26)}
LINES |= {"flag": (14, 18), "date": (15, 22)}


def _read(**fields: str) -> tuple[dict[str, object], list[tuple[int, int, str | None]]]:
    read = read_text(SITE.format(**PLAIN | fields), "partner", "p.yaml")
    assert read.document, [str(each) for each in read.diagnostics]
    site = cast("PartnerDocument", read.document).sites[0]
    assert site.location
    values: dict[str, object] = {
        "city": site.city,
        "country": site.country,
        "alias": site.aliases[0],
        "area": site.floor_area_m2,
        "latitude": site.location.latitude,
        "flag": site.capabilities[0].bulk_in,
        "date": str(site.capabilities[0].known_as_of),
    }
    assert {each.code for each in read.diagnostics} <= {codes.UNQUOTED.code}
    return values, [(each.mark.line, each.mark.column, each.hint) for each in read.diagnostics]


@pytest.mark.parametrize(
    ("field", "written", "meant", "hint"),
    [
        ("country", "NO", "NO", 'write "NO"'),
        ("alias", "0000000360", "0000000360", 'write "0000000360"'),
        ("alias", "1.10", "1.10", 'write "1.10"'),
        ("alias", "1e19", "1e19", 'write "1e19"'),
        ("alias", "12:30", "12:30", 'write "12:30"'),
        ("alias", "1_000", "1_000", 'write "1_000"'),
        ("alias", ".5", ".5", 'write ".5"'),
        ("alias", "0x1F", "0x1F", 'write "0x1F"'),
        ("alias", "0o17", "0o17", 'write "0o17"'),
        ("alias", "ON", "ON", 'write "ON"'),
        ("alias", "yes", "yes", 'write "yes"'),
        ("alias", "True", "True", 'write "True"'),
        ("alias", "NULL", "NULL", 'write "NULL"'),
        ("alias", ".nan", ".nan", 'write ".nan"'),
        ("alias", "2024-05-01T10:00:00Z", "2024-05-01T10:00:00Z", 'write "2024-05-01T10:00:00Z"'),
        ("alias", "2024-13-45", "2024-13-45", 'write "2024-13-45"'),
        ("alias", "=", "=", 'write "="'),
        ("area", "010", 10, "write 10"),
        ("area", "1e19", 1e19, "write 1.0e+19"),
        ("area", "1.5e3", 1500, "write 1500"),
        ("latitude", "-010", -10, "write -10"),
        ("flag", "yes", True, "write true"),
        ("flag", "off", False, "write false"),
        ("date", "0800", "0800", 'write "0800"'),
    ],
)
def test_a_scalar_that_others_change_is_read_rightly_and_reported(
    field: str, written: str, meant: object, hint: str
) -> None:
    values, warnings = _read(**{field: written})

    assert values[field] == meant
    assert warnings == [(*LINES[field], hint)]


@pytest.mark.parametrize(
    ("field", "written", "meant"),
    [
        ("country", '"NO"', "NO"),
        ("country", "'NO'", "NO"),
        ("country", "DK", "DK"),
        ("alias", '"0000000360"', "0000000360"),
        ("alias", "2019", "2019"),
        ("alias", "1.5", "1.5"),
        ("alias", "2024-05-01", "2024-05-01"),
        ("alias", '"null"', "null"),
        ("alias", "'~'", "~"),
        ("alias", "North 12", "North 12"),
        ("date", "2019", "2019"),
        ("date", "2024-05", "2024-05"),
        ("date", "2024-05-01", "2024-05-01"),
        ("area", "1.0e+19", 1e19),
        ("area", "2000", 2000),
        ("area", "0.50", 0.5),
        ("area", ".5", 0.5),
        ("area", "12345678901234567890", float(12345678901234567890)),
        ("area", '"1e19"', 1e19),
        ("flag", "True", True),
        ("flag", '"no"', False),
    ],
)
def test_a_scalar_that_all_readers_agree_on_is_not_reported(field: str, written: str, meant: object) -> None:
    values, warnings = _read(**{field: written})

    assert values[field] == meant
    assert warnings == []


@pytest.mark.parametrize("written", ["", "null", "~"])
def test_plain_nothing_is_nothing(written: str) -> None:
    read = read_text(f"partner: p\nname: P\nnote: {written}\n", "partner")

    assert read.document
    assert cast("PartnerDocument", read.document).note is None
    assert read.diagnostics == ()


@pytest.mark.parametrize(("key", "reported"), [("on", 1), ("'on'", 0), ("ON", 1), ("1e5", 1), ("2019", 0)])
def test_a_key_that_others_change_is_reported(key: str, reported: int) -> None:
    read = read_text(f"{{partner: p, name: P, sources: {{{key}: {{url: u}}}}}}", "partner", "p.yaml")
    warnings = [each.mark[1:] for each in read.diagnostics if each.code == codes.UNQUOTED.code]
    is_id = key != "ON"

    assert warnings == [(1, 33)] * (reported if is_id else 0)


def test_a_value_that_is_wrong_is_not_reported_as_a_trap_too() -> None:
    read = read_text("organisations: [{id: NO, name: N, kinds: [owner], sources: [w]}]", "organisations")

    assert [each.code for each in read.diagnostics] == [codes.BAD_FORM.code]


def test_norway_is_a_country_of_an_organisation() -> None:
    text = "organisations:\n- {id: n, name: N, kinds: [owner], country: NO, sources: [w]}\n"
    read = read_text(text, "organisations")

    assert read.document
    assert cast("OrganisationsDocument", read.document).organisations[0].country == "NO"
    assert len(read.diagnostics) == 1


_SCALARS = st.one_of(
    st.text(string.digits + "+-._:eExXoObBaAfF Tt", max_size=12),
    st.sampled_from(
        ["yes", "No", "ON", "off", "true", "FALSE", "Null", "null", "<<", "=", "~", ".Inf", "-.inf"]
    ),
    st.text(string.ascii_letters + ".=<~", max_size=6),
)


@given(_SCALARS)
@settings(deadline=None)
def test_no_scalar_that_another_reader_changes_goes_unasked(text: str) -> None:
    changed = any(not isinstance(value, str) for value in other_readers.readings(text))

    assert not changed or text == "" or other_readers.SUSPECT.match(text)


@given(st.floats(allow_nan=False, allow_infinity=False))
@settings(deadline=None)
def test_a_portable_number_is_the_same_in_all_readers(number: float) -> None:
    assert other_readers.readings(portable(number)) == (number, number)


@given(st.text(string.printable, max_size=8))
@settings(deadline=None)
def test_other_readers_are_asked_about_any_text(text: str) -> None:
    for value in other_readers.readings(text):
        assert other_readers.in_words(value)
        assert other_readers.canonical(value) is not None
