"""Catalogs compiled, so that a query need not read them again: kept beside them, and never believed blindly.

Catalogs that all are public are kept as they were linked, laid over each other and checked, and so is the
lowest by itself. A store is used while every file is what it was, byte for byte, and the program is the same
one; otherwise what changed is read and the store is written anew. Whatever is wrong with a store costs time,
and never an answer.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cdmo_plan.catalog import store_folder
from cdmo_plan.catalog.codec import SHAPE, UnstorableError
from cdmo_plan.catalog.container import BrokenError, Container, packed
from cdmo_plan.catalog.freshness import Compared, Seen, compare, files_of, program, sealed
from cdmo_plan.catalog.loaded import Loaded, Place, VisibilityUnknownError
from cdmo_plan.catalog.places import told_apart
from cdmo_plan.catalog.stored import loaded_from
from cdmo_plan.domain.digests import blake2b
from cdmo_plan.domain.layers import Origins
from cdmo_plan.reading.places import ReadingFailure, kind_of

if TYPE_CHECKING:
    from cdmo_plan.catalog.kept import Kept


class Store:
    """The stores of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._program = program(SHAPE)

    def load(self, places: Sequence[Place], *, public: bool = False) -> Loaded:
        """Return a catalog with every error that rules find, of which no more is read than has changed.

        Raises:
            ReadingFailure: If a folder cannot be listed.
            VisibilityUnknownError: If private ones are to be left out and a folder does not say what it is.
        """
        places = list(told_apart(places))
        container = self._opened(places)
        found = self._recalled(places, container)
        if found is not None:
            return found
        return self._public(places) if public else self._compiled(places, container)[0]

    def _opened(self, places: Sequence[Place]) -> Container | None:
        """Return the store of layers, if this program wrote it."""
        descriptor = store_folder.open_store(self._folder, _name(places))
        if descriptor is None:
            return None
        try:
            container = Container(descriptor)
        except (BrokenError, OSError):
            return None
        return container if container.head.get("program") == self._program else None

    def _recalled(self, places: Sequence[Place], container: Container | None) -> Loaded | None:
        """Return a catalog as it was compiled, if that is what its folders hold now: all of it is public."""
        if container is None:
            return None
        head = container.head
        try:
            compared = []
            for place, seen in zip(places, head["seen"], strict=True):
                known = [Seen(*each) for each in seen]
                compared.append(compare(place.root, known, head["since_ns"], whole=True))
                if not compared[-1].is_all:
                    return None
            self._renew(places, container, compared)
            return loaded_from(container, lambda: self._read_anew(places, head["digest"]))
        except _SENSELESS:
            return None

    def _renew(self, places: Sequence[Place], container: Container, compared: Sequence[Compared]) -> None:
        """Let a store take note of what the file system says now, where that spares reading files again."""
        if not any(each.is_news for each in compared):
            return
        head = {
            **container.head,
            "seen": [each.seen for each in compared],
            "since_ns": min(each.since_ns for each in compared),
        }
        try:
            sections = {name: container.written(name) for name in container.head["sections"]}
        except BrokenError:
            return
        store_folder.write_store(self._folder, _name(places), packed(head, sections))

    def _public(self, places: Sequence[Place]) -> Loaded:
        """Return the layers that may be shared, of which one may be compiled, or all of them."""
        from cdmo_plan.catalog.load import public_places

        try:
            chosen = public_places(places)
        except VisibilityUnknownError:
            # Which one it was is not asked.
            self._forget(places)
            raise
        self._forget(place for place in places if place not in chosen)
        loaded = self.load(chosen) if chosen else None
        # What may be shared is asked again: somebody may have changed a manifest meanwhile.
        if loaded is None or loaded.catalog.origins.private or public_places(places) != chosen:
            return read_checked(places, public=True)
        origins = Origins(loaded.catalog.origins.layers, len(places) - len(chosen))
        return loaded._replace(catalog=replace(loaded.catalog, origins=origins))

    def _kept(self, place: Place, container: Container | None) -> Kept | None:
        """Return what did not change of a folder, and need not be read again."""
        if container is None:
            return None
        from cdmo_plan.catalog.kept import Kept

        try:
            (known,) = ([Seen(*each) for each in folder] for folder in container.head["seen"])
            compared = compare(place.root, known, container.head["since_ns"])
            if compared.is_all:
                self._renew([place], container, [compared])
            return Kept(container, compared)
        except (BrokenError, *_SENSELESS):
            return None

    def _compiled(
        self, places: Sequence[Place], container: Container | None = None
    ) -> tuple[Loaded, Mapping[str, Any]]:
        """Read a catalog, and write a store for the next time; return the sections that it has, if any.

        Of layers the lowest is what others lie over, and most of them all: it is kept by itself too.
        """
        from cdmo_plan.catalog.load import lay, link_layers
        from cdmo_plan.catalog.rules.check import with_errors

        since = time.time_ns()
        seen = [files_of(place.root) for place in places]
        bottom = container if len(places) == 1 else self._opened(places[:1])
        # What is kept is compared after that: a file that changes meanwhile is younger than the store.
        kept = self._kept(places[0], bottom)
        folders = link_layers(places, kept)
        loaded = with_errors(lay(folders), _NO_DAY)
        if len(places) > 1 and not folders[0].is_private and not (kept and kept.is_all):
            self._write(places[:1], with_errors(lay(folders[:1]), _NO_DAY), seen[:1], since, kept)
        return loaded, self._write(places, loaded, seen, since, kept)

    def _write(
        self,
        places: Sequence[Place],
        loaded: Loaded,
        seen: Sequence[Sequence[Seen] | None],
        since: int,
        kept: Kept | None,
    ) -> Mapping[str, Any]:
        """Write the store of layers that were read, if all of them may be shared; return its sections."""
        from cdmo_plan.catalog.link_folder import says_it_is_public
        from cdmo_plan.catalog.sections import sections_of

        read = list(zip(places, loaded.folders, seen, strict=True))
        secret = (
            place
            for place, folder, found in read
            if not says_it_is_public(folder) or _holds_another(found or ())
        )
        if self._forget(secret) or None in seen:
            return {}
        head = self._head(loaded, since)
        seals = kept.seals if kept else {}
        head["seen"] = [
            sealed(place.root, found or (), {file.path: file.digest for file in folder.files}, known)
            for place, found, folder, known in zip(
                places, seen, loaded.folders, (seals, *({} for _ in places[1:])), strict=True
            )
        ]
        try:
            # What a folder amends of itself is not what was kept of it.
            is_kept_as_it_was = len(places) == 1 and "amendments" not in head["kinds"]
            sections = sections_of(loaded, head["files"], kept if is_kept_as_it_was else None)
        except (UnstorableError, BrokenError):
            return {}
        store_folder.write_store(self._folder, _name(places), packed(head, sections))
        return sections

    def _forget(self, places: Iterable[Place]) -> int:
        """Delete whatever was made of folders, so that nothing that was public yesterday is left behind."""
        parts = [_part(place) for place in places]
        for part in parts:
            store_folder.discard(self._folder, part)
        return len(parts)

    def _head(self, loaded: Loaded, since: int) -> dict[str, Any]:
        read = loaded.read_files
        return {
            "program": self._program,
            "since_ns": since,
            "digest": loaded.catalog.digest,
            "steps": {step: len(rows) for step, rows in loaded.catalog.by_step.items()},
            "read": [file.path for file in read],
            "files": [file.marks.mark.file for file in read],
            "kinds": [file.kind for file in read],
            "digests": [file.digest for file in read],
        }

    def _read_anew(self, places: Sequence[Place], digest: str) -> Mapping[str, Any]:
        """Return the sections of a catalog whose store is damaged.

        Raises:
            ReadingFailure: If it has changed since it was compared with the store.
        """
        loaded, sections = self._compiled(places)
        if loaded.catalog.digest != digest or not sections:
            message = f"{places[0].root} was changed while it was read"
            raise ReadingFailure(message)
        return sections


