"""Does every identifier name something, and only one thing?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cdmo_plan.catalog.link_partners import LinkedPartner
from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.diagnostics import codes
from cdmo_plan.diagnostics.diagnostic import Diagnostic
from cdmo_plan.diagnostics.suggestions import did_you_mean
from cdmo_plan.domain.marks import Mark
from cdmo_plan.reading.catalog_folder import ReadCatalog


def check_references(
    catalog: Catalog, partners: Sequence[LinkedPartner], folder: ReadCatalog
) -> Iterator[Diagnostic]:
    """Yield a finding for every id that stands twice, and for every one that names nothing."""
    yield from _duplicates(catalog, partners)
    complete = all(file.document is not None for file in folder.files)
    if complete:
        yield from _unknown(catalog)


def _duplicates(catalog: Catalog, partners: Sequence[LinkedPartner]) -> Iterator[Diagnostic]:
    first: dict[str, Mark] = {}
    entities = [
        *((linked.partner.id, linked.partner.marks.of("partner")) for linked in partners),
        *((site.id, site.marks.of("id")) for linked in partners for site in linked.sites),
        *((o.id, o.marks.of("id")) for o in catalog.organisations.values()),
        *((a.id, a.marks.of("id")) for a in catalog.agreements),
        *((e.id, e.marks.of("id")) for e in catalog.equipment.values()),
    ]
    for identity, mark in sorted(entities, key=lambda entity: (entity[0], entity[1])):
        if identity in first:
            related = ((first[identity], "it stands here first"),)
            message = f"The id {identity!r} is taken: partners, sites, organisations, agreements and equipment share one namespace"
            yield codes.DUPLICATE_ID.at(mark, message, related=related)
        else:
            first[identity] = mark


def _unknown(catalog: Catalog) -> Iterator[Diagnostic]:
    companies = {**dict.fromkeys(catalog.partners), **dict.fromkeys(catalog.organisations)}
    for what, word, mark in _references(catalog):
        known = {
            "country": catalog.countries,
            "company": companies,
            "equipment model": catalog.equipment,
            "site": catalog.sites,
        }[what]
        if word not in known and not (what == "country" and not catalog.countries):
            close = did_you_mean(word, known)
            hint = f"did you mean {' or '.join(close)}?" if close else None
            yield codes.UNKNOWN_REFERENCE.at(mark, f"No {what} has the id {word!r}", hint=hint)


def _references(catalog: Catalog) -> Iterator[tuple[str, str, Mark]]:
    for partner in catalog.partners.values():
        if partner.parent is not None:
            yield "company", partner.parent, partner.marks.of("parent")
    for site in catalog.sites.values():
        yield "country", site.country, site.marks.of("country")
        yield from (("company", owner.owner, owner.marks.of("owner")) for owner in site.owners)
    for organisation in catalog.organisations.values():
        if organisation.parent is not None:
            yield "company", organisation.parent, organisation.marks.of("parent")
        if organisation.country is not None:
            yield "country", organisation.country, organisation.marks.of("country")
    for agreement in catalog.agreements:
        yield from (("company", party, agreement.marks.of("parties")) for party in agreement.parties)
        yield from (
            ("site", site, agreement.marks.of("scope")) for site in sorted(agreement.scope.sites or ())
        )
    for model in catalog.equipment.values():
        yield "company", model.supplier, model.marks.of("supplier")
    for rows in catalog.by_step.values():
        for row in rows:
            marks = row.capability.marks
            yield from (
                ("equipment model", model, marks.of("equipment")) for model in row.capability.equipment or ()
            )
