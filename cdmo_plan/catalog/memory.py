"""A catalog in memory: the domain's `World`, indexed, in an order that no file system decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace

from cdmo_plan.domain.agreements import Agreement
from cdmo_plan.domain.answers import NO_ANSWERS, Answers
from cdmo_plan.domain.geography import Country, Lane, Region, Regulator
from cdmo_plan.domain.layers import Origins
from cdmo_plan.domain.partners import EquipmentModel, Organisation, Partner, Site
from cdmo_plan.domain.process import Process
from cdmo_plan.domain.values import dataclass
from cdmo_plan.domain.world import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """All facts of one catalog; implements `domain.world.World`."""

    digest: str = ""
    layers: tuple[str, ...] = ()
    origins: Origins = field(default_factory=Origins)
    processes: Sequence[Process] = ()
    partners: Mapping[str, Partner] = field(default_factory=dict)
    sites: Mapping[str, Site] = field(default_factory=dict)
    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    equipment: Mapping[str, EquipmentModel] = field(default_factory=dict)
    agreements: Sequence[Agreement] = ()
    countries: Mapping[str, Country] = field(default_factory=dict)
    regions: Mapping[str, Region] = field(default_factory=dict)
    regulators: Mapping[str, Regulator] = field(default_factory=dict)
    lanes: Mapping[str, Lane] = field(default_factory=dict)
    answers: Answers = NO_ANSWERS
    by_step: Mapping[str, tuple[Row, ...]] = field(default_factory=dict, repr=False)
    by_site: Mapping[str, tuple[Row, ...]] = field(default_factory=dict, repr=False)
    by_partner: Mapping[str, tuple[Site, ...]] = field(default_factory=dict, repr=False)

    def with_answers(self, answers: Answers) -> Catalog:
        """Return the same facts with other answers."""
        return replace(self, answers=answers)

    def rows(self, step: str) -> Sequence[Row]:
        """Return all rows for a step, by capability id."""
        return self.by_step.get(step, ())

    def rows_at(self, site: str) -> Sequence[Row]:
        """Return all rows of a site, by capability id."""
        return self.by_site.get(site, ())

    def sites_of(self, partner: str) -> Sequence[Site]:
        """Return the sites that a partner has or had, by id."""
        return self.by_partner.get(partner, ())


def rows_by_step(rows: Iterable[Row]) -> dict[str, tuple[Row, ...]]:
    """Group rows by step, each group by capability id."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=_identity):
        groups[row.capability.step].append(row)
    return {step: tuple(found) for step, found in groups.items()}


def rows_by_site(rows: Iterable[Row]) -> dict[str, tuple[Row, ...]]:
    """Group the rows that stand at sites, each group by capability id."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=_identity):
        if row.site is not None:
            groups[row.site.id].append(row)
    return {site: tuple(found) for site, found in groups.items()}


def sites_by_partner(sites: Iterable[Site]) -> dict[str, tuple[Site, ...]]:
    """Group sites by every partner that lists or ever owned them."""
    groups: dict[str, list[Site]] = defaultdict(list)
    for site in sorted(sites, key=lambda found: found.id):
        for partner in dict.fromkeys([site.partner, *(owner.owner for owner in site.owners)]):
            groups[partner].append(site)
    return {partner: tuple(found) for partner, found in groups.items()}


def _identity(row: Row) -> str:
    return row.capability.id
