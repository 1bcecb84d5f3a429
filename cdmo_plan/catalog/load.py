"""From a folder to a catalog and findings; bad data never raises."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeVar

from cdmo_plan.catalog.file_context import FileContext
from cdmo_plan.catalog.link_partners import link_partner
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
from cdmo_plan.catalog.memory import Catalog, rows_by_site, rows_by_step, sites_by_partner
from cdmo_plan.catalog.references import Entities, check_references
from cdmo_plan.diagnostics.diagnostic import Diagnostic, Severity
from cdmo_plan.reading.agreement_documents import AgreementsDocument, OrganisationsDocument
from cdmo_plan.reading.catalog_folder import ReadCatalog, read_catalog
from cdmo_plan.reading.files import ReadFile
from cdmo_plan.reading.partner_documents import PartnerDocument
from cdmo_plan.reading.process_documents import ProcessDocument
from cdmo_plan.reading.reference_documents import (
    EquipmentFileDocument,
    LanesDocument,
    ManifestDocument,
    RegionsDocument,
)

Linked = TypeVar("Linked")


class Loaded(NamedTuple):
    """A catalog, as far as it could be linked, and everything found on the way."""

    catalog: Catalog
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[str, ...]
    folder: ReadCatalog

    @property
    def has_errors(self) -> bool:
        """Whether anything found is an error: answers from such a catalog are marked or refused."""
        return any(found.severity is Severity.ERROR for found in self.diagnostics)


@dataclass(slots=True)
class _Linking:
    """What has been linked so far."""

    folder: ReadCatalog
    problems: list[Diagnostic] = field(default_factory=list)

    def each(
        self, kind: str, document_type: type[object], link: Callable[..., Linked]
    ) -> Iterator[tuple[ReadFile, Linked]]:
        """Link every readable file of a kind."""
        for file in self.folder.of_kind(kind):
            if not isinstance(file.document, document_type):
                continue
            sources = getattr(file.document, "sources", None)
            read = getattr(file.document, "sources_read", None)
            context = FileContext(file, sources, read)
            linked = link(file.document, context)
            linked = tuple(linked) if isinstance(linked, Iterator) else linked  # type: ignore[assignment]
            self.problems += context.problems
            yield file, linked

    def all(
        self, kind: str, document_type: type[object], link: Callable[..., Iterator[Linked]]
    ) -> list[Linked]:
        """Link every readable file of a kind that lists entities, and return them together."""
        return [entity for _, linked in self.each(kind, document_type, link) for entity in linked]


def load_folder(root: Path, *, shown_as: str | None = None) -> Loaded:
    """Read and link a catalog folder.

    Raises:
        ReadingFailure: If the folder itself cannot be listed.
    """
    folder = read_catalog(root, shown_as=shown_as)
    linking = _Linking(folder)
    entities = _entities(linking)
    catalog = _assemble(folder, entities)
    problems = [*folder.diagnostics, *linking.problems, *check_references(catalog, entities, folder)]
    return Loaded(catalog, tuple(sorted(problems)), tuple(file.path for file in folder.files), folder)


def _entities(linking: _Linking) -> Entities:
    recipes = [linked for _, linked in linking.each("process", ProcessDocument, link_process)]
    return Entities(
        partners=[linked for _, linked in linking.each("partner", PartnerDocument, link_partner)],
        recipes=[recipe for recipe in recipes if recipe is not None],
        agreements=linking.all("agreements", AgreementsDocument, link_agreements),
        organisations=linking.all("organisations", OrganisationsDocument, link_organisations),
        equipment=linking.all("equipment", EquipmentFileDocument, link_equipment),
        countries=linking.all("regions", RegionsDocument, link_countries),
        regions=linking.all("regions", RegionsDocument, link_regions),
        regulators=linking.all("regions", RegionsDocument, link_regulators),
        lanes=linking.all("lanes", LanesDocument, link_lanes),
    )


def _assemble(folder: ReadCatalog, entities: Entities) -> Catalog:
    rows = [row for linked in entities.partners for row in linked.rows]
    sites = [site for linked in entities.partners for site in linked.sites]
    return Catalog(
        digest=_digest(folder),
        layers=_layers(folder),
        processes=tuple(sorted(entities.recipes, key=lambda recipe: recipe.id)),
        partners=_by_id(linked.partner for linked in entities.partners),
        sites=_by_id(sites),
        organisations=_by_id(entities.organisations),
        equipment=_by_id(entities.equipment),
        agreements=tuple(sorted(entities.agreements, key=lambda agreement: agreement.id)),
        countries={country.code: country for country in entities.countries},
        regions=_by_id(entities.regions),
        regulators=_by_id(entities.regulators),
        lanes={lane.kind: lane for lane in entities.lanes},
        by_step=rows_by_step(rows),
        by_site=rows_by_site(rows),
        by_partner=sites_by_partner(sites),
    )


def _by_id(entities: Iterable[Linked]) -> dict[str, Linked]:
    return {entity.id: entity for entity in sorted(entities, key=lambda found: found.id)}  # type: ignore[attr-defined]


def _digest(folder: ReadCatalog) -> str:
    text = "\n".join(f"{file.path} {file.digest}" for file in folder.files)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _layers(folder: ReadCatalog) -> tuple[str, ...]:
    manifests = [file.document for file in folder.files if isinstance(file.document, ManifestDocument)]
    return tuple(manifest.catalog for manifest in manifests) or (folder.root.name,)
