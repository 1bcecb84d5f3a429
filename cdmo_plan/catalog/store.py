"""Catalogs compiled, so that a query need not read them again: kept beside them, and never believed blindly.

A catalog that stands alone, and is not private, is kept as it was linked and checked. The store is used while
every file is what it was, byte for byte, and the program is the same one; otherwise the catalog is read and
the store is written anew. Whatever is wrong with a store costs time, and never an answer.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any

from cdmo_plan.catalog import store_folder
from cdmo_plan.catalog.codec import SHAPE, UnstorableError
from cdmo_plan.catalog.container import BrokenError, Container, packed
from cdmo_plan.catalog.freshness import Seen, files_of, is_unchanged, program
from cdmo_plan.catalog.loaded import Loaded, Place
from cdmo_plan.catalog.stored import loaded_from, sections_of


class Store:
    """The stores of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._program = program(SHAPE)

    def open(self, place: Place, *, public: bool = False) -> Loaded | None:
        """Return a catalog as it was compiled, if that is what its folder holds now.

        Raises:
            ReadingFailure: If the folder of the catalog cannot be listed.
        """
        descriptor = store_folder.open_store(self._folder, _name(place))
        if descriptor is None:
            return None
        try:
            container = Container(descriptor)
            head = container.head
            if head["program"] != self._program or (public and not head["is_public"]):
                return None
            known = [Seen(*each) for each in head["seen"]]
            if not is_unchanged(place.root, known, head["since_ns"]):
                return None
            return loaded_from(container, lambda: self._read_anew(place, head["digest"]))
        except (BrokenError, OSError, LookupError, TypeError, ValueError):
            # What is sound by its digests and makes no sense was written by somebody else.
            return None

    def read(self, place: Place) -> Loaded:
        """Read a catalog, with every error that rules find, and compile it for the next time.

        Raises:
            ReadingFailure: If the folder cannot be listed.
        """
        return self._compile(place)[0]

    def _compile(self, place: Place) -> tuple[Loaded, Mapping[str, Any]]:
        since = time.time_ns()
        seen = files_of(place.root)
        loaded = read_checked([place])
        name = _name(place)
        if seen is None or loaded.catalog.origins.private:
            # What was public yesterday is not left behind.
            store_folder.discard(self._folder, name)
            return loaded, {}
        read = {file.path: file for file in loaded.read_files}
        files = [file.marks.mark.file for file in loaded.read_files]
        if not set(read) <= {each.path for each in seen} or not read:
            return loaded, {}
        head = {
            "program": self._program,
            "since_ns": since,
            "seen": [
                each._replace(digest=read[each.path].digest if each.path in read else None) for each in seen
            ],
            "is_public": any(file.kind == "manifest" and file.document is not None for file in read.values()),
            "digest": loaded.catalog.digest,
            "steps": {step: len(rows) for step, rows in loaded.catalog.by_step.items()},
            "files": files,
            "read": loaded.files,
        }
        try:
            sections = sections_of(loaded, files)
        except UnstorableError:
            return loaded, {}
        store_folder.write_store(self._folder, name, packed(head, sections))
        return loaded, sections

    def _read_anew(self, place: Place, digest: str) -> Mapping[str, Any]:
        loaded, sections = self._compile(place)
        if loaded.catalog.digest != digest or not sections:
            message = f"{place.root} was changed while it was read"
            raise RuntimeError(message)
        return sections


def load_checked(
    places: Sequence[Place],
    *,
    public: bool = False,
    recall: bool = True,
    environment: Mapping[str, str] | None = None,
) -> Loaded:
    """Return catalogs laid over each other, with every error that rules find: compiled, where that may be.

    Args:
        places: The folders, the lowest first.
        public: Whether to leave private ones out.
        recall: Whether a compiled catalog may be used, and one be written.
        environment: Settings that say where stores lie, or that there are none; those of the process if
            left out.

    Raises:
        ReadingFailure: If a folder cannot be listed.
        VisibilityUnknownError: If private ones are to be left out and a folder does not say what it is.
    """
    settings = os.environ if environment is None else environment
    folder = None if not recall or store_folder.is_off(settings) else store_folder.folder(settings)
    if folder is None or len(places) != 1:
        return read_checked(places, public=public)
    store = Store(folder)
    found = store.open(places[0], public=public)
    if found is not None:
        return found
    return read_checked(places, public=True) if public else store.read(places[0])


def read_checked(places: Sequence[Place], *, public: bool = False) -> Loaded:
    """Read catalogs, whatever is compiled, with every error that rules find.

    Raises:
        ReadingFailure: If a folder cannot be listed.
        VisibilityUnknownError: If private ones are to be left out and a folder does not say what it is.
    """
    from cdmo_plan.catalog.load import load_layers
    from cdmo_plan.catalog.rules.check import with_errors

    # Rules that find errors ask about no day: a catalog is right or wrong whatever is asked of it.
    return with_errors(load_layers(places, public=public), date.min)


def _name(place: Place) -> str:
    """Return what the store of a folder is called: by where it lies, and how marks name it."""
    said = (str(place.root.absolute()), os.fspath(place.root), place.shown_as or "")
    return blake2b("\0".join(said).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
