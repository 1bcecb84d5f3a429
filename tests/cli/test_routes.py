"""The verb `routes` as a user meets it: exit codes, usage errors, the same bytes for the same input."""

import json
import subprocess
from collections.abc import Callable

import pytest

from cdmo_plan.cli.main import main

DAY = ("--as-of", "2026-11-21")
Run = Callable[..., subprocess.CompletedProcess[str]]


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
        (["mab", "--scale-l", "2k"], "is no scale"),
        (["mab", "--scale-l", "0"], "is no scale"),
        (["mab", "--scale-l", "nan"], "is no scale"),
        (["mab", "--rank-by", "week"], "did you mean weeks?"),
        (["mab", "--from", "fill-finish", "--to", "drug-substance"], "stage of the recipe mab lies between"),
        (["mab", "--to", "lyophilization"], "its stages are"),
        (["mab", "-k", "0"], "-k"),
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
