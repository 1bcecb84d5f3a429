"""`list`: what a catalog holds on a day, for readers at any width and for scripts."""

import json
import re
from typing import Any

import pytest

from tests.cli.conftest import PARTNER, Ask, Said, WriteCatalog
from tests.conftest import RunPython

DAY = ("--as-of", "2026-11-21")
KINDS = ["partners", "sites", "modalities", "steps", "agreements", "equipment", "regions"]
KINDS += ["organisations", "layers"]


def _once(ask: Ask, kind: str, known: dict[str, Any] = {}) -> Any:  # noqa: B006  remembers what was asked
    """Return the records of a kind, which have no width."""
    if kind not in known:
        known[kind] = json.loads(ask("list", kind, *DAY, "--format", "json").out)[kind]
    return known[kind]


def _printed(ask: Ask, kind: str, width: int, known: dict[tuple[str, int], Said] = {}) -> Said:  # noqa: B006
    """Return what is printed at a width, which several tests look at."""
    if (kind, width) not in known:
        known[kind, width] = ask("list", kind, *DAY, width=width)
    return known[kind, width]


@pytest.mark.parametrize("width", [20, 60, 80, 100, 120, 200])
@pytest.mark.parametrize("kind", KINDS)
def test_no_id_is_cut_at_any_width(ask: Ask, kind: str, width: int) -> None:
    records = _once(ask, kind)
    said = _printed(ask, kind, width)

    words = set(re.split(r"[\s,;]+", said.out))
    assert said.code == 0
    assert "…" not in said.out
    for record in records:
        assert (record.get("id") or record.get("step") or record.get("modality")) in words


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("kind", KINDS)
def test_no_line_is_wider_than_the_page_or_ends_in_blanks(ask: Ask, kind: str, width: int) -> None:
    lines = _printed(ask, kind, width).out.splitlines()

    assert max(len(line) for line in lines) <= width
    assert all(line == line.rstrip() for line in lines)


def test_wide_tables_stand_in_columns_and_narrow_ones_are_stacked(ask: Ask) -> None:
    wide = ask("list", "sites", *DAY, width=200).out
    narrow = ask("list", "sites", *DAY, width=60).out

    assert re.search(
        r"^agc-copenhagen +Soeborg, DK +operating +agc-biologics +drug-substance", wide, re.MULTILINE
    )
    assert re.search(r"^agc-copenhagen\n +place +Soeborg, DK\n +state +operating\n", narrow, re.MULTILINE)


def test_a_site_for_scripts_carries_exactly_the_fields_of_the_contract(ask: Ask) -> None:
    answer = json.loads(ask("list", "sites", *DAY, "--format", "json").out)

    assert list(answer) == ["schema_version", "as_of", "catalog", "sites"]
    assert (answer["schema_version"], answer["as_of"]) == (1, "2026-11-21")
    assert list(answer["catalog"]) == ["digest", "layers"]
    for site in answer["sites"]:
        assert " ".join(site) == "id name aliases city country location partner owners status capabilities"
    boulder = next(site for site in answer["sites"] if site["id"] == "agc-boulder")
    assert boulder["status"] == "closing"
    assert boulder["owners"][1] == {"owner": "agc-biologics", "since": "2020-06-05", "until": None}
    assert boulder["capabilities"] == [
        {
            "id": "agc-boulder/drug-substance/1",
            "step": "drug-substance",
            "modalities": ["mab"],
            "status": "closing",
        }
    ]


def test_partner_and_state_are_those_of_the_day(ask: Ask) -> None:
    def boulder(day: str) -> tuple[str, str]:
        sites = json.loads(ask("list", "sites", "--as-of", day, "--format", "json").out)["sites"]
        return next((site["partner"], site["status"]) for site in sites if site["id"] == "agc-boulder")

    assert boulder("2024-01-01") == ("agc-biologics", "operating")
    assert boulder("2026-11-21") == ("agc-biologics", "closing")
    assert boulder("2019-01-01")[0] is None


def test_an_owner_that_is_no_manufacturer_is_named_as_such(ask: Ask) -> None:
    said = ask("list", "sites", "--as-of", "2019-01-01", width=200).out

    assert re.search(r"^agc-boulder .* none \(owner astrazeneca\) ", said, re.MULTILINE)


def test_without_a_kind_it_tells_what_can_be_listed(ask: Ask) -> None:
    said = ask("list", *DAY)
    counts = json.loads(ask("list", *DAY, "--format", "json").out)["kinds"]

    assert list(counts) == KINDS
    for kind, number in counts.items():
        assert re.search(rf"^ +{number} +{kind}$", said.out, re.MULTILINE)


def test_an_unknown_kind_is_refused_with_what_was_meant(ask: Ask) -> None:
    said = ask("list", "site")

    assert (said.code, said.out) == (2, "")
    assert "There is no list of 'site'. Did you mean 'sites'?" in said.err


def test_an_empty_list_says_so_and_where_to_go(ask: Ask, write_catalog: WriteCatalog) -> None:
    said = ask("list", "agreements", "--catalog", write_catalog())

    assert (said.code, said.err) == (0, "")
    assert said.out == "This catalog has no agreements. Other lists: cdmo-plan list\n"


def test_markup_in_a_name_stays_literal(ask: Ask, write_catalog: WriteCatalog) -> None:
    said = ask("list", "partners", "--catalog", write_catalog())

    assert "Acme [red]Biologics[/red]" in said.out


def test_a_modality_counts_who_makes_and_who_fills(ask: Ask, write_catalog: WriteCatalog) -> None:
    folder = write_catalog()
    answer = json.loads(ask("list", "modalities", "--catalog", folder, "--format", "json").out)

    assert answer["modalities"] == [{"modality": "mab", "recipes": [], "makers": [], "fillers": ["acme"]}]
    assert re.search(
        r"^mab +no recipe yet +- +1$", ask("list", "modalities", "--catalog", folder).out, re.MULTILINE
    )


def test_a_closed_plant_offers_nothing(ask: Ask, write_catalog: WriteCatalog) -> None:
    folder = write_catalog(partners_acme=PARTNER.replace("operating, since: 2020", "closed, since: 2021"))

    def offers(day: str) -> list[str]:
        answer = ask("list", "partners", "--catalog", folder, "--as-of", day, "--format", "json").out
        steps: list[str] = json.loads(answer)["partners"][0]["steps"]
        return steps

    assert offers("2022-01-01") == []


def test_the_same_question_gives_the_same_bytes(ask: Ask, run_python: RunPython) -> None:
    # This process has hashes of its own.
    here = ask("list", "organisations", *DAY, width=80)
    other = run_python("-m", "cdmo_plan", "list", "organisations", *DAY, PYTHONHASHSEED="2", COLUMNS="80")

    assert other.stdout == here.out
    assert "\x1b" not in other.stdout
    assert (other.returncode, other.stderr) == (0, "")


def test_a_terminal_without_unicode_gets_its_answer(run_python: RunPython, recalling: dict[str, str]) -> None:
    ascii_only = recalling | {"PYTHONIOENCODING": "ascii"}
    table = run_python("-m", "cdmo_plan", "list", "sites", *DAY, **ascii_only)
    answer = run_python("-m", "cdmo_plan", "list", "sites", "--format", "json", **ascii_only)

    assert (table.returncode, table.stderr) == (0, "")
    assert "Düsseldorf" in {site["city"] for site in json.loads(answer.stdout)["sites"]}
