"""From folders to a catalog and findings; bad data never raises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cdmo_plan.catalog import link_folder as linking
from cdmo_plan.catalog.kept import Kept
from cdmo_plan.catalog.link_folder import LinkedFolder
from cdmo_plan.catalog.loaded import Loaded, Place, VisibilityUnknownError
from cdmo_plan.catalog.memory import Catalog, rows_by_site, rows_by_step, sites_by_partner
from cdmo_plan.catalog.places import told_apart
from cdmo_plan.catalog.references import check_references
from cdmo_plan.catalog.stack import Stack
from cdmo_plan.domain.capability import Capability
from cdmo_plan.domain.digests import sha256
from cdmo_plan.domain.layers import Layer, Origins
from cdmo_plan.domain.world import Row
from cdmo_plan.reading.catalog_folder import ReadCatalog
from cdmo_plan.reading.places import printable

__all__ = [
    "Loaded",
    "Place",
    "VisibilityUnknownError",
    "lay",
    "link_layers",
    "load_folder",
    "load_layers",
    "public_places",
]


def load_folder(root: Path, *, shown_as: str | None = None) -> Loaded:
    """Read and link a catalog folder that stands alone.

    Raises:
        ReadingFailure: If the folder itself cannot be listed.
    """
    return load_layers([Place(root, shown_as)])


def load_layers(places: Sequence[Place], *, public: bool = False) -> Loaded:
    """Read and link catalog folders, each laid over those before it; `public` leaves private ones out.

    Raises:
        ReadingFailure: If a folder itself cannot be listed.
        VisibilityUnknownError: If private ones are to be left out and a folder does not say what it is.
    """
    folders = link_layers(told_apart(places))
    every = len(folders)
    if public:
        shared = _shareable([linked.folder for linked in folders])
        folders = [linked for linked, is_shared in zip(folders, shared, strict=True) if is_shared]
    return lay(folders, left_out=every - len(folders))


def link_layers(places: Iterable[Place], kept: Kept | None = None) -> list[LinkedFolder]:
    """Read and link folders, but not the files that are kept of the lowest: of these it has no documents.

    Raises:
        ReadingFailure: If a folder itself cannot be listed.
    """
    return [
        linking.link_folder(root, shown_as=shown, kept=None if number else kept)
        for number, (root, shown) in enumerate(places)
    ]


def public_places(places: Sequence[Place]) -> list[Place]:
    """Return the folders that are not private, of which nothing but the manifests is read.

    Raises:
        ReadingFailure: If a folder itself cannot be listed.
        VisibilityUnknownError: If a folder does not say what it is.
    """
    shared = _shareable([linking.read_manifest(root, shown_as=shown) for root, shown in places])
    return [place for place, is_shared in zip(places, shared, strict=True) if is_shared]


def _shareable(folders: Sequence[ReadCatalog]) -> list[bool]:
    """Tell of each folder whether it may be shared.

    Raises:
        VisibilityUnknownError: If one does not say what it is.
    """
    for folder in folders:
        if linking.manifest_of(folder) is None and folder.files:
            message = f"{printable(folder.root)}: its manifest does not say whether it is private"
            raise VisibilityUnknownError(message)
    return [not linking.is_private(folder) for folder in folders]


def lay(folders: Sequence[LinkedFolder], *, left_out: int = 0) -> Loaded:
    """Lay linked folders over each other, the first at the bottom, and check what they name."""
    stack = Stack()
    for linked, layer in zip(folders, _layers(folders), strict=True):
        stack.lay(linked, layer)
    digests = [_digest(linked.folder) for linked in folders]
    catalog = _assemble(stack, digests, Origins(tuple(stack.layers), left_out))
    files = [file for linked in folders for file in linked.folder.files]
    problems = [problem for linked in folders for problem in linked.problems] + stack.problems
    entities = [linked.entities for linked in folders]
    problems += check_references(catalog, entities, files, stack.withdrawn)
    paths = tuple(file.path for file in files)
    return Loaded(catalog, tuple(sorted(problems)), paths, tuple(linked.folder for linked in folders))


def _layers(folders: Sequence[LinkedFolder]) -> Iterator[Layer]:
    """Yield the layers by name; of two of one name the later is numbered."""
    taken: dict[str, None] = {}
    for linked in folders:
        manifest, folder = linked.manifest, linked.folder
        name = manifest.catalog if manifest else printable(Path(folder.root.name or "."))
        numbered = (name if number == 1 else f"{name}-{number}" for number in range(1, len(folders) + 1))
        name = next(each for each in numbered if each not in taken)
        taken[name] = None
        yield Layer(
            name=name,
            title=manifest.title if manifest else None,
            as_of=manifest.as_of if manifest else None,
            licence=manifest.licence if manifest else None,
            is_private=linked.is_private,
            folder=folder.shown_as,
            files=frozenset(file.marks.mark.file for file in folder.files),
        )


def _assemble(stack: Stack, digests: Sequence[str], origins: Origins) -> Catalog:
    found = stack.by_kind
    partners, sites = _in_order(found["partner"]), _in_order(found["site"])
    rows = [_row(capability, found) for capability in found["capability"].values()]
    whole = [row for row in rows if row is not None]
    return Catalog(
        digest=digests[0] if len(digests) == 1 else _sha256("\n".join(digests)),
        layers=tuple(layer.name for layer in origins.layers),
        origins=origins,
        processes=tuple(_in_order(found["recipe"]).values()),
        partners=partners,
        sites=sites,
        organisations=_in_order(found["organisation"]),
        equipment=_in_order(found["equipment"]),
        agreements=tuple(_in_order(found["agreement"]).values()),
        countries=found["country"],
        regions=_in_order(found["region"]),
        regulators=_in_order(found["regulator"]),
        lanes=found["lane"],
        by_step=rows_by_step(whole),
        by_site=rows_by_site(whole),
        by_partner=sites_by_partner(sites.values()),
    )


def _row(capability: Capability, found: Mapping[str, Mapping[str, Any]]) -> Row | None:
    """Return a row with its plant and partner as all layers leave them; None where they are withdrawn."""
    site = None if capability.site is None else found["site"].get(capability.site)
    partner = found["partner"].get(capability.partner)
    if partner is None or (site is None and capability.site is not None):
        return None
    return Row(capability, site, partner)


def _in_order(entities: Mapping[str, Any]) -> dict[str, Any]:
    return {identity: entities[identity] for identity in sorted(entities)}


def _digest(folder: ReadCatalog) -> str:
    return _sha256("\n".join(f"{file.path} {file.digest}" for file in folder.files))


def _sha256(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]
