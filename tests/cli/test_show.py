"""`show`: one entity with all that is known of it, and who says so."""

import json
import re

import pytest

from tests.cli.conftest import PARTNER, Ask, WriteCatalog

DAY = ("--as-of", "2026-11-21")
ONE_OF_EACH = {
    "partner": "agc-biologics",
    "site": "agc-boulder",
    "capability": "agc-copenhagen/drug-substance/1",
    "organisation": "pall",
    "agreement": "agc-bioconnection-joint-offering",
    "equipment": "pall-icellis-500",
    "region": "EU",
    "country": "NL",
    "recipe": "aav-suspension",
    "modality": "aav",
    "step": "lyophilization",
}


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize(("kind", "word"), ONE_OF_EACH.items())
def test_every_kind_is_shown_for_readers_and_for_scripts(ask: Ask, kind: str, word: str, width: int) -> None:
    said = ask("show", word, *DAY, width=width)
    answer = json.loads(ask("show", word, *DAY, "--format", "json").out)

    assert (said.code, said.err) == (0, "")
    assert word in said.out
    assert "…" not in said.out
    assert answer["kinds"] == [kind]
    assert answer[kind]


def test_a_site_tells_its_state_its_timeline_and_its_place(ask: Ask) -> None:
    said = ask("show", "agc-boulder", *DAY, width=120).out

    assert re.search(r"state on 2026-11-21 +closing by 2025-12-31, nothing later known", said)
    assert re.search(r"astrazeneca until 2020-06-05 .*\[1\]", said)
    assert "operating, since 2021-04 (Start as planned at the purchase.) [2]" in said
    assert re.search(r"written in +catalogs/partners/agc-biologics\.yaml:\d+:\d+", said)


def test_the_state_follows_the_day(ask: Ask) -> None:
    said = ask("show", "agc-boulder", "--as-of", "2023-05-01").out

    assert re.search(r"state on 2023-05-01 +operating", said)


def test_sources_have_publisher_year_address_and_mirrors_are_marked(
    ask: Ask, write_catalog: WriteCatalog
) -> None:
    said = ask("show", "acme-oss", *DAY, "--catalog", write_catalog()).out

    assert "[1] Example, 2015, read 2026-11\n      https://example.org/acme\n" in said
    assert "[2] Copier, no year, read 2026-11, a mirror: the original was not found\n" in said
    assert re.search(r"sources +\[1, 2\] the newest of 2015, over 5 years old", said)


def test_what_is_inferred_or_unknown_is_told_apart(ask: Ask, write_catalog: WriteCatalog) -> None:
    said = ask("show", "acme-oss/fill-finish/1", *DAY, "--catalog", write_catalog()).out

    assert re.search(r"containers +vial \(inferred\)", said)
    assert re.search(r"not stated +dose forms, barrier, development phases", said)
    assert re.search(r"evidence +inferred: containers", said)


def test_an_inferred_field_marks_all_its_values(ask: Ask, write_catalog: WriteCatalog) -> None:
    text = PARTNER.replace("[vial]", "[vial, bag]")
    said = ask("show", "acme-oss", "--catalog", write_catalog(partners_acme=text)).out

    assert "vial, bag (all inferred)" in said


def test_an_inferred_state_is_marked(ask: Ask) -> None:
    said = ask("show", "forge-hearth/fill-finish/1", *DAY).out

    assert re.search(r"state on 2026-11-21 +operating \(inferred\)", said)


def test_very_large_figures_keep_their_power_of_ten(ask: Ask) -> None:
    assert "1e19 vg/year" in ask("show", "packgene-kun-base").out


def test_general_knowledge_is_no_source_to_follow(ask: Ask) -> None:
    assert "[1] general knowledge, no page retrieved\n" in ask("show", "danaher").out


def test_an_address_is_never_broken(ask: Ask) -> None:
    narrow = ask("show", "agc-boulder", width=60).out

    assert re.search(r"^      https://www\.pharmamanufacturing\.com/\S{60,}$", narrow, re.MULTILINE)


def test_a_recipe_shows_steps_in_order_with_weeks_and_waits(ask: Ask) -> None:
    said = ask("show", "aav-suspension", width=80).out

    steps = said.partition("Steps in order")[2]
    assert steps.index("goi-bank") < steps.index("goi-gmp") < steps.index("gmp-drug-substance")
    assert "8 to 20, typically 13, derived" in steps
    waits = " ".join(steps.split())
    assert "engineering-run (status); goi-gmp (material: plasmid-goi)" in waits
    assert "host-bank (material: host-cell-bank); process-development (document: process-package);" in waits


def test_a_modality_and_its_recipe_of_the_same_word_are_both_shown(ask: Ask) -> None:
    said = ask("show", "mab", *DAY).out
    answer = json.loads(ask("show", "mab", *DAY, "--format", "json").out)

    assert said.startswith("Modality mab\n")
    assert "\nMonoclonal antibody (recipe mab)\n" in said
    assert answer["kinds"] == ["modality", "recipe"]
    assert answer["recipe"]["steps"]


def test_names_and_aliases_serve_as_well_as_ids(ask: Ask) -> None:
    by_id = ask("show", "NL").out

    assert ask("show", "netherlands").out == by_id
    assert ask("show", "holland").out == by_id
    assert ask("show", "AGC Copenhagen").out == ask("show", "agc-copenhagen").out


def test_a_name_of_several_is_refused_with_their_ids(ask: Ask, write_catalog: WriteCatalog) -> None:
    text = PARTNER.replace("name: Acme Oss", "name: Holland")
    said = ask("show", "Holland", "--catalog", write_catalog(partners_acme=text))

    assert (said.code, said.out) == (2, "")
    assert "acme-oss (site), NL (country)" in said.err


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("agc-copenhagn", "'agc-copenhagen'"),
        ("BioConection", "'bioconnection'"),
        ("agc-copenhagen/drug-substance/9", "'agc-copenhagen/drug-substance/1'"),
    ],
)
def test_an_unknown_word_is_refused_with_what_was_meant(ask: Ask, word: str, meant: str) -> None:
    said = ask("show", word)

    assert (said.code, said.out) == (2, "")
    assert meant in said.err


def test_an_unknown_word_cannot_speak_to_the_terminal(ask: Ask) -> None:
    said = ask("show", "\x1b[31mred")

    assert said.code == 2
    assert "\x1b" not in said.err


def test_markup_in_a_name_stays_literal(ask: Ask, write_catalog: WriteCatalog) -> None:
    assert ask("show", "acme", "--catalog", write_catalog()).out.startswith(
        "Acme [red]Biologics[/red] (partner acme)\n"
    )


def test_a_record_keeps_dates_as_written_and_names_its_place(ask: Ask) -> None:
    site = json.loads(ask("show", "agc-boulder", *DAY, "--format", "json").out)["site"]

    assert [state["since"] for state in site["timeline"]] == ["2021-04", "2025-09"]
    assert site["mark"]["file"] == "catalogs/partners/agc-biologics.yaml"
    assert site["capabilities"][0]["scale_l"]["total"] == 40000
    assert site["owners"][0]["sources"][0]["publisher"] == "BioPharma-Reporter"
