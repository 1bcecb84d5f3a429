"""CAT3, places: does a plant stand where it is said to stand?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from cdmo_plan.catalog.rules.country_boxes import BOXES
from cdmo_plan.catalog.rules.subject import Subject
from cdmo_plan.diagnostics.diagnostic import Severity
from cdmo_plan.diagnostics.rules import Finding, rule
from cdmo_plan.domain.partners import Site


@rule("CAT331", "location-outside-country")
def location_outside_country(subject: Subject) -> Iterator[Finding]:
    """A site's location lies outside of its country.

    Either the country is wrong, and with it every answer about regions and borders, or the location is, and
    with it the distances. Longitudes west of Greenwich and latitudes south of the equator are negative.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - id: acme-boulder
            city: Boulder
            country: US
            location: {latitude: 40.04, longitude: 105.23}
            capabilities: [{step: fill-finish, modalities: [mab], sources: [general-knowledge]}]

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - id: acme-boulder
            city: Boulder
            country: US
            location: {latitude: 40.04, longitude: -105.23}
            capabilities: [{step: fill-finish, modalities: [mab], sources: [general-knowledge]}]

    Look both up again: a lost minus sign and exchanged figures are the usual causes. The country is known by
    a box of whole degrees around it.
    """
    for site in subject.catalog.sites.values():
        box = BOXES.get(site.country)
        if box is None or site.latitude is None or site.longitude is None:
            continue
        if not box.holds(site.latitude, site.longitude):
            message = f"{site.latitude:g}, {site.longitude:g} does not lie in {site.country}"
            yield Finding(site.marks.of("location"), message, _turned(site))


def _turned(site: Site) -> str | None:
    """Return the location that was probably meant: exchanged, or with another sign."""
    latitude, longitude = site.latitude or 0, site.longitude or 0
    turns = [(longitude, latitude), (latitude, -longitude), (-latitude, longitude), (-latitude, -longitude)]
    inside = [each for each in turns if BOXES[site.country].holds(*each)]
    return f"did you mean latitude {inside[0][0]:g}, longitude {inside[0][1]:g}?" if inside else None


@rule("CAT332", "plant-twice", Severity.WARNING)
def plant_twice(subject: Subject) -> Iterator[Finding]:
    """Two sites have one name in one city.

    A plant that changed hands keeps its id and gains an owner. Under two ids its lines count twice, and one
    of the two never learns what happened to the other.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - {id: acme-oss, name: Oss Works, city: Oss, country: NL}
          - {id: acme-holland, name: Oss Works, city: Oss, country: NL}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - {id: acme-oss, name: Oss Works, city: Oss, country: NL}
          - {id: acme-holland, name: Oss Vials, city: Oss, country: NL}

    Merge them, with the other id's name as an alias and both owners with their dates.
    """
    known: dict[tuple[str, str], dict[str, Site]] = defaultdict(dict)
    for site in subject.catalog.sites.values():
        here = known[site.country, site.city.casefold()]
        for name in dict.fromkeys(each.casefold() for each in (site.name, *site.aliases)):
            other = here.setdefault(name, site)
            if other is not site:
                related = ((other.marks.entity, f"{other.id} stands here"),)
                message = f"{site.id} and {other.id} both are called {name!r} in {site.city}"
                yield Finding(site.marks.entity, message, related=related)
                break
