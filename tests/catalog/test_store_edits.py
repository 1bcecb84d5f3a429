"""Edit after edit, each of one file: what is read of it alone says what reading all of the catalog says."""

import shutil
from pathlib import Path
from random import Random

import pytest

from cdmo_plan.catalog.loaded import Place
from cdmo_plan.catalog.store import read_checked
from tests.support.layers import BASE
from tests.support.stores import recall, told

NORTHWIND, SOUTHWIND, MAB = "partners/northwind.yaml", "partners/southwind.yaml", "processes/mab.yaml"
STEPS = 10

EDITS = {
    "a note": (SOUTHWIND, "    city: Ghent\n", "    city: Ghent\n    note: A note.\n"),
    "another number": (NORTHWIND, "min: 200, max: 2000", "min: 250, max: 2000"),
    "a scale upside down": (NORTHWIND, "max: 2000}", "max: 100}"),
    "a product excluded and offered": (
        SOUTHWIND,
        "modalities: [mab]",
        "modalities: [mab], excluded: [protein]",
    ),
    "a state that ends before it begins": (NORTHWIND, 'since: "2015",', 'since: "2015", ends: "2010",'),
    "a duration upside down": (MAB, "{min: 8, typical: 11", "{min: 8, typical: 5"),
    "a storage upside down": (MAB, "{min: 2, max: 8}", "{min: 8, max: 2}"),
    "no anchor": (MAB, "anchor: true", "anchor: false"),
    "a model renamed that a row names": ("equipment.yaml", "id: pumps-reactor", "id: reactor"),
    "a company renamed that a model names": ("organisations.yaml", "id: pumps", "id: valves"),
    "a country renamed": ("regions.yaml", "code: BE", "code: LU"),
    "a site renamed that an agreement names": (SOUTHWIND, "id: southwind-ghent", "id: southwind-gent"),
    "an id taken": (SOUTHWIND, "id: southwind-ghent", "id: northwind-oss"),
    "a partner taken": (SOUTHWIND, "partner: southwind", "partner: northwind"),
    "a field that is not known": (SOUTHWIND, "name: Southwind", "nmae: Southwind"),
    "a lane of no length": ("lanes.yaml", "{min: 1, typical: 1", "{min: 5, typical: 1"),
    "no equipment": ("equipment.yaml", None, None),
    "no site in Ghent": (SOUTHWIND, None, None),
}

HARMLESS = ("a note", "another number")


def toggle(root: Path, edit: str) -> None:
    """Make an edit, or take it back; a file that is not there comes back whole."""
    path, before, after = EDITS[edit]
    file = root / path
    if not file.exists():
        shutil.copy(BASE / path, file)
    elif before is None or after is None:
        file.unlink()
    elif after in (text := file.read_text()):
        file.write_text(text.replace(after, before))
    else:
        file.write_text(text.replace(before, after))


@pytest.mark.parametrize("seed", range(3))
def test_edit_after_edit_is_found_as_reading_everything_finds_it(tmp_path: Path, seed: int) -> None:
    random = Random(seed)  # noqa: S311  edits are no secret
    place = Place(shutil.copytree(BASE, tmp_path / "base"), "base")
    recall(place, tmp_path / "cache")
    found: set[str] = set()
    for _ in range(STEPS):
        edit = random.choice(list(EDITS))
        toggle(place.root, edit)
        after = recall(place, tmp_path / "cache")
        found |= {each.code for each in after.diagnostics}
        assert told(after) == told(read_checked([place])), edit
    assert found


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_is_found_and_so_is_its_end(tmp_path: Path, edit: str) -> None:
    place, cache = Place(shutil.copytree(BASE, tmp_path / "base"), "base"), tmp_path / "cache"
    before = told(recall(place, cache))

    toggle(place.root, edit)
    after = recall(place, cache)
    toggle(place.root, edit)

    assert bool(after.diagnostics) is (edit not in HARMLESS)
    assert told(after) != before
    assert told(recall(place, cache)) == before
