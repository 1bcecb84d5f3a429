"""Which folders are meant by the names that a user gives to layers."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from cdmo_plan import _default_catalog
from cdmo_plan.catalog.loaded import Place
from cdmo_plan.reading.places import printable

DEFAULT: Final = "default"
"""The word for the catalog that ships with the program; a folder of that name is `./default`."""


class LayerRefusedError(Exception):
    """A name that no layer can have, or one that is given twice."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def named_places(names: Sequence[str | os.PathLike[str]]) -> list[Place]:
    """Return the folders to load, the lowest first; the default catalog where none is named.

    Raises:
        LayerRefusedError: If a name is empty, or two mean one folder.
        FileNotFoundError: If this installation has no default catalog.
    """
    places: dict[str, Place] = {}
    for name in names or (DEFAULT,):
        if not os.fspath(name):
            message = "a catalog without a name was given"
            raise LayerRefusedError(
                message, f"name a folder; a list has no empty part between two {os.pathsep!r}"
            )
        if not os.path.exists(name) and {",", os.pathsep}.intersection(os.fspath(name)):  # noqa: PTH110
            message = f"there is no folder {os.fspath(name)}"
            raise LayerRefusedError(
                message, "name each catalog by itself: --catalog default --catalog mine; in Python, a list"
            )
        is_default = name == DEFAULT
        place = (
            Place(_default_catalog.default_catalog_path(), _default_catalog.DEFAULT_SHOWN_AS)
            if is_default
            else Place(Path(name))
        )
        if places.setdefault(os.path.realpath(place.root), place) is not place:
            message = f"the catalog {os.fspath(name)} is named twice"
            raise LayerRefusedError(message, "lay each catalog once")
    return list(places.values())


def told_apart(places: Sequence[Place]) -> Iterator[Place]:
    """Yield places whose marks differ: the folder `catalogs` of a user is not that of the program."""
    taken: set[str] = set()
    for root, shown_as in places:
        shown = shown_as or printable(root)
        if shown in taken:
            shown = printable(Path(os.path.abspath(root)))  # noqa: PTH100  resolving would follow links
        taken.add(shown)
        yield Place(root, shown)
