"""The verb `cache`: where it is, and what clearing it deletes."""

import json
import os
import sys
from pathlib import Path

import pytest

from cdmo_plan.catalog import store_folder
from tests.cli.conftest import Ask, WriteCatalog


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CDMO_PLAN_NO_CACHE", "CI"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CDMO_PLAN_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_a_query_fills_the_cache_and_clear_empties_it(
    ask: Ask, write_catalog: WriteCatalog, cache: Path
) -> None:
    folder = write_catalog()
    assert ask("cache", "dir") == (0, f"{cache}\n", "")
    assert json.loads(ask("cache", "dir", "--format", "json").out)["kept"] == {"files": 0, "bytes": 0}

    assert ask("list", "sites", "--catalog", folder).code == 0
    (store,) = cache.iterdir()
    size = store.stat().st_size
    (cache / "notes.txt").write_text("mine")

    assert json.loads(ask("cache", "dir", "--format", "json").out) == {
        "schema_version": 1,
        "folder": str(cache),
        "is_used": True,
        "kept": {"files": 1, "bytes": size},
    }
    assert ask("cache", "clear").out == f"Deleted 1 file, {size / 1e6:.1f} MB from {cache}.\n"
    assert [path.name for path in cache.iterdir()] == ["notes.txt"]
    assert ask("cache", "clear").out == f"There was nothing to delete in {cache}.\n"


def test_clear_tells_scripts_what_it_deleted(ask: Ask, write_catalog: WriteCatalog, cache: Path) -> None:
    ask("list", "sites", "--catalog", write_catalog())
    size = next(cache.iterdir()).stat().st_size

    answer = json.loads(ask("cache", "clear", "--format", "json").out)

    assert answer["deleted"] == {"files": 1, "bytes": size}
    assert answer["kept"] == {"files": 0, "bytes": 0}


def test_a_cache_that_cannot_be_read_is_told(ask: Ask, cache: Path) -> None:
    cache.write_text("no folder")

    for action, done in (("dir --format json", "read"), ("clear", "deleted")):
        said = ask("cache", *action.split())
        assert (said.code, said.out) == (2, "")
        assert said.err.startswith(f"Error: The cache in {cache} cannot be {done}: Not a directory.")


def test_a_user_without_a_home_has_no_cache(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "CDMO_PLAN_CACHE_DIR"):
        monkeypatch.delenv(name, raising=False)

    said = ask("cache", "dir")

    assert said.code == 2
    assert (
        said.err
        == "Error: No folder for caches is known, so nothing is kept.\nHint: CDMO_PLAN_CACHE_DIR names one\n"
    )


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("linux", {"HOME": "/home/u"}, "/home/u/.cache/cdmo-plan"),
        ("linux", {"HOME": "/home/u", "XDG_CACHE_HOME": "/fast"}, "/fast/cdmo-plan"),
        ("linux", {"HOME": "/home/u", "XDG_CACHE_HOME": "relative"}, "/home/u/.cache/cdmo-plan"),
        ("linux", {"HOME": "relative"}, None),
        ("darwin", {"HOME": "/Users/u", "XDG_CACHE_HOME": "/fast"}, "/Users/u/Library/Caches/cdmo-plan"),
        ("win32", {"LOCALAPPDATA": "/AppData/Local"}, "/AppData/Local/cdmo-plan/Cache"),
        ("win32", {"HOME": "/home/u"}, None),
        ("linux", {"HOME": "/home/u", "CDMO_PLAN_CACHE_DIR": "mine"}, "mine"),
    ],
)
def test_the_folder_is_the_platforms(
    monkeypatch: pytest.MonkeyPatch, platform: str, environment: dict[str, str], folder: str | None
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "is_dir", lambda _path: True)

    assert store_folder.folder(environment) == (None if folder is None else Path(folder))


def test_a_home_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    home, cache = tmp_path / "home", tmp_path / "cache"

    assert store_folder.folder({"HOME": str(home)}) is None
    assert store_folder.folder({"HOME": str(home), "XDG_CACHE_HOME": str(cache)}) == cache / "cdmo-plan"


def test_tests_never_touch_the_cache_of_who_runs_them() -> None:
    assert store_folder.is_off(os.environ)
    assert store_folder.folder(os.environ) == Path("/nonexistent/cdmo-plan")
