"""The default catalog, read once for all tests of a process."""

import functools
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from cdmo_plan._default_catalog import DEFAULT_SHOWN_AS, default_catalog_path
from cdmo_plan.catalog.kept import Kept
from cdmo_plan.catalog.link_folder import LinkedFolder, link_folder
from cdmo_plan.catalog.load import lay
from cdmo_plan.catalog.loaded import Loaded, Place
from cdmo_plan.catalog.rules.check import with_errors
from cdmo_plan.catalog.store import read_checked


def read_default_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what runs in process share one reading of the default catalog, and one check of it for errors."""
    monkeypatch.setattr("cdmo_plan.catalog.link_folder.link_folder", _link_once)
    monkeypatch.setattr("cdmo_plan.catalog.store.read_checked", _check_once)


@functools.cache
def default_loaded() -> Loaded:
    """Return the default catalog as loading gives it."""
    return lay([_default_catalog()])


@functools.cache
def _default_checked() -> Loaded:
    return with_errors(default_loaded(), date.min)


@functools.cache
def _default_catalog() -> LinkedFolder:
    return link_folder(default_catalog_path(), shown_as=DEFAULT_SHOWN_AS)


def _link_once(root: Path, *, shown_as: str | None = None, kept: Kept | None = None) -> LinkedFolder:
    is_default = root == default_catalog_path() and shown_as == DEFAULT_SHOWN_AS
    is_read = is_default and kept is None
    return _default_catalog() if is_read else link_folder(root, shown_as=shown_as, kept=kept)


def _check_once(places: Sequence[Place], *, public: bool = False) -> Loaded:
    is_default = list(places) == [Place(default_catalog_path(), DEFAULT_SHOWN_AS)]
    return _default_checked() if is_default and not public else read_checked(places, public=public)
