"""Small catalogs made by hand, for tests that need a world and no files. All of them are synthetic."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from cdmo_plan.catalog.memory import Catalog, rows_by_site, rows_by_step, sites_by_partner
from cdmo_plan.domain.agreements import Agreement
from cdmo_plan.domain.capability import Capability
from cdmo_plan.domain.duration import Duration
from cdmo_plan.domain.geography import Country, Lane, Region, Regulator
from cdmo_plan.domain.partners import EquipmentModel, Organisation, Partner, Site
from cdmo_plan.domain.process import Dependency, Process, ProcessStep, Stage
from cdmo_plan.domain.sources import Source
from cdmo_plan.domain.vocabulary import Host
from cdmo_plan.domain.world import Row

TODAY = date(2026, 11, 21)

COUNTRIES = {
    country.code: country
    for country in (
        Country(code="CH", name="Switzerland", continent="europe", customs_territory="CH"),
        Country(code="DE", name="Germany", continent="europe", customs_territory="EU"),
        Country(code="FR", name="France", continent="europe", customs_territory="EU"),
        Country(
            code="GB", name="United Kingdom", continent="europe", customs_territory="GB", aliases=("UK",)
        ),
        Country(code="US", name="United States", continent="america", customs_territory="US"),
    )
}
REGIONS = {
    "eu": Region(id="eu", name="European Union", countries=frozenset({"DE", "FR"}), aliases=("EEA",)),
    "europe": Region(id="europe", name="Europe", countries=frozenset({"CH", "DE", "FR", "GB"})),
}
REGULATORS = {
    regulator.id: regulator
    for regulator in (
        Regulator(id="FDA", name="Food and Drug Administration", territory=frozenset({"US"})),
        Regulator(id="EMA", name="Medicines Agency", territory=frozenset({"DE", "FR"}), aliases=("EU",)),
        Regulator(id="BfArM", name="Federal Institute", territory=frozenset({"DE"}), acts_for="EMA"),
        Regulator(id="WHO", name="World Health Organization"),
    )
}
SOURCE = Source(id="leaflet", citation="a leaflet")


def weeks(shortest: float | None, typical: float | None, longest: float | None) -> Duration:
    return Duration(min_weeks=shortest, typical_weeks=typical, max_weeks=longest)


def lanes(**typical_weeks: float) -> dict[str, Lane]:
    """Make lanes by kind, with underscores for hyphens; half as long at best and twice as long at worst."""
    named = {kind.replace("_", "-"): typical for kind, typical in typical_weeks.items()}
    return {kind: Lane(kind=kind, duration=weeks(t / 2, t, t * 2)) for kind, t in named.items()}


def row(site: Site | None, step: Any, partner: Partner, number: int = 1, **fields: Any) -> Row:
    """Make a row of a site, or of the partner's network."""
    where = site.id if site else f"{partner.id}/network"
    fields.setdefault("modalities", ("mab",))
    fields.setdefault("sources", (SOURCE,))
    capability = Capability(
        id=f"{where}/{step}/{number}",
        partner=partner.id,
        site=site.id if site else None,
        step=step,
        **fields,
    )
    return Row(capability, site, partner)


def catalog(
    processes: Iterable[Process],
    rows: Iterable[Row],
    *,
    sites: Iterable[Site] = (),
    partners: Iterable[Partner] = (),
    agreements: Iterable[Agreement] = (),
    lanes: Mapping[str, Lane] | None = None,
    equipment: Iterable[EquipmentModel] = (),
    organisations: Iterable[Organisation] = (),
) -> Catalog:
    """Assemble a catalog; partners and sites of the rows need not be named again."""
    rows = list(rows)
    at = {site.id: site for site in (*sites, *(found.site for found in rows if found.site))}
    known = {partner.id: partner for partner in (*partners, *(found.partner for found in rows))}
    return Catalog(
        digest="synthetic",
        layers=("synthetic",),
        processes=tuple(processes),
        partners=known,
        sites=at,
        organisations={party.id: party for party in organisations},
        equipment={model.id: model for model in equipment},
        agreements=tuple(agreements),
        countries=COUNTRIES,
        regions=REGIONS,
        regulators=REGULATORS,
        lanes=lanes or {},
        by_step=rows_by_step(rows),
        by_site=rows_by_site(rows),
        by_partner=sites_by_partner(at.values()),
    )


class Plants:
    """Partners and sites by short words: `plants.site("alpha-one", "alpha", "DE")`."""

    def __init__(self) -> None:
        self.partners: dict[str, Partner] = {}
        self.sites: dict[str, Site] = {}

    def partner(self, name: str, **fields: Any) -> Partner:
        return self.partners.setdefault(name, Partner(id=name, name=name.title(), **fields))

    def site(self, name: str, partner: str, country: str = "DE", **fields: Any) -> Site:
        self.partner(partner)
        site = Site(
            id=name,
            name=name.replace("-", " ").title(),
            city="Town",
            country=country,
            partner=partner,
            **fields,
        )
        return self.sites.setdefault(name, site)

    def row(self, site: str, step: str, number: int = 1, **fields: Any) -> Row:
        """Make a row of a known site."""
        found = self.sites[site]
        return row(found, step, self.partners[found.partner], number, **fields)

    def network_row(self, partner: str, step: str, number: int = 1, **fields: Any) -> Row:
        """Make a row offered for a partner's network."""
        return row(None, step, self.partner(partner), number, **fields)


def stage(key: str, kind: Any = "assigned", **fields: Any) -> Stage:
    """Make a stage; its step is its key where none is given, and it makes antibodies."""
    return Stage(**{"key": key, "step": key, "kind": kind, "makes": "mab", **fields})


def step(name: str, stage_key: str | None, duration: Duration | None = None, /, **fields: Any) -> ProcessStep:
    """Make a step; `after` is a mapping from the step waited for to the kind of the dependency."""
    after = tuple(Dependency(step=other, kind=kind) for other, kind in fields.pop("after", {}).items())
    return ProcessStep(
        id=name,
        name=name,
        stage=stage_key,
        category=fields.pop("category", "manufacturing"),
        after=after,
        duration=duration or weeks(1, 2, 4),
        **fields,
    )


def antibody(hosts: tuple[Host, ...] | None = None, **fields: Any) -> Process:
    """A short antibody recipe: cell line (open), substance (anchor), fill."""
    return Process(
        id=fields.pop("id", "mab"),
        name="Antibody",
        modality="mab",
        stages=(
            stage("cell-line-development", kind="open"),
            stage("drug-substance", product="substance", anchor=True, gmp=True, expression=hosts),
            stage("fill-finish", product="fill", gmp=True),
        ),
        steps=(
            step("clone", "cell-line-development"),
            step("substance", "drug-substance", after={"clone": "material"}),
            step("fill", "fill-finish", after={"substance": "material"}),
        ),
        released_by="fill",
        **fields,
    )
