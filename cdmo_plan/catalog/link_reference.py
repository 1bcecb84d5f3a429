"""Agreements, organisations, equipment, regions, regulators and lanes, linked into the domain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from cdmo_plan.catalog.file_context import FileContext
from cdmo_plan.catalog.link_shared import link_duration
from cdmo_plan.domain.agreements import Agreement, Scope
from cdmo_plan.domain.duration import Duration
from cdmo_plan.domain.geography import Country, Lane, Region, Regulator
from cdmo_plan.domain.partners import EquipmentModel, Organisation

if TYPE_CHECKING:
    from cdmo_plan.reading.agreement_documents import AgreementsDocument, OrganisationsDocument, ScopeDocument
    from cdmo_plan.reading.reference_documents import (
        EquipmentFileDocument,
        LanesDocument,
        RegionDocument,
        RegionsDocument,
    )


def link_agreements(document: AgreementsDocument, context: FileContext) -> Iterator[Agreement]:
    """Link the file `agreements.yaml`."""
    for number, written in enumerate(document.agreements):
        path = ("agreements", number)
        yield Agreement(
            id=written.id,
            kind=written.kind,
            parties=written.parties,
            scope=_link_scope(written.scope),
            lead=written.lead,
            one_contract=written.one_contract,
            announced=written.announced,
            until=written.until,
            note=written.note,
            sources=context.sources(written.sources, path),
            marks=context.marks(path),
        )


def _link_scope(document: ScopeDocument) -> Scope:
    limits = {
        name: None if getattr(document, name) is None else frozenset(getattr(document, name))
        for name in ("steps", "modalities", "development_phases", "dose_forms", "sites")
    }
    return Scope(text=document.text, **limits)


def link_organisations(document: OrganisationsDocument, context: FileContext) -> Iterator[Organisation]:
    """Link the file `organisations.yaml`."""
    for number, written in enumerate(document.organisations):
        path = ("organisations", number)
        yield Organisation(
            id=written.id,
            name=written.name,
            kinds=written.kinds,
            parent=written.parent,
            parent_since=written.parent_since,
            country=written.country,
            aliases=written.aliases,
            note=written.note,
            sources=context.sources(written.sources, path),
            marks=context.marks(path),
        )


def link_equipment(document: EquipmentFileDocument, context: FileContext) -> Iterator[EquipmentModel]:
    """Link the file `equipment.yaml`."""
    for number, written in enumerate(document.equipment):
        path = ("equipment", number)
        volume, surface = written.volume_l, written.surface_m2
        yield EquipmentModel(
            id=written.id,
            supplier=written.supplier,
            model=written.model,
            kind=written.kind,
            culture_mode=written.culture_mode,
            volume_l_min=volume.min if volume else None,
            volume_l_max=volume.max if volume else None,
            surface_m2_min=surface.min if surface else None,
            surface_m2_max=surface.max if surface else None,
            single_use=written.single_use,
            containers=written.containers,
            isolator=written.isolator,
            note=written.note,
            sources=context.sources(written.sources, path),
            marks=context.marks(path),
        )


def link_countries(document: RegionsDocument, context: FileContext) -> Iterator[Country]:
    """Link the countries of `regions.yaml`."""
    for number, written in enumerate(document.countries):
        yield Country(
            code=written.code,
            name=written.name,
            continent=written.continent,
            customs_territory=written.customs_territory,
            aliases=written.aliases,
            marks=context.marks(("countries", number)),
        )


def link_regions(document: RegionsDocument, context: FileContext) -> Iterator[Region]:
    """Link the regions of `regions.yaml`; one that is a union takes the countries of its parts."""
    written = {region.id: region for region in document.regions}
    known = {country.code for country in document.countries}
    for number, region in enumerate(document.regions):
        path = ("regions", number)
        for position, code in enumerate(region.countries):
            if code not in known:
                context.unknown(code, known, (*path, "countries", position), what="country")
        for position, part in enumerate(region.union_of):
            if part not in written and part not in known:
                context.unknown(part, [*written, *known], (*path, "union_of", position), what="region")
        yield Region(
            id=region.id,
            name=region.name,
            countries=frozenset(_members(region, written, frozenset()) & known),
            aliases=region.aliases,
            note=region.note,
            marks=context.marks(path),
        )


def _members(
    region: RegionDocument, written: Mapping[str, RegionDocument], above: frozenset[str]
) -> frozenset[str]:
    members = frozenset(region.countries)
    for part in region.union_of:
        if part in written and part not in above:
            members |= _members(written[part], written, above | {region.id})
        elif part not in written:
            members |= {part}
    return members


def link_regulators(document: RegionsDocument, context: FileContext) -> Iterator[Regulator]:
    """Link the regulators of `regions.yaml`; the territory of a market is named by regions and countries."""
    regions = {region.id: region for region in document.regions}
    known = {country.code: frozenset({country.code}) for country in document.countries}
    known |= {name: _members(region, regions, frozenset()) & set(known) for name, region in regions.items()}
    ids = [regulator.id for regulator in document.regulators]
    for number, written in enumerate(document.regulators):
        path = ("regulators", number)
        for position, word in enumerate(written.territory or ()):
            if word not in known:
                context.unknown(word, list(known), (*path, "territory", position), what="region")
        if written.acts_for is not None and written.acts_for not in ids:
            context.unknown(written.acts_for, ids, (*path, "acts_for"), what="regulator")
        yield Regulator(
            id=written.id,
            name=written.name,
            territory=_territory(written.territory, known),
            acts_for=written.acts_for,
            aliases=written.aliases,
            sources=context.sources(written.sources, path),
            marks=context.marks(path),
        )


def _territory(words: tuple[str, ...] | None, known: Mapping[str, frozenset[str]]) -> frozenset[str] | None:
    return None if words is None else frozenset().union(*(known.get(word, frozenset()) for word in words))


def link_lanes(document: LanesDocument, context: FileContext) -> Iterator[Lane]:
    """Link the file `lanes.yaml`."""
    unknown = Duration(min_weeks=None, typical_weeks=None, max_weeks=None)
    for number, written in enumerate(document.lanes):
        path = ("lanes", number)
        weeks = link_duration(written.duration_weeks) or link_duration(written.duration_days, in_days=True)
        yield Lane(
            kind=written.kind,
            duration=weeks or unknown,
            sources=context.sources(written.sources, path),
            note=written.note,
            marks=context.marks(path),
        )
