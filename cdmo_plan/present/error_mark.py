"""The mark of an answer from a catalog with errors, which the user allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdmo_plan.present.console import cell
from cdmo_plan.present.text import count

if TYPE_CHECKING:
    from rich.console import Console

    from cdmo_plan.catalog.loaded import Loaded


def print_mark(console: Console, loaded: Loaded) -> None:
    """Say below an answer that the catalog has errors, where the user allowed them."""
    if loaded.has_errors:
        console.print(cell(mark_words(loaded), "bold red"))


def mark_words(loaded: Loaded) -> str:
    """Return the mark of an answer from a catalog with errors."""
    errors = count(loaded.error_count, "error")
    return f"The catalog has {errors}: what they hide is missing from this answer."
