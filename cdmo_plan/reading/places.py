"""Which file of a catalog folder is of which kind, and which files are there."""

from __future__ import annotations

import os
import posixpath
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final

from cdmo_plan.diagnostics.suggestions import did_you_mean
from cdmo_plan.reading import limits

SUFFIXES: Final = frozenset({".yaml", ".yml"})
FOLDERS: Final = MappingProxyType({"partners": "partner", "processes": "process", "amendments": "amendments"})
SINGLE_FILES: Final = ("manifest", "agreements", "organisations", "equipment", "regions", "lanes")


class ReadingFailure(Exception):  # noqa: N818 - a failure of the run, told apart from findings about data
    """A path that was asked for cannot be read at all."""


def kind_of(relative: str) -> str | None:
    """Return the kind of the file at a path inside of a catalog folder; None where none belongs there."""
    folder, _, name = relative.rpartition("/")
    stem, suffix = posixpath.splitext(name)
    if suffix.lower() not in SUFFIXES:
        return None
    if not folder:
        return stem if stem in SINGLE_FILES else None
    return FOLDERS.get(folder)


def place_hint(relative: str) -> str:
    """Say where a file that stands in no known place probably belongs."""
    path = PurePosixPath(relative)
    folder = did_you_mean(path.parts[0], FOLDERS, n=1) if len(path.parts) > 1 else []
    single = did_you_mean(path.stem, SINGLE_FILES, n=1)
    if folder or not single:
        folders = folder or list(FOLDERS)
        places = [f"{name}/{path.stem}.yaml" for name in folders]
    else:
        places = [f"{single[0]}.yaml"]
    return f"did you mean {' or '.join(places)}?"


def printable(path: Path) -> str:
    """Return a path for messages; a name that is not UTF-8 keeps what can be printed of it."""
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def read_bytes(path: str | Path) -> bytes:
    """Return the bytes of a file, at most one more than a file may have.

    Raises:
        OSError: If the path cannot be read, or is no file (a pipe would never end).
    """
    found = os.stat(path)  # noqa: PTH116  every file of a catalog is read for each answer
    if not stat.S_ISREG(found.st_mode):
        raise OSError(None, "this is not a file")
    # Asking for the most that a file may have would cost its memory for each of a hundred small files.
    size = min(found.st_size, limits.MAX_BYTES) + 1
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        content = os.read(descriptor, size)
        # One read may bring less than there is, and the file may have grown since.
        while len(content) <= limits.MAX_BYTES:
            more = os.read(descriptor, limits.MAX_BYTES + 1 - len(content))
            if not more:
                break
            content += more
        return content
    finally:
        os.close(descriptor)


def yaml_files(root: Path, unreadable: list[OSError]) -> Iterator[str]:
    """Yield the relative paths of the YAML files below a folder that are not hidden.

    Raises:
        ReadingFailure: If the folder itself cannot be listed.
    """
    try:
        os.scandir(root).close()
    except OSError as error:
        message = f"{root}: {_reason(error)}"
        raise ReadingFailure(message) from error
    seen = {os.path.realpath(root)}
    for folder, folders, files in os.walk(root, onerror=unreadable.append, followlinks=True):
        folders[:] = [name for name in sorted(folders) if _is_new(folder, name, seen)]
        below = Path(folder).relative_to(root).as_posix()
        # A folder with a file's name is no file, and says so when it is read.
        for name in [*folders, *files]:
            if not name.startswith(".") and os.path.splitext(name)[1].lower() in SUFFIXES:  # noqa: PTH122
                yield name if below == "." else f"{below}/{name}"


def _is_new(folder: str, name: str, seen: set[str]) -> bool:
    """Tell whether to enter a folder; a link back to a folder that was entered would never end."""
    if name.startswith("."):
        return False
    real = os.path.realpath(os.path.join(folder, name))  # noqa: PTH118
    is_new = real not in seen
    seen.add(real)
    return is_new


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such folder"
    if isinstance(error, NotADirectoryError):
        return "this is not a folder"
    return error.strerror or str(error)
