"""Layers from stores: whatever happens to any of them, they say what reading says."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cdmo_plan.catalog import store_folder
from cdmo_plan.catalog.container import Container
from cdmo_plan.catalog.loaded import Loaded, Place
from cdmo_plan.catalog.store import load_checked, read_checked
from tests.catalog.tiny import TINY, write
from tests.support.layers import amending, manifest, write_layer
from tests.support.stores import is_recalled, recall_layers, settings, told

ROW = "alpha-lyon/drug-substance/1"
OFFER = """
capabilities:
  - capability: alpha-lyon/drug-substance/2
    quotes:
      - {what: batch, amount: {max: 900000.50}, currency: EUR, dated: "2026-10", sources: [offer]}
    sources: [offer]
sites:
  - site: beta-ghent
    aliases: [the plant by the canal]
    capabilities:
      - {step: fill-finish, modalities: [mab], containers: [vial], sources: [offer]}
    sources: [offer]
sources: {offer: {citation: An invented offer, published: "2026-10", read: "2026-11"}}
"""
CONTRADICTS = amending(ROW, "scale_l: {max: 3000}, lines: 2")
GAMMA = "partner: gamma\nname: Gamma\nparent: alpha\nsources: {}\n"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def base(tmp_path: Path) -> Place:
    return Place(write(tmp_path / "tiny"), "tiny")


@pytest.fixture(params=["private", "public"])
def layers(request: pytest.FixtureRequest, tmp_path: Path, base: Place, cache: Path) -> list[Place]:
    """A base, a public layer that contradicts it, and one of offers; loaded before."""
    files = {"amendments/row.yaml": CONTRADICTS, "partners/gamma.yaml": GAMMA}
    public = write_layer(tmp_path / "news", files, "news", "public")
    offers = write_layer(tmp_path / "offers", {"amendments/offer.yaml": OFFER}, "offers", request.param)
    places = [base, Place(public, "news"), Place(offers, "offers")]
    recall_layers(places, cache)
    return places


def is_right(places: list[Place], cache: Path) -> Loaded:
    """Check that layers say what reading says, with the store as it is and as it is written then."""
    truth = told(read_checked(places))
    first, second = (recall_layers(places, cache) for _ in range(2))
    assert told(first) == truth
    assert told(second) == truth
    return second


def _edit_the_lowest(places: list[Place]) -> list[Place]:
    path = places[0].root / "partners/alpha.yaml"
    path.write_text(path.read_text().replace("max: 2000", "max: 2500"))
    return places


def _edit_to_the_same_size(places: list[Place]) -> list[Place]:
    path = places[1].root / "amendments/row.yaml"
    before = path.stat()
    path.write_text(path.read_text().replace("3000", "4000"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    return places


def _edit_the_highest(places: list[Place]) -> list[Place]:
    (places[2].root / "amendments/offer.yaml").write_text(OFFER.replace("900000", "800000"))
    return places


def _amend_in_the_lowest(places: list[Place]) -> list[Place]:
    write_layer(places[0].root, {"amendments/row.yaml": CONTRADICTS}, "tiny", "public")
    return places


def _touch(places: list[Place]) -> list[Place]:
    for place in places:
        for path in place.root.rglob("*.yaml"):
            os.utime(path)
    return places


def _withdraw(places: list[Place]) -> list[Place]:
    text = "withdraw:\n  - {id: beta, reason: wound up, sources: [general-knowledge]}\n"
    (places[1].root / "amendments/row.yaml").write_text(text)
    return places


def _rename_a_layer(places: list[Place]) -> list[Place]:
    (places[1].root / "manifest.yaml").write_text(manifest("tidings", "public"))
    return places


def _delete_from_the_lowest(places: list[Place]) -> list[Place]:
    (places[0].root / "agreements.yaml").unlink()
    return places


def _break_the_lowest(places: list[Place]) -> list[Place]:
    (places[0].root / "partners/beta.yaml").write_text("partner: [")
    return places


def _swap(places: list[Place]) -> list[Place]:
    return [places[0], places[2], places[1]]


def _swap_the_lowest(places: list[Place]) -> list[Place]:
    return [places[1], places[0], places[2]]


def _drop(places: list[Place]) -> list[Place]:
    return [places[0], places[2]]


def _drop_the_lowest(places: list[Place]) -> list[Place]:
    return places[1:]


def _add(places: list[Place]) -> list[Place]:
    more = write_layer(places[0].root.parent / "more", {"partners/delta.yaml": GAMMA}, "more", "public")
    return [*places, Place(more, "more")]


def _make_the_lowest_private(places: list[Place]) -> list[Place]:
    (places[0].root / "manifest.yaml").write_text(manifest("tiny"))
    return places


def _make_one_private(places: list[Place]) -> list[Place]:
    (places[1].root / "manifest.yaml").write_text(manifest("news"))
    return places


def _make_all_public(places: list[Place]) -> list[Place]:
    (places[2].root / "manifest.yaml").write_text(manifest("offers", "public"))
    return places


CHANGES = (
    *(_edit_the_lowest, _edit_to_the_same_size, _edit_the_highest, _amend_in_the_lowest, _touch, _withdraw),
    *(_rename_a_layer, _delete_from_the_lowest, _break_the_lowest, _swap, _swap_the_lowest, _drop),
    *(_drop_the_lowest, _add, _make_the_lowest_private, _make_one_private, _make_all_public),
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))
def test_whatever_changes_layers_say_what_reading_says(
    layers: list[Place], cache: Path, change: Callable[[list[Place]], list[Place]]
) -> None:
    places = change(layers)

    loaded = is_right(places, cache)

    shared = recall_layers(places, cache, public=True)
    assert told(shared) == told(read_checked(places, public=True))
    assert is_recalled(loaded) is not bool(loaded.catalog.origins.private)


MODEL = """
equipment: [{id: reactor-2000, supplier: nobody, model: A, kind: bioreactor, sources: [general-knowledge]}]
"""
ALPHA = "partners/alpha.yaml"
AMISS = {
    "a scale upside down": ("a", amending(ROW, "scale_l: {min: 900, max: 100}")),
    "a scale upside down with what is below": ("a", amending(ROW, "scale_l: {max: 100}")),
    "offered below and excluded": ("a", amending(ROW, "excluded: [protein]")),
    "excluded by another row of the line": (
        "a",
        """
