"""A cache that is somebody else's, or that cannot be used, is done without; no store harms another."""

import errno
import os
import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from cdmo_plan.catalog import store_folder
from cdmo_plan.catalog.loaded import Place
from cdmo_plan.catalog.store import read_checked
from tests.catalog.tiny import write
from tests.support.stores import is_recalled, only_store, recall, settings, told

pytestmark = pytest.mark.skipif(os.name != "posix", reason="owners and modes as POSIX has them")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(write(tmp_path_factory.mktemp("tiny")), "tiny")


@pytest.fixture(scope="module")
def truth(place: Place) -> object:
    return told(read_checked([place]))


@pytest.fixture
def cache(tmp_path: Path, place: Place) -> Path:
    """A cache that holds the store of the catalog."""
    recall(place, tmp_path / "cache")
    return tmp_path / "cache"


def test_the_cache_is_for_its_user_alone(tmp_path: Path, place: Place) -> None:
    before = os.umask(0)
    try:
        recall(place, tmp_path / "new" / "cache")
    finally:
        os.umask(before)

    assert stat.S_IMODE((tmp_path / "new" / "cache").stat().st_mode) == 0o700
    assert stat.S_IMODE(only_store(tmp_path / "new" / "cache").stat().st_mode) == 0o600


@pytest.mark.parametrize(("mode", "is_used"), [(0o700, True), (0o755, True), (0o770, False), (0o1777, False)])
def test_a_folder_in_which_others_can_write_is_not_used_and_none_is_changed(
    place: Place, cache: Path, truth: object, mode: int, is_used: bool
) -> None:
    cache.chmod(mode)

    found = recall(place, cache)

    assert is_recalled(found) is is_used
    assert told(found) == truth
    assert stat.S_IMODE(cache.stat().st_mode) == mode


@pytest.mark.parametrize("what", ["folder", "store"])
def test_what_somebody_else_owns_is_not_believed(
    place: Place, cache: Path, truth: object, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    owned, real = (cache if what == "folder" else only_store(cache)).stat(), store_folder._is_own
    monkeypatch.setattr(store_folder, "_is_own", lambda found: found.st_ino != owned.st_ino and real(found))

    first = recall(place, cache)

    assert not is_recalled(first)
    assert told(first) == truth
    # A store of one's own takes the place of a foreign one; nothing is written in a foreign folder.
    assert is_recalled(recall(place, cache)) is (what == "store")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_a_folder_of_another_user_is_left_as_it_is(place: Place, cache: Path, truth: object) -> None:
    os.chown(cache, 12345, -1)
    before = only_store(cache).read_bytes()

    for _ in range(2):
        found = recall(place, cache)
        assert not is_recalled(found)
        assert told(found) == truth
    assert only_store(cache).read_bytes() == before


@pytest.mark.parametrize("kind", ["link", "folder", "pipe"])
def test_only_a_file_is_a_store(place: Place, cache: Path, tmp_path: Path, truth: object, kind: str) -> None:
    found = only_store(cache)
    elsewhere = found.replace(tmp_path / "elsewhere")
    if kind == "link":
        found.symlink_to(elsewhere)
    elif kind == "folder":
        found.mkdir()
    else:
        os.mkfifo(found)

    first = recall(place, cache)

    assert not is_recalled(first)
    assert told(first) == truth
    assert is_recalled(recall(place, cache)) is (kind != "folder")
    assert elsewhere.exists()


@pytest.mark.parametrize("parent", ["file", "full of dots", "proc"])
def test_a_cache_that_cannot_be_made_is_done_without(
    place: Place, tmp_path: Path, truth: object, parent: str
) -> None:
    (tmp_path / "file").write_text("")
    folder = {"file": tmp_path / "file" / "cache", "proc": Path("/proc/none/cache")}.get(
        parent, tmp_path / ("." * 300)
    )

    for _ in range(2):
        found = recall(place, folder)
        assert not is_recalled(found)
        assert told(found) == truth


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.ESTALE])
@pytest.mark.parametrize("call", ["open", "replace"])
def test_what_the_file_system_refuses_is_done_without(
    place: Place, tmp_path: Path, truth: object, monkeypatch: pytest.MonkeyPatch, number: int, call: str
) -> None:
    real = os.open

    def refuse(path: str | Path, *rest: int, **__: object) -> int:
        if call == "replace" or tmp_path / "cache" in Path(path).parents:
            raise OSError(number, os.strerror(number))
        return real(path, *rest)

    if call == "open":
        monkeypatch.setattr(os, "open", refuse)
    else:
        monkeypatch.setattr(Path, "replace", refuse)

    found = recall(place, tmp_path / "cache")

    assert told(found) == truth
    assert not list((tmp_path / "cache").iterdir()), "nothing is left half-written"


