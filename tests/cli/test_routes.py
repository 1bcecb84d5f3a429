"""The verb `routes` as a user meets it: exit codes, usage errors, the same bytes for the same input."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from cdmo_plan.cli.main import main

DAY = ("--as-of", "2026-11-21")
Run = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.usefixtures("default_read_once")


def test_routes_exist_and_the_exit_code_is_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["routes", "mab", "--region", "EU", *DAY]) == 0
    assert "feasible rows" in capsys.readouterr().out


def test_no_route_is_exit_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["routes", "mab", "--region", "US", "--via", "drug-substance=agc-boulder", *DAY]) == 1
    captured = capsys.readouterr()
    assert "no route" in captured.out
    assert captured.err == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["mabb"], "did you mean mab?"),
        (["mab", "--region", "EUU"], "did you mean EU?"),
        (["mab", "--region", "fill-finish="], "neither REGION nor STEP=REGION"),
        (["mab", "--region", "fil-finish=EU"], "did you mean fill-finish?"),
        (["mab", "--via", "agc-copenhagen"], "neither STEP=SITE nor STEP=PARTNER"),
        (["mab", "--via", "drug-substance=agc-copenhage"], "did you mean agc-copenhagen"),
        (["mab", "--via", "conjugation=lonza"], "no step 'conjugation'"),
        (["mab", "--avoid", "pal"], "did you mean pall"),
        (["mab", "--avoid", "agc-inc"], "it owns agc-biologics: avoid those"),
        (["mab", "--scale-l", "2k"], "is no scale"),
        (["mab", "--scale-l", "0"], "is no scale"),
        (["mab", "--scale-l", "nan"], "is no scale"),
        (["mab", "--rank-by", "week"], "did you mean weeks?"),
        (["mab", "--from", "fill-finish", "--to", "drug-substance"], "stage of the recipe mab lies between"),
        (["mab", "--rank-by", "weeks", "--development-phase", "commercial"], "is not ranked by weeks"),
        (["mab", "-k", "0"], "-k"),
        (["mab", "--max-week", "4"], "--max-weeks"),
        (["mab", "--max-weeks", "0"], "--max-weeks"),
        (["mab", "--max-partners", "0"], "--max-partners"),
        (["mab", "--max-transfers", "-1"], "--max-transfers"),
        (["mab", "--min-evidence", "state"], "'stated'"),
        (["mab", "--market", "FD"], "did you mean FDA"),
        (["mab", "--avoid-region", "EUU"], "did you mean EU?"),
        (
            ["mab", "--region", "JP", "--avoid-region", "apac"],
            "`--region JP` and `--avoid-region apac` contradict",
        ),
        ([], "Missing argument 'MODALITY'"),
        (["mab", "--as-of", "2026-13-01"], "2026-13-01"),
        (["mab", "--catalog", "nowhere"], "nowhere"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_hint(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["routes", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err
    assert "Traceback" not in captured.err


def test_every_unknown_word_is_named_in_one_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["routes", "mabb", "--region", "EUU", "--market", "FAD", "--via", "fill-finish=lonzaa"]) == 2

    errors = [line for line in capsys.readouterr().err.splitlines() if line.startswith("Error")]
    assert [line.split("'")[1] for line in errors] == ["mabb", "EUU", "lonzaa", "FAD"]


@pytest.mark.parametrize("words", [["--region", "UK"], ["--region", "gb"], ["--region", "United Kingdom"]])
def test_the_united_kingdom_has_many_names(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    main(["routes", "mab", *words, "--format", "json", *DAY])

    sites = {
        step["country"]
        for route in json.loads(capsys.readouterr().out)["routes"]
        for step in route["steps"]
        if step["country"]
    }
    assert sites <= {"GB"}


def test_a_region_of_a_step_replaces_the_general_one(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--region", "JP", "--region", "fill-finish=NL", "--region", "fill-finish=DE"]
    main(["routes", "mab", *arguments, "--format", "json", "-k", "50", *DAY])

    routes = json.loads(capsys.readouterr().out)["routes"]
    fills = {s["country"] for r in routes for s in r["steps"] if s["step"] == "fill-finish"}
    made = {s["country"] for r in routes for s in r["steps"] if s["step"] == "drug-substance"}
    assert routes
    assert fills <= {"NL", "DE", None}
    assert made == {"JP"}


def test_naming_a_freeze_dryer_asks_for_a_freeze_dried_product(capsys: pytest.CaptureFixture[str]) -> None:
    main(["routes", "mab", "--via", "lyophilization=bioconnection-oss", "--format", "json", *DAY])

    answer = json.loads(capsys.readouterr().out)
    assert answer["brief"]["dose_form"] == "lyophilized"
    sites = {s["site"] for r in answer["routes"] for s in r["steps"] if s["step"] == "fill-finish"}
    assert sites == {"bioconnection-oss"}


def test_the_same_input_gives_the_same_bytes_whatever_the_hashes(run_python: Run) -> None:
    arguments = ["-m", "cdmo_plan", "routes", "aav", "--region", "US", "--avoid", "pall", *DAY]

    one, two = (run_python(*arguments, PYTHONHASHSEED=seed) for seed in ("1", "2"))

    assert one.returncode == 0
    assert one.stdout == two.stdout
    assert one.stderr == ""


def test_all_unfolds_every_variant(capsys: pytest.CaptureFixture[str]) -> None:
    brief = ["mab", "--region", "EU", "--dose-form", "lyophilized", "--format", "json", *DAY]
    main(["routes", *brief, "-k", "1000"])
    rows = json.loads(capsys.readouterr().out)["routes"]
    main(["routes", *brief, "--all"])
    routes = json.loads(capsys.readouterr().out)["routes"]

    assert len(routes) == sum(row["variants"] for row in rows)
    assert len({route["id"] for route in routes}) == len(routes)
    assert {row["id"] for row in rows} <= {route["id"] for route in routes}


def test_freeze_drying_is_never_split_from_the_fill(capsys: pytest.CaptureFixture[str]) -> None:
    main(["routes", "mab", "--region", "EU", "--to", "lyophilization", "--format", "json", "-k", "30", *DAY])

    answer = json.loads(capsys.readouterr().out)
    assert answer["brief"]["dose_form"] == "lyophilized"
    assert answer["routes"]
    for route in answer["routes"]:
        sites = {s["site"] for s in route["steps"] if s["step"] in ("fill-finish", "lyophilization")}
        assert len(sites) == 1


def test_a_part_of_the_way_takes_no_longer_than_the_whole(capsys: pytest.CaptureFixture[str]) -> None:
    def weeks(*arguments: str) -> int:
        main(["routes", "mab", "--region", "EU", "--format", "json", "-k", "1", *arguments, *DAY])
        return int(json.loads(capsys.readouterr().out)["routes"][0]["metrics"]["weeks"])

    whole = weeks()
    assert weeks("--to", "cell-line-development") < weeks("--to", "drug-substance") < whole
    assert weeks("--from", "fill-finish") < whole
    assert weeks("--to", "labeling-packaging") >= whole


def test_an_answer_from_a_catalog_with_errors_is_marked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(Path(__file__).parents[2] / "catalogs", tmp_path / "catalog")
    (tmp_path / "catalog" / "partners" / "vetter.yaml").write_text("partner: [", encoding="utf-8")
    arguments = ["routes", "mab", "--region", "EU", "--catalog", str(tmp_path / "catalog"), *DAY]

    assert main(arguments) == 2
    assert "vetter.yaml" in capsys.readouterr().err
    assert main([*arguments, "--allow-errors"]) == 0
    assert "The catalog has" in capsys.readouterr().out


def test_every_term_of_a_place_binds_the_step_it_names(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [
        "--dose-form",
        "lyophilized",
        "--region",
        "lyophilization=IT",
        "--format",
        "json",
        "-k",
        "30",
    ]
    main(["routes", "mab", *arguments, *DAY])

    routes = json.loads(capsys.readouterr().out)["routes"]
    assert {s["country"] for r in routes for s in r["steps"] if s["step"] == "fill-finish"} == {"IT"}
