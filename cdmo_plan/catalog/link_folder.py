"""One catalog folder, linked by itself: its entities, and what it says of those of other layers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from cdmo_plan.catalog.file_context import FileContext
from cdmo_plan.catalog.kept import Kept, KeptFile
from cdmo_plan.catalog.link_amendments import LinkedAmendments, link_amendments
from cdmo_plan.catalog.link_partners import LinkedPartner, link_partner
from cdmo_plan.catalog.link_processes import link_process
from cdmo_plan.catalog.link_reference import (
    link_agreements,
    link_countries,
    link_equipment,
    link_lanes,
    link_organisations,
    link_regions,
    link_regulators,
)
from cdmo_plan.catalog.references import Entities
from cdmo_plan.diagnostics.diagnostic import Diagnostic
from cdmo_plan.domain.process import Process
from cdmo_plan.domain.values import NamedTuple
from cdmo_plan.reading.catalog_folder import ReadCatalog, read_catalog
from cdmo_plan.reading.files import ReadFile
from cdmo_plan.reading.places import kind_of, yaml_files

if TYPE_CHECKING:
    from cdmo_plan.reading.manifest_document import ManifestDocument

Linked = TypeVar("Linked")


class LinkedFolder(NamedTuple):
    """What one folder holds, as far as it could be linked, and everything found on the way."""

    folder: ReadCatalog
    entities: Entities
    amendments: LinkedAmendments
    problems: tuple[Diagnostic, ...]

    @property
    def manifest(self) -> ManifestDocument | None:
        """The manifest; None where it is missing or has an error."""
        return manifest_of(self.folder)

    @property
    def is_private(self) -> bool:
        """Whether the folder is not for sharing, or may be: a manifest with an error does not say."""
        return is_private(self.folder)


class _Linking:
    """What has been linked so far."""

    def __init__(self, folder: ReadCatalog, kept: Kept | None) -> None:
        self.folder = folder
        self.kept = kept
        self.problems: list[Diagnostic] = []

    def each(
        self,
        kind: str,
        link: Callable[..., Linked],
        recall: Callable[[Kept, KeptFile], Any] | None = None,
    ) -> Iterator[tuple[ReadFile, Linked]]:
        """Link every readable file of a kind, or recall what was linked of one that did not change."""
        for file in self.folder.of_kind(kind):
            if self.kept and recall and file.path in self.kept.files:
                yield file, recall(self.kept, self.kept.files[file.path])
                continue
            if file.document is None:
                continue
            sources = getattr(file.document, "sources", None)
            read = getattr(file.document, "sources_read", None)
            context = FileContext(file, sources, read)
            linked = link(file.document, context)
            linked = tuple(linked) if isinstance(linked, Iterator) else linked  # type: ignore[assignment]
            self.problems += context.problems
            yield file, linked

    def all(self, kind: str, link: Callable[..., Iterator[Linked]], entities: str) -> list[Linked]:
        """Link every readable file of a kind that lists entities, and return them together."""
        found = self.each(kind, link, lambda kept, file: kept.in_file(entities, file))
        return [entity for _, linked in found for entity in linked]


def manifest_of(folder: ReadCatalog) -> ManifestDocument | None:
    """Return the manifest of a folder; None where it is missing or has an error."""
    found = (file.document for file in folder.of_kind("manifest"))
    return cast("ManifestDocument | None", next((each for each in found if each is not None), None))


def is_private(folder: ReadCatalog) -> bool:
    """Tell whether a folder is not for sharing, or may be: a manifest with an error does not say."""
    manifest = manifest_of(folder)
    return bool(folder.of_kind("manifest")) and (manifest is None or manifest.visibility == "private")


def says_it_is_public(folder: ReadCatalog) -> bool:
    """Tell whether a folder is for sharing beyond doubt: it has a manifest, and one without an error."""
    return manifest_of(folder) is not None and not is_private(folder)


def read_manifest(root: Path, *, shown_as: str | None = None) -> ReadCatalog:
    """Read a folder as far as its manifest; of its other files it is only told that they are there.

    Raises:
        ReadingFailure: If the folder itself cannot be listed.
    """
    others = {path: "" for path in yaml_files(root, []) if kind_of(path) != "manifest"}
    return read_catalog(root, shown_as=shown_as, known=others)


def link_folder(root: Path, *, shown_as: str | None = None, kept: Kept | None = None) -> LinkedFolder:
    """Read and link a catalog folder, whatever may lie below it; files that are kept are not read again.

    Raises:
        ReadingFailure: If the folder itself cannot be listed.
    """
    known = {path: file.digest for path, file in kept.files.items()} if kept else {}
    folder = read_catalog(root, shown_as=shown_as, known=known)
    linking = _Linking(folder, kept)
    entities = _entities(linking)
    amending = [found for _, found in linking.each("amendments", link_amendments)]
    amendments = LinkedAmendments(
        tuple(each for found in amending for each in found.amendments),
        tuple(each for found in amending for each in found.withdrawals),
    )
    return LinkedFolder(folder, entities, amendments, (*folder.diagnostics, *linking.problems))


def _entities(linking: _Linking) -> Entities:
    recipes = [linked for _, linked in linking.each("process", link_process, _recipe)]
    organisations = linking.all("organisations", link_organisations, "organisations")
    return Entities(
        partners=[linked for _, linked in linking.each("partner", link_partner, _partner)],
        recipes=[recipe for recipe in recipes if recipe is not None],
        agreements=linking.all("agreements", link_agreements, "agreements"),
        organisations=organisations,
        equipment=linking.all("equipment", link_equipment, "equipment"),
        countries=linking.all("regions", link_countries, "countries"),
        regions=linking.all("regions", link_regions, "regions"),
        regulators=linking.all("regions", link_regulators, "regulators"),
        lanes=linking.all("lanes", link_lanes, "lanes"),
    )


def _recipe(kept: Kept, file: KeptFile) -> Process | None:
    return next(iter(kept.in_file("processes", file)), None)


def _partner(kept: Kept, file: KeptFile) -> LinkedPartner:
    """Recall a partner with its sites and rows, in the order in which linking makes them."""
    (partner,), sites = kept.in_file("partners", file), kept.in_file("sites", file)
    order = {site.id: number for number, site in enumerate(sites, start=1)}
    rows = sorted(kept.in_file("rows", file), key=lambda row: order.get(row.site, 0))
    return LinkedPartner(partner, tuple(sites), tuple(rows))
