"""Which file of a catalog folder is of which kind, and which files are there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final

from cdmo_plan.diagnostics.suggestions import did_you_mean

SUFFIXES: Final = frozenset({".yaml", ".yml"})
FOLDERS: Final = MappingProxyType({"partners": "partner", "processes": "process", "amendments": "amendments"})
SINGLE_FILES: Final = ("manifest", "agreements", "organisations", "equipment", "regions", "lanes")


class ReadingFailure(Exception):  # noqa: N818 - a failure of the run, told apart from findings about data
    """A path that was asked for cannot be read at all."""


def kind_of(relative: str) -> str | None:
    """Return the kind of the file at a path inside of a catalog folder; None where none belongs there."""
    path = PurePosixPath(relative)
    if path.suffix.lower() not in SUFFIXES:
        return None
    if path.parent == PurePosixPath():
        return path.stem if path.stem in SINGLE_FILES else None
    return FOLDERS.get(str(path.parent))


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
        folders[:] = [name for name in sorted(folders) if _is_new(Path(folder, name), seen)]
        # A folder with a file's name is no file, and says so when it is read.
        for name in [*folders, *files]:
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                yield Path(folder, name).relative_to(root).as_posix()


def _is_new(folder: Path, seen: set[str]) -> bool:
    """Tell whether to enter a folder; a link back to a folder that was entered would never end."""
    if folder.name.startswith("."):
        return False
    real = os.path.realpath(folder)
    is_new = real not in seen
    seen.add(real)
    return is_new


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such folder"
    if isinstance(error, NotADirectoryError):
        return "this is not a folder"
    return error.strerror or str(error)
