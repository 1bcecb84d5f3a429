"""Is a catalog still what a store was made of? And is the program that made it still this one?"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from cdmo_plan._version import __version__
from cdmo_plan.domain.digests import blake2b, sha256
from cdmo_plan.domain.values import NamedTuple
from cdmo_plan.reading.places import read_bytes, yaml_files

BY_CONTENT_BELOW: Final = 1000
"""Catalogs of fewer files are compared by content, larger ones by what the file system says of each file."""

# A file system may count time in steps of two seconds, and a file may change twice within one.
_COARSEST_NS: Final = 2_000_000_000
_OUR_FOLDERS: Final = ("catalog", "catalog/rules", "diagnostics", "domain", "reading")
_DECIDING: Final = (".py", ".json")
_LIBRARIES: Final = ("pydantic", "pydantic_core", "yaml")


class Seen(NamedTuple):
    """What the file system says of one YAML file of a catalog, and the digest of what was read of it.

    `digest` is None where no file of a catalog belongs, so that only its name was told, and empty where the
    file was changed while it was read.
    """

    path: str
    digest: str | None
    size: int
    modified_ns: int
    changed_ns: int
    inode: int


def files_of(root: Path) -> list[Seen] | None:
    """Return the YAML files of a folder by path, before they are read; None where not all can be listed."""
    unreadable: list[OSError] = []
    try:
        paths = sorted(yaml_files(root, unreadable))
        unseen = (Seen(path, None, 0, 0, 0, 0) for path in paths)
        return None if unreadable else [_seen(root / each.path, each) for each in unseen]
    except OSError:
        return None


def sealed(
    root: Path, seen: Sequence[Seen], read: Mapping[str, str], known: Mapping[str, str | None]
) -> list[Seen]:
    """Return files with the digests of what was read of them.

    Reading names a file by its SHA-256, `read` by path, which without OpenSSL takes thrice as long as the
    digest that tells whether it is unchanged; `known` are such digests of files that were not read again.
    """
    return [
        each._replace(digest=known.get(each.path) or _digest_if(root, each.path, read.get(each.path)))
        for each in seen
    ]


def _digest_if(root: Path, path: str, read: str | None) -> str | None:
    if read is None:
        return None
    try:
        content = read_bytes(root / path)
    except OSError:
        return ""
    return _digest(content) if sha256(content).hexdigest() == read else ""


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()


class Compared(NamedTuple):
    """What became of the files of a folder that were read, when it was looked at since `since_ns`.

    `same` are the paths of files that are what they were, and `is_all` tells whether all are and no other is
    there. `seen` is what the file system says of them now, and `is_news` whether it spares reading them next
    time: as git does with its index, who touches every file is to pay for it once.
    """

    same: frozenset[str]
    is_all: bool
    seen: list[Seen]
    since_ns: int
    is_news: bool


def compare(root: Path, known: Sequence[Seen], since_ns: int, *, whole: bool = False) -> Compared:
    """Compare the files of a folder with those that were read, when reading began at `since_ns`.

    A file that was changed while it was read, or in the same instant after it, looks the same to the file
    system: what is younger than the store is compared by content, as git does it. Where the folder is asked
    for as a `whole`, the first difference ends it.

    Raises:
        ReadingFailure: If the folder cannot be listed.
    """
    unreadable: list[OSError] = []
    now, folder = time.time_ns(), os.fspath(root)
    is_listed = sorted(yaml_files(root, unreadable)) == [each.path for each in known] and not unreadable
    by_content = len(known) < BY_CONTENT_BELOW
    same: set[str] = set()
    seen: list[Seen] = []
    is_news = False
    for each in known if is_listed or not whole else ():
        found = _as_it_is(folder, each, since_ns, by_content=by_content)
        if found is not None:
            same.add(each.path)
            is_news = is_news or (found is not each and _is_old(found, now))
        elif whole:
            break
        seen.append(found or each)
    return Compared(frozenset(same), is_listed and len(same) == len(known), seen, now, is_news)


def _as_it_is(folder: str, known: Seen, since_ns: int, *, by_content: bool) -> Seen | None:
    """Return what is seen of a file now, if it is what it was; another object if its content was compared."""
    if not known.digest:
        return known if known.digest is None else None
    path = f"{folder}{os.sep}{known.path}"
    try:
        # What is seen before it is read cannot hide a change that comes after.
        found = known if by_content else _seen(path, known)
        if not by_content and found == known and _is_old(known, since_ns):
            return known
        return found if _digest(read_bytes(path)) == known.digest else None
    except OSError:
        return None


def _is_old(seen: Seen, since_ns: int) -> bool:
    """Tell whether a file was last changed so long before that any later change shows."""
    return max(seen.modified_ns, seen.changed_ns) < since_ns - _COARSEST_NS


def _seen(path: str | Path, known: Seen) -> Seen:
    found = os.stat(path)  # noqa: PTH116  a thousand times for each answer
    return known._replace(
        size=found.st_size, modified_ns=found.st_mtime_ns, changed_ns=found.st_ctime_ns, inode=found.st_ino
    )


def program(shape: str) -> str:
    """Return what tells this program from any other that writes stores: its version, code and libraries."""
    said = [__version__, sys.version, shape, *_code(), *_libraries()]
    return blake2b("\n".join(said).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()


def _code() -> Iterator[str]:
    """Yield what the file system says of the modules that decide what is in a store."""
    package = Path(__file__).parents[1]
    for folder in _OUR_FOLDERS:
        try:
            with os.scandir(package / folder) as entries:
                found = sorted((each.name, each.stat()) for each in entries if each.name.endswith(_DECIDING))
        except OSError:
            continue
        yield from (f"{name} {stat.st_size} {stat.st_mtime_ns}" for name, stat in found)


def _libraries() -> Iterator[str]:
    """Yield where the libraries lie whose words stand in findings, and how old they are."""
    for name in _LIBRARIES:
        spec = find_spec(name)
        if spec is not None and spec.origin is not None:
            try:
                yield f"{spec.origin} {Path(spec.origin).stat().st_mtime_ns}"
            except OSError:
                yield spec.origin