sites:
  - site: alpha-lyon
    capabilities:
      - {step: drug-substance, modalities: [], excluded: [protein], sources: [general-knowledge]}
    sources: [general-knowledge]
""",
    ),
    "a quote upside down": ("a", OFFER.replace("{max: 900000.50}", "{min: 9, max: 1}")),
    "a model that is not listed": ("a", amending(ROW, "equipment: [reactor-9]")),
    "a model withdrawn that a row names": (
        "a",
        "withdraw: [{id: reactor-2000, reason: sold, sources: [general-knowledge]}]\n",
    ),
    "a model written anew": ("equipment.yaml", MODEL),
    "a plant in a country that is not listed": (
        "a",
        "sites:\n  - {site: alpha-lyon, country: LU, sources: [general-knowledge]}\n",
    ),
    "a state that ends before it begins": (
        "a",
        """
sites:
  - site: beta-ghent
    status: [{state: operating, since: "2015", ends: "2010", sources: [general-knowledge]}]
    sources: [general-knowledge]
""",
    ),
    "a partner written anew, upside down": (ALPHA, TINY[ALPHA].replace("max: 2000", "max: 100")),
    "a recipe written anew without an anchor": (
        "processes/mab.yaml",
        TINY["processes/mab.yaml"].replace("kind: assigned", "kind: assigned, anchor: false"),
    ),
    "nothing that can be read": ("a", "capabilities: ["),
}


@pytest.mark.parametrize("amiss", AMISS)
def test_what_a_layer_makes_wrong_below_is_found(
    tmp_path: Path, base: Place, cache: Path, amiss: str
) -> None:
    path, text = AMISS[amiss]
    files = {"amendments/a.yaml" if path == "a" else path: text}
    places = [base, Place(write_layer(tmp_path / "mine", files), "mine")]
    recall_layers(places, cache)

    below, after = recall_layers([base], cache), recall_layers(places, cache)

    assert told(after) == told(read_checked(places))
    assert set(after.diagnostics) - set(below.diagnostics)


def test_changes_one_after_another_leave_no_answer_of_yesterday(layers: list[Place], cache: Path) -> None:
    for number, change in enumerate(CHANGES[:9]):
        change(layers)
        asked = (layers, layers[:2], layers[::2])[number % 3]
        assert told(recall_layers(asked, cache)) == told(read_checked(asked)), change


def test_layers_whose_store_is_damaged_are_read(layers: list[Place], cache: Path) -> None:
    truth = told(read_checked(layers))
    sound = {path: path.read_bytes() for path in cache.glob("*.catalog")}
    for path, content in sound.items():
        at = len(content) // 2
        path.write_bytes(content[:at] + bytes([content[at] ^ 4]) + content[at + 1 :])
        assert told(recall_layers(layers, cache)) == truth
        path.write_bytes(content[: len(content) // 3])
        assert told(recall_layers(layers, cache)) == truth


def test_layers_are_answered_where_nothing_can_be_written(
    layers: list[Place], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        assert told(load_checked(layers, environment=settings(folder))) == told(read_checked(layers))
    monkeypatch.setattr(store_folder, "_is_own", lambda _found: False)
    assert told(recall_layers(layers, tmp_path / "cache")) == told(read_checked(layers))


def test_an_amended_row_has_the_marks_of_all_its_files(layers: list[Place], cache: Path) -> None:
    row = next(
        row.capability
        for row in recall_layers(layers, cache).catalog.rows("drug-substance")
        if row.capability.id == ROW
    )

    assert row.marks.entity.file == "tiny/partners/alpha.yaml"
    assert row.marks.of("lines").file == "news/amendments/row.yaml"
    assert row.marks.of("step").file == "tiny/partners/alpha.yaml"
    assert row.marks.of("no such field") == row.marks.entity
    assert len(row.marks.fields) == len(list(row.marks.fields))


def test_the_store_of_layers_is_one_file_of_all(layers: list[Place], cache: Path) -> None:
    heads = [Container(os.open(path, os.O_RDONLY)).head for path in cache.glob("*.catalog")]
    is_public = all("private" not in (place.root / "manifest.yaml").read_text() for place in layers)

    assert sorted(len(head["seen"]) for head in heads) == ([1, 3] if is_public else [1])
