"""The shipped catalog as the library loads it, read once."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cdmo_plan import Brief, Catalog, Plan, load_catalog, plan

AS_OF = "2026-11-21"
BASE = Path(__file__).parents[1] / "fixtures" / "base-catalog"

Edited = Callable[[str, str, str], Path]


@pytest.fixture(scope="session")
def shipped() -> Catalog:
    return load_catalog()


@pytest.fixture(scope="session")
def one_contract() -> Brief:
    return Brief(
        "mab", region="EU", container="vial", dose_form="lyophilized", single_contract=True, as_of=AS_OF
    )


@pytest.fixture(scope="session")
def answer(shipped: Catalog, one_contract: Brief) -> Plan:
    return plan(shipped, one_contract)


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    """Copy the small catalog with one text of one file replaced."""

    def edit(file: str, old: str, new: str) -> Path:
        folder = tmp_path / "catalog"
        shutil.copytree(BASE, folder)
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")
        return folder

    return edit
