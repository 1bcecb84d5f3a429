"""Markdown and CSV of the verbs: nothing lost on the way from the table and from JSON."""

import csv
import io
import json
import re
from typing import Any

import pytest

from cdmo_plan.analysis.inventory import LISTINGS
from cdmo_plan.present.inventory_csv import COLUMNS, ENTITY_COLUMNS
from cdmo_plan.present.routes_csv import COLUMNS as ROUTE_COLUMNS
from cdmo_plan.present.validation_documents import FINDING_COLUMNS
from tests.cli.conftest import PARTNER, Ask, WriteCatalog

DAY = ("--as-of", "2026-11-21")
ROUTES = ("routes", "mab", "--region", "EU", "--single-contract", "-k", "3", *DAY)
NONE = ("routes", "mab", "--region", "US", "--via", "drug-substance=agc-boulder", *DAY)


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def _words(text: str) -> set[str]:
    """The words of an answer, whatever stands around them."""
    return set(re.findall(r"[^\W_]{3,}", re.sub(r"\\(.)", r"\1", text)))


@pytest.mark.parametrize(
    "command",
    [
        ROUTES,
        (*ROUTES, "--detail"),
        NONE,
        ("routes", "aav", "--region", "CN", "--avoid", "pall", *DAY),
        ("list", *DAY),
        *(("list", kind, *DAY) for kind in LISTINGS),
        *(
            ("show", word, *DAY)
            for word in ("agc-biologics", "agc-copenhagen", "mab", "fill-finish", "EU", "DK", "pall")
        ),
        ("validate", *DAY),
        ("validate", "--statistics", *DAY),
    ],
    ids=" ".join,
)
def test_markdown_drops_no_word_of_the_table(ask: Ask, command: tuple[str, ...]) -> None:
    table, told = ask(*command, width=4000), ask(*command, "--format", "markdown")

    assert told.code == table.code
    assert told.err == table.err
    # The table keeps four remarks a row and says so; Markdown has them all.
    printed = re.sub(r"\d+ more doubts? or questions?: --detail shows them", "", table.out)
    assert not _words(printed) - _words(told.out)


def test_tables_of_markdown_are_whole(ask: Ask) -> None:
    lines = [line for line in ask(*ROUTES, "--format", "markdown").out.splitlines() if line.startswith("|")]

    assert len(lines) == 2 + 3
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} == {6}


def test_routes_in_csv_are_the_stages_of_json(ask: Ask) -> None:
    rows = _rows(ask(*ROUTES, "--format", "csv").out)
    answer = json.loads(ask(*ROUTES, "--format", "json").out)

    stages = [(route, step) for route in answer["routes"] for step in route["steps"]]
    assert tuple(rows[0]) == ROUTE_COLUMNS
    assert [(row["route_id"], row["step"], row["site"], row["capability"]) for row in rows] == [
        (route["id"], step["step"], step["site"] or "", step["capability"] or "") for route, step in stages
    ]
    assert [row["route_weeks"] for row in rows] == [str(route["metrics"]["weeks"]) for route, _ in stages]
    assert [row["sources"] for row in rows] == ["; ".join(step["sources"]) for _, step in stages]


def test_every_key_of_a_stage_is_a_column(ask: Ask) -> None:
    answer = json.loads(ask(*ROUTES, "--format", "json").out)

    assert set(answer["routes"][0]["steps"][0]) <= set(ROUTE_COLUMNS)


def test_no_route_in_csv_is_a_header_and_an_explanation_beside_it(ask: Ask) -> None:
    said = ask(*NONE, "--format", "csv")

    assert said.code == 1
    assert said.out == ",".join(ROUTE_COLUMNS) + "\n"
    assert "No route with: via drug-substance=agc-boulder" in said.err


@pytest.mark.parametrize("kind", LISTINGS)
def test_a_list_in_csv_has_the_records_of_json(ask: Ask, kind: str) -> None:
    rows = _rows(ask("list", kind, *DAY, "--format", "csv").out)
    records = json.loads(ask("list", kind, *DAY, "--format", "json").out)[kind]

    first = next(iter(COLUMNS[kind]))
    assert [row[first] for row in rows] == [record[first] for record in records]
    reached = {path.partition(".")[0].removesuffix("[]") for path in COLUMNS[kind].values()}
    assert reached == set(records[0])


