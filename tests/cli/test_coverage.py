"""The verbs `coverage` and `alliance` as a user meets them: exit codes, refusals, formats that agree."""

import csv
import io
import json

import pytest

from cdmo_plan.cli.main import main

DAY = ("--as-of", "2026-11-21")
GAP = "An empty cell is a gap in what was found, not in the market"


@pytest.mark.parametrize("output", ["table", "json", "markdown"])
@pytest.mark.parametrize("words", [["coverage", "--modality", "mab"], ["alliance", "packgene", "pall"]])
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
    words = ["coverage", "--modality", "vaccine-protein", "--container", "cartridge", "--region-of", "all"]
    code = main([*words, "--format", "json", *DAY])
    rows = sum(cell["rows"] for cell in json.loads(capsys.readouterr().out)["cells"])
    assert code == (0 if rows else 1)


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
