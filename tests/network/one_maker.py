"""A world of one maker of antibodies, to which a test adds what it is about."""

from typing import Any

from cdmo_plan.domain.agreements import Agreement
from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.vocabulary import Host
from cdmo_plan.domain.world import Row
from cdmo_plan.network.net import Candidate
from cdmo_plan.network.rows import Outlook, rows
from tests.support.catalogs import TODAY, Plants, antibody, catalog

CELL, SUBSTANCE, FILL = "cell-line-development", "drug-substance", "fill-finish"


class World:
    """A substance site of one partner, and what else a test adds."""

    def __init__(self) -> None:
        self.plants = Plants()
        self.plants.site("alpha-one", "alpha", "DE")
        self.rows: list[Row] = []
        self.agreements: list[Agreement] = []
        self.hosts: tuple[Host, ...] | None = None
        self.lists("alpha-one", SUBSTANCE)

    def lists(
        self, site: str, *steps: str, partner: str = "alpha", country: str = "DE", **fields: Any
    ) -> None:
        if site not in self.plants.sites:
            self.plants.site(site, partner, country)
        self.rows += [self.plants.row(site, found, **fields) for found in steps]

    def offers(self, partner: str, name: str, **fields: Any) -> None:
        self.rows.append(self.plants.network_row(partner, name, **fields))

    def ask(self, **terms: Any) -> Outlook:
        recipe = antibody(self.hosts)
        world = catalog([recipe], self.rows, agreements=self.agreements)
        return rows(world, recipe, Brief(modality="mab", as_of=TODAY, **terms))


def ids(outlook: Outlook, key: str) -> list[str]:
    return [found.id for found in candidates(outlook, key)]


def candidates(outlook: Outlook, key: str) -> tuple[Candidate, ...]:
    return next(found.candidates for found in outlook.net.stages if found.key == key)
