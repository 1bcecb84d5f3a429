"""What was read of a catalog, and not recalled: by itself, nothing of the rest has anything wrong with it.

A file is recalled from a store only where nothing was found in it. What looks at one row, site or recipe
alone need not look again: all that one of them holds stands in one file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cdmo_plan.reading.catalog_folder import KnownDocument
from cdmo_plan.reading.files import ReadFile


def read_again(kind: str, files: Sequence[ReadFile], *, is_alone: bool) -> Callable[[str], bool]:
    """Return what tells of the id of a partner or a recipe whether the file was read that it stands in.

    Where layers lie over each other, all were: one may change what the file of another says.

    Args:
        kind: The kind of the files, `partner` or `process`, and the field of theirs that holds the id.
        files: All files of a catalog.
        is_alone: Whether the catalog is a single layer.
    """
    if not is_alone or not any(is_known(file) for file in files):
        return lambda _identity: True
    read = {
        getattr(file.document, kind)
        for file in files
        if file.kind == kind and file.document is not None and not is_known(file)
    }
    return read.__contains__


def is_known(file: ReadFile) -> bool:
    """Tell whether a file was not read, since it is what it was."""
    document: object = file.document
    return isinstance(document, KnownDocument)
