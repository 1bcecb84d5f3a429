"""What is said of the cache of compiled catalogs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cdmo_plan.present.json_answers import SCHEMA_VERSION, write_json
from cdmo_plan.present.text import plain

if TYPE_CHECKING:
    from cdmo_plan.present.records_of_cache import CacheAnswer


def cache_words(folder: Path, deleted: tuple[int, int] | None) -> str:
    """Return a line: the folder alone, as a script takes it, or how many files and bytes were deleted."""
    if deleted is None:
        return plain(str(folder))
    files, size = deleted
    if not files:
        return plain(f"There was nothing to delete in {folder}.")
    count = f"{files} file{'s' if files > 1 else ''}, {size / 1e6:.1f} MB"
    return plain(f"Deleted {count} from {folder}.")


def write_cache(
    folder: Path, kept: tuple[int, int], deleted: tuple[int, int] | None, *, is_used: bool
) -> None:
    """Write the same for scripts, each pair being files and bytes."""
    answer: CacheAnswer = {
        "schema_version": SCHEMA_VERSION,
        "folder": str(folder),
        "is_used": is_used,
        "kept": {"files": kept[0], "bytes": kept[1]},
    }
    if deleted is not None:
        answer["deleted"] = {"files": deleted[0], "bytes": deleted[1]}
    write_json(answer)
