"""What a catalog looks like to the planner, wherever its facts are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from cdmo_plan.domain.agreements import Agreement
from cdmo_plan.domain.answers import Answers
from cdmo_plan.domain.capability import Capability
from cdmo_plan.domain.geography import Country, Lane, Region, Regulator
from cdmo_plan.domain.layers import Origins
from cdmo_plan.domain.partners import EquipmentModel, Organisation, Partner, Site
from cdmo_plan.domain.process import Process
from cdmo_plan.domain.values import NamedTuple
from cdmo_plan.domain.vocabulary import ANY_BIOLOGIC, PRODUCT_CLASS


class Row(NamedTuple):
    """A capability where it stands: at a site, or offered for a partner's network (`site` None)."""

    capability: Capability
    site: Site | None
    partner: Partner


class World(Protocol):
    """The facts of one catalog, or of several laid over each other, in an order that no file decides."""

    @property
    def digest(self) -> str:
        """A digest of everything that answers depend on."""

    @property
    def layers(self) -> tuple[str, ...]:
        """The names of the catalogs, the base first."""

    @property
    def origins(self) -> Origins:
        """The same catalogs with their files, so that a fact can be traced to one."""

    @property
    def processes(self) -> Sequence[Process]:
        """The recipes, by id."""

    @property
    def partners(self) -> Mapping[str, Partner]:
        """Contract manufacturers by id."""

    @property
    def sites(self) -> Mapping[str, Site]:
        """Plants by id."""

    @property
    def organisations(self) -> Mapping[str, Organisation]:
        """Suppliers, parents, owners and other parties by id."""

    @property
    def equipment(self) -> Mapping[str, EquipmentModel]:
        """Equipment models by id."""

    @property
    def agreements(self) -> Sequence[Agreement]:
        """Agreements by id."""

    @property
    def countries(self) -> Mapping[str, Country]:
        """Countries by ISO 3166-1 alpha-2 code."""

    @property
    def regions(self) -> Mapping[str, Region]:
        """Regions by id."""

    @property
    def regulators(self) -> Mapping[str, Regulator]:
        """Regulators of markets by id."""

    @property
    def lanes(self) -> Mapping[str, Lane]:
        """Times of hand-overs by kind."""

    @property
    def answers(self) -> Answers:
        """What partners answered to open questions."""

    def with_answers(self, answers: Answers) -> World:
        """Return the same facts with other answers."""

    def rows(self, step: str) -> Sequence[Row]:
        """Return all rows for a step, by capability id."""

    def rows_at(self, site: str) -> Sequence[Row]:
        """Return all rows of a site, by capability id."""

    def sites_of(self, partner: str) -> Sequence[Site]:
        """Return the sites that a partner has or had, by id."""


def countries_named(word: str, world: World) -> frozenset[str] | None:
    """Return the countries that a region or country means by id, name or alias; case does not matter."""
    wanted = word.casefold()
    for region in world.regions.values():
        if wanted in (region.id.casefold(), *(alias.casefold() for alias in region.aliases)):
            return region.countries
    for country in world.countries.values():
        names = (country.code, country.name, *country.aliases)
        if wanted in (name.casefold() for name in names):
            return frozenset({country.code})
    return None


def operator_on(site: Site, day: date, world: World) -> str | None:
    """Return the partner that operates a site on a day: its dated owner, else the partner that lists it.

    None where the owner of that day is no contract manufacturer, or where owners are dated and none holds.
    """
    if not site.owners:
        return site.partner
    owner = site.owner_on(day)
    return owner.owner if owner is not None and owner.owner in world.partners else None


def is_operating(row: Row, day: date) -> bool:
    """Tell whether nothing says that a row, or its plant, does not operate on a day."""
    timelines = (row.capability.timeline, *([row.site.timeline] if row.site else []))
    states = [timeline.on(day) for timeline in timelines if timeline.states]
    return all(status is not None and status.state == "operating" for status in states)


def does_class(row: Row, product_class: str) -> bool:
    """Tell whether a row states products of a class, or any biologic."""
    stated = row.capability.modalities
    return any(
        PRODUCT_CLASS.get(modality) == product_class or modality == ANY_BIOLOGIC for modality in stated
    )
