"""Lists of entities for scripts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from cdmo_plan.present.json_answers import envelope, write_json
from cdmo_plan.present.layer_records import with_origin
from cdmo_plan.present.records import json_value

if TYPE_CHECKING:
    from cdmo_plan.analysis.inventory import EquipmentLine, ModalityLine, PartnerLine, SiteLine, StepLine
    from cdmo_plan.catalog.load import Loaded
    from cdmo_plan.domain.agreements import Agreement
    from cdmo_plan.domain.geography import Region
    from cdmo_plan.domain.layers import Layer
    from cdmo_plan.domain.partners import Organisation, Partner, Site
    from cdmo_plan.domain.world import Row, World
    from cdmo_plan.present.records_of_answers import ListAnswer
    from cdmo_plan.present.records_of_lists import (
        HeadquartersRecord,
        ListedAgreement,
        ListedCapability,
        ListedEquipment,
        ListedLayer,
        ListedModality,
        ListedOrganisation,
        ListedPartner,
        ListedRegion,
        ListedSite,
        ListedStep,
        LocationRecord,
    )


def write_listing(kind: str, lines: Sequence[Any], loaded: Loaded, day: date) -> None:
    """Write the entities of one kind to standard output, under the word of the kind."""
    write_json({**envelope(loaded, day), kind: listing_records(kind, lines, day, loaded.catalog)})


def listing_records(kind: str, lines: Sequence[Any], day: date, world: World) -> list[Mapping[str, object]]:
    """Return the records of the entities of one kind, with the layers that they are from."""
    return [with_origin(_RECORDS[kind](line, day), line, world) for line in lines]


def write_counts(counts: Mapping[str, int], loaded: Loaded, day: date) -> None:
    """Write what can be listed, and how much of it there is."""
    answer: ListAnswer = {**envelope(loaded, day), "kinds": dict(counts)}
    write_json(answer)


def location(site: Site) -> LocationRecord | None:
    """Return where a plant lies, None where one of both degrees is unknown."""
    if site.latitude is None or site.longitude is None:
        return None
    return {"latitude": site.latitude, "longitude": site.longitude}


def headquarters(partner: Partner) -> HeadquartersRecord | None:
    """Return the seat of a partner, None where nothing is known of it."""
    city, country = partner.headquarters_city, partner.headquarters_country
    return {"city": city, "country": country} if city or country else None


def capability_record(row: Row, day: date) -> ListedCapability:
    """Return what a site's record says of one capability: enough to ask `show` for the rest."""
    from cdmo_plan.analysis.inventory import status_of

    capability, status = row.capability, status_of(row, day)
    return {
        "id": capability.id,
        "step": capability.step,
        "modalities": list(capability.modalities),
        "status": status.state if status else None,
    }


def site_record(line: SiteLine, day: date) -> ListedSite:
    """Return the record of a site that scripts rely on, in `list` and in `show`."""
    site, status = line.site, line.status
    return {
        "id": site.id,
        "name": site.name,
        "aliases": list(site.aliases),
        "city": site.city,
        "country": site.country,
        "location": location(site),
        "partner": line.operator,
        "owners": [
            {"owner": owner.owner, "since": json_value(owner.since), "until": json_value(owner.until)}
            for owner in site.owners
        ],
        "status": status.state if status else None,
        "capabilities": [capability_record(row, day) for row in line.rows],
    }


def _partner(line: PartnerLine, day: date) -> ListedPartner:
    del day
    partner = line.partner
    return {
        "id": partner.id,
        "name": partner.name,
        "former_names": list(partner.former_names),
        "parent": partner.parent,
        "headquarters": headquarters(partner),
        "sites": list(line.sites),
        "steps": list(line.steps),
    }


def modality_record(line: ModalityLine, day: date) -> ListedModality:
    """Return the record of a modality, in `list` and in `show`."""
    del day
    return {
        "modality": line.modality,
        "recipes": [recipe.id for recipe in line.recipes],
        "makers": list(line.makers),
        "fillers": list(line.fillers),
    }


def step_record(line: StepLine, day: date) -> ListedStep:
    """Return the record of a step, in `list` and in `show`."""
    return {
        "step": line.step,
        "sites": list(line.sites),
        "capabilities": [capability_record(row, day) for row in line.rows],
    }


def _agreement(agreement: Agreement, day: date) -> ListedAgreement:
    return {
        "id": agreement.id,
        "kind": agreement.kind,
        "parties": list(agreement.parties),
        "one_contract": agreement.one_contract,
        "announced": json_value(agreement.announced),
        "in_force": agreement.in_force_on(day),
    }


def _equipment(line: EquipmentLine, day: date) -> ListedEquipment:
    del day
    model = line.model
    parent = line.parents[0] if line.parents else None
    return {
        "id": model.id,
        "supplier": model.supplier,
        "parent": parent,
        "model": model.model,
        "kind": model.kind,
        "sites": list(line.sites),
    }


def _region(region: Region, day: date) -> ListedRegion:
    del day
    return {
        "id": region.id,
        "name": region.name,
        "aliases": list(region.aliases),
        "countries": sorted(region.countries),
    }


def _organisation(organisation: Organisation, day: date) -> ListedOrganisation:
    del day
    return {
        "id": organisation.id,
        "name": organisation.name,
        "aliases": list(organisation.aliases),
        "kinds": list(organisation.kinds),
        "parent": organisation.parent,
        "country": organisation.country,
    }


def _layer(layer: Layer, day: date) -> ListedLayer:
    del day
    return {
        "id": layer.name,
        "title": layer.title,
        "as_of": json_value(layer.as_of),
        "licence": layer.licence,
        "visibility": "private" if layer.is_private else "public",
        "folder": layer.folder,
        "adds": len(layer.added),
        "amends": list(layer.amended),
        "withdraws": [{"id": name, "reason": why} for name, why in layer.withdrawn],
    }


_RECORDS: Final[Mapping[str, Callable[[Any, date], Mapping[str, object]]]] = MappingProxyType(
    {
        "partners": _partner,
        "sites": site_record,
        "modalities": modality_record,
        "steps": step_record,
        "agreements": _agreement,
        "equipment": _equipment,
        "regions": _region,
        "organisations": _organisation,
        "layers": _layer,
    }
)