FULL = """
import resource, signal, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
from cdmo_plan.catalog.loaded import Place
from cdmo_plan.catalog.store import load_checked
found = load_checked([Place(Path(sys.argv[1]), "tiny")], environment={"CDMO_PLAN_CACHE_DIR": sys.argv[2]})
print(*found.catalog.partners, *(path.name for path in Path(sys.argv[2]).iterdir()))
"""


def test_a_disk_that_fills_up_leaves_nothing_behind(place: Place, tmp_path: Path) -> None:
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 1000

    done = _python(FULL, place.root, tmp_path / "cache")

    assert (done.stdout.split(), done.stderr) == (["alpha", "beta"], "")


NO_LOCKS = """
import errno, fcntl, sys
from pathlib import Path
def refuse(*_): raise OSError(errno.ENOLCK, "No locks available")
fcntl.flock = fcntl.lockf = fcntl.fcntl = refuse
from cdmo_plan.catalog.loaded import Place
from cdmo_plan.catalog.store import load_checked
for _ in range(2):
    found = load_checked([Place(Path(sys.argv[1]), "tiny")], environment={"CDMO_PLAN_CACHE_DIR": sys.argv[2]})
print(*found.catalog.partners, not found.folders)
"""


def test_a_file_system_without_locks_will_do(place: Place, tmp_path: Path) -> None:
    assert _python(NO_LOCKS, place.root, tmp_path / "cache").stdout.split() == ["alpha", "beta", "True"]


def test_ten_processes_that_start_at_once_all_answer(place: Place, tmp_path: Path, truth: object) -> None:
    program = "import sys; from cdmo_plan.cli.main import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "list", "sites", "--format", "json", "--as-of", "2026-11-21"]
    environment = {**os.environ, **settings(tmp_path / "cache"), "CDMO_PLAN_NO_CACHE": ""}
    environment.pop("CI", None)

    running = [
        subprocess.Popen(
            [*command, "--catalog", str(place.root), "--allow-errors"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(10)
    ]
    said = {each.communicate() for each in running}

    assert {each.returncode for each in running} == {0}
    ((out, err),) = said
    assert b"alpha-lyon" in out
    assert err == b""
    assert [path.suffix for path in (tmp_path / "cache").iterdir()] == [".catalog"]
    assert told(recall(place, tmp_path / "cache")) == truth


def test_what_was_left_half_written_and_is_long_unused_goes(cache: Path, tmp_path: Path) -> None:
    old, new = cache / "a.1.2.part", cache / "b.1.2.part"
    unused, mine = cache / f"{'0' * 32}.catalog", cache / "notes.txt"
    for path in (old, new, unused, mine):
        path.write_text("")
    for path, days in ((old, 1), (unused, 100), (mine, 1000)):
        long_ago = path.stat().st_mtime - days * 24 * 3600
        os.utime(path, (long_ago, long_ago))

    recall(Place(write(tmp_path / "another"), "another"), cache)

    assert not old.exists()
    assert not unused.exists()
    assert new.exists()
    assert mine.exists()


def _python(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
