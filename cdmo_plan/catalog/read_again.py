"""What was read of a catalog, and not recalled: by itself, nothing of the rest has anything wrong with it.

A file is recalled from a store only where nothing was found in it. What looks at one row, site or recipe
alone need not look again: all that one of them holds stands in one file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.reading.catalog_folder import KnownDocument
from cdmo_plan.reading.files import ReadFile


def read_again(kind: str, files: Sequence[ReadFile], catalog: Catalog) -> Callable[[str], bool]:
    """Return what tells of the id of a partner or a recipe whether the file was read that it stands in.

    A layer amends rows and sites of partners whose files were not: these count as read. Where a layer
    withdraws anything, all do.

    Args:
        kind: The kind of the files, `partner` or `process`, and the field of theirs that holds the id.
        files: All files of a catalog.
        catalog: What they say together.
    """
    above = catalog.origins.layers[1:]
    if not any(is_known(file) for file in files) or any(layer.withdrawn for layer in above):
        return lambda _identity: True
    read = {
        getattr(file.document, kind)
        for file in files
        if file.kind == kind and file.document is not None and not is_known(file)
    }
    changed = (identity for layer in above for identity in (*layer.added, *layer.amended))
    return read.union(_whose(identity, catalog) for identity in changed).__contains__


def _whose(identity: str, catalog: Catalog) -> str:
    """Return the partner that a row or site is of; of anything else, its own id."""
    place = identity.partition("/")[0]
    site = catalog.sites.get(place)
    return site.partner if site else place


def is_known(file: ReadFile) -> bool:
    """Tell whether a file was not read, since it is what it was."""
    document: object = file.document
    return isinstance(document, KnownDocument)
