"""Partner files, linked: partners, sites, and every capability as a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cdmo_plan.catalog.file_context import FileContext
from cdmo_plan.catalog.link_shared import link_duration, link_holds, link_timeline
from cdmo_plan.domain.availability import Timeline
from cdmo_plan.domain.capability import BatchSize, Capability, Claim, RegulatorRecord, Scale
from cdmo_plan.domain.partners import Identifiers, Ownership, Partner, Site, Supply
from cdmo_plan.domain.world import Row
from cdmo_plan.reading.capability_documents import CapabilityDocument, ScaleDocument
from cdmo_plan.reading.mark_tree import Path
from cdmo_plan.reading.partner_documents import PartnerDocument, SiteDocument


class LinkedPartner(NamedTuple):
    """All that one partner file holds, in the domain's terms."""

    partner: Partner
    sites: tuple[Site, ...]
    rows: tuple[Row, ...]


def link_partner(document: PartnerDocument, context: FileContext) -> LinkedPartner:
    """Link one partner file."""
    headquarters = document.headquarters
    partner = Partner(
        id=document.partner,
        name=document.name,
        parent=document.parent,
        former_names=document.former_names,
        headquarters_city=headquarters.city if headquarters else None,
        headquarters_country=headquarters.country if headquarters else None,
        holds=link_holds(document.held, context, ("held",)),
        timeline=link_timeline(document.status, context, ("status",)),
        note=document.note,
        marks=context.marks(()),
    )
    sites = [_link_site(site, document, context, ("sites", n)) for n, site in enumerate(document.sites)]
    rows = [Row(found, None, partner) for found in _link_network(document, context)]
    for number, (site, written) in enumerate(zip(sites, document.sites, strict=True)):
        path = ("sites", number, "capabilities")
        rows += [
            Row(found, site, partner)
            for found in _link_rows(written.capabilities, site, partner, context, path)
        ]
    return LinkedPartner(partner, tuple(sites), tuple(rows))


def _link_site(document: SiteDocument, partner: PartnerDocument, context: FileContext, path: Path) -> Site:
    location, numbers = document.location, document.identifiers
    return Site(
        id=document.id,
        name=document.name or f"{partner.name} {document.city}",
        city=document.city,
        country=document.country,
        partner=partner.partner,
        subdivision=document.subdivision,
        aliases=document.aliases,
        identifiers=Identifiers(
            fei=numbers.fei,
            duns=numbers.duns,
            gln=numbers.gln,
            marks=context.marks((*path, "identifiers")),
        )
        if numbers
        else None,
        latitude=location.latitude if location else None,
        longitude=location.longitude if location else None,
        floor_area_m2=document.floor_area_m2,
        owners=_link_owners(document, context, (*path, "owners")),
        timeline=link_timeline(document.status, context, (*path, "status")),
        holds=link_holds(document.held, context, (*path, "held")),
        supplies=_link_supplies(document, context, (*path, "supplies")),
        note=document.note,
        marks=context.marks(path),
    )


def _link_owners(document: SiteDocument, context: FileContext, path: Path) -> tuple[Ownership, ...]:
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
    return tuple(
        sorted(owners, key=lambda o: (o.since is not None, o.since.first.toordinal() if o.since else 0))
    )


def _link_supplies(document: SiteDocument, context: FileContext, path: Path) -> tuple[Supply, ...]:
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


def _link_network(document: PartnerDocument, context: FileContext) -> Iterator[Capability]:
    counts: Counter[str] = Counter()
    for number, written in enumerate(document.network):
        counts[written.step] += 1
        identity = f"{document.partner}/network/{written.step}/{counts[written.step]}"
        named = _Named(identity, document.partner, None)
        yield _link_capability(written, named, context, ("network", number))


def _link_rows(
    documents: Sequence[CapabilityDocument], site: Site, partner: Partner, context: FileContext, path: Path
) -> Iterator[Capability]:
    counts: Counter[str] = Counter()
    for number, written in enumerate(documents):
        counts[written.step] += 1
        identity = f"{site.id}/{written.step}/{counts[written.step]}"
        named = _Named(identity, partner.id, site.id)
        yield _link_capability(written, named, context, (*path, number))


class _Named(NamedTuple):
    id: str
    partner: str
    site: str | None


def _link_capability(
    document: CapabilityDocument, named: _Named, context: FileContext, path: Path
) -> Capability:
    for field in ("inferred", "general_knowledge"):
        _check_dotted(document, field, context, (*path, field))
    return Capability(
        **named._asdict(),
        **{name: getattr(document, name) for name in _SAME},
        scale_l=_link_scale(document.scale_l),
        scale_m2=_link_scale(document.scale_m2),
        batch_sizes=tuple(
            BatchSize(dose_form=batch.dose_form, value=batch.value, unit=batch.unit)
            for batch in document.batch_sizes
        ),
        claims=tuple(
            Claim(what=claim.what, value=claim.value, unit=claim.unit, note=claim.note)
            for claim in document.claims
        ),
        duration=link_duration(document.duration_weeks),
        timeline=link_timeline(document.status, context, (*path, "status"))
        if document.status
        else Timeline(),
        holds=link_holds(document.held, context, (*path, "held")),
        regulators=tuple(
            RegulatorRecord(authority=record.authority, kind=record.kind, dated=record.dated)
            for record in document.regulators
        ),
        inferred=frozenset(document.inferred),
        general_knowledge=frozenset(document.general_knowledge),
        sources=context.sources(document.sources, path),
        marks=context.marks(path),
    )


def _check_dotted(document: CapabilityDocument, field: str, context: FileContext, path: Path) -> None:
    """Report a field, or a value of one, that is said to be inferred and that the row does not have."""
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
    "step",
    "modalities",
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