def test_the_overview_in_csv_counts_each_kind(ask: Ask) -> None:
    rows = _rows(ask("list", *DAY, "--format", "csv").out)

    assert [row["kind"] for row in rows] == list(LISTINGS)
    assert all(int(row["count"]) > 0 for row in rows)


def test_an_entity_in_csv_is_a_line_a_fact_with_its_sources_and_place(ask: Ask) -> None:
    rows = _rows(ask("show", "agc-boulder", *DAY, "--format", "csv").out)
    by_key = {row["key"]: row for row in rows}

    assert tuple(rows[0]) == ENTITY_COLUMNS
    assert by_key["city"]["value"] == "Boulder"
    assert by_key["capabilities[1].scale_l.max"]["value"] == "20000.0"
    assert by_key["timeline[2].ends"]["value"] == "2025-12-31"
    assert by_key["timeline[2].ends"]["sources"].startswith("https://www.pharmamanufacturing.com/")
    assert re.fullmatch(r"catalogs/partners/agc-biologics\.yaml:\d+:\d+", by_key["timeline[2].ends"]["mark"])


def test_validate_in_csv_is_a_line_a_finding(ask: Ask) -> None:
    rows = _rows(ask("validate", *DAY, "--format", "csv").out)
    findings = json.loads(ask("validate", *DAY, "--format", "json").out)["findings"]

    assert [(row["code"], row["file"], int(row["line"])) for row in rows] == [
        (found["code"], found["file"], found["line"]) for found in findings
    ]


def test_validate_takes_table_for_text(ask: Ask) -> None:
    assert ask("validate", *DAY, "--format", "table") == ask("validate", *DAY, "--format", "text")


EVIL = PARTNER.replace('"Acme [red]Biologics[/red]"', '"=cmd|calc <img src=x> | **Acme** @all"')


def _evil_answers(ask: Ask, catalog: Any, answer_format: str) -> str:
    commands = [("list", "partners"), ("show", "acme"), ("show", "acme-oss")]
    said = [ask(*words, "--catalog", catalog, *DAY, "--format", answer_format) for words in commands]
    assert [each.code for each in said] == [0, 0, 0]
    return "".join(each.out for each in said)


def test_names_of_a_catalog_are_harmless_in_markdown(ask: Ask, write_catalog: WriteCatalog) -> None:
    told = _evil_answers(ask, write_catalog(partners_acme=EVIL), "markdown")

    assert r"=cmd\|calc \<img src=x> \| \*\*Acme\*\* `@all`" in told
    assert "<img" not in told.replace(r"\<img", "")


def test_names_of_a_catalog_are_harmless_in_csv(ask: Ask, write_catalog: WriteCatalog) -> None:
    told = _evil_answers(ask, write_catalog(partners_acme=EVIL), "csv")

    cells = [cell for line in csv.reader(io.StringIO(told)) for cell in line]
    assert "'=cmd|calc <img src=x> | **Acme** @all" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


BROKEN = PARTNER.replace("country: NL", "country: XX")


@pytest.mark.parametrize("command", [("list",), ("list", "sites"), ("show", "acme")])
def test_an_answer_from_a_catalog_with_errors_is_marked(
    ask: Ask, write_catalog: WriteCatalog, command: tuple[str, ...]
) -> None:
    catalog = write_catalog(partners_acme=BROKEN)
    asked = (*command, "--catalog", catalog, "--allow-errors", *DAY)
    mark = "what they hide is missing from this answer"

    assert mark in ask(*asked, "--format", "markdown").out
    told = ask(*asked, "--format", "csv")
    assert mark in told.err
    assert mark not in told.out


def test_a_folder_that_is_no_catalog_has_no_findings_to_count(ask: Ask, tmp_path: Any) -> None:
    (tmp_path / "notes.yaml").write_text("a: 1\n")

    told = ask("validate", tmp_path, *DAY, "--format", "markdown")
    assert told.code == 3
    assert "unknown-file" in told.out
    assert tuple(_rows(ask("validate", tmp_path, *DAY, "--format", "csv").out)[0]) == FINDING_COLUMNS
