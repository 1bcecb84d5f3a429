"""Start-up is a feature: what the program imports before it knows the verb."""

from pathlib import Path

import pytest

from cdmo_plan._version import __version__
from cdmo_plan.catalog.places import named_places
from cdmo_plan.catalog.store import load_checked
from cdmo_plan.cli.main import main
from cdmo_plan.cli.verbs import VERBS, Verb
from tests.conftest import RunPython
from tests.support.layers import amending, write_layer

HEAVY = {"yaml", "pydantic", "networkx"}

# The modules are listed on standard error, after the program has said what it had to say.
REPORT_MODULES = """
import sys
from cdmo_plan.cli.main import main
code = main(sys.argv[1:])
print(*sys.modules, file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], []])
def test_no_verb_and_no_heavy_library_is_imported(run_python: RunPython, arguments: list[str]) -> None:
    result = run_python("-c", REPORT_MODULES, *arguments)

    loaded = set(result.stderr.split())
    assert result.returncode == 0
    assert not loaded & (HEAVY | {"rich"})
    assert not loaded & {verb.module for verb in VERBS}


def test_help_lists_every_verb_with_its_summary(run_python: RunPython) -> None:
    printed = " ".join(run_python("-m", "cdmo_plan", "--help").stdout.split())

    for verb in VERBS:
        assert f"{verb.name} {verb.summary}" in printed


def test_version_is_one_line(run_python: RunPython) -> None:
    result = run_python("-m", "cdmo_plan", "--version")

    assert result.stdout == f"cdmo-plan {__version__}\n"
    assert result.stderr == ""


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_help_of_a_verb_imports_no_heavy_library(run_python: RunPython, verb: Verb) -> None:
    result = run_python("-c", REPORT_MODULES, verb.name, "--help")

    assert result.returncode == 0
    assert not set(result.stderr.split()) & HEAVY


def test_parsing_a_verb_imports_no_heavy_library(run_python: RunPython, tmp_path: Path) -> None:
    (tmp_path / "light_verb.py").write_text("def command(place: str, count: int = 1) -> None: ...\n")
    light = "(Verb('light', 'light_verb', 'command', 'A verb that does nothing.'),)"
    program = REPORT_MODULES.replace("main(sys.argv[1:])", f"main(sys.argv[1:], {light})")

    result = run_python(
        "-c",
        f"from cdmo_plan.cli.verbs import Verb{program}",
        *("light", "oss", "--count", "2"),
        PYTHONPATH=str(tmp_path),
    )

    assert "light_verb" in result.stderr.split()
    assert not set(result.stderr.split()) & HEAVY


@pytest.mark.parametrize(
    "arguments",
    [
        ("routes", "mab", "--region", "EU"),
        ("routes", "mab", "--region", "EU", "--format", "json"),
        ("routes", "aav", "--region", "CN", "--single-contract", "--format", "markdown"),
        ("list", "sites"),
        ("list", "equipment", "--format", "csv"),
        ("show", "agc-copenhagen", "--format", "json"),
        ("show", "mab"),
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("default_read_once")
def test_a_warm_query_reads_no_yaml_and_imports_no_heavy_library(
    run_python: RunPython,
    compiled_default: dict[str, str],
    arguments: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    query = (*arguments, "--as-of", "2026-11-21")
    monkeypatch.setenv("COLUMNS", "80")

    quick = run_python("-c", REPORT_MODULES, *query, COLUMNS="80", **compiled_default)
    code = main(query)

    assert not set(quick.stderr.split()) & (HEAVY | {"cdmo_plan.reading.files", "cdmo_plan.catalog.load"})
    assert (quick.returncode, quick.stdout) == (code, capsys.readouterr().out)


@pytest.mark.parametrize(
    "arguments", [("routes", "mab", "--region", "EU"), ("list", "sites"), ("show", "mab")]
)
def test_a_cold_query_imports_what_parses_files_and_neither_graphs_nor_what_words_errors(
    run_python: RunPython, arguments: tuple[str, ...]
) -> None:
    cold = run_python("-c", REPORT_MODULES, *arguments, "--as-of", "2026-11-21")

    assert set(cold.stderr.split()) & HEAVY == {"yaml"}


@pytest.fixture
def compiled_default(recalling: dict[str, str]) -> dict[str, str]:
    """The settings of a process that finds the default catalog compiled."""
    load_checked(named_places(()), environment=recalling)
    return recalling


@pytest.mark.usefixtures("default_read_once")
def test_a_private_layer_over_what_is_compiled_is_read_without_what_words_errors(
    run_python: RunPython,
    compiled_default: dict[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    offer = "quotes: [{what: batch, amount: {max: 9}, currency: EUR, dated: '2026-10', sources: [offer]}]"
    sources = "sources: {offer: {citation: Made up, published: '2026-10'}}\n"
    row = "agc-copenhagen/drug-substance/1"
    files = {"amendments/offer.yaml": amending(row, offer, "[offer]") + sources}
    layer = write_layer(tmp_path / "offers", files)
    query = ("show", row, "--as-of", "2026-11-21", "--catalog", "default", "--catalog", str(layer))

    quick = run_python("-c", REPORT_MODULES, *query, COLUMNS="80", **compiled_default)
    code = main(query)

    assert set(quick.stderr.split()) & HEAVY == {"yaml"}
    assert (quick.returncode, quick.stdout) == (code, capsys.readouterr().out)
    assert "EUR" in quick.stdout


def test_no_cache_reads_every_file(run_python: RunPython, compiled_default: dict[str, str]) -> None:
    done = run_python("-c", REPORT_MODULES, "list", "sites", "--no-cache", **compiled_default)

    assert "yaml" in done.stderr.split()


def test_who_measures_the_process_gets_what_was_measured(run_python: RunPython, tmp_path: Path) -> None:
    done = run_python("-m", "cProfile", "-o", str(tmp_path / "profile"), "-m", "cdmo_plan", "--version")

    assert done.stdout == f"cdmo-plan {__version__}\n"
    assert (tmp_path / "profile").stat().st_size
