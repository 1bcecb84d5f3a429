"""Does every identifier name something, and only one thing?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeAlias

from cdmo_plan.catalog.link_partners import LinkedPartner
from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.catalog.read_again import is_known, read_again
from cdmo_plan.diagnostics import codes
from cdmo_plan.diagnostics.diagnostic import Diagnostic
from cdmo_plan.diagnostics.suggestions import did_you_mean
from cdmo_plan.domain.agreements import Agreement
from cdmo_plan.domain.geography import Country, Lane, Region, Regulator
from cdmo_plan.domain.marks import Mark, Marks
from cdmo_plan.domain.partners import EquipmentModel, Organisation, Partner, Site
from cdmo_plan.domain.process import Process
from cdmo_plan.domain.values import NamedTuple
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
    catalog: Catalog, layers: Sequence[Entities], files: Sequence[ReadFile], withdrawn: Mapping[str, Mark]
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
    is_read = read_again("partner", files, catalog)
    may_lack_equipment = _may_lack_equipment(files)
    rows = (
        row
        for rows in catalog.by_step.values()
        for row in rows
        if may_lack_equipment or is_read(row.partner.id)
    )
    unknown = _unknown(catalog, rows, withdrawn, is_alone=is_alone)
    yield from (found for what, found in unknown if what not in unsure)


def _may_lack_equipment(files: Iterable[ReadFile]) -> bool:
    """Tell whether a model of equipment may be gone that rows name whose files were not read."""
    known = [is_known(file) for file in files if file.kind == "equipment"]
    return not known or not all(known)


_SHARED_NAMESPACE = "partners, sites, organisations, agreements and equipment share one namespace"


def _duplicates(entities: Entities) -> Iterator[Diagnostic]:
    partners = [linked.partner for linked in entities.partners]
    shared: list[tuple[str, _Marked, str]] = [
        *((partner.id, partner, "partner") for partner in partners),
        *((site.id, site, "id") for linked in entities.partners for site in linked.sites),
        *((o.id, o, "id") for o in entities.organisations),
        *((a.id, a, "id") for a in entities.agreements),
        *((e.id, e, "id") for e in entities.equipment),
    ]
    yield from _twice(shared, _SHARED_NAMESPACE)
    recipes = ((recipe.id, recipe, "process") for recipe in entities.recipes)
    yield from _twice(recipes, "each recipe has its own id")
    countries = ((country.code, country, "code") for country in entities.countries)
    yield from _twice(countries, "each country stands once")
    yield from _twice(((r.id, r, "id") for r in entities.regions), "each region has its own id")
    yield from _twice(((r.id, r, "id") for r in entities.regulators), "each regulator has its own id")
    lanes = ((lane.kind, lane, "kind") for lane in entities.lanes)
    yield from _twice(lanes, "each kind of lane stands once")


class _Marked(Protocol):
    """An entity of the domain."""

    @property
    def marks(self) -> Marks:
        """Where it stands."""


def _twice(named: Iterable[tuple[str, _Marked, str]], why: str) -> Iterator[Diagnostic]:
    """Yield a finding for each id that is taken; `named` are ids, whose they are, and in which field."""
    found: dict[str, list[tuple[_Marked, str]]] = defaultdict(list)
    for identity, entity, field in named:
        found[identity].append((entity, field))
    for identity in sorted(each for each, holders in found.items() if len(holders) > 1):
        first, *others = sorted(entity.marks.of(field) for entity, field in found[identity])
        for mark in others:
            related = ((first, "it stands here first"),)
            yield codes.DUPLICATE_ID.at(mark, f"The id {identity!r} is taken: {why}", related=related)


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
    catalog: Catalog, rows: Iterable[Row], withdrawn: Mapping[str, Mark], *, is_alone: bool
) -> Iterator[tuple[str, Diagnostic]]:
    known: dict[str, Collection[str]] = {
        "country": catalog.countries,
        "company": dict.fromkeys([*catalog.partners, *catalog.organisations]),
        "equipment model": catalog.equipment,
        "site": catalog.sites,
    }
    for what, word, entity, field in _references(catalog, rows):
        if word in known[what] or (what == "country" and not catalog.countries):
            continue
        mark = entity.marks.of(field)
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


_Reference: TypeAlias = tuple[str, str, _Marked, str]
"""What is named, by which word, by which entity, and in which of its fields."""


def _references(catalog: Catalog, rows: Iterable[Row]) -> Iterator[_Reference]:
    for partner in catalog.partners.values():
        yield from _of_partner(partner)
    for site in catalog.sites.values():
        yield from _of_site(site)
    for organisation in catalog.organisations.values():
        yield from _of_organisation(organisation)
    for agreement in catalog.agreements:
        yield from _of_agreement(agreement)
    for model in catalog.equipment.values():
        yield "company", model.supplier, model, "supplier"
    for row in rows:
        one = row.capability
        yield from (("equipment model", model, one, "equipment") for model in one.equipment or ())


def _of_partner(partner: Partner) -> Iterator[_Reference]:
    if partner.parent is not None:
        yield "company", partner.parent, partner, "parent"
    if partner.headquarters_country is not None:
        yield "country", partner.headquarters_country, partner, "headquarters"


def _of_site(site: Site) -> Iterator[_Reference]:
    yield "country", site.country, site, "country"
    for owner in site.owners:
        yield "company", owner.owner, owner, "owner"


def _of_organisation(organisation: Organisation) -> Iterator[_Reference]:
    if organisation.parent is not None:
        yield "company", organisation.parent, organisation, "parent"
    if organisation.country is not None:
        yield "country", organisation.country, organisation, "country"


def _of_agreement(agreement: Agreement) -> Iterator[_Reference]:
    yield from (("company", party, agreement, "parties") for party in agreement.parties)
    yield from (("site", site, agreement, "scope") for site in sorted(agreement.scope.sites or ()))
