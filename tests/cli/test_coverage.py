"""The verbs `coverage` and `alliance` as a user meets them: exit codes, refusals, formats that agree."""

import csv
import io
import json
from pathlib import Path

import pytest

from cdmo_plan.cli.main import main
from tests.support.layers import BASE, write_layer

pytestmark = pytest.mark.usefixtures("default_read_once")

DAY = ("--as-of", "2026-11-21")
GAP = "An empty cell is a gap in what was found, not in the market"


@pytest.mark.parametrize("output", ["table", "json", "markdown"])
@pytest.mark.parametrize(
    "words", [["coverage", "--modality", "mab"], ["alliance", "packgene", "pall", "--modality", "aav"]]
)
def test_every_format_says_what_an_empty_cell_is_not(
    words: list[str], output: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main([*words, "--format", output, *DAY])
    assert GAP in " ".join(capsys.readouterr().out.split())


def test_csv_has_the_cells_of_the_json(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["coverage", "--modality", "pdna", "--by", "country", *DAY]
    assert main([*words, "--format", "json"]) == 0
    cells = json.loads(capsys.readouterr().out)["cells"]
    assert main([*words, "--format", "csv"]) == 0
    lines = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(cell["market"], str(cell["rows"])) for cell in cells] == [
        (line["market"], line["rows"]) for line in lines
    ]


def test_the_rows_of_a_cell_are_those_that_it_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "--modality", "mab", "--format", "json", *DAY]) == 0
    (cell,) = [c for c in json.loads(capsys.readouterr().out)["cells"] if c["market"] == "GB"]
    assert main(["coverage", "--show", "mab:UK", "--format", "json", *DAY]) == 0
    assert json.loads(capsys.readouterr().out)["feasible"] == cell["rows"]
    assert main([*cell["commands"][0].split()[1:], "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["feasible"] == cell["rows"]


def test_the_rows_of_an_alliance_are_those_of_its_parties(capsys: pytest.CaptureFixture[str]) -> None:
    parties = ["alliance", "agc-biologics", "bioconnection", "--modality", "recombinant-protein"]
    assert main([*parties, "--region", "EU", "--format", "json", *DAY]) == 0
    (cell,) = [c for c in json.loads(capsys.readouterr().out)["cells"] if c["dose_form"] == "liquid"]
    shown = [*parties[:3], "--show", "recombinant-protein:liquid:EU", "--format", "json", *DAY]
    assert main(shown) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["feasible"] == cell["after"]["rows"]
    partners = {step["partner"] for route in answer["routes"] for step in route["steps"]}
    assert partners == {"agc-biologics", "bioconnection"}


def test_what_no_source_states_is_marked_in_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    words = [
        "alliance",
        "rentschler",
        "vetter",
        "--as-if-one-contract",
        "--modality",
        "mab",
        "--region",
        "EU",
    ]
    for output in ("table", "markdown"):
        main([*words, "--format", output, *DAY])
        assert "HYPOTHETICAL" in capsys.readouterr().out
    main([*words, "--format", "json", *DAY])
    assert json.loads(capsys.readouterr().out)["hypothetical"] is True
    main([*words, "--format", "csv", *DAY])
    lines = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {line["hypothetical"] for line in lines} == {"true"}


def test_nothing_covered_is_exit_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "--catalog", str(BASE), "--container", "bag", "--format", "json", *DAY]) == 1
    cells = json.loads(capsys.readouterr().out)["cells"]
    assert [cell["rows"] for cell in cells] == [0] * len(cells)
    assert all(cell["missing"] for cell in cells)


