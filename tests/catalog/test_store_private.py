"""Private layers over stores: what is public below them comes from there, and of theirs nothing is kept."""

import time
from contextlib import suppress
from pathlib import Path

import pytest

from cdmo_plan.catalog import store
from cdmo_plan.catalog.loaded import Loaded, Place, VisibilityUnknownError
from cdmo_plan.reading import catalog_folder
from cdmo_plan.reading.files import Content, ReadFile, read_contents
from tests.catalog.test_store_layers import CONTRADICTS, GAMMA, OFFER
from tests.catalog.tiny import TINY, write
from tests.support.layers import manifest, write_layer
from tests.support.stores import is_recalled, only_store, recall, recall_layers


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def base(tmp_path: Path) -> Place:
    return Place(write(tmp_path / "tiny"), "tiny")


@pytest.fixture
def offers(tmp_path: Path) -> Place:
    return Place(write_layer(tmp_path / "offers", {"amendments/offer.yaml": OFFER}), "offers")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read, in their order."""
    found: list[str] = []

    def noted(kind: str, contents: list[Content]) -> list[ReadFile]:
        found.extend(each.file for each in contents)
        return read_contents(kind, contents)

    monkeypatch.setattr(catalog_folder, "read_contents", noted)
    return found


def test_below_a_private_layer_nothing_is_read_again(
    base: Place, offers: Place, cache: Path, read: list[str]
) -> None:
    for _ in range(2):
        read.clear()
        recall_layers([base, offers], cache)

    # Rules find something in the recipe, and are to find it again.
    below = ["tiny/manifest.yaml", "tiny/processes/mab.yaml"]
    assert sorted(read) == ["offers/amendments/offer.yaml", "offers/manifest.yaml", *below]
    assert is_recalled(recall(base, cache)), "which asks for no layer"

    (base.root / "partners/beta.yaml").write_text(TINY["partners/beta.yaml"].replace("Beta Fill", "Zeta"))
    read.clear()
    recall_layers([base, offers], cache)
    assert "tiny/partners/beta.yaml" in read
    assert "tiny/partners/alpha.yaml" not in read
    assert is_recalled(recall(base, cache))


def test_of_a_private_layer_that_is_left_out_the_manifest_is_read_alone(
    base: Place, offers: Place, cache: Path, read: list[str]
) -> None:
    recall(base, cache)
    read.clear()

    loaded = recall_layers([base, offers], cache, public=True)

    assert is_recalled(loaded)
    assert loaded.catalog.origins.left_out == 1
    assert {"offers/amendments/offer.yaml", "tiny/partners/beta.yaml"}.isdisjoint(read)


def test_a_layer_that_is_made_private_meanwhile_is_left_out(
    tmp_path: Path, base: Place, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = Place(write_layer(tmp_path / "news", {"partners/gamma.yaml": GAMMA}, "news", "public"), "news")

    def load_and_change(found: store.Store, places: list[Place]) -> Loaded:
        loaded = load(found, places)
        write_layer(news.root, {}, "news")
        return loaded

    load = store.Store.load
    monkeypatch.setattr(store.Store, "load", load_and_change)
    shared = store.Store(cache)._public([base, news])

    assert shared.catalog.layers == ("tiny",)
    assert "gamma" not in shared.catalog.partners


def test_a_layer_that_does_not_say_what_it_is_is_not_shared(tmp_path: Path, base: Place, cache: Path) -> None:
    unsaid = Place(write_layer(tmp_path / "unsaid", {"partners/gamma.yaml": GAMMA}), "unsaid")
    (unsaid.root / "manifest.yaml").unlink()
    recall_layers([base, unsaid], cache)

    assert is_recalled(recall(base, cache))
    assert len(list(cache.iterdir())) == 1, "and what may be private is not kept"
    with pytest.raises(VisibilityUnknownError, match="does not say whether it is private"):
        recall_layers([base, unsaid], cache, public=True)
    assert recall_layers([base, unsaid], cache).catalog.layers == ("tiny", "unsaid")


@pytest.mark.parametrize("public", [False, True])
@pytest.mark.parametrize("said", ["visibility: private", "visibility: secretly", "visibility: ["])
def test_nothing_is_left_of_a_layer_that_is_made_private(
    tmp_path: Path, base: Place, cache: Path, said: str, *, public: bool
) -> None:
    news, more = (
        Place(write_layer(tmp_path / name, {f"partners/{name}.yaml": text}, name, "public"), name)
        for name, text in (("news", GAMMA), ("more", GAMMA.replace("amma", "ondola")))
    )
    for places in ([base], [base, news], [base, news, more], [news], [base, more]):
        recall_layers(places, cache)
    path = news.root / "manifest.yaml"
    path.write_text(path.read_text().replace("visibility: public", said))
    (tmp_path / "link").symlink_to(news.root)

    with suppress(VisibilityUnknownError):
        recall_layers([base, Place(tmp_path / "link")], cache, public=public)

    assert not [each for each in cache.iterdir() if b"Gamma" in each.read_bytes()]
    is_refused = public and said != "visibility: private"
    assert is_recalled(recall_layers([base, more], cache)) is not is_refused, "which holds nothing of it"


@pytest.mark.parametrize("second", [manifest("news"), "catalog: ["])
def test_of_two_manifests_one_that_does_not_say_public_is_believed(
    tmp_path: Path, base: Place, cache: Path, second: str
) -> None:
    files = {"manifest.yml": second, "partners/gamma.yaml": GAMMA}
    news = Place(write_layer(tmp_path / "news", files, "news", "public"), "news")

    assert recall_layers([base, news], cache).catalog.origins.private
    assert recall_layers([base, news], cache, public=True).catalog.layers == ("tiny",)
    assert not [each for each in cache.iterdir() if b"Gamma" in each.read_bytes()]


@pytest.mark.parametrize("asked", ["both", "the outer one"])
def test_no_file_of_a_layer_inside_of_a_catalog_is_named(base: Place, cache: Path, asked: str) -> None:
    recall(base, cache)
    mine = Place(write_layer(base.root / "mine", {"partners/client.yaml": GAMMA}), "mine")

    recall_layers([base, mine] if asked == "both" else [base], cache)

    assert not [each for each in cache.iterdir() if b"client" in each.read_bytes()]


def test_what_is_below_private_layers_is_kept_as_if_they_were_not_there(
    tmp_path: Path, base: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    files = {"amendments/offer.yaml": OFFER, "amendments/row.yaml": CONTRADICTS, "partners/g.yaml": GAMMA}
    offers = Place(write_layer(tmp_path / "offers", files), "offers")

    recall(base, tmp_path / "alone")
    recall_layers([base, offers], tmp_path / "below")

    alone, below = (only_store(tmp_path / name) for name in ("alone", "below"))
    assert (alone.name, alone.read_bytes()) == (below.name, below.read_bytes())
