"""Partner files, linked: partners, sites, and every capability as a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cdmo_plan.catalog.file_context import FileContext
from cdmo_plan.catalog.link_quotes import link_quotes, link_slots
from cdmo_plan.catalog.link_shared import link_duration, link_holds, link_timeline
from cdmo_plan.domain.availability import Timeline
from cdmo_plan.domain.capability import BatchSize, Capability, Claim, RegulatorRecord, Scale
from cdmo_plan.domain.partners import Identifiers, Ownership, Partner, Site, Supply
from cdmo_plan.domain.values import NamedTuple
from cdmo_plan.reading.mark_tree import Path

if TYPE_CHECKING:
    from cdmo_plan.reading.capability_documents import CapabilityDocument, CapabilityFacts, ScaleDocument
    from cdmo_plan.reading.partner_documents import PartnerDocument, PartnerFacts, SiteFacts


class LinkedPartner(NamedTuple):
    """All that one partner file holds, in the domain's terms."""

    partner: Partner
    sites: tuple[Site, ...]
    rows: tuple[Capability, ...]


class Place(NamedTuple):
    """Where rows stand: what their ids begin with, whose they are, and at which plant."""

    prefix: str
    partner: str
    site: str | None


def link_partner(document: PartnerDocument, context: FileContext) -> LinkedPartner:
    """Link one partner file."""
    known = partner_facts(document, context, ())
    partner = Partner(id=document.partner, name=document.name, **known, marks=context.marks(()))
    sites, rows = link_plants(document, partner.id, partner.name, context, ())
    return LinkedPartner(partner, sites, rows)


def partner_facts(document: PartnerFacts, context: FileContext, path: Path) -> dict[str, Any]:
    """Return what may be known of a partner, by the names of the domain."""
    headquarters = document.headquarters
    return {
        "parent": document.parent,
        "former_names": document.former_names,
        "headquarters_city": headquarters.city if headquarters else None,
        "headquarters_country": headquarters.country if headquarters else None,
        "holds": link_holds(document.held, context, (*path, "held")),
        "timeline": link_timeline(document.status, context, (*path, "status")),
        "note": document.note,
    }


def link_plants(
    document: PartnerFacts, partner: str, partner_name: str, context: FileContext, path: Path
) -> tuple[tuple[Site, ...], tuple[Capability, ...]]:
    """Link the sites and rows that a partner's file, or an amendment of it, lists.

    A site without a name of its own bears the partner's and its city.
    """
    offers = Place(f"{partner}/network", partner, None)
    rows = list(link_rows(document.network, offers, context, (*path, "network")))
    sites = []
    for number, written in enumerate(document.sites):
        at: Path = (*path, "sites", number)
        known = site_facts(written, context, at) | {"city": written.city, "country": written.country}
        known["name"] = written.name or f"{partner_name} {written.city}"
        sites.append(Site(id=written.id, partner=partner, **known, marks=context.marks(at)))
        here = Place(written.id, partner, written.id)
        rows += link_rows(written.capabilities, here, context, (*at, "capabilities"))
    return tuple(sites), tuple(rows)


def site_facts(document: SiteFacts, context: FileContext, path: Path) -> dict[str, Any]:
    """Return what may be known of a plant beside its place, by the names of the domain."""
    location, numbers = document.location, document.identifiers
    return {
        "name": document.name,
        "subdivision": document.subdivision,
        "aliases": document.aliases,
        "identifiers": Identifiers(
            fei=numbers.fei,
            duns=numbers.duns,
            gln=numbers.gln,
            marks=context.marks((*path, "identifiers")),
        )
        if numbers
        else None,
        "latitude": location.latitude if location else None,
        "longitude": location.longitude if location else None,
        "floor_area_m2": document.floor_area_m2,
        "owners": _link_owners(document, context, (*path, "owners")),
        "timeline": link_timeline(document.status, context, (*path, "status")),
        "holds": link_holds(document.held, context, (*path, "held")),
        "supplies": _link_supplies(document, context, (*path, "supplies")),
        "note": document.note,
    }


def _link_owners(document: SiteFacts, context: FileContext, path: Path) -> tuple[Ownership, ...]:
    owners = [
        Ownership(
            owner=owner.owner,
            since=owner.since,
            until=owner.until,
            note=owner.note,
            sources=context.sources(owner.sources, (*path, number)),
            marks=context.marks((*path, number)),
        )
        for number, owner in enumerate(document.owners)
    ]
    return owners_in_order(owners)


