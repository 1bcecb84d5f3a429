"""Cards of partners, sites and capabilities: all that the catalog knows, each fact with its source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from cdmo_plan.analysis.inventory import all_rows, site_line, status_of
from cdmo_plan.domain.availability import Status, Timeline
from cdmo_plan.domain.capability import Capability
from cdmo_plan.domain.eligibility.availability_checks import OLD_AFTER_YEARS
from cdmo_plan.domain.partners import Partner, Site
from cdmo_plan.domain.world import Row, World
from cdmo_plan.present.card import Card, Facts, Grid, Section
from cdmo_plan.present.layer_lines import amended_facts
from cdmo_plan.present.numbered_sources import Citations
from cdmo_plan.present.saying import facts, label, say
from cdmo_plan.present.states import UNKNOWN, state_words, status_words
from cdmo_plan.present.tables import Column

_MAKING: Final = ("expression", "scale_l")
_FILLING: Final = ("containers", "dose_forms", "barrier")
_ASKED: Final = MappingProxyType(
    {
        "drug-substance": (*_MAKING, "development_phases"),
        "viral-vector": (*_MAKING, "development_phases"),
        "plasmid-dna": (*_MAKING, "grade", "development_phases"),
        "fill-finish": (*_FILLING, "development_phases"),
        "lyophilization": ("containers", "freeze_dryers"),
    }
)
"""What a lead asks of a step: named where no source states it, since unknown is neither yes nor no."""


def partner_card(partner: Partner, world: World, day: date) -> Card:
    """Return the card of a partner: its plants that day, network offers and agreements."""
    cites = Citations()
    seat = ", ".join(
        part
        for part in (partner.headquarters_city, country_words(partner.headquarters_country, world))
        if part
    )
    own = facts(partner, cites, skip=("headquarters_city", "headquarters_country", "timeline"))
    head: Facts = [("headquarters", seat or UNKNOWN), *own, *amended_facts(partner, world, cites)]
    networks = [row for row in all_rows(world) if row.site is None and row.partner.id == partner.id]
    agreements = [found for found in world.agreements if partner.id in found.parties]
    sections = [
        _timeline(partner.timeline, cites),
        Section(f"Sites that it has or had, as of {day}", _sites(world.sites_of(partner.id), world, day)),
        *(_capability_section(row, world, day, cites) for row in networks),
        Section("Agreements", [f"{found.id} ({found.kind})" for found in agreements]),
    ]
    return Card(f"{partner.name} (partner {partner.id})", head, sections, partner.marks.entity, cites)


def site_card(site: Site, world: World, day: date) -> Card:
    """Return the card of a plant: where it is, whose it is, what it does, and since when."""
    cites = Citations()
    line = site_line(site, world, day)
    place = [site.city, site.subdivision, country_words(site.country, world)]
    skip = ("city", "country", "partner", "subdivision", "latitude", "longitude", "owners", "timeline")
    head: Facts = [
        ("place", ", ".join(part for part in place if part)),
        *([("location", f"{site.latitude}, {site.longitude}")] if site.latitude is not None else []),
        (f"partner on {day}", line.operator or "none that offers contracts, as far as known"),
        *([("listed by", site.partner)] if line.operator != site.partner else []),
        (f"state on {day}", state_words(site.timeline, day)),
        *facts(site, cites, skip=skip),
        *amended_facts(site, world, cites),
    ]
    sections = [
        Section("Owners", [say(owner, cites) for owner in site.owners]),
        _timeline(site.timeline, cites),
        *(_capability_section(row, world, day, cites) for row in line.rows),
    ]
    return Card(f"{site.name} (site {site.id})", head, sections, site.marks.entity, cites)


def capability_card(row: Row, world: World, day: date) -> Card:
    """Return the card of one capability."""
    cites = Citations()
    capability = row.capability
    where = f"{row.site.name} ({row.site.id})" if row.site else "network offer: no plant is named"
    head: Facts = [("partner", capability.partner), ("site", where), *_capability(row, world, day, cites)]
    sections = [_timeline(capability.timeline, cites)]
    return Card(f"Capability {capability.id}", head, sections, capability.marks.entity, cites)


def country_words(code: str | None, world: World) -> str | None:
    """Return a country by name and code."""
    country = world.countries.get(code or "")
    return f"{country.name} ({code})" if country else code


def _timeline(timeline: Timeline, cites: Citations) -> Section:
    return Section("Timeline", [say(status, cites) for status in timeline.states])


def _sites(sites: Sequence[Site], world: World, day: date) -> Grid:
    columns = [Column("site"), Column("place", wraps=True), Column("state", wraps=True), Column("partner")]
    rows = []
    for site in sites:
        line = site_line(site, world, day)
        place = f"{site.city}, {site.country}"
        rows.append([site.id, place, state_words(site.timeline, day), line.operator or "-"])
    return Grid(columns, rows)


def _capability_section(row: Row, world: World, day: date, cites: Citations) -> Section:
    capability = row.capability
    title = f"Capability {capability.id}" if row.site else f"Network offer {capability.id}"
    return Section(title, _capability(row, world, day, cites, with_timeline=True), capability.marks.entity)


def _capability(row: Row, world: World, day: date, cites: Citations, *, with_timeline: bool = False) -> Facts:
    capability = row.capability
    status = status_of(row, day)
    skip = ["partner", "site"] + ([] if with_timeline else ["timeline"])
    skip += [] if capability.bulk_in else ["bulk_in"]
    known = facts(capability, cites, skip=skip)
    asked = _ASKED.get(capability.step, ())
    unknown = ", ".join(label(name) for name in asked if getattr(capability, name) is None)
    weak = [
        f"{grade}: {', '.join(sorted(label(name) for name in names))}"
        for grade, names in (
            ("inferred", capability.inferred),
            ("general knowledge", capability.general_knowledge),
        )
        if names
    ]
    return [
        (f"state on {day}", _state(row, status, day)),
        *known,
        *([("not stated", unknown)] if unknown else []),
        *([("evidence", "; ".join(weak))] if weak else []),
        ("sources", _sources(capability, day, cites)),
        *amended_facts(capability, world, cites),
    ]


def _state(row: Row, status: Status | None, day: date) -> str:
    if status is None:
        own = row.capability.timeline
        return state_words(own if own.states or row.site is None else row.site.timeline, day)
    weak = status in row.capability.timeline.states and row.capability.is_inferred("status")
    return status_words(status, day) + (" (inferred)" if weak else "")


def _sources(capability: Capability, day: date, cites: Citations) -> str:
    """Return the numbers of the sources, and the year of the newest, said where it is long ago (RULES T3)."""
    numbers = cites.cite(capability.sources).strip() or "none"
    newest = capability.newest_year
    if newest is None:
        return f"{numbers} of no known year" if capability.sources else numbers
    old = f", over {OLD_AFTER_YEARS} years old" if day.year - newest > OLD_AFTER_YEARS else ""
    return f"{numbers} the newest of {newest}{old}"
