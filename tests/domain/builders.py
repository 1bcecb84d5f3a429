"""Rows, needs and worlds from a few words, for tests of the domain. All of them are synthetic."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from cdmo_plan.catalog.memory import Catalog, rows_by_site, rows_by_step, sites_by_partner
from cdmo_plan.domain.availability import Hold, Status, Timeline
from cdmo_plan.domain.capability import Capability
from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.eligibility.findings import Finding
from cdmo_plan.domain.eligibility.need import Need, Target, TargetKind
from cdmo_plan.domain.geography import Country, Region
from cdmo_plan.domain.marks import Mark, Marks
from cdmo_plan.domain.partners import EquipmentModel, Organisation, Ownership, Partner, Site
from cdmo_plan.domain.process import Stage
from cdmo_plan.domain.sources import Source
from cdmo_plan.domain.vocabulary import State
from cdmo_plan.domain.world import Row, World

TODAY = date(2026, 11, 21)
PAGE = Source(id="page", url="https://example.com/page", published=PartialDate.parse("2025"))
PARTNER = Partner(id="alpha", name="Alpha")
ROW_MARK = Mark("alpha.yaml", 10, 7)


def when(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate.parse(text)


def marks(line: int, *fields: str) -> Marks:
    """Return marks of an entity on a line, with its fields on the lines after it."""
    named = {field: Mark("alpha.yaml", line + n, 9) for n, field in enumerate(fields, 1)}
    return Marks(Mark("alpha.yaml", line, 7), named)


def timeline(*states: tuple[State, str | None], **last: Any) -> Timeline:
    """Return states by name and start; the keywords belong to the last one."""
    made = [
        Status(state=state, since=when(since), sources=(PAGE,), marks=marks(30 + n))
        for n, (state, since) in enumerate(states)
    ]
    if made and last:
        end = made.pop()
        dates: dict[str, Any] = {name: when(last.pop(name)) for name in ("expected", "ends") if name in last}
        made.append(
            Status(state=end.state, since=end.since, sources=(PAGE,), marks=end.marks, **dates, **last)
        )
    return Timeline(states=tuple(made))


def hold(kind: Any, **fields: Any) -> Hold:
    dates: dict[str, Any] = {name: when(fields.pop(name, None)) for name in ("since", "until")}
    return Hold(kind=kind, sources=(PAGE,), marks=marks(40), **dates, **fields)


def owner(identity: str, since: str | None = None, until: str | None = None) -> Ownership:
    return Ownership(owner=identity, since=when(since), until=when(until), sources=(PAGE,), marks=marks(50))


def site(identity: str = "alpha-lyon", **fields: Any) -> Site:
    fields = {"name": "Lyon", "city": "Lyon", "country": "FR", "partner": "alpha"} | fields
    return Site(id=identity, marks=marks(5, "country"), **fields)


def row(
    step: Any = "drug-substance",
    *,
    at: Site | None = None,
    partner: Partner = PARTNER,
    network: bool = False,
    number: int = 1,
    **fields: Any,
) -> Row:
    """Return a row at a site (Alpha in Lyon, if none is named), or of the partner's network."""
    place = None if network else at or site()
    where = place.id if place else f"{partner.id}/network"
    named = ("modalities", "expression", "scale_l", "containers", "dose_forms", "equipment", "bulk_in")
    given: dict[str, Any] = {"modalities": ("mab",), "sources": (PAGE,), "marks": marks(10, *named)} | fields
    capability = Capability(
        id=f"{where}/{step}/{number}",
        partner=partner.id,
        site=place.id if place else None,
        step=step,
        **given,
    )
    return Row(capability, place, partner)


def need(step: Any = "drug-substance", makes: str = "mab", *, kind: Any = "assigned", **terms: Any) -> Need:
    """Return what a stage asks; the keywords are the terms that bind it."""
    stage = Stage(key=step, step=step, kind=kind, makes=makes, gmp=terms.pop("gmp", False))
    for name in ("countries", "hosts", "grades", "include"):
        if name in terms:
            terms[name] = frozenset(terms[name])
    return Need(stage=stage, **{"as_of": TODAY} | terms)


def target(kind: TargetKind, *ids: str) -> Target:
    return Target(kind=kind, word=ids[0], ids=frozenset(ids))


def world(
    *rows: Row,
    sites: Iterable[Site] = (),
    partners: Iterable[Partner] = (),
    organisations: Iterable[Organisation] = (),
    equipment: Iterable[EquipmentModel] = (),
    countries: Mapping[str, Country] | None = None,
    regions: Mapping[str, Region] | None = None,
) -> World:
    """Return a world of these rows; their sites and partners need not be named again."""
    at = {place.id: place for place in (*sites, *(found.site for found in rows if found.site))}
    return Catalog(
        partners={found.id: found for found in (*partners, *(each.partner for each in rows))},
        sites=at,
        organisations={found.id: found for found in organisations},
        equipment={found.id: found for found in equipment},
        countries=countries or {},
        regions=regions or {},
        by_step=rows_by_step(rows),
        by_site=rows_by_site(rows),
        by_partner=sites_by_partner(at.values()),
    )


Check = Callable[[Row, Need, World], Iterator[Finding]]


def found_by(check: Check, judged: Row, asked: Need, where: World | None = None) -> list[Finding]:
    """Return all that a check finds, after making sure that each finding can be traced."""
    findings = list(check(judged, asked, where or world(judged)))
    for finding in findings:
        assert finding.mark.file == "alpha.yaml", finding
        assert finding.rule
        assert finding.reason == finding.reason.lower().replace(" ", "-")
    return findings


def only(check: Check, judged: Row, asked: Need, where: World | None = None) -> Finding:
    """Return the one thing that a check finds."""
    findings = found_by(check, judged, asked, where)
    assert len(findings) == 1, findings
    return findings[0]


def said(findings: Iterable[Finding]) -> list[tuple[str, str, str]]:
    """Return the kind, the reason and the rule of each finding."""
    return [(type(found).__name__, found.reason, found.rule) for found in findings]
