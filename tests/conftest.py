"""Fixtures that more than one floor's tests use."""

import gc
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import HealthCheck, settings

from tests.support.default_catalog import read_default_once

# A loaded machine is slow: no test may pass or fail by the clock.
settings.register_profile("any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any-machine")


def pytest_configure(config: pytest.Config) -> None:
    """Where no byte code is to be written, keep it in a folder of this run.

    Processes are started by hundreds, and each would compile all that it imports otherwise, libraries too.
    """
    if sys.dont_write_bytecode:
        folder = tempfile.TemporaryDirectory(prefix="cdmo-plan-bytecode-", ignore_cleanup_errors=True)
        config.add_cleanup(folder.cleanup)
        sys.dont_write_bytecode, sys.pycache_prefix = False, folder.name
        # Workers and what they start read it from the environment, and so come here with nothing to do.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = folder.name


def pytest_collection_finish() -> None:
    """Let the collector of cycles pass over what stays: modules, thousands of tests, catalogs read once."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


class RunPython(Protocol):
    """Run a Python process as a user's shell would."""

    def __call__(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]: ...


NO_CACHE = {"CDMO_PLAN_NO_CACHE": "1", "CDMO_PLAN_CACHE_DIR": "/nonexistent/cdmo-plan"}
"""Tests read catalogs themselves, and never touch the cache of whoever runs them."""


@pytest.fixture(autouse=True)
def no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in NO_CACHE.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def clean_environment() -> dict[str, str]:
    """The environment without settings that would change what the program prints."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("CDMO_PLAN_", "TYPER_", "COLUMNS", "FORCE_COLOR", "NO_COLOR"))
    }
    return kept | NO_CACHE


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that all tests share, those of other workers too: for what is not about reading a catalog."""
    own = tmp_path_factory.getbasetemp()
    every = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    return every / "kept"


@pytest.fixture
def recalling(kept: Path) -> dict[str, str]:
    """Settings of a process that finds its catalog compiled, unless it is the first."""
    return {"CDMO_PLAN_NO_CACHE": "", "CDMO_PLAN_CACHE_DIR": str(kept), "CI": ""}


@pytest.fixture
def default_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all tests of a process share one reading of the default catalog."""
    read_default_once(monkeypatch)


@pytest.fixture
def run_python(clean_environment: dict[str, str]) -> Callable[..., subprocess.CompletedProcess[str]]:
    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            env=clean_environment | environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run
