"""One entity for scripts: every field, and what the catalog ties to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from cdmo_plan.analysis.alternatives import AlternativeLine, Supplier, alternatives_of
from cdmo_plan.analysis.inventory import StepLine, all_rows, modality_line, parents_of, site_line, status_of
from cdmo_plan.present.inventory_json import headquarters, modality_record, site_record, step_record
from cdmo_plan.present.layer_records import with_origin
from cdmo_plan.present.records import json_value, record

if TYPE_CHECKING:
    from cdmo_plan.analysis.lookup import Found
    from cdmo_plan.domain.agreements import Agreement
    from cdmo_plan.domain.geography import Country, Region
    from cdmo_plan.domain.partners import EquipmentModel, Organisation, Partner, Site
    from cdmo_plan.domain.process import Process
    from cdmo_plan.domain.world import Row, World

Record = dict[str, Any]


def entity_record(found: Found, world: World, day: date) -> Mapping[str, Any]:
    """Return the record of one entity; those of `list` hold nothing that is missing here."""
    entity = found.entity
    found_record = _RECORDS[found.kind](entity, world, day)
    # A modality and a step are words: what is said of them is from the rows that name them.
    return found_record if isinstance(entity, str) else with_origin(found_record, entity, world)


def _site(site: Site, world: World, day: date) -> Record:
    line = site_line(site, world, day)
    return (
        record(site)
        | site_record(line, day)
        | {
            "listed_by": site.partner,
            "owners": json_value(site.owners),
            "capabilities": [_capability(row, world, day) for row in line.rows],
        }
    )


def _partner(partner: Partner, world: World, day: date) -> Record:
    rows = [row for row in all_rows(world) if row.site is None and row.partner.id == partner.id]
    lines = [site_line(site, world, day) for site in world.sites_of(partner.id)]
    status = partner.timeline.on(day)
    return record(partner) | {
        "headquarters": headquarters(partner),
        "status": status.state if status else None,
        "sites": [with_origin(site_record(line, day), line, world) for line in lines],
        "network_capabilities": [_capability(row, world, day) for row in rows],
        "agreements": [found.id for found in world.agreements if partner.id in found.parties],
    }


def _capability(row: Row, world: World, day: date) -> Record:
    status = status_of(row, day)
    found = record(row.capability) | {"status": status.state if status else None}
    return with_origin(found, row, world)


def _equipment(model: EquipmentModel, world: World, day: date) -> Record:
    del day
    listing = [row.capability.id for row in all_rows(world) if model.id in (row.capability.equipment or ())]
    return record(model) | {"parents": list(parents_of(model.supplier, world)), "capabilities": listing}


def _recipe(recipe: Process, world: World, day: date) -> Record:
    return record(recipe) | {
        "steps": [record(step) for step in recipe.topological_steps()],
        "alternatives": [_alternative(line, day) for line in alternatives_of(recipe, world, day)],
    }


def _alternative(line: AlternativeLine, day: date) -> Record:
    return record(line.alternative) | {
        "spares": list(line.spares),
        "suppliers": [_supplier(supplier, day) for supplier in line.suppliers],
    }


def _supplier(supplier: Supplier, day: date) -> Record:
    status = supplier.timeline.on(day)
    names = {"site": supplier.site.id, "partner": supplier.site.partner, "country": supplier.site.country}
    return names | {"status": status.state if status else None} | record(supplier.supply)


def _modality(modality: str, world: World, day: date) -> Record:
    line = modality_line(modality, world, day)
    return with_origin(modality_record(line, day), line, world)


def _step(step: str, world: World, day: date) -> Record:
    line = StepLine(step, tuple(world.rows(step)))
    return with_origin(step_record(line, day), line, world)


def _agreement(agreement: Agreement, world: World, day: date) -> Record:
    del world
    return record(agreement) | {"in_force": agreement.in_force_on(day)}


def _organisation(organisation: Organisation, world: World, day: date) -> Record:
    del day
    return record(organisation) | {"parents": list(parents_of(organisation.id, world))}


def _region(region: Region, world: World, day: date) -> Record:
    del day
    return record(region) | {"sites": _sites_in(region.countries, world)}


def _country(country: Country, world: World, day: date) -> Record:
    del day
    return record(country) | {"sites": _sites_in({country.code}, world)}


def _sites_in(countries: AbstractSet[str], world: World) -> list[str]:
    return [site.id for site in world.sites.values() if site.country in countries]


_RECORDS: Final[Mapping[str, Callable[[Any, World, date], Mapping[str, Any]]]] = MappingProxyType(
    {
        "partner": _partner,
        "site": _site,
        "capability": _capability,
        "modality": _modality,
        "recipe": _recipe,
        "step": _step,
        "agreement": _agreement,
        "organisation": _organisation,
        "equipment": _equipment,
        "region": _region,
        "country": _country,
    }
)
