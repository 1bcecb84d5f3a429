"""Fixtures that more than one floor's tests use."""

import os
import subprocess
import sys
from collections.abc import Callable
from typing import Protocol

import pytest
from hypothesis import HealthCheck, settings

# A loaded machine is slow: no test may pass or fail by the clock.
settings.register_profile("any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any-machine")


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