@pytest.mark.parametrize("output", ["table", "markdown", "json"])
def test_the_rows_of_a_hypothetical_cell_say_so_and_whose_they_are(
    output: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["alliance", "rentschler", "vetter", "--as-if-one-contract", "--show", "mab:liquid:GB"]
    assert main([*words, "--format", output, *DAY]) == 1
    captured = capsys.readouterr()
    said = captured.err if output == "json" else captured.out
    assert said.startswith("HYPOTHETICAL")
    assert "Only what Rentschler Biopharma and Vetter do" in said
    assert "The rows of all partners: cdmo-plan routes mab" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["lonza", "vetter", "--as-if-one-contract", "--region", "GB"],
            "0 of 3 cells opened at one contract, new routes in 3 that had some before",
        ),
        (["agc-biologics", "bioconnection", "--region", "EU"], "if this programme is clinical: ask"),
        (
            ["agc-biologics", "bioconnection", "--region", "EU", "--development-phase", "commercial"],
            "but for clinical programmes only: it merges nothing here",
        ),
        (
            ["agc-biologics", "bioconnection", "--region", "EU", "--max-weeks", "44"],
            "nothing within --max-weeks: EU",
        ),
        (["agc-biologics", "bioconnection", "--region", "EU", "--strict"], "fill (frozen): EU"),
        (["wuxi-biologics", "wuxi-xdc", "--region", "CN"], "that merges no contracts by itself"),
    ],
)
def test_an_alliance_says_why_in_words(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["alliance", *words, "--modality", "mab", *DAY]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert said in out
    assert "--as-if-one-contract" not in words or "--as-if-one-contract asks" not in out


def test_what_is_filled_on_request_only_is_asked_in_bulk_too(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["alliance", "agc-biologics", "bioconnection", "--modality", "lentivirus", "--region", "EU"]
    assert main([*words, "--format", "json", *DAY]) == 0
    cells = json.loads(capsys.readouterr().out)["cells"]
    assert [cell["dose_form"] for cell in cells] == [None, "liquid", "lyophilized", "frozen"]
    assert {cell["weeks_saved"] for cell in cells} == {None}
    assert cells[0]["after"]["rows"] == cells[0]["alone"]["agc-biologics"]["rows"] == 1
    main([*words, "--container", "vial", "--format", "json", *DAY])
    assert None not in [cell["dose_form"] for cell in json.loads(capsys.readouterr().out)["cells"]]


@pytest.mark.parametrize("words", [["coverage"], ["alliance", "northwind", "northwind-two"]])
def test_a_catalog_without_recipes_is_refused_with_what_to_lay_it_over(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    north = "partner: northwind{0}\nname: North{0}\nsites: [{{id: oss{0}, city: Oss, country: NL}}]\n"
    files = {f"partners/n{each}.yaml": north.format(each) for each in ("", "-two")}
    folder = write_layer(tmp_path / "own", files)
    assert main([*words, "--catalog", str(folder), "--allow-errors", *DAY]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "lay it over the default catalog" in captured.err


def test_an_empty_cell_of_a_country_that_makes_something_else_is_shown(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["coverage", "--by", "country", "--show", "mab:BE", "--format", "json", *DAY]) == 1
    assert json.loads(capsys.readouterr().out)["feasible"] == 0


@pytest.mark.parametrize("words", [["coverage", "--by", "country"], ["alliance", "westwind", "southwind"]])
def test_what_is_private_is_marked_by_name_and_below(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = "{step: drug-substance, modalities: [mab], expression: [mammalian], sources: [general-knowledge]}"
    site = f"{{id: westwind-liege, city: Liege, country: BE, capabilities: [{row}]}}"
    files = {"partners/w.yaml": f"partner: westwind\nname: Westwind\nsites: [{site}]\n"}
    secret = write_layer(tmp_path / "secret", files)
    main([*words, "--catalog", str(BASE), "--catalog", str(secret), *DAY])
    out = " ".join(capsys.readouterr().out.split())
    assert "Westwind (private)" in out
    assert "Private: layer mine: not for sharing" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["coverage", "--modality", "mba"], "did you mean mab?"),
        (["coverage", "--show", "mab"], "write MODALITY:REGION"),
        (["coverage", "--show", "mab:Atlantis"], "the columns are"),
        (["coverage", "--show", "mba:EU"], "did you mean mab?"),
        (["alliance", "agc-biologics"], "an alliance has two parties or more"),
        (["alliance", "agc-biologics", "bioconection"], "did you mean bioconnection"),
        (["alliance", "agc-biologics", "bioconnection", "--show", "mab"], "write MODALITY:DOSE-FORM:REGION"),
        (["alliance", "agc-biologics", "bioconnection", "--show", "mab:solid:EU"], "There is no cell"),
        (["alliance", "agc-biologics", "bioconnection", "--region", "EUU"], "did you mean EU?"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*words, *DAY]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said.lower() in captured.err.lower()
