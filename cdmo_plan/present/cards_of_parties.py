"""Cards of agreements, organisations, equipment, regions and countries."""

from __future__ import annotations

from datetime import date

from cdmo_plan.analysis.inventory import all_rows, parents_of
from cdmo_plan.domain.agreements import Agreement
from cdmo_plan.domain.geography import Country, Region
from cdmo_plan.domain.partners import EquipmentModel, Organisation
from cdmo_plan.domain.world import World
from cdmo_plan.present.card import Card, Facts, Section
from cdmo_plan.present.cards import country_words
from cdmo_plan.present.layer_lines import amended_facts
from cdmo_plan.present.numbered_sources import Citations
from cdmo_plan.present.saying import facts, figure, label
from cdmo_plan.present.states import UNKNOWN


def agreement_card(agreement: Agreement, world: World, day: date) -> Card:
    """Return the card of an agreement: who, what it covers, and whether it is one contract."""
    cites = Citations()
    contract = {True: "yes, as stated", False: "no, as stated", None: f"{UNKNOWN}: ask"}[
        agreement.one_contract
    ]
    parties = ", ".join(party_words(party, world) for party in agreement.parties)
    scope = agreement.scope
    limits = [
        (f"only {label(name)}", ", ".join(sorted(limit)))
        for name in ("steps", "modalities", "development_phases", "dose_forms", "sites")
        if (limit := getattr(scope, name)) is not None
    ]
    head: Facts = [
        ("kind", agreement.kind),
        ("parties", parties),
        ("scope", scope.text),
        *limits,
        ("one contract", contract),
        (f"in force on {day}", "as far as known" if agreement.in_force_on(day) else "no"),
        *facts(agreement, cites, skip=("kind", "parties", "scope", "one_contract")),
        ("sources", cites.cite(agreement.sources).strip() or "none"),
        *amended_facts(agreement, world, cites),
    ]
    return Card(f"Agreement {agreement.id}", head, [], agreement.marks.entity, cites)


def organisation_card(organisation: Organisation, world: World, day: date) -> Card:
    """Return the card of an organisation: whose it is, and what in the catalog is tied to it."""
    del day
    cites = Citations()
    parents = parents_of(organisation.id, world)
    models = [
        _told(f"{model.id} ({model.model})", world, model)
        for model in world.equipment.values()
        if model.supplier == organisation.id
    ]
    children = [
        _told(found.id, world, found)
        for known in (world.organisations, world.partners)
        for found in known.values()
        if found.parent == organisation.id
    ]
    owned = [
        _told(site.id, world, site)
        for site in world.sites.values()
        for owner in site.owners
        if owner.owner == organisation.id
    ]
    head: Facts = [
        *([("parents", ", ".join(parents))] if len(parents) > 1 else []),
        *facts(organisation, cites),
        ("sources", cites.cite(organisation.sources).strip() or "none"),
        *amended_facts(organisation, world, cites),
    ]
    sections = [
        Section("Belong to it", children),
        Section("Equipment", models),
        Section("Sites that it owns or owned", owned),
        Section(
            "Agreements", [_told(a.id, world, a) for a in world.agreements if organisation.id in a.parties]
        ),
    ]
    title = f"{organisation.name} (organisation {organisation.id})"
    return Card(title, head, sections, organisation.marks.entity, cites)


def equipment_card(model: EquipmentModel, world: World, day: date) -> Card:
    """Return the card of a model of equipment, and who lists it."""
    del day
    cites = Citations()
    parents = parents_of(model.supplier, world)
    chain = f"{model.supplier} ({', '.join(parents)})" if parents else model.supplier
    ranges = [
        (name, text)
        for name, low, high, unit in (
            ("volume", model.volume_l_min, model.volume_l_max, "L"),
            ("culture surface", model.surface_m2_min, model.surface_m2_max, "m2"),
        )
        if (text := _range(low, high, unit))
    ]
    skip = ("supplier", "volume_l_min", "volume_l_max", "surface_m2_min", "surface_m2_max")
    head: Facts = [
        ("supplier", chain),
        *ranges,
        *facts(model, cites, skip=skip),
        ("sources", cites.cite(model.sources).strip() or "none"),
        *amended_facts(model, world, cites),
    ]
    listing = [
        _told(row.capability.id, world, *row)
        for row in all_rows(world)
        if model.id in (row.capability.equipment or ())
    ]
    sections = [Section("Listed by", listing or ["no capability of this catalog"])]
    return Card(f"Equipment {model.id}", head, sections, model.marks.entity, cites)


def region_card(region: Region, world: World, day: date) -> Card:
    """Return the card of a region: its countries and the plants in them."""
    del day
    names = [country_words(code, world) or code for code in sorted(region.countries)]
    sites = [
        _told(f"{site.id} ({site.country})", world, site)
        for site in world.sites.values()
        if site.country in region.countries
    ]
    head: Facts = facts(region, Citations(), skip=("countries",))
    sections = [
        Section("Countries", [("", ", ".join(names))]),
        Section("Sites", [("", ", ".join(sites) or "none")]),
    ]
    return Card(f"{region.name} (region {region.id})", head, sections, region.marks.entity)


def country_card(country: Country, world: World, day: date) -> Card:
    """Return the card of a country: its customs territory, the regions it is in, its plants."""
    del day
    regions = [region.id for region in world.regions.values() if country.code in region.countries]
    sites = [_told(site.id, world, site) for site in world.sites.values() if site.country == country.code]
    head: Facts = [
        *facts(country, Citations(), skip=("code",)),
        ("regions", ", ".join(regions) or "none"),
        ("sites", ", ".join(sites) or "none in this catalog"),
    ]
    return Card(f"{country.name} (country {country.code})", head, [], country.marks.entity)


def _told(words: str, world: World, *entities: object) -> str:
    """Return how a card names another entity, marked where that may not be shared."""
    return f"{words} (private)" if world.origins.is_private(*entities) else words


def party_words(party: str, world: World) -> str:
    """Return a partner or an organisation by name and id."""
    known = world.partners.get(party) or world.organisations.get(party)
    return f"{known.name} ({party})" if known else party


def _range(low: float | None, high: float | None, unit: str) -> str:
    ends = [figure(end) for end in dict.fromkeys((low, high)) if end is not None]
    return f"{' to '.join(ends)} {unit}" if ends else ""
