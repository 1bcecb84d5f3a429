"""Layers from the command line: what is named, what is private, and that `--public` leaves no trace."""

import json
import os
import re
from pathlib import Path

import pytest

from cdmo_plan.analysis.inventory import LISTINGS
from tests.cli.conftest import Ask, Said
from tests.support.layers import BASE, PRIVATE, PUBLIC, ROW, amending, manifest, write_layer

DAY = ("--as-of", "2026-11-21")
LEFT_OUT = re.compile(
    r"(Public: 1 private layer left out\n)"
    r'|(,\n *"private_layers_left_out": 1)'
    r"|(\n\*\*Public\*\*: 1 private layer left out\n)"
    r"|(- \*\*Public:\*\* 1 private layer left out\n)"
    r"|(\*\*Public:\*\* 1 private layer left out\n\n)"
)
CANARY = "kanarienvogel"
CANARIES = {
    "manifest.yaml": manifest(f"{CANARY}-name").replace("A layer of a test", f"{CANARY} title"),
    "amendments/a.yaml": f"""
capabilities:
  - capability: {ROW}
    scale_l: {{max: 77771}}
    segregated: {CANARY}
    special: [{CANARY}]
    claims: [{{what: {CANARY}, value: 77771, unit: {CANARY}}}]
    regulators: [{{authority: {CANARY}}}]
    status: [{{state: operating, since: "2016", note: {CANARY}, sources: [{CANARY}]}}]
    held: [{{kind: partly-reserved, beneficiary: {CANARY}, sources: [{CANARY}]}}]
    quotes: [{{what: batch, amount: {{max: 77771}}, currency: EUR, dated: "2026-10", note: {CANARY},
              sources: [{CANARY}]}}]
    slots: [{{dated: "2026-10", note: {CANARY}, sources: [{CANARY}]}}]
    note: {CANARY}
    sources: [{CANARY}]
sites:
  - {{site: southwind-ghent, aliases: [{CANARY}], city: {CANARY}, note: {CANARY}, sources: [{CANARY}]}}
partners:
  - {{partner: northwind, former_names: [{CANARY}], note: {CANARY}, sources: [{CANARY}]}}
withdraw:
  - {{id: winds, reason: {CANARY}, sources: [{CANARY}]}}
sources_read: "2026-11"
sources: {{{CANARY}: {{citation: {CANARY}, publisher: {CANARY}, supports: {CANARY}, published: "2026"}}}}
""",
    "partners/p.yaml": f"""
partner: {CANARY}
name: {CANARY}
sites:
  - id: {CANARY}-site
    city: {CANARY}
    country: NL
    capabilities:
      - {{step: fill-finish, modalities: [mab], containers: [vial], dose_forms: [lyophilized],
         equipment: [{CANARY}-model], sources: [general-knowledge]}}
""",
    "equipment.yaml": f"""
equipment:
  - {{id: {CANARY}-model, supplier: pumps, model: {CANARY}, kind: {CANARY}, sources: [general-knowledge]}}
""",
    "organisations.yaml": f"""
organisations:
  - {{id: {CANARY}-org, name: {CANARY}, kinds: [supplier], parent: pumps, sources: [general-knowledge]}}
""",
}
QUESTIONS = [
    ("routes", "mab"),
    ("routes", "mab", "--all", "--detail"),
    ("routes", "mab", "--format", "json"),
    ("routes", "mab", "--dose-form", "lyophilized"),
    ("routes", "mab", "--dose-form", "lyophilized", "--format", "json"),
    ("list",),
    ("list", "--format", "json"),
    *(("list", kind) for kind in LISTINGS),
    *(("list", kind, "--format", "json") for kind in LISTINGS),
    *(("show", word) for word in ("northwind", "southwind-ghent", ROW, "mab", "NL", "pumps", "fill-finish")),
    *(("show", word, "--format", "json") for word in ("northwind", "southwind-ghent", ROW, "pumps")),
    *(("validate", "--format", each) for each in ("text", "concise", "json", "github", "csv", "markdown")),
    *(("list", kind, "--format", each) for kind in ("sites", "steps") for each in ("csv", "markdown")),
    *(("show", "northwind-oss", "--format", each) for each in ("csv", "markdown")),
    *(("routes", "mab", "--format", each) for each in ("csv", "markdown")),
    ("routes", "mab", "--detail", "--format", "markdown"),
    ("routes", "mab", "--dose-form", "lyophilized", "--format", "csv"),
    ("routes", "mab", "--dose-form", "lyophilized", "--format", "markdown"),
    ("validate", "--fail-on", "info", "--statistics"),
    *(
        (*words, "--format", each)
        for words in (
            ("coverage",),
            ("alliance", "northwind", "southwind"),
            ("explain", "mab"),
            ("explain", "mab", "--single-contract", "--max-weeks", "1"),
            ("explain", "mab", "--site", "northwind-oss"),
            ("contrast", "mab", "--prefer", "northwind"),
            ("ask", "mab"),
        )
        for each in ("table", "json", "csv", "markdown")
    ),
]


