"""A store that is damaged costs time, and never an answer."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as at_most
from hypothesis import strategies as st

from cdmo_plan.catalog import container
from cdmo_plan.catalog.loaded import Place
from cdmo_plan.catalog.store import read_checked
from cdmo_plan.reading.places import ReadingFailure
from tests.catalog.tiny import write
from tests.support.layers import BASE
from tests.support.stores import is_recalled, only_store, recall, told

pytestmark = pytest.mark.skipif(os.name != "posix", reason="owners and modes as POSIX has them")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(write(tmp_path_factory.mktemp("tiny")), "tiny")


@pytest.fixture(scope="module")
def truth(place: Place) -> object:
    return told(read_checked([place]))


@pytest.fixture(scope="module")
def sound(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store as it should be."""
    cache = tmp_path_factory.mktemp("sound") / "cache"
    recall(place, cache)
    return only_store(cache)


@pytest.fixture
def cache(tmp_path: Path, sound: Path) -> Path:
    """A cache that holds the store."""
    return shutil.copytree(sound.parent, tmp_path / "cache")


def answers_and_heals(place: Place, cache: Path, truth: object) -> None:
    """Check that an answer is right though the store is not, and that the next one is quick again."""
    assert told(recall(place, cache)) == truth
    again = recall(place, cache)
    assert is_recalled(again)
    assert told(again) == truth


@at_most(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_flipped_bit_changes_an_answer(
    tmp_path_factory: pytest.TempPathFactory, place: Place, sound: Path, truth: object, data: st.DataObject
) -> None:
    content = bytearray(sound.read_bytes())
    # The head is small, and most can go wrong there.
    upto = data.draw(st.sampled_from([60, 1500, len(content)]))
    at, bit = data.draw(st.integers(0, upto - 1)), data.draw(st.integers(0, 7))
    content[at] ^= 1 << bit
    cache = tmp_path_factory.mktemp("cache")
    cache.chmod(0o700)
    (cache / sound.name).write_bytes(content)

    answers_and_heals(place, cache, truth)


@pytest.mark.parametrize("part", [0, 1, 30, 62, 63, 64, 500, -1, -2000])
def test_a_truncated_store_is_written_anew(place: Place, cache: Path, truth: object, part: int) -> None:
    found = only_store(cache)
    found.write_bytes(found.read_bytes()[:part])

    answers_and_heals(place, cache, truth)


@pytest.mark.parametrize("name", ["rest/Source/0", "rest/Process/7", "rows/fill-finish", "sources"])
def test_what_is_damaged_of_a_file_that_did_not_change_is_read_anew(tmp_path: Path, name: str) -> None:
    place, cache = Place(shutil.copytree(BASE, tmp_path / "base"), "base"), tmp_path / "cache"
    recall(place, cache)
    opened = container.Container(os.open(only_store(cache), os.O_RDONLY))
    (section,) = (opened.written(each) for each in opened.head["sections"] if each == name)
    content = only_store(cache).read_bytes()
    at = content.index(section.text)
    only_store(cache).write_bytes(content[:at] + b"x" + content[at + 1 :])
    edited = place.root / "partners/southwind.yaml"
    edited.write_text(edited.read_text().replace("Southwind Filling", "Southwind"))

    answers_and_heals(place, cache, told(read_checked([place])))


def test_a_store_that_is_cut_short_while_it_is_open_is_read_anew(
    place: Place, cache: Path, truth: object
) -> None:
    opened = recall(place, cache)
    os.truncate(only_store(cache), 3000)

    assert is_recalled(opened)
    assert told(opened) == truth
    answers_and_heals(place, cache, truth)


def test_who_asks_on_where_store_and_folder_both_change_is_told(tmp_path: Path) -> None:
    place, cache = Place(shutil.copytree(BASE, tmp_path / "base"), "base"), tmp_path / "own"
    recall(place, cache)
    opened = recall(place, cache)
    os.truncate(only_store(cache), 3000)
    (place.root / "partners/southwind.yaml").unlink()

    with pytest.raises(ReadingFailure, match="was changed while it was read"):
        told(opened)


def test_a_store_that_is_replaced_while_it_is_open_stays_what_it_was(
    place: Place, cache: Path, truth: object
) -> None:
    opened = recall(place, cache)
    (cache / "other").write_bytes(b"something else")
    (cache / "other").replace(only_store(cache))

    assert told(opened) == truth


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 5000, b"cdmo-plan catalog 2 0000000003 ", b"SQLite format 3"]
)
def test_what_is_no_store_of_this_format_is_written_anew(
    place: Place, cache: Path, truth: object, content: bytes
) -> None:
    only_store(cache).write_bytes(content)

    answers_and_heals(place, cache, truth)


@pytest.mark.parametrize(
    "head",
    [
        {},
        {"program": 1, "seen": 2},
        {"seen": [[["manifest.yaml", "0", 1]]]},
        {"files": None, "steps": None, "digest": None, "read": None},
        {"sections": {}},
    ],
)
def test_a_head_that_makes_no_sense_is_no_head(
    place: Place, cache: Path, truth: object, head: dict[str, object]
) -> None:
    """Whoever writes here is the user, and may compute digests as well."""
    found = only_store(cache)
    known = dict(container.Container(os.open(found, os.O_RDONLY)).head)
    found.write_bytes(container.packed({**known, **head} if head else {}, {"findings": {}}))

    answers_and_heals(place, cache, truth)


def test_nothing_is_run_that_a_store_holds(place: Place, cache: Path, tmp_path: Path, truth: object) -> None:
    import pickle

    class Trap:
        def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
            return os.mkdir, (str(tmp_path / "ran"),)

    only_store(cache).write_bytes(pickle.dumps(Trap()))

    answers_and_heals(place, cache, truth)
    assert not (tmp_path / "ran").exists()
