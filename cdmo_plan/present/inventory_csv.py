"""Lists and entities as comma-separated values: a line for each entity, or for each fact of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from cdmo_plan.present.csv_answers import Cell, write_csv
from cdmo_plan.present.entity_json import entity_record
from cdmo_plan.present.inventory_json import listing_records

if TYPE_CHECKING:
    from cdmo_plan.analysis.lookup import Found
    from cdmo_plan.domain.world import World

# A column is a field of the JSON record; a dot reaches into a record, `[]` takes a field of each in a list.
COLUMNS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "partners": {
            **{name: name for name in ("id", "name", "former_names", "parent")},
            "headquarters_city": "headquarters.city",
            "headquarters_country": "headquarters.country",
            "sites": "sites",
            "steps": "steps",
        },
        "sites": {
            **{name: name for name in ("id", "name", "aliases", "city", "country")},
            "latitude": "location.latitude",
            "longitude": "location.longitude",
            "partner": "partner",
            "owners": "owners[].owner",
            "status": "status",
            "steps": "capabilities[].step",
            "capabilities": "capabilities[].id",
        },
        "modalities": {name: name for name in ("modality", "recipes", "makers", "fillers")},
        "steps": {"step": "step", "sites": "sites", "capabilities": "capabilities[].id"},
        "agreements": {
            name: name for name in ("id", "kind", "parties", "one_contract", "announced", "in_force")
        },
        "equipment": {name: name for name in ("id", "supplier", "parent", "model", "kind", "sites")},
        "regions": {name: name for name in ("id", "name", "aliases", "countries")},
        "organisations": {name: name for name in ("id", "name", "aliases", "kinds", "parent", "country")},
        "layers": {
            **{name: name for name in ("id", "title", "as_of", "licence", "visibility", "folder")},
            **{name: name for name in ("adds", "amends")},
            "withdraws": "withdraws[].id",
        },
    }
)
ORIGIN: Final = ("layers", "private")
"""What stands at the end of a line of an entity: the layers that it is from, and that one is private."""
ENTITY_COLUMNS: Final = ("kind", "id", "key", "value", "sources", "mark", "private")


def write_listing(kind: str, lines: Sequence[Any], world: World, day: date) -> None:
    """Write the entities of one kind; a catalog without any gives a header alone."""
    columns = {**COLUMNS[kind], **({} if kind == "layers" else {name: name for name in ORIGIN})}
    records = listing_records(kind, lines, day, world)
    write_csv(list(columns), ([_at(each, path) for path in columns.values()] for each in records))


def write_counts(counts: Mapping[str, int]) -> None:
    """Write what can be listed, and how much of it there is."""
    write_csv(("kind", "count"), counts.items())


def write_entities(found: Sequence[Found], world: World, day: date) -> None:
    """Write what a word names fact by fact, each with its sources and the place where it is written."""
    write_csv(
        ENTITY_COLUMNS,
        (
            (each.kind, each.id, *fact)
            for each in found
            for fact in _facts("", entity_record(each, world, day), (), None, is_private=False)
        ),
    )


def _at(record: Any, path: str) -> Cell:  # noqa: ANN401  a JSON value
    head, _, rest = path.partition("[]." if "[]." in path else ".")
    value = record.get(head) if head in ORIGIN else record[head]
    if "[]." in path:
        return list(dict.fromkeys(each[rest] for each in value))
    found: Cell = value if not rest else None if value is None else value[rest]
    return found


def _facts(
    key: str,
    value: Any,  # noqa: ANN401  a JSON value
    sources: Sequence[str],
    mark: str | None,
    *,
    is_private: bool,
) -> Iterator[tuple[Cell, ...]]:
    """Yield the known facts below a key; what cites nothing and has no place has those of what it is in.

    Where an entity holds anything private, all its facts are marked: they cite its sources together.
    """
    if isinstance(value, dict):
        if not {"layers", "private"}.isdisjoint(value):
            is_private = value.get("private", False)
        cited = [each["url"] or each["citation"] or each["id"] for each in value.get("sources") or ()]
        place = "{file}:{line}:{column}".format(**value["mark"]) if "mark" in value else mark
        for name, inner in value.items():
            if name not in ("sources", "mark"):
                below = f"{key}.{name}".lstrip(".")
                yield from _facts(below, inner, cited or sources, place, is_private=is_private)
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        for number, each in enumerate(value, 1):
            yield from _facts(f"{key}[{number}]", each, sources, mark, is_private=is_private)
    elif value is not None and value != []:
        yield key, value, sources, mark, is_private or None