def over(*folders: Path) -> list[str]:
    return [word for folder in folders for word in ("--catalog", str(folder))]


def beside_the_public_answer(ask: Ask, question: tuple[str, ...], folders: list[Path]) -> str:
    """Hold the law of `--public`, which leaves no trace of the last folder; return what is said with it."""
    never = ask(*question, *DAY, *over(*folders[:-1]))
    public = ask(*question, *DAY, *over(*folders), "--public")
    whole = ask(*question, *DAY, *over(*folders))

    assert LEFT_OUT.search(public.out + public.err)
    assert Said(public.code, *(LEFT_OUT.sub("", said) for said in public[1:])) == never
    assert CANARY not in public.out + public.err
    assert not re.search("77,?771", public.out + public.err)
    assert re.search(r'Private(:|\*\*:|:\*\*) |"private_layers"', whole.out + whole.err)
    return whole.out + whole.err


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_public_answers_as_if_the_private_layer_were_not_there(
    ask: Ask, tmp_path: Path, question: tuple[str, ...]
) -> None:
    secret = write_layer(tmp_path / "secret", CANARIES, visibility="private")
    beside_the_public_answer(ask, question, [BASE, secret])


def test_no_private_fact_slips_into_an_error(ask: Ask, tmp_path: Path) -> None:
    broken = {**CANARIES, "agreements.yaml": f"agreements: [{{id: {CANARY}, {CANARY}: {CANARY}}}]\n"}
    secret = write_layer(tmp_path / "secret", broken)

    assert ask("list", *over(BASE, secret)).code == 2
    assert ask("list", *over(BASE, secret), "--public").code == 0
    unknown = ask("show", CANARY, *over(BASE, secret), "--public")
    assert unknown.code == 2
    assert CANARY not in unknown.err.replace(f"{CANARY!r}", "")


@pytest.mark.parametrize("text", [None, "visibility: secretly\n", "format: ["])
def test_a_layer_that_does_not_say_whether_it_is_private_is_not_called_public(
    ask: Ask, tmp_path: Path, text: str | None
) -> None:
    folder = write_layer(tmp_path / "secret", CANARIES)
    manifest_file = folder / "manifest.yaml"
    if text is None:
        manifest_file.unlink()
    else:
        manifest_file.write_text(CANARIES["manifest.yaml"].replace("visibility: private\n", text), "utf-8")
    said = ask("list", *over(BASE, folder), "--public", "--allow-errors")

    assert (said.code, said.out) == (2, "")
    assert "does not say whether it is private" in said.err
    assert CANARY not in said.err


def test_a_manifest_without_the_field_is_public(ask: Ask, tmp_path: Path) -> None:
    files = {"manifest.yaml": manifest().replace("visibility: private\n", "")}
    said = ask("list", *over(BASE, write_layer(tmp_path / "open", files)), "--public")

    assert said.code == 0
    assert "Public:" not in said.out


def test_nothing_is_left_of_private_layers_alone(ask: Ask) -> None:
    said = ask("list", *over(PRIVATE), "--public", "--allow-errors")

    assert said.code == 3
    assert "nothing is left" in said.err


def test_a_private_stage_is_marked_in_table_and_json(ask: Ask) -> None:
    question = ("routes", "mab", *DAY, *over(BASE, PUBLIC, PRIVATE))
    table = ask(*question, width=160).out
    answer = json.loads(ask(*question, "--format", "json").out)
    stages = {stage["step"]: stage for stage in answer["routes"][0]["steps"] if stage["capability"]}
    substance = stages["drug-substance"]

    assert re.search(r"\bprivate\b", table)
    assert "Layer: mine (private): northwind-oss (held), " + ROW in table
    assert answer["catalog"]["layers"] == ["base", "northwind-own", "mine"]
    assert (substance["private"], substance["layers"]) == (True, ["base", "northwind-own", "mine"])
    assert substance["amended"]["scale_l"].endswith("private-layer/amendments/northwind.yaml:3:14")
    assert [quote["max"] for quote in substance["quotes"]] == ["800000", "1450000.50"]
    assert "private" not in stages["fill-finish"]


def test_a_lane_of_a_layer_is_named_below_the_weeks_that_it_changes(ask: Ask, tmp_path: Path) -> None:
    lane = (
        "lanes:\n  - {kind: transfer-to-filler, duration_weeks: {min: 9, typical: 9, max: 9, "
        "sources: [general-knowledge]}, sources: [general-knowledge]}\n"
    )
    folder = write_layer(tmp_path / "mine", {"lanes.yaml": lane})
    said = ask("routes", "mab", *DAY, *over(BASE, folder), width=120)

    assert "Layer: mine (private): lane transfer-to-filler\n" in said.out


