"""What loading a catalog gives, wherever it was read from; importing this imports no parser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.diagnostics.diagnostic import Diagnostic, Severity
from cdmo_plan.domain.values import NamedTuple

if TYPE_CHECKING:
    from cdmo_plan.reading.catalog_folder import ReadCatalog
    from cdmo_plan.reading.files import ReadFile


class Place(NamedTuple):
    """A catalog folder, and the name by which marks speak of it: as it was given, where that is None."""

    root: Path
    shown_as: str | None = None


class Loaded(NamedTuple):
    """A catalog, as far as it could be linked, and everything found on the way.

    `folders` are empty where the catalog was not read but came from the store.
    """

    catalog: Catalog
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[str, ...]
    folders: tuple[ReadCatalog, ...]

    @property
    def read_files(self) -> tuple[ReadFile, ...]:
        """Every file that was read, layer by layer."""
        return tuple(file for folder in self.folders for file in folder.files)

    @property
    def has_errors(self) -> bool:
        """Whether anything found is an error: answers from such a catalog are marked or refused."""
        return self.error_count > 0

    @property
    def error_count(self) -> int:
        """How many findings are errors."""
        return sum(found.severity is Severity.ERROR for found in self.diagnostics)


class VisibilityUnknownError(Exception):
    """Private layers were to be left out, and the manifest of a folder does not say whether it is one."""
