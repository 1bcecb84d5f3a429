from pathlib import Path

import pytest

from cdmo_plan._default_catalog import MANIFEST, default_catalog_path


def _catalog(folder: Path) -> Path:
    folder.mkdir()
    (folder / MANIFEST).touch()
    return folder


def test_the_copy_in_the_package_comes_first(tmp_path: Path) -> None:
    installed, checkout = _catalog(tmp_path / "installed"), _catalog(tmp_path / "checkout")

    assert default_catalog_path((installed, checkout)) == installed


def test_a_folder_without_manifest_is_no_catalog(tmp_path: Path) -> None:
    (tmp_path / "installed").mkdir()
    checkout = _catalog(tmp_path / "checkout")

    assert default_catalog_path((tmp_path / "installed", checkout)) == checkout


def test_no_catalog_says_where_it_looked_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="--catalog DIR") as refusal:
        default_catalog_path((tmp_path,))

    assert str(tmp_path) in str(refusal.value)