# Rules that find errors ask about no day: a catalog is right or wrong whatever is asked of it.
_NO_DAY = date.min
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
    return (
        read_checked(places, public=public) if folder is None else Store(folder).load(places, public=public)
    )


def read_checked(places: Sequence[Place], *, public: bool = False) -> Loaded:
    """Read catalogs, whatever is compiled, with every error that rules find.

    Raises:
        ReadingFailure: If a folder cannot be listed.
        VisibilityUnknownError: If private ones are to be left out and a folder does not say what it is.
    """
    from cdmo_plan.catalog.load import load_layers
    from cdmo_plan.catalog.rules.check import with_errors

    return with_errors(load_layers(places, public=public), _NO_DAY)


def _holds_another(seen: Iterable[Seen]) -> bool:
    """Tell whether a catalog lies inside of another, which names its files in warnings: it may be private."""
    paths = (each.path.rpartition("/") for each in seen)
    return any(kind_of(name) == "manifest" for folder, _, name in paths if folder)


def _name(places: Sequence[Place]) -> str:
    """Return what the store of layers is called: by where they lie, their order, and how marks name them."""
    said = [str(each) for root, shown in places for each in (root.absolute(), root, shown)]
    return "-".join([*map(_part, places), _digest("\0".join(said), 16)])


def _part(place: Place) -> str:
    """Return what stands for a folder in the names of all stores that hold any of it."""
    return _digest(os.path.realpath(place.root), 8)


def _digest(text: str, size: int) -> str:
    return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=size).hexdigest()
