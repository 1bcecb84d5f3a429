"""The JSON answer of `cache`.

Each record is a type; its schema is generated from it, with the text below a key as its description.
"""

from __future__ import annotations

from typing import NotRequired, TypedDict

from cdmo_plan.present.records_of_answers import Versioned
from cdmo_plan.present.schema_words import Amount


class FilesRecord(TypedDict):
    """Files of the cache."""

    files: Amount
    """How many there are."""
    bytes: Amount
    """How many bytes they have together."""


class CacheAnswer(Versioned):
    """Where compiled catalogs are kept, and what was done with them."""

    folder: str
    """The folder, which need not be there yet."""
    is_used: bool
    """False where CDMO_PLAN_NO_CACHE or CI is set, so that every file of a catalog is read."""
    kept: FilesRecord
    """The compiled catalogs that are there now."""
    deleted: NotRequired[FilesRecord]
    """What `cache clear` deleted; present only then."""
