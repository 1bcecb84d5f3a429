"""What is offered at a place of the command line, asked as a shell asks."""

import subprocess
from pathlib import Path

import pytest

from cdmo_plan.cli.completion import answer as completion
from cdmo_plan.cli.verbs import VERBS
from tests.cli.conftest import WriteCatalog
from tests.conftest import RunPython


def offered(*words: str, **environment: str) -> list[str]:
    """Return the words that fish is offered, and check that each has a line of its own."""
    return [line.partition("\t")[0] for line in completion.answer("fish", words, environment).splitlines()]


def bash(line: str, breaks: str = " \t\n\"'><=;|&(:") -> list[str]:
    environment = {"COMP_LINE": line, "COMP_POINT": str(len(line)), "COMP_WORDBREAKS": breaks}
    return completion.answer("bash", (), environment).splitlines()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["va"], ["validate"]),
        (["routes", "adeno"], ["adenovirus"]),
        (["routes", "AAV-S"], ["aav-suspension"]),
        (["routes", "mab", "--dose-form", "l"], ["liquid", "lyophilized"]),
        (["routes", "mab", "--dose-form=l"], ["--dose-form=liquid", "--dose-form=lyophilized"]),
        (["routes", "mab", "--region", "eu"], ["EU", "europe-other", "europe"]),
        (["routes", "mab", "--region", "fill-f"], ["fill-finish="]),
        (["routes", "mab", "--region", "fill-finish=uk"], []),
        (["routes", "mab", "--region", "fill-finish=gb"], ["fill-finish=GB"]),
        (["routes", "mab", "--via", "agc"], []),
        (["routes", "mab", "--via=conj"], ["--via=conjugation="]),
        (["routes", "mab", "--via", "fill-finish=bioconn"],
         ["fill-finish=bioconnection-oss", "fill-finish=bioconnection"]),
        (["routes", "mab", "--avoid", "pall"], ["pall"]),
        (["routes", "mab", "--from", "cell-l"], ["cell-line-development"]),
        (["routes", "--rank-by", "weeks,si"], ["weeks,sites"]),
        (["routes", "mab", "--all", "--al"], ["--allow-errors"]),
        (["routes", "mab", "--region", "EU", "--reg"], ["--region"]),
        (["routes", "mab", "-k", ""], []),
        (["routes", "--detail", "adeno"], ["adenovirus"]),
        (["routes", "mab", "ad"], []),
        (["list", "s"], ["sites", "steps"]),
        (["show", "agc-copenhagen/d"],
         ["agc-copenhagen/drug-substance/1", "agc-copenhagen/drug-substance/2"]),
        (["rules", "cat301"], ["CAT301"]),
        (["validate", "--select", "CAT301,cat302"], ["CAT301,CAT302"]),
        (["--ver"], ["--version"]),
        (["--install-completion", "z"], ["zsh"]),
        (["nonsense", "a"], []),
        (["routes", "--", "--al"], []),
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_fits_is_offered(words: list[str], expected: list[str]) -> None:
    assert offered(*words) == expected


def test_an_empty_word_is_offered_everything_once() -> None:
    found = offered("show", "")

    assert len(found) == len(set(found)) > 700
    assert {
        "agc-biologics",
        "agc-copenhagen",
        "mab",
        "aav-suspension",
        "fill-finish",
        "pall",
        "EU",
        "NO",
    } <= set(found)
    assert offered("") == [verb.name for verb in VERBS]


def test_a_site_is_offered_only_for_a_step_that_it_lists() -> None:
    found = offered("routes", "mab", "--via", "conjugation=")

    assert 0 < len(found) < len(offered("routes", "mab", "--via", "drug-substance="))
    assert "conjugation=agc-copenhagen" not in found


def test_paths_are_left_to_the_shell() -> None:
    assert offered("list", "--catalog", "") == ["::folders", "default"]
    assert offered("validate", "--as-of", "2026", "x") == ["::files"]


def test_zsh_and_fish_are_told_what_a_word_is() -> None:
    said = completion.answer("zsh", ["show", "agc-cop"], {})

    assert said == "agc-copenhagen\tAGC Copenhagen, Soeborg, DK\n"


def test_the_catalog_of_the_line_is_asked_before_that_of_the_environment(
    write_catalog: WriteCatalog, tmp_path: Path
) -> None:
    mine = str(write_catalog())
    (tmp_path / "empty").mkdir()

    assert offered("show", "--catalog", mine, "ac") == ["acme", "acme-oss"]
    assert offered("show", f"--catalog={mine}", "benelux") == ["benelux"]
    assert offered("show", "ac", CDMO_PLAN_CATALOG=mine) == ["acme", "acme-oss"]
    assert offered("show", "--catalog", "$HOME/c", "ac") == []
    assert offered("list", "--catalog", mine, "--catalog", str(tmp_path / "empty"), "s") == ["sites", "steps"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("cdmo-plan val", ["validate "]),
        ("cdmo-plan routes mab --region=eu", ["EU ", "europe-other ", "europe "]),
        ("cdmo-plan routes mab --via fill-finish=bioconnection-", ["bioconnection-oss "]),
        ("cdmo-plan routes mab --via=fill-f", ["fill-finish="]),
        ("cdmo-plan show 'agc-cop", ["agc-copenhagen "]),
        ("cdmo-plan show agc-cop\\", []),
    ],
)  # fmt: skip
def test_bash_gets_what_follows_its_last_break(line: str, expected: list[str]) -> None:
    assert bash(line) == expected


def test_bash_that_breaks_no_words_gets_whole_words() -> None:
    assert bash("cdmo-plan routes mab --region=eu", " \t\n")[0] == "--region=EU "


def test_text_of_a_catalog_stays_on_its_line(write_catalog: WriteCatalog) -> None:
    hostile = 'partner: acme\nname: "a\\tb\x1b]0;x\x07$(touch x)`id`"\nsites:\n  - id: "$(id)"\n  - id: a;b\n'
    mine = str(write_catalog(partners_acme=hostile))

    said = completion.answer("zsh", ["show", "--catalog", mine, "ac"], {})

    assert said == "acme\ta\\tb\\x1b]0;x\\x07$(touch x)`id`\n"


@pytest.mark.parametrize(
    "shell", ["complete_bash", "complete_zsh", "complete_fish", "complete_", "source_bash"]
)
def test_nothing_is_said_of_what_goes_wrong(run_python: RunPython, shell: str, tmp_path: Path) -> None:
    done = run_python(
        *("-m", "cdmo_plan", "show", "--catalog", str(tmp_path / "missing"), "ac"),
        _CDMO_PLAN_COMPLETE=shell,
        COMP_POINT="not a number",
        COMP_LINE="cdmo-plan 'show",
    )

    assert done.stderr == ""
    assert done.stdout == ""


def test_answering_imports_nothing_that_takes_time(run_python: RunPython) -> None:
    done = _modules(run_python, "routes", "mab", "--via", "fill-finish=")

    assert "bioconnection-oss" in done.stdout
    assert not set(done.stderr.split()) & {
        "typer",
        "rich",
        "yaml",
        "pydantic",
        "networkx",
        "dataclasses",
        "inspect",
    }


def _modules(run_python: RunPython, *words: str) -> subprocess.CompletedProcess[str]:
    program = "import sys\nfrom cdmo_plan.cli.main import main\nmain()\nprint(*sys.modules, file=sys.stderr)"
    return run_python("-c", program, *words, _CDMO_PLAN_COMPLETE="complete_fish")
