"""What the page on provenance counts is what the catalog holds, and the ids that it names exist."""

import re
from pathlib import Path

import pytest

from cdmo_plan.catalog.memory import Catalog
from tests.support.real import real_catalog

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "catalog-provenance.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return real_catalog()


def test_the_counts_are_those_of_the_catalog(catalog: Catalog) -> None:
    held = {
        "partners": len(catalog.partners),
        "sites": len(catalog.sites),
        "capabilities": sum(len(rows) for rows in catalog.by_step.values()),
        "agreements": len(catalog.agreements),
        "organisations": len(catalog.organisations),
        "equipment": len(catalog.equipment),
        "regions": len(catalog.regions),
        "countries": len(catalog.countries),
        "recipes": len(catalog.processes),
    }

    counts = re.findall(r"^\| (\w+) \| (\d+) \|$", PAGE, re.MULTILINE)
    assert {name: int(number) for name, number in counts} == held


def test_merged_plants_keep_their_old_ids_as_aliases(catalog: Catalog) -> None:
    section = PAGE.split("## One plant, one id")[1].split("## Corrected")[0]
    merged = re.findall(r"^\| ([a-z0-9-]+(?:, [a-z0-9-]+)*) \| ([a-z0-9-]+) \|", section, re.MULTILINE)

    assert len(merged) >= 7
    for old, kept in merged:
        for alias in old.split(", "):
            assert alias in catalog.sites[kept].aliases, alias


@pytest.mark.parametrize("title", ["Corrected", "Left out"])
def test_every_id_that_a_table_names_stands_in_the_catalog(catalog: Catalog, title: str) -> None:
    known = {*catalog.partners, *catalog.sites, *(agreement.id for agreement in catalog.agreements)}
    section = PAGE.split(f"## {title}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| ([a-z0-9, -]+) \|", section, re.MULTILINE)

    assert len(rows) >= 3
    assert [name for row in rows for name in row.split(", ") if name not in known] == []


def test_only_plants_named_as_standby_hold_for_a_government(catalog: Catalog) -> None:
    (named,) = re.findall(r"^\| ([a-z0-9, -]+) \| government standby", PAGE, re.MULTILINE)
    held = {
        row.site.id
        for rows in catalog.by_step.values()
        for row in rows
        if row.site is not None and any(hold.kind == "government-standby" for hold in row.capability.holds)
    }

    assert set(named.split(", ")) == held
