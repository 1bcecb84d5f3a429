"""Stores made for a test, and everything that an answer may depend on, told in full."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cdmo_plan.catalog.loaded import Loaded, Place
from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.catalog.store import load_checked
from cdmo_plan.domain.marks import Marks
from cdmo_plan.domain.world import Row


def settings(cache: Path) -> dict[str, str]:
    """Return the environment of a user whose cache lies in a folder."""
    return {"CDMO_PLAN_CACHE_DIR": str(cache)}


def recall(place: Place, cache: Path, *, public: bool = False) -> Loaded:
    """Load a catalog as a command does."""
    return recall_layers([place], cache, public=public)


def recall_layers(places: Sequence[Place], cache: Path, *, public: bool = False) -> Loaded:
    """Load catalogs laid over each other as a command does."""
    return load_checked(places, public=public, environment=settings(cache))


def is_recalled(loaded: Loaded) -> bool:
    """Tell whether a catalog came from a store."""
    return not loaded.folders


def only_store(cache: Path) -> Path:
    """Return the only store that there is."""
    (found,) = cache.glob("*.catalog")
    return found


def told(loaded: Loaded) -> dict[str, Any]:
    """Return all that a catalog says, also what equality leaves out: the marks of fields, and their order."""
    catalog = loaded.catalog
    return {each.name: _told(getattr(catalog, each.name)) for each in dataclasses.fields(Catalog)} | {
        "diagnostics": _told(loaded.diagnostics),
        "files": loaded.files,
    }


def _told(value: Any) -> Any:
    if isinstance(value, Marks):
        return ("Marks", value.entity, list(value.fields.items()))
    if isinstance(value, Row):
        # What a row holds besides its capability is told where it stands by itself.
        return ("Row", _told(value.capability), value.site and value.site.id, value.partner.id)
    if isinstance(value, Mapping):
        return [(key, _told(each)) for key, each in value.items()]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return (type(value).__name__, *_fields(value))
    if isinstance(value, list | tuple) or (hasattr(value, "__getitem__") and not isinstance(value, str)):
        return [_told(each) for each in value]
    return (type(value).__name__, value)


def _fields(value: Any) -> Iterator[Any]:
    for each in dataclasses.fields(value):
        yield (each.name, _told(getattr(value, each.name)))
