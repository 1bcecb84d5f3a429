"""A catalog says the same whatever its lines end with: as Unix, Windows and old Macintosh files do."""

import shutil
from pathlib import Path

import pytest

from cdmo_plan._default_catalog import default_catalog_path
from cdmo_plan.catalog.load import Loaded, load_folder
from tests.cli.conftest import MANIFEST, PARTNER

LINE_ENDS = {"windows": "\r\n", "old macintosh": "\r"}
SOME = ("manifest.yaml", "regions.yaml", "agreements.yaml", "organisations.yaml", "equipment.yaml")
PARTNERS = ("agc-biologics", "bioconnection", "lonza", "packgene")


def rewritten(source: Path, target: Path, line_end: str) -> Path:
    """Copy part of the default catalog with other line ends."""
    paths = [*SOME, *(f"partners/{name}.yaml" for name in PARTNERS), "processes/mab.yaml"]
    for path in paths:
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        text = (source / path).read_text(encoding="utf-8")
        (target / path).write_text(text, encoding="utf-8", newline=line_end)
    return target


@pytest.mark.parametrize("line_end", LINE_ENDS.values(), ids=LINE_ENDS)
def test_values_and_marks_are_those_of_unix(tmp_path: Path, line_end: str) -> None:
    source = default_catalog_path()
    folder = tmp_path / "catalog"
    unix = _told(load_folder(rewritten(source, folder, "\n"), shown_as="c"))
    assert unix[0]
    shutil.rmtree(folder)

    other = _told(load_folder(rewritten(source, folder, line_end), shown_as="c"))

    assert other == unix


@pytest.mark.parametrize("line_end", ["\n", *LINE_ENDS.values()], ids=["unix", *LINE_ENDS])
def test_a_finding_names_the_line_and_column(tmp_path: Path, line_end: str) -> None:
    (tmp_path / "partners").mkdir()
    (tmp_path / "manifest.yaml").write_text(MANIFEST, encoding="utf-8", newline=line_end)
    wrong = PARTNER.replace("step: fill-finish", "step: fill-finnish").replace("city: Oss", "city: O\x07ss")
    (tmp_path / "partners" / "acme.yaml").write_text(wrong, encoding="utf-8", newline=line_end)

    found = load_folder(tmp_path, shown_as="c").diagnostics

    marks = {(each.code, str(each.mark)) for each in found if each.severity.value == "error"}
    assert {mark for _, mark in marks} >= {"c/partners/acme.yaml:8:12", "c/partners/acme.yaml:12:15"}


def _told(loaded: Loaded) -> tuple[object, ...]:
    """Return what a catalog says, with the place of every entity."""
    world = loaded.catalog
    return (
        dict(world.partners),
        dict(world.sites),
        tuple(world.agreements),
        tuple(world.processes),
        dict(world.regions),
        tuple(loaded.diagnostics),
        [world.rows("drug-substance")],
    )
