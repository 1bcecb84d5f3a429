"""Where stores lie: a folder of the user's own cache that nobody else can write in or read.

Whatever is wrong with it, the program works as if there were no store: nothing here raises but to a user who
asked for the folder itself. No lock is taken: a store is written beside its place and put there as a whole.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

OFF: Final = "CDMO_PLAN_NO_CACHE"
FOLDER: Final = "CDMO_PLAN_CACHE_DIR"
SUFFIX: Final = ".catalog"

_BEING_WRITTEN: Final = ".part"
_OURS: Final = (SUFFIX, _BEING_WRITTEN)
# Neither a link to elsewhere nor a pipe that waits for its other end, and bytes as they are.
_NO_SURPRISE: Final = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
_PRIVATE: Final = 0o700
_OTHERS_WRITE: Final = 0o022
_LEFT_BEHIND_SECONDS: Final = 3600
_UNUSED_SECONDS: Final = 90 * 24 * 3600


def is_off(environment: Mapping[str, str]) -> bool:
    """Tell whether everything is to be read: a user says so, or the program runs in a CI job."""
    return any(environment.get(name, "").lower() not in ("", "0", "false") for name in (OFF, "CI"))


def folder(environment: Mapping[str, str]) -> Path | None:
    """Return the folder of stores, which need not be there; None where no place for caches is known.

    A home that is not there is none: who has none, as a service, is not to be given one.
    """
    if environment.get(FOLDER):
        return Path(environment[FOLDER])
    home = environment.get("HOME", "")
    parts: tuple[str, ...]
    if sys.platform == "win32":
        place, parts = environment.get("LOCALAPPDATA", ""), ("cdmo-plan", "Cache")
    elif sys.platform == "darwin":
        place, parts = home, ("Library", "Caches", "cdmo-plan")
    elif Path(environment.get("XDG_CACHE_HOME", "")).is_absolute():
        place, parts = environment["XDG_CACHE_HOME"], ("cdmo-plan",)
    else:
        place, parts = home, (".cache", "cdmo-plan")
    is_known = Path(place).is_absolute() and (place != home or Path(home).is_dir())
    return Path(place, *parts) if is_known else None


def open_store(place: Path, name: str) -> int | None:
    """Open a store for reading, if it is a file of the user's own in a folder that only the user can use."""
    if not _is_trusted(place):
        return None
    try:
        descriptor = os.open(place / (name + SUFFIX), os.O_RDONLY | _NO_SURPRISE)
    except OSError:
        return None
    found = os.fstat(descriptor)
    if stat.S_ISREG(found.st_mode) and _is_own(found):
        return descriptor
    os.close(descriptor)
    return None


def write_store(place: Path, name: str, content: bytes) -> bool:
    """Put a store in the place of an earlier one, as a whole or not at all; tell whether it could be done."""
    beside = place / f"{name}.{os.getpid()}.{time.monotonic_ns():x}{_BEING_WRITTEN}"
    try:
        place.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        if not _is_trusted(place):
            return False
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_SURPRISE, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
            beside.replace(place / (name + SUFFIX))
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except OSError:
        return False
    _sweep(place)
    return True


def discard(place: Path, part: str) -> None:
    """Delete every store whose name has a part, between hyphens: whatever was made of one folder."""
    try:
        if _is_trusted(place):
            for each in _files(place):
                if part in each.name.partition(".")[0].split("-"):
                    each.unlink(missing_ok=True)
    except OSError:
        pass


def clear(place: Path) -> tuple[int, int]:
    """Delete all stores; return how many files were deleted, and how many bytes they had.

    Raises:
        OSError: If the folder cannot be read, or a file not deleted.
    """
    count = size = 0
    for each in _files(place):
        size += each.stat().st_size
        each.unlink(missing_ok=True)
        count += 1
    return count, size


def contents(place: Path) -> tuple[int, int]:
    """Return how many stores there are, and how many bytes they have.

    Raises:
        OSError: If the folder cannot be read.
    """
    sizes = [each.stat().st_size for each in _files(place) if each.suffix == SUFFIX]
    return len(sizes), sum(sizes)


def _files(place: Path) -> Iterator[Path]:
    """Yield the files that this program writes, and no others that may lie beside them."""
    try:
        names = sorted(place.iterdir())
    except FileNotFoundError:
        return
    yield from (each for each in names if each.name.endswith(_OURS))


def _sweep(place: Path) -> None:
    """Delete what was left half-written, and stores of catalogs that were not asked about for long."""
    now = time.time()
    try:
        for each in _files(place):
            limit = _UNUSED_SECONDS if each.suffix == SUFFIX else _LEFT_BEHIND_SECONDS
            if now - each.stat().st_mtime > limit:
                each.unlink(missing_ok=True)
    except OSError:
        pass


def _is_trusted(place: Path) -> bool:
    """Tell whether a folder is the user's own, and nobody else can write in it."""
    try:
        found = place.stat()
    except OSError:
        return False
    is_closed = not found.st_mode & _OTHERS_WRITE or not hasattr(os, "geteuid")
    return stat.S_ISDIR(found.st_mode) and _is_own(found) and is_closed


def _is_own(found: os.stat_result) -> bool:
    return not hasattr(os, "geteuid") or found.st_uid == os.geteuid()