def owners_in_order(owners: Iterable[Ownership]) -> tuple[Ownership, ...]:
    """Return owners by their first day, undated ones first."""
    return tuple(
        sorted(owners, key=lambda o: (o.since is not None, o.since.first.toordinal() if o.since else 0))
    )


def _link_supplies(document: SiteFacts, context: FileContext, path: Path) -> tuple[Supply, ...]:
    return tuple(
        Supply(
            item=supply.item,
            modalities=supply.modalities,
            note=supply.note,
            timeline=link_timeline(supply.status, context, (*path, number, "status")),
            sources=context.sources(supply.sources, (*path, number)),
            marks=context.marks((*path, number)),
        )
        for number, supply in enumerate(document.supplies)
    )


def link_rows(
    documents: Sequence[CapabilityDocument], place: Place, context: FileContext, path: Path
) -> Iterator[Capability]:
    """Link the rows of one place, each named by its step and its number among the rows of that step."""
    counts: Counter[str] = Counter()
    for number, document in enumerate(documents):
        step, at = document.step, (*path, number)
        counts[step] += 1
        check_dotted(document, context, at)
        yield Capability(
            id=f"{place.prefix}/{step}/{counts[step]}",
            partner=place.partner,
            site=place.site,
            step=step,
            **capability_facts(document, context, at),
            modalities=document.modalities,
            sources=context.sources(document.sources, at),
            marks=context.marks(at),
        )


def capability_facts(document: CapabilityFacts, context: FileContext, path: Path) -> dict[str, Any]:
    """Return what may be known of a capability beside its step and modalities, by the names of the domain."""
    return {
        **{name: getattr(document, name) for name in _SAME},
        "scale_l": _link_scale(document.scale_l),
        "scale_m2": _link_scale(document.scale_m2),
        "batch_sizes": tuple(
            BatchSize(dose_form=batch.dose_form, value=batch.value, unit=batch.unit)
            for batch in document.batch_sizes
        ),
        "claims": tuple(
            Claim(what=claim.what, value=claim.value, unit=claim.unit, note=claim.note)
            for claim in document.claims
        ),
        "duration": link_duration(document.duration_weeks),
        "timeline": link_timeline(document.status, context, (*path, "status"))
        if document.status
        else Timeline(),
        "holds": link_holds(document.held, context, (*path, "held")),
        "regulators": tuple(
            RegulatorRecord(authority=record.authority, kind=record.kind, dated=record.dated)
            for record in document.regulators
        ),
        "quotes": link_quotes(document.quotes, context, (*path, "quotes")),
        "slots": link_slots(document.slots, context, (*path, "slots")),
        "inferred": frozenset(document.inferred),
        "general_knowledge": frozenset(document.general_knowledge),
    }


def check_dotted(document: CapabilityFacts, context: FileContext, path: Path) -> None:
    """Report a field, or a value of one, that is said to be inferred and that the row does not have."""
    for field in ("inferred", "general_knowledge"):
        _check_names(document, field, context, (*path, field))


def _check_names(document: CapabilityFacts, field: str, context: FileContext, path: Path) -> None:
    written = {*document.model_fields_set, "site", "status", "step"}
    for number, name in enumerate(getattr(document, field)):
        head, _, value = name.partition(".")
        held = getattr(document, head, None)
        # Of a list its values can be told apart, of a mapping its figures: `scale_l.total`.
        values = held if isinstance(held, tuple) else getattr(held, "model_fields_set", ())
        if head not in written:
            context.unknown(name, written, (*path, number), what="field of this row")
        elif value and value not in values:
            choices = [f"{head}.{each}" for each in values]
            context.unknown(name, choices, (*path, number), what="value of this row")


_SAME = (
    "excluded",
    "expression",
    "technology",
    "development_phases",
    "grade",
    "containers",
    "dose_forms",
    "edqm",
    "barrier",
    "special",
    "cleanroom",
    "segregated",
    "equipment",
    "lines",
    "suites",
    "freeze_dryers",
    "floor_area_m2",
    "duration_scope",
    "destinations",
    "bulk_in",
    "known_as_of",
    "note",
)
"""Fields that a document and the domain hold alike."""


def _link_scale(document: ScaleDocument | None) -> Scale | None:
    if document is None:
        return None
    return Scale(
        min=document.min,
        max=document.max,
        total=document.total,
        pooled_train=document.pooled_train,
        vessels=document.vessels,
        volume_basis=document.volume_basis,
    )