def test_show_says_which_layer_a_fact_came_from(ask: Ask) -> None:
    card = ask("show", ROW, *DAY, *over(BASE, PUBLIC, PRIVATE), width=160).out
    record = json.loads(ask("show", ROW, *over(BASE, PUBLIC, PRIVATE), "--format", "json").out)["capability"]

    assert re.search(r"^  layer +base$", card, re.MULTILINE)
    assert re.search(r"amended in northwind-own +scale, .*public-layer/amendments/northwind.yaml:2:5", card)
    assert re.search(r"amended in mine \(private\) +lines, quotes, scale, slots, ", card)
    quote = "EUR 1,200,000 to 1,450,000.50 a batch, quoted 2026-10-05, valid until 2027-01-31"
    assert quote in " ".join(card.split())
    assert record["private"] is True
    assert record["amended"][0]["fields"] == ["scale_l"]


def test_the_word_default_is_the_default_catalog_and_a_folder_of_that_name_is_not(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_layer(tmp_path / "default", {}, name="mine", visibility="public")
    monkeypatch.chdir(tmp_path)
    layers = json.loads(ask("list", "--format", "json", *over(Path("default"))).out)["catalog"]["layers"]
    both = ask("list", "--format", "json", "--catalog", "default", "--catalog", "./default")

    assert layers == ["default"]
    assert json.loads(both.out)["catalog"]["layers"] == ["default", "mine"]


def test_the_variable_names_layers_and_the_option_wins(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    by_option = ask("list", "sites", *DAY, *over(BASE, PRIVATE))
    monkeypatch.setenv("CDMO_PLAN_CATALOG", os.pathsep.join([str(BASE), str(PRIVATE)]))
    by_variable = ask("list", "sites", *DAY)
    checked = ask("validate", "--format", "json")
    alone = ask("list", "sites", *DAY, *over(BASE))

    assert by_variable == by_option
    assert json.loads(checked.out)["catalog"]["layers"] == ["base", "mine"]
    assert "westwind" not in alone.out


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (over(BASE, BASE), 2, "is named twice"),
        (["--catalog", str(BASE), "--catalog", f"{BASE}/../base-catalog/"], 2, "is named twice"),
        (["--catalog", ""], 2, "without a name"),
        (over(BASE, Path("nowhere")), 2, "nowhere: there is no such folder"),
        (over(PRIVATE, BASE), 2, "The catalog mine has errors"),
    ],
)
def test_layers_that_cannot_be_laid_are_refused(ask: Ask, words: list[str], code: int, message: str) -> None:
    said = ask("list", *words)

    assert (said.code, said.out) == (code, "")
    assert message in said.err


def test_an_empty_folder_among_layers_ends_with_3(ask: Ask, tmp_path: Path) -> None:
    said = ask("list", *over(BASE, tmp_path))

    assert said.code == 3
    assert str(tmp_path) in said.err


def test_two_folders_shown_alike_are_told_apart(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = "agc-copenhagen/drug-substance/1"
    write_layer(tmp_path / "catalogs", {"amendments/a.yaml": amending(row, "suites: 99")})
    monkeypatch.chdir(tmp_path)
    said = ask("show", row, "--catalog", "default", "--catalog", "catalogs", width=200)

    assert re.search(r"written in +catalogs/partners/agc-biologics.yaml:", said.out)
    assert f"{tmp_path}/catalogs/amendments/a.yaml:2:" in said.out


def test_paths_and_layers_are_not_checked_at_once(ask: Ask) -> None:
    for words in (over(PRIVATE), ["--public"]):
        said = ask("validate", BASE, *words)
        assert (said.code, said.out) == (2, "")
        assert "only one of both" in said.err


def test_a_finding_about_a_private_file_says_so(ask: Ask) -> None:
    said = ask("validate", *over(BASE, PRIVATE))
    findings = json.loads(ask("validate", *over(BASE, PRIVATE), "--format", "json").out)["findings"]

    assert "the later one wins (private)\n" in said.out
    assert said.out.endswith("Private: layer mine: not for sharing; --public leaves it out\n")
    assert all(found["private"] for found in findings if "private-layer" in found["file"])


def test_a_private_plant_is_marked_where_a_card_only_names_it(ask: Ask) -> None:
    said = ask("show", "NO", *DAY, *over(BASE, PRIVATE))

    assert said.code == 0
    assert "westwind-bergen (private)" in said.out
    assert "westwind" not in ask("show", "NO", *DAY, *over(BASE, PRIVATE), "--public").out
