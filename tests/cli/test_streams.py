"""Every verb into pipes that close, devices that are full, and encodings without accents."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cdmo_plan.cli.verbs import VERBS
from tests.conftest import RunPython

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the streams of a POSIX process")

COMMANDS = {
    "alone": [],
    "routes": ["routes", "mab", "-k", "2"],
    "routes --detail": ["routes", "mab", "-k", "2", "--detail"],
    "explain": ["explain", "mab", "--region", "EU"],
    "ask": ["ask", "mab", "--region", "EU", "-k", "3"],
    "contrast": ["contrast", "mab", "--region", "EU", "--prefer", "rentschler"],
    "list": ["list", "sites"],
    "show": ["show", "agc-copenhagen"],
    "coverage": ["coverage", "--modality", "pdna"],
    "alliance": ["alliance", "packgene", "pall", "--modality", "aav"],
    "validate": ["validate", "--fail-on", "info"],
    "rules": ["rules"],
    "cache": ["cache", "dir"],
}


@pytest.fixture
def clean_environment(clean_environment: dict[str, str], recalling: dict[str, str]) -> dict[str, str]:
    """What these tests ask is how processes write, not how they read."""
    return clean_environment | recalling


def test_every_verb_is_tried() -> None:
    assert {verb.name for verb in VERBS} <= {command.split()[0] for command in COMMANDS} | {"schema"}


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_a_reader_that_leaves_ends_a_verb_quietly(
    clean_environment: dict[str, str], arguments: list[str]
) -> None:
    # Nobody reads from the beginning, so that even the shortest answer finds its pipe closed.
    reading, writing = os.pipe()
    os.close(reading)
    done = _run(arguments, clean_environment, stdout=writing)
    os.close(writing)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_device_is_told(clean_environment: dict[str, str], arguments: list[str]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = _run(arguments, clean_environment, stdout=full.fileno())

    assert done.returncode == 2
    assert done.stderr.startswith("Error: The answer cannot be written: No space left on device.\nHint: ")


def test_a_closed_output_is_told(clean_environment: dict[str, str]) -> None:
    shell = f'"{sys.executable}" -m cdmo_plan rules >&-'
    done = subprocess.run(
        ["/bin/sh", "-c", shell], env=clean_environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert done.stderr.startswith("Error: The answer cannot be written: standard output is closed.\nHint: ")


def test_closed_diagnostics_are_no_matter(clean_environment: dict[str, str]) -> None:
    shell = f'"{sys.executable}" -m cdmo_plan rules CAT999 2>&-'
    done = subprocess.run(
        ["/bin/sh", "-c", shell], env=clean_environment, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_ascii_is_enough(run_python: RunPython, arguments: list[str]) -> None:
    done = run_python(
        *("-m", "cdmo_plan", *arguments),
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONIOENCODING="ascii",
        FORCE_COLOR="1",
    )

    assert done.returncode in (0, 1)
    assert done.stdout.isascii()
    assert "\x1b" not in done.stdout
    assert "\\u2500" not in done.stdout
    assert done.stderr == ""


def test_json_in_ascii_keeps_every_character(run_python: RunPython) -> None:
    site = ("-m", "cdmo_plan", "show", "dinamiqs-zurich", "--format", "json", "--as-of", "2026-11-21")
    plain = run_python(*site, PYTHONIOENCODING="ascii")
    full = run_python(*site, PYTHONIOENCODING="utf-8")

    assert plain.stdout.isascii()
    assert json.loads(plain.stdout) == json.loads(full.stdout)


def _run(arguments: list[str], environment: dict[str, str], stdout: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cdmo_plan", *arguments],
        env=environment,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        timeout=120,
        check=False,
    )
