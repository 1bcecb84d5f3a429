"""Where the catalog that ships with the program lies."""

from pathlib import Path

MANIFEST = "manifest.yaml"

# Marks in the default catalog name its files as the repository does, wherever it is installed.
DEFAULT_SHOWN_AS = "catalogs"

_PACKAGE = Path(__file__).resolve().parent
# A wheel carries the catalog inside the package; a checkout keeps it beside the package,
# where people review it. The wheel's copy never exists in a checkout, so it cannot go stale there.
_CANDIDATES = (_PACKAGE / "_catalogs", _PACKAGE.parent / "catalogs")


def default_catalog_path(candidates: tuple[Path, ...] = _CANDIDATES) -> Path:
    """Return the folder of the default catalog.

    Args:
        candidates: Folders to try, in order; the first that holds a manifest wins.

    Raises:
        FileNotFoundError: No candidate holds a manifest.
    """
    for candidate in candidates:
        if (candidate / MANIFEST).is_file():
            return candidate
    looked_in = " or ".join(str(candidate) for candidate in candidates)
    message = (
        f"no default catalog: {MANIFEST} is not in {looked_in}; reinstall cdmo-plan, or name a catalog "
        "with --catalog DIR or CDMO_PLAN_CATALOG"
    )
    raise FileNotFoundError(message)


def is_default_catalog(folder: Path, candidates: tuple[Path, ...] = _CANDIDATES) -> bool:
    """Tell whether a folder is the default catalog, by whatever name it was given."""
    return folder.resolve() in {candidate.resolve() for candidate in candidates}
