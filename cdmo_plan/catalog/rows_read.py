"""Which rows were read, and not recalled: by itself, none of the others has anything wrong with it.

A file is recalled from a store only where nothing was found in it. What looks at one row alone, with its site
and partner, which stand in the same file, need not look again.
"""

from __future__ import annotations

from collections.abc import Sequence

from cdmo_plan.domain.world import Row
from cdmo_plan.reading.catalog_folder import KnownDocument
from cdmo_plan.reading.files import ReadFile


def rows_read(rows: Sequence[Row], files: Sequence[ReadFile], *, is_alone: bool) -> Sequence[Row]:
    """Return the rows of partners whose files were read; all, where a layer may change what a file says.

    Args:
        rows: All rows of a catalog.
        files: All files of it, of which some may be known without having been read.
        is_alone: Whether the catalog is a single layer.
    """
    if not is_alone or not any(is_known(file) for file in files):
        return rows
    read = {
        getattr(file.document, "partner", None)
        for file in files
        if file.kind == "partner" and not is_known(file)
    }
    return [row for row in rows if row.partner.id in read]


def is_known(file: ReadFile) -> bool:
    """Tell whether a file was not read, since it is what it was."""
    document: object = file.document
    return isinstance(document, KnownDocument)
