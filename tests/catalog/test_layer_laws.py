"""Laws of layers: what neither names, nor the order of files, nor an empty layer may change."""

import itertools
import shutil
from pathlib import Path
from random import Random
from typing import Any

import pytest

from cdmo_plan.catalog.load import Loaded, Place, load_folder, load_layers
from cdmo_plan.domain.brief import Brief
from cdmo_plan.planner.plan import plan
from tests.support.catalogs import TODAY
from tests.support.layers import BASE, PRIVATE, PUBLIC, over_base, write_layer


def facts(loaded: Loaded) -> dict[str, Any]:
    """Everything that the planner can ask, without the names of layers and files."""
    world = loaded.catalog
    kinds = ["processes", "partners", "sites", "organisations", "equipment", "agreements", "countries"]
    kinds += ["regions", "lanes", "by_step", "by_site", "by_partner"]
    return {kind: getattr(world, kind) for kind in kinds}


def test_one_layer_is_a_catalog_that_stands_alone() -> None:
    alone, stacked = load_folder(BASE, shown_as="base"), load_layers([Place(BASE, "base")])

    assert alone[:3] == stacked[:3]
    assert not alone.catalog.origins.is_layered


def test_an_empty_layer_changes_nothing_but_names(tmp_path: Path) -> None:
    empty, none = over_base(write_layer(tmp_path / "mine", {})), over_base()

    assert facts(empty) == facts(none)
    assert empty.catalog.layers == ("base", "mine")
    assert empty.diagnostics == none.diagnostics


def test_the_folder_in_which_a_layer_lies_changes_nothing(tmp_path: Path) -> None:
    for name in ("elsewhere", "zebra"):
        shutil.copytree(PRIVATE, tmp_path / name)
    loaded = [
        load_layers([Place(BASE, "base"), Place(tmp_path / name, "mine")]) for name in ("elsewhere", "zebra")
    ]

    assert loaded[0][:3] == loaded[1][:3]


@pytest.mark.parametrize("seed", range(8))
def test_the_order_in_which_files_were_written_changes_nothing(tmp_path: Path, seed: int) -> None:
    folders = []
    for number, source in enumerate((PUBLIC, PRIVATE)):
        files = sorted(path.relative_to(source).as_posix() for path in source.rglob("*.yaml"))
        Random(seed).shuffle(files)  # noqa: S311
        texts = {path: (source / path).read_text(encoding="utf-8") for path in files}
        folders.append(write_layer(tmp_path / str(number), texts, f"layer-{number}"))
    places = [Place(BASE, "base"), *(Place(folder, f"layer-{n}") for n, folder in enumerate(folders))]

    assert load_layers(places)[:3] == _reference()[:3]


def _reference() -> Loaded:
    return load_layers([Place(BASE, "base"), Place(PUBLIC, "layer-0"), Place(PRIVATE, "layer-1")])


@pytest.mark.parametrize("order", list(itertools.permutations((BASE, PUBLIC, PRIVATE))))
def test_public_layers_say_the_same_with_private_ones_left_out(order: tuple[Path, ...]) -> None:
    places = [Place(folder, folder.name) for folder in order]
    left = load_layers(places, public=True)
    never = load_layers([place for place in places if place.root != PRIVATE])

    assert facts(left) == facts(never)
    assert left.diagnostics == never.diagnostics
    assert left.catalog.digest == never.catalog.digest
    assert (left.catalog.origins.left_out, never.catalog.origins.left_out) == (1, 0)


def test_the_search_answers_from_all_layers() -> None:
    brief = Brief(modality="mab", as_of=TODAY, container="vial", dose_form="lyophilized")
    below = plan(over_base().catalog, brief, k=None)
    above = plan(over_base(PRIVATE).catalog, brief, k=None)

    assert not below.routes
    assert {candidate.site for found in above.routes for candidate in found.route} == {
        "northwind-oss",
        "westwind-bergen",
    }
