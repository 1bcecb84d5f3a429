"""Completion's reading of ids line by line, held against the real reading of a catalog."""

from pathlib import Path

import pytest

from cdmo_plan._default_catalog import default_catalog_path
from cdmo_plan.catalog.load import load_folder
from cdmo_plan.domain.vocabulary import STEPS
from cdmo_plan.reading.outline import outline

SITE_IN_BLOCKS = """\
partner: acme
name: "Acme, Inc."  # as it writes itself
network:
- step: qc-release
sites:
- capabilities:
  - {step: fill-finish, modalities: [mab]}
  - modalities: [mab]
    step: drug-substance
  city: 'Oss'
  id: acme-oss
  name: Acme Oss # the old name
  owners:
  - {owner: acme, id: not-a-site}
- id: "acme-no"
  country: "NO"
sources:
  - id: not-a-site-either
"""


def test_the_default_catalog_has_the_ids_that_are_loaded() -> None:
    root = default_catalog_path()
    world = load_folder(root).catalog

    def ids(kind: str) -> list[str]:
        return sorted(each.id for each in outline(root, [kind]))

    assert ids("partner") == sorted(world.partners)
    assert ids("site") == sorted(world.sites)
    assert ids("recipe") == sorted(process.id for process in world.processes)
    assert ids("agreement") == sorted(agreement.id for agreement in world.agreements)
    assert ids("equipment") == sorted(world.equipment)
    assert ids("organisation") == sorted(world.organisations)
    assert ids("region") == sorted(world.regions)
    assert ids("country") == sorted(world.countries)


def test_the_default_catalog_has_the_steps_that_are_loaded() -> None:
    root = default_catalog_path()
    world = load_folder(root).catalog
    loaded: dict[str, list[str]] = {}
    for step in STEPS:
        for row in world.rows(step):
            loaded.setdefault(row.site.id if row.site else row.partner.id, []).append(step)

    outlined = {each.id: sorted(each.steps) for each in outline(root, ["partner", "site"]) if each.steps}

    assert outlined == {owner: sorted(steps) for owner, steps in loaded.items()}


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_layouts_of_other_writers_are_seen(tmp_path: Path, line_end: str) -> None:
    (tmp_path / "partners").mkdir()
    (tmp_path / "partners" / "acme.yml").write_text(SITE_IN_BLOCKS, encoding="utf-8-sig", newline=line_end)

    found = {each.id: each for each in outline(tmp_path, ["partner", "site"])}

    assert list(found) == ["acme", "acme-oss", "acme-no"]
    assert found["acme"].fields["name"] == "Acme, Inc."
    assert found["acme"].steps == ["qc-release"]
    assert found["acme-oss"].steps == ["fill-finish", "drug-substance"]
    assert found["acme-oss"].fields["city"] == "Oss"
    assert found["acme-oss"].fields["name"] == "Acme Oss"
    assert found["acme-no"].fields["country"] == "NO"


def test_what_is_no_catalog_has_no_ids(tmp_path: Path) -> None:
    (tmp_path / "regions.yaml").write_bytes(
        b"regions:\n  - {id: \xff\xfe, name: x}\n  - id: 'a b'\n  - id:\n"
    )
    (tmp_path / "agreements.yaml").mkdir()

    assert list(outline(tmp_path, ["region", "agreement", "site"])) == []
    assert list(outline(tmp_path / "missing", ["partner", "region"])) == []
