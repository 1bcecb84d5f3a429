"""A store takes note of what the file system says of files that it had to read to find them unchanged."""

import errno
import os
import time
from pathlib import Path

import pytest

from cdmo_plan.catalog import freshness
from cdmo_plan.catalog.loaded import Place
from cdmo_plan.catalog.store import read_checked
from tests.catalog.test_store_layers import OFFER
from tests.catalog.tiny import TINY, write
from tests.support.layers import write_layer
from tests.support.stores import is_recalled, only_store, recall, recall_layers, told

BETA = "partners/beta.yaml"
SECOND = 1_000_000_000


class Clock:
    """The clock of this program, which is not that of the file system."""

    def __init__(self) -> None:
        self.ahead = 0
        self._now = time.time_ns

    def __call__(self) -> int:
        return self._now() + self.ahead


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(time, "time_ns", found)
    return found


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def place(tmp_path: Path, cache: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A catalog as large as one that is not read through, compiled long enough ago."""
    monkeypatch.setattr(freshness, "BY_CONTENT_BELOW", 1)
    found = Place(write(tmp_path / "tiny"), "tiny")
    clock.ahead = 1000 * SECOND
    recall(found, cache)
    return found


@pytest.fixture
def read(place: Place, monkeypatch: pytest.MonkeyPatch) -> list[str]:  # noqa: ARG001  compiled before
    """The files whose content is compared, in their order."""
    found: list[str] = []

    def read_bytes(path: str | Path) -> bytes:
        found.append(str(path))
        return Path(path).read_bytes()

    monkeypatch.setattr(freshness, "read_bytes", read_bytes)
    return found


def _touch_all(place: Place) -> None:
    for path in place.root.rglob("*.yaml"):
        os.utime(path)


def _edit_unseen(place: Place) -> None:
    """Write as many bytes in the same file, and set its time back."""
    before = (place.root / BETA).stat()
    (place.root / BETA).write_text(TINY[BETA].replace("Beta Fill", "Zeta Fill"))
    os.utime(place.root / BETA, ns=(before.st_atime_ns, before.st_mtime_ns))


def _compared(place: Place, cache: Path, read: list[str]) -> int:
    """Return how many files are read to tell that a catalog is as it was."""
    read.clear()
    assert is_recalled(recall(place, cache))
    return len(read)


def test_a_large_catalog_is_not_read_through(place: Place, cache: Path, read: list[str]) -> None:
    assert _compared(place, cache, read) == 0


def test_after_a_touch_files_are_read_once(place: Place, cache: Path, read: list[str]) -> None:
    truth = told(recall(place, cache))
    _touch_all(place)

    assert _compared(place, cache, read) == len(TINY)
    assert _compared(place, cache, read) == 0
    assert told(recall(place, cache)) == truth

    _edit_unseen(place)
    assert recall(place, cache).catalog.partners["beta"].name == "Zeta Fill"


def test_a_checkout_that_replaces_every_file_is_read_once(place: Place, cache: Path, read: list[str]) -> None:
    for path in place.root.rglob("*.yaml"):
        (place.root / "new").write_bytes(path.read_bytes())
        (place.root / "new").replace(path)

    assert _compared(place, cache, read) == len(TINY)
    assert _compared(place, cache, read) == 0


def test_what_was_compiled_while_it_was_young_is_read_until_it_is_old(
    tmp_path: Path, place: Place, clock: Clock, read: list[str]
) -> None:
    clock.ahead, cache = 0, tmp_path / "another"
    _touch_all(place)
    recall(place, cache)
    written = only_store(cache).read_bytes()

    assert [_compared(place, cache, read) for _ in range(2)] == [len(TINY), len(TINY)]
    assert only_store(cache).read_bytes() == written, "a change in this instant might not show"

    clock.ahead = 3 * SECOND
    assert [_compared(place, cache, read) for _ in range(2)] == [len(TINY), 0]


def test_an_edit_in_the_instant_of_a_renewal_is_seen(
    place: Place, cache: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.ahead = 0
    for path in place.root.rglob("*.yaml"):
        os.utime(path, ns=(0, 0))  # as a copy has them that keeps times
    assert is_recalled(recall(place, cache))
    # The file system of this test tells no two writes of one instant apart.
    before = (place.root / BETA).stat()
    _edit_unseen(place)
    seen = freshness._seen

    def as_before(path: str | Path, known: freshness.Seen) -> freshness.Seen:
        now = seen(path, known)
        return now._replace(changed_ns=before.st_ctime_ns) if known.path == BETA else now

    monkeypatch.setattr(freshness, "_seen", as_before)

    assert recall(place, cache).catalog.partners["beta"].name == "Zeta Fill"


def test_a_file_that_changes_while_it_is_compared_is_not_noted_as_it_is_then(
    place: Place, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _touch_all(place)

    def read_and_change(path: str | Path) -> bytes:
        content = Path(path).read_bytes()
        if str(path).endswith(BETA):
            _edit_unseen(place)
        return content

    monkeypatch.setattr(freshness, "read_bytes", read_and_change)
    assert is_recalled(recall(place, cache)), "of the catalog as it was when it was read"
    monkeypatch.undo()
    monkeypatch.setattr(freshness, "BY_CONTENT_BELOW", 1)

    assert recall(place, cache).catalog.partners["beta"].name == "Zeta Fill"


@pytest.mark.parametrize("place_of", ["alone", "below a private layer", "in a stack"])
def test_every_store_takes_note(
    tmp_path: Path, place: Place, cache: Path, read: list[str], place_of: str
) -> None:
    visibility = "public" if place_of == "in a stack" else "private"
    files = {"amendments/offer.yaml": OFFER}
    layer = Place(write_layer(tmp_path / "offers", files, "offers", visibility), "offers")
    places = [place] if place_of == "alone" else [place, layer]
    recall_layers(places, cache)
    for each in places:
        _touch_all(each)

    read.clear()
    recall_layers(places, cache)
    first = read.copy()
    read.clear()
    recall_layers(places, cache)
    second = read.copy()

    assert f"{place.root}/{BETA}" in first
    assert second == []
    assert told(recall_layers(places, cache)) == told(read_checked(places))


def test_a_store_that_cannot_be_renewed_is_used(
    place: Place, cache: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_space(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    _touch_all(place)
    monkeypatch.setattr(Path, "replace", no_space)

    assert [_compared(place, cache, read) for _ in range(2)] == [len(TINY), len(TINY)]
    assert only_store(cache) == next(cache.iterdir()), "and nothing is left beside it"


def test_a_damaged_store_is_not_renewed(place: Place, cache: Path) -> None:
    store = only_store(cache)
    content = bytearray(store.read_bytes())
    content[-20] ^= 1
    store.write_bytes(content)
    truth = told(read_checked([place]))
    _touch_all(place)

    assert told(recall(place, cache)) == truth
    assert told(recall(place, cache)) == truth
    assert store.read_bytes() != bytes(content)
