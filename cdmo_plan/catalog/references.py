"""Does every identifier name something, and only one thing?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cdmo_plan.catalog.link_partners import LinkedPartner
from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.diagnostics import codes
from cdmo_plan.diagnostics.diagnostic import Diagnostic
from cdmo_plan.diagnostics.suggestions import did_you_mean
from cdmo_plan.domain.agreements import Agreement
from cdmo_plan.domain.geography import Country, Lane, Region, Regulator
from cdmo_plan.domain.marks import Mark
from cdmo_plan.domain.partners import EquipmentModel, Organisation, Partner, Site
from cdmo_plan.domain.process import Process
from cdmo_plan.domain.world import Row
from cdmo_plan.reading.files import ReadFile


class Entities(NamedTuple):
    """All that the files of a catalog list, in their order: an identifier may still stand twice."""

    partners: Sequence[LinkedPartner]
    recipes: Sequence[Process]
    agreements: Sequence[Agreement]
    organisations: Sequence[Organisation]
    equipment: Sequence[EquipmentModel]
    countries: Sequence[Country]
    regions: Sequence[Region]
    regulators: Sequence[Regulator]
    lanes: Sequence[Lane]


LAY_OVER = "as --catalog default --catalog DIR"
"""How a layer is named with what lies below it."""

_DEFINED_IN = {
    "country": ("regions",),
    "company": ("partner", "organisations"),
    "site": ("partner",),
    "equipment model": ("equipment",),
    "party": (),
}
"""The kinds of file that define what a reference names."""


def check_references(
    catalog: Catalog, layers: Sequence[Entities], files: Iterable[ReadFile], withdrawn: Mapping[str, Mark]
) -> Iterator[Diagnostic]:
    """Yield a finding for every id that stands twice in a layer, and for every one that names nothing.

    What a file with errors may define is not missed: its own errors come first. What names an entity that a
    layer withdraws is a finding of its own.
    """
    for entities in layers:
        yield from _duplicates(entities)
    yield from _shadowed_countries(catalog)
    broken = {file.kind for file in files if file.document is None}
    # An amendment may add a plant.
    broken |= {"partner"} if "amendments" in broken else set()
    unsure = {what for what, kinds in _DEFINED_IN.items() if broken.intersection(kinds)}
    # A catalog without recipes answers nothing alone: it is written to be laid over another.
    is_alone = len(layers) == 1 and not catalog.processes and "process" not in broken
    unknown = _unknown(catalog, withdrawn, is_alone=is_alone)
    yield from (found for what, found in unknown if what not in unsure)


_SHARED_NAMESPACE = "partners, sites, organisations, agreements and equipment share one namespace"


def _duplicates(entities: Entities) -> Iterator[Diagnostic]:
    shared = [
        *((linked.partner.id, linked.partner.marks.of("partner")) for linked in entities.partners),
        *((site.id, site.marks.of("id")) for linked in entities.partners for site in linked.sites),
        *((o.id, o.marks.of("id")) for o in entities.organisations),
        *((a.id, a.marks.of("id")) for a in entities.agreements),
        *((e.id, e.marks.of("id")) for e in entities.equipment),
    ]
    yield from _twice(shared, _SHARED_NAMESPACE)
    recipes = ((recipe.id, recipe.marks.of("process")) for recipe in entities.recipes)
    yield from _twice(recipes, "each recipe has its own id")
    countries = ((country.code, country.marks.of("code")) for country in entities.countries)
    yield from _twice(countries, "each country stands once")
    yield from _twice(((r.id, r.marks.of("id")) for r in entities.regions), "each region has its own id")
    yield from _twice(
        ((r.id, r.marks.of("id")) for r in entities.regulators), "each regulator has its own id"
    )
    lanes = ((lane.kind, lane.marks.of("kind")) for lane in entities.lanes)
    yield from _twice(lanes, "each kind of lane stands once")


def _twice(named: Iterable[tuple[str, Mark]], why: str) -> Iterator[Diagnostic]:
    first: dict[str, Mark] = {}
    for identity, mark in sorted(named):
        if identity in first:
            related = ((first[identity], "it stands here first"),)
            yield codes.DUPLICATE_ID.at(mark, f"The id {identity!r} is taken: {why}", related=related)
        else:
            first[identity] = mark


def _shadowed_countries(catalog: Catalog) -> Iterator[Diagnostic]:
    """A region called NA would be Namibia to whoever names it by its country code."""
    known = {country.code.casefold(): country for country in catalog.countries.values()}
    for region in catalog.regions.values():
        for field, words in (("id", (region.id,)), ("aliases", region.aliases)):
            for country in (known[word.casefold()] for word in words if word.casefold() in known):
                if region.countries != {country.code}:
                    message = f"The region {region.id!r} takes the code {country.code} of {country.name}"
                    yield codes.DUPLICATE_ID.at(region.marks.of(field), message)


def _unknown(
    catalog: Catalog, withdrawn: Mapping[str, Mark], *, is_alone: bool
) -> Iterator[tuple[str, Diagnostic]]:
    known = {
        "country": list(catalog.countries),
        "company": [*catalog.partners, *catalog.organisations],
        "equipment model": list(catalog.equipment),
        "site": list(catalog.sites),
    }
    for what, word, mark in _references(catalog):
        if word in known[what] or (what == "country" and not catalog.countries):
            continue
        if word in withdrawn:
            related = ((mark, "it is named here"),)
            message = f"The {what} {word!r} is withdrawn, and a layer names it still"
            yield what, codes.WITHDRAWN_STILL_NAMED.at(withdrawn[word], message, related=related)
        else:
            yield (
                what,
                _missing(what, word, mark, _meant(what, word, catalog, known[what], is_alone=is_alone)),
            )
    for agreement in catalog.agreements:
        if agreement.lead is not None and agreement.lead not in agreement.parties:
            mark = agreement.marks.of("lead")
            yield "party", _missing("party", agreement.lead, mark, _near(agreement.lead, agreement.parties))


def _meant(what: str, word: str, catalog: Catalog, known: Iterable[str], *, is_alone: bool) -> str | None:
    """Return what was probably meant by a word that names nothing."""
    if what == "country":
        named = [each.code for each in catalog.countries.values() if word in each.aliases]
        return f"write {named[0]}" if named else None
    if is_alone:
        return f"where another catalog has it, check both together, {LAY_OVER}"
    return _near(word, known)


def _near(word: str, known: Iterable[str]) -> str | None:
    close = did_you_mean(word, known)
    return f"did you mean {' or '.join(close)}?" if close else None


def _missing(what: str, word: str, mark: Mark, hint: str | None) -> Diagnostic:
    return codes.UNKNOWN_REFERENCE.at(mark, f"No {what} has the id {word!r}", hint=hint)


Reference = tuple[str, str, Mark]


def _references(catalog: Catalog) -> Iterator[Reference]:
    for partner in catalog.partners.values():
        yield from _of_partner(partner)
    for site in catalog.sites.values():
        yield from _of_site(site)
    for organisation in catalog.organisations.values():
        yield from _of_organisation(organisation)
    for agreement in catalog.agreements:
        yield from _of_agreement(agreement)
    for model in catalog.equipment.values():
        yield "company", model.supplier, model.marks.of("supplier")
    for rows in catalog.by_step.values():
        yield from _of_rows(rows)


def _of_partner(partner: Partner) -> Iterator[Reference]:
    if partner.parent is not None:
        yield "company", partner.parent, partner.marks.of("parent")
    if partner.headquarters_country is not None:
        yield "country", partner.headquarters_country, partner.marks.of("headquarters")


def _of_site(site: Site) -> Iterator[Reference]:
    yield "country", site.country, site.marks.of("country")
    yield from (("company", owner.owner, owner.marks.of("owner")) for owner in site.owners)


def _of_organisation(organisation: Organisation) -> Iterator[Reference]:
    if organisation.parent is not None:
        yield "company", organisation.parent, organisation.marks.of("parent")
    if organisation.country is not None:
        yield "country", organisation.country, organisation.marks.of("country")


def _of_agreement(agreement: Agreement) -> Iterator[Reference]:
    parties, scope = agreement.marks.of("parties"), agreement.marks.of("scope")
    yield from (("company", party, parties) for party in agreement.parties)
    yield from (("site", site, scope) for site in sorted(agreement.scope.sites or ()))


def _of_rows(rows: Iterable[Row]) -> Iterator[Reference]:
    for row in rows:
        mark = row.capability.marks.of("equipment")
        yield from (("equipment model", model, mark) for model in row.capability.equipment or ())
