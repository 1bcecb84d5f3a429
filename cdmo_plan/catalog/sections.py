"""A catalog as sections of plain data: what a store keeps of it, and how its sections are called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from cdmo_plan.catalog.codec import Writer
from cdmo_plan.catalog.loaded import Loaded
from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.diagnostics.diagnostic import Diagnostic

if TYPE_CHECKING:
    from cdmo_plan.catalog.kept import Kept

BY_ID: Final = (
    *("partners", "sites", "organisations", "equipment", "countries", "regions", "regulators", "lanes"),
)
LISTS: Final = ("processes", "agreements")


def sections_of(loaded: Loaded, files: Sequence[str], kept: Kept | None = None) -> dict[str, Any]:
    """Return a catalog as sections of plain data, `files` being the names in its marks.

    What was kept of an earlier store of the same folder, which stands alone, is written as it was there.

    Raises:
        UnstorableError: If it holds what cannot be written.
    """
    catalog = loaded.catalog
    numbers = {file: number for number, file in enumerate(files)}
    writers = [Writer(file, numbers) for file in files]
    late: dict[str, Any] = {}
    if kept is not None:
        for file in kept.files.values():
            writer = writers[numbers[file.file]]
            writer.sources = kept.sources_of(file)
            late |= {rest_of(kind, numbers[file.file]): rest for kind, rest in kept.late_of(file)}

    def entry(entity: Any) -> list[Any]:  # noqa: ANN401  any entity
        as_kept = kept.plain_of(entity) if kept else None
        if as_kept is not None:
            file, plain = as_kept
            return [numbers[file], plain]
        number = numbers[entity.marks.entity.file]
        return [number, writers[number].plain(entity)]

    sections: dict[str, Any] = {
        name: [[key, *entry(entity)] for key, entity in getattr(catalog, name).items()] for name in BY_ID
    }
    sections |= {name: [entry(entity) for entity in getattr(catalog, name)] for name in LISTS}
    for step, rows in catalog.by_step.items():
        sections[f"rows/{step}"] = [entry(row.capability) for row in rows]
    sections |= _groups(catalog)
    sections["origins"] = [Writer("").plain(layer) for layer in catalog.origins.layers]
    sections["sources"] = [writer.sources for writer in writers]
    sections |= late | {
        rest_of(kind, number): owed
        for number, writer in enumerate(writers)
        for kind, owed in writer.late.items()
    }
    sections["findings"] = [_plain_finding(found) for found in loaded.diagnostics]
    return sections


def _groups(catalog: Catalog) -> dict[str, Any]:
    """Return where the rows of each site stand, and which sites each partner has or had."""
    at = {
        row.capability.id: (step, number)
        for step, rows in catalog.by_step.items()
        for number, row in enumerate(rows)
    }
    return {
        "by_site": {site: [at[row.capability.id] for row in rows] for site, rows in catalog.by_site.items()},
        "by_partner": {partner: [site.id for site in sites] for partner, sites in catalog.by_partner.items()},
    }


def rest_of(kind: type, file: int) -> str:
    """Return the section of the late fields of a class in one file."""
    return f"rest/{kind.__name__}/{file}"


def _plain_finding(found: Diagnostic) -> list[Any]:
    related = [[*mark, words] for mark, words in found.related]
    return [found.code, found.name, found.severity.value, found.message, *found.mark, found.hint, related]
