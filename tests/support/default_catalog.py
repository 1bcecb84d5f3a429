"""The default catalog, read once for all tests of a process."""

import functools
from pathlib import Path

import pytest

from cdmo_plan._default_catalog import DEFAULT_SHOWN_AS, default_catalog_path
from cdmo_plan.catalog.link_folder import LinkedFolder, link_folder


def read_default_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let command lines that run in process share one reading of the default catalog."""
    monkeypatch.setattr("cdmo_plan.catalog.link_folder.link_folder", _link_once)


@functools.cache
def _default_catalog() -> LinkedFolder:
    return link_folder(default_catalog_path(), shown_as=DEFAULT_SHOWN_AS)


def _link_once(root: Path, *, shown_as: str | None = None) -> LinkedFolder:
    is_default = root == default_catalog_path() and shown_as == DEFAULT_SHOWN_AS
    return _default_catalog() if is_default else link_folder(root, shown_as=shown_as)
