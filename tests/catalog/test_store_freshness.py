"""Whatever happens to a catalog, its layers or the program: never an answer of yesterday."""

import os
import shutil
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from cdmo_plan.catalog import freshness
from cdmo_plan.catalog.container import Container
from cdmo_plan.catalog.loaded import Place, VisibilityUnknownError
from cdmo_plan.catalog.store import load_checked, read_checked
from cdmo_plan.reading import catalog_folder
from cdmo_plan.reading.files import Content, ReadFile, read_contents
from tests.catalog.tiny import TINY, write
from tests.support.layers import BASE, write_layer
from tests.support.stores import is_recalled, only_store, recall, settings, told

BETA = "partners/beta.yaml"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(write(tmp_path / "tiny"), "tiny")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture(params=["by content", "by what the file system says"])
def compiled(
    request: pytest.FixtureRequest, place: Place, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> Place:
    """A catalog that was compiled long enough ago, small or as large as one that is not read through."""
    if request.param != "by content":
        monkeypatch.setattr(freshness, "BY_CONTENT_BELOW", 1)
        _let_time_pass(monkeypatch)
    recall(place, cache)
    assert is_recalled(recall(place, cache))
    return place


def _let_time_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every file old, also those that a test has still to write."""
    later = time.time_ns() + 1_000_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: later)


def _edit(root: Path) -> None:
    (root / BETA).write_text(TINY[BETA].replace("Beta Fill", "Gamma Filling"))


def _edit_to_the_same_size(root: Path) -> None:
    (root / BETA).write_text(TINY[BETA].replace("Beta Fill", "Zeta Fill"))


def _edit_and_set_the_clock_back(root: Path) -> None:
    before = (root / BETA).stat()
    _edit_to_the_same_size(root)
    os.utime(root / BETA, ns=(before.st_atime_ns, before.st_mtime_ns))


def _put_another_in_its_place(root: Path) -> None:
    before = (root / BETA).stat()
    (root / "other").write_text(TINY[BETA].replace("Beta Fill", "Zeta Fill"))
    os.utime(root / "other", ns=(before.st_atime_ns, before.st_mtime_ns))
    (root / "other").replace(root / BETA)


def _add(root: Path) -> None:
    (root / "partners/gamma.yaml").write_text("partner: gamma\nname: Gamma\nsources: {}\n")


def _add_what_does_not_belong(root: Path) -> None:
    (root / "notes.yaml").write_text("a: 1\n")


def _remove(root: Path) -> None:
    (root / BETA).unlink()


def _rename(root: Path) -> None:
    (root / BETA).rename(root / "partners/beta-fill.yaml")


def _make_a_folder_of_it(root: Path) -> None:
    (root / BETA).unlink()
    (root / BETA).mkdir()


def _break(root: Path) -> None:
    (root / BETA).write_text("partner: [")


CHANGES = (
    *(_edit, _edit_to_the_same_size, _edit_and_set_the_clock_back, _put_another_in_its_place),
    *(_add, _add_what_does_not_belong, _remove, _rename, _make_a_folder_of_it, _break),
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))
def test_a_changed_catalog_is_read(compiled: Place, cache: Path, change: Callable[[Path], None]) -> None:
    change(compiled.root)

    after = recall(compiled, cache)

    assert not is_recalled(after)
    assert told(after) == told(read_checked([compiled]))
    assert told(recall(compiled, cache)) == told(after)


@pytest.mark.parametrize("edited", [BETA, "processes/mab.yaml", "regions.yaml", "agreements.yaml"])
def test_an_edit_of_one_file_reads_one_file(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, edited: str
) -> None:
    place = Place(shutil.copytree(BASE, tmp_path / "base"), "base")
    edited = edited if (place.root / edited).exists() else "partners/northwind.yaml"
    recall(place, cache)
    with (place.root / edited).open("a") as stream:
        stream.write("# looked at again\n")
    read: list[str] = []

    def noted(kind: str, contents: list[Content]) -> list[ReadFile]:
        read.extend(each.path for each in contents)
        return read_contents(kind, contents)

    monkeypatch.setattr(catalog_folder, "read_contents", noted)
    after = recall(place, cache)

    assert sorted(read) == sorted({edited, "manifest.yaml"})
    assert told(after) == told(read_checked([place]))
    assert told(recall(place, cache)) == told(after)


def test_a_touched_file_is_no_other_file(compiled: Place, cache: Path) -> None:
    os.utime(compiled.root / BETA)

    assert is_recalled(recall(compiled, cache))


def test_what_is_younger_than_the_store_is_compared_by_content(
    place: Place, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(freshness, "BY_CONTENT_BELOW", 1)
    recall(place, cache)
    # The file system of this test tells no two writes of one instant apart.
    monkeypatch.setattr(freshness, "_seen", lambda _path, known: _as_it_was(cache, known.path))
    _edit_to_the_same_size(place.root)

    assert "beta" in recall(place, cache).catalog.partners
    assert recall(place, cache).catalog.partners["beta"].name == "Zeta Fill"


def _as_it_was(cache: Path, path: str) -> freshness.Seen:
    container = Container(os.open(only_store(cache), os.O_RDONLY))
    return next(freshness.Seen(*each) for each in container.head["seen"][0] if each[0] == path)


def test_layers_in_another_order_are_other_answers(tmp_path: Path, place: Place, cache: Path) -> None:
    layers = [
        Place(write_layer(tmp_path / name, {BETA: text}, name=name, visibility="public"), name)
        for name, text in (
            ("one", TINY[BETA].replace("Beta Fill", "One")),
            ("two", TINY[BETA].replace("Beta Fill", "Two")),
        )
    ]

    names = [
        load_checked([place, *order], environment=settings(cache)).catalog.partners["beta"].name
        for order in (layers, layers[::-1], layers, layers[:1], layers[1:])
    ]

    assert names == ["Two", "One", "Two", "One", "Two"]


def test_one_folder_under_two_names_is_told_by_each(place: Place, cache: Path) -> None:
    names = [
        next(iter(recall(Place(place.root, shown), cache).catalog.partners.values())).marks.entity.file
        for shown in ("one", "two", "one", "two")
    ]

    assert names == [f"{shown}/partners/alpha.yaml" for shown in ("one", "two", "one", "two")]


@pytest.mark.parametrize(
    ("name", "value"), [("__version__", "99.0"), ("_code", lambda: ["load.py 1 1"]), ("_libraries", list)]
)
def test_another_program_reads_anew(
    place: Place, cache: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: object
) -> None:
    recall(place, cache)
    monkeypatch.setattr(freshness, name, value)

    assert not is_recalled(recall(place, cache))
    assert is_recalled(recall(place, cache))


def test_a_catalog_of_another_shape_is_another_program() -> None:
    assert freshness.program("one shape") != freshness.program("another")
    assert freshness.program("one shape") == freshness.program("one shape")


def test_a_catalog_that_is_made_private_is_kept_no_longer(place: Place, cache: Path) -> None:
    recall(place, cache)
    manifest = place.root / "manifest.yaml"
    manifest.write_text(manifest.read_text() + "visibility: private\n")

    for _ in range(2):
        assert not is_recalled(recall(place, cache))
    assert not list(cache.iterdir())


def test_nothing_of_a_private_layer_is_kept(tmp_path: Path, place: Place, cache: Path) -> None:
    secret = "a-word-that-only-the-private-layer-holds"  # noqa: S105  no password
    layer = write_layer(tmp_path / "mine", {BETA: TINY[BETA].replace("Beta Fill", secret)})

    for places in ([place], [place, Place(layer, "mine")], [Place(layer, "mine")]):
        load_checked(places, environment=settings(cache))

    assert not [path for path in cache.rglob("*") if secret.encode() in path.read_bytes()]


def test_what_does_not_say_that_it_is_public_is_not_kept(tmp_path: Path, place: Place, cache: Path) -> None:
    unsaid = Place(write(tmp_path / "unsaid"), "unsaid")
    (unsaid.root / "manifest.yaml").unlink()
    for _ in range(2):
        assert not is_recalled(recall(unsaid, cache))
    recall(place, cache)

    assert only_store(cache).is_file()
    assert is_recalled(recall(place, cache, public=True))
    with pytest.raises(VisibilityUnknownError, match="does not say whether it is private"):
        recall(unsaid, cache, public=True)


@pytest.mark.parametrize("name", ["CDMO_PLAN_NO_CACHE", "CI"])
def test_everything_is_read_where_that_is_asked(place: Place, cache: Path, name: str) -> None:
    for value, is_read in (("1", True), ("true", True), ("0", False), ("", False), ("false", False)):
        environment = settings(cache) | {name: value}
        load_checked([place], environment=environment)
        assert is_recalled(load_checked([place], environment=environment)) is not is_read
        assert is_read is not bool(list(cache.glob("*.catalog")))
        for kept in cache.glob("*"):
            kept.unlink()


def test_a_caller_may_have_everything_read(place: Place, cache: Path) -> None:
    assert not is_recalled(load_checked([place], recall=False, environment=settings(cache)))
    assert not cache.exists()


def test_a_file_that_was_changed_while_it_was_read_is_not_taken_for_what_was_read(place: Place) -> None:
    since = time.time_ns()
    seen = freshness.files_of(place.root) or []
    digests = {each.path: sha256((place.root / each.path).read_bytes()).hexdigest() for each in seen}
    one = seen[0].path

    as_read = freshness.sealed(place.root, seen, digests, {})
    changed = freshness.sealed(place.root, seen, digests | {one: sha256(b"earlier").hexdigest()}, {})

    assert freshness.compare(place.root, as_read, since).is_all
    assert not freshness.compare(place.root, changed, since, whole=True).is_all
    assert freshness.compare(place.root, changed, since).same == digests.keys() - {one}
