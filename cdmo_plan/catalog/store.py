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
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cdmo_plan.catalog import store_folder
from cdmo_plan.catalog.codec import SHAPE, UnstorableError
from cdmo_plan.catalog.container import BrokenError, Container, packed
from cdmo_plan.catalog.freshness import Seen, files_of, is_unchanged, program, sealed, unchanged
from cdmo_plan.catalog.loaded import Loaded, Place
from cdmo_plan.catalog.stored import loaded_from
from cdmo_plan.domain.digests import blake2b

if TYPE_CHECKING:
    from cdmo_plan.catalog.kept import Kept


class Store:
    """The stores of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._program = program(SHAPE)

    def load(self, place: Place, *, public: bool = False) -> Loaded:
        """Return a catalog with every error that rules find, of which no more is read than has changed.

        Raises:
            ReadingFailure: If the folder of the catalog cannot be listed.
            VisibilityUnknownError: If a private one is to be left out and the folder does not say what it is.
        """
        container = self._opened(place)
        found = self._recalled(place, container, public=public)
        if found is not None:
            return found
        if public:
            return read_checked([place], public=True)
        return self._compiled(place, container)[0]

    def _opened(self, place: Place) -> Container | None:
        """Return the store of a catalog, if this program wrote it."""
        descriptor = store_folder.open_store(self._folder, _name(place))
        if descriptor is None:
            return None
        try:
            container = Container(descriptor)
        except (BrokenError, OSError):
            return None
        return container if container.head.get("program") == self._program else None

    def _recalled(self, place: Place, container: Container | None, *, public: bool) -> Loaded | None:
        """Return a catalog as it was compiled, if that is what its folder holds now."""
        if container is None:
            return None
        head = container.head
        try:
            if public and not head["is_public"]:
                return None
            if not is_unchanged(place.root, [Seen(*each) for each in head["seen"]], head["since_ns"]):
                return None
            return loaded_from(container, lambda: self._read_anew(place, head["digest"]))
        except _SENSELESS:
            return None

    def _kept(self, place: Place, container: Container | None) -> Kept | None:
        """Return what did not change of a catalog, and need not be read again."""
        if container is None:
            return None
        from cdmo_plan.catalog.kept import Kept

        try:
            seen = [Seen(*each) for each in container.head["seen"]]
            return Kept(container, unchanged(place.root, seen, container.head["since_ns"]))
        except (BrokenError, *_SENSELESS):
            return None

    def _compiled(self, place: Place, container: Container | None = None) -> tuple[Loaded, Mapping[str, Any]]:
        """Read a catalog, and write a store for the next time; return the sections that it has, if any."""
        since = time.time_ns()
        seen = files_of(place.root)
        # What is kept is compared after that: a file that changes meanwhile is younger than the store.
        kept = self._kept(place, container)
        loaded = _checked_with(place, kept) if kept and kept.files else read_checked([place])
        sections: dict[str, Any] = {}
        name = _name(place)
        if seen is None or loaded.catalog.origins.private or not loaded.files:
            # What was public yesterday is not left behind.
            store_folder.discard(self._folder, name)
            return loaded, sections
        head = self._head(loaded, since)
        read = dict(zip(head["read"], head["digests"], strict=True))
        head["seen"] = sealed(place.root, seen, read, kept.seals if kept else {})
        from cdmo_plan.catalog.sections import sections_of

        try:
            sections = sections_of(loaded, head["files"], kept)
        except (UnstorableError, BrokenError):
            return loaded, sections
        store_folder.write_store(self._folder, name, packed(head, sections))
        return loaded, sections

    def _head(self, loaded: Loaded, since: int) -> dict[str, Any]:
        read = {file.path: file for file in loaded.read_files}
        return {
            "program": self._program,
            "since_ns": since,
            "is_public": any(file.kind == "manifest" and file.document is not None for file in read.values()),
            "digest": loaded.catalog.digest,
            "steps": {step: len(rows) for step, rows in loaded.catalog.by_step.items()},
            "read": list(read),
            "files": [file.marks.mark.file for file in read.values()],
            "kinds": [file.kind for file in read.values()],
            "digests": [file.digest for file in read.values()],
        }

    def _read_anew(self, place: Place, digest: str) -> Mapping[str, Any]:
        """Return the sections of a catalog whose store is damaged.

        Raises:
            RuntimeError: If it has changed since it was compared with the store.
        """
        loaded, sections = self._compiled(place)
        if loaded.catalog.digest != digest or not sections:
            message = f"{place.root} was changed while it was read"
            raise RuntimeError(message)
        return sections


# What is sound by its digests and makes no sense was written by somebody else.
_SENSELESS = (OSError, LookupError, TypeError, ValueError, AttributeError)


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
    return Store(folder).load(places[0], public=public)


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


def _checked_with(place: Place, kept: Kept) -> Loaded:
    """Read what changed of a catalog; where documents are not read again, no rule found anything in them."""
    from cdmo_plan.catalog.load import load_kept
    from cdmo_plan.catalog.rules.check import with_errors

    return with_errors(load_kept(place, kept), date.min)


def _name(place: Place) -> str:
    """Return what the store of a folder is called: by where it lies, and how marks name it."""
    said = (str(place.root.absolute()), os.fspath(place.root), place.shown_as or "")
    return blake2b("\0".join(said).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
