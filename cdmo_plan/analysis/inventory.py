"""What is in the catalog on a day: the entities of one kind, with what the facts add up to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from cdmo_plan.domain.agreements import Agreement
from cdmo_plan.domain.availability import Status
from cdmo_plan.domain.eligibility.assess import assess
from cdmo_plan.domain.eligibility.availability_checks import check_owner, check_status
from cdmo_plan.domain.eligibility.findings import Shortfall
from cdmo_plan.domain.eligibility.need import Need
from cdmo_plan.domain.geography import Region
from cdmo_plan.domain.layers import Layer
from cdmo_plan.domain.partners import EquipmentModel, Organisation, Partner, Site
from cdmo_plan.domain.process import Process, Stage
from cdmo_plan.domain.vocabulary import ANY_BIOLOGIC, MODALITIES, PRODUCT_CLASS, STEPS, ProductClass, StepId
from cdmo_plan.domain.world import Row, World, operator_on


class PartnerLine(NamedTuple):
    """A partner, the plants that it operates on the day, and the steps for which it takes work then."""

    partner: Partner
    sites: tuple[str, ...]
    steps: tuple[str, ...]


class SiteLine(NamedTuple):
    """A plant on the day: who operates it (None: nobody known who offers contracts), and its state."""

    site: Site
    operator: str | None
    status: Status | None
    rows: tuple[Row, ...]


class ModalityLine(NamedTuple):
    """A modality: its recipes, and the partners that make its substance and fill it."""

    modality: str
    recipes: tuple[Process, ...]
    makers: tuple[str, ...]
    fillers: tuple[str, ...]


class StepLine(NamedTuple):
    """A step, and all rows of the catalog for it."""

    step: str
    rows: tuple[Row, ...]

    @property
    def sites(self) -> tuple[str, ...]:
        """The plants that list it."""
        return tuple(dict.fromkeys(row.site.id for row in self.rows if row.site is not None))


class EquipmentLine(NamedTuple):
    """A model, the parents of its supplier from the next to the last, and the plants that list it."""

    model: EquipmentModel
    parents: tuple[str, ...]
    sites: tuple[str, ...]


Line = (
    PartnerLine
    | SiteLine
    | ModalityLine
    | StepLine
    | Agreement
    | EquipmentLine
    | Region
    | Organisation
    | Layer
)


def partners(world: World, day: date) -> Iterator[PartnerLine]:
    """Yield the partners by id."""
    offers: dict[str, set[str]] = {}
    for row in all_rows(world):
        if takes_work(row, day, world):
            operator = operator_on(row.site, day, world) if row.site else row.partner.id
            offers.setdefault(operator or row.partner.id, set()).add(row.capability.step)
    for partner in world.partners.values():
        operated = (site.id for site in world.sites_of(partner.id))
        sites = tuple(site for site in operated if operator_on(world.sites[site], day, world) == partner.id)
        steps = tuple(step for step in STEPS if step in offers.get(partner.id, ()))
        yield PartnerLine(partner, sites, steps)


def sites(world: World, day: date) -> Iterator[SiteLine]:
    """Yield the plants by id."""
    return (site_line(site, world, day) for site in world.sites.values())


def site_line(site: Site, world: World, day: date) -> SiteLine:
    """Return one plant as it is on the day."""
    return SiteLine(site, operator_on(site, day, world), site.timeline.on(day), tuple(world.rows_at(site.id)))


def modalities(world: World, day: date) -> Iterator[ModalityLine]:
    """Yield the modalities that a recipe or a capability names, in the order of the vocabulary."""
    named = {modality for row in all_rows(world) for modality in row.capability.modalities}
    named |= {recipe.modality for recipe in world.processes}
    named.discard(ANY_BIOLOGIC)
    return (modality_line(modality, world, day) for modality in MODALITIES if modality in named)


def modality_line(modality: str, world: World, day: date) -> ModalityLine:
    """Return one modality: who makes and fills it where no brief asks for anything else."""
    recipes = tuple(recipe for recipe in world.processes if recipe.modality == modality)
    stages = [stage for recipe in recipes for stage in recipe.stages] or list(_usual_stages(modality))
    made, filled = (
        tuple(sorted({p for stage in stages if stage.product == part for p in _servers(stage, world, day)}))
        for part in ("substance", "fill")
    )
    return ModalityLine(modality, recipes, made, filled)


_SUBSTANCE_STEP: Final[Mapping[ProductClass, StepId]] = MappingProxyType(
    {
        "protein": "drug-substance",
        "conjugate": "conjugation",
        "viral": "viral-vector",
        "lnp": "mrna-ivt",
        "dna": "plasmid-dna",
        "cells": "cell-processing",
    }
)


def _usual_stages(modality: str) -> Iterator[Stage]:
    """Yield the stages that make and fill a product of this class, for want of a recipe."""
    step = _SUBSTANCE_STEP.get(PRODUCT_CLASS[modality])
    if step is not None:
        yield Stage(key=step, step=step, kind="assigned", makes=modality, product="substance")
    yield Stage(key="fill-finish", step="fill-finish", kind="assigned", makes=modality, product="fill")


def _servers(stage: Stage, world: World, day: date) -> Iterator[str]:
    hosts = None if stage.expression is None else frozenset[str](stage.expression)
    need = Need(stage=stage, as_of=day, hosts=hosts)
    for row in world.rows(stage.step):
        verdict = assess(row, need, world)
        # A plant that states biologics only is no offer for viruses, cells or toxins (RULES F3).
        if verdict.is_eligible and not any(doubt.is_containment for doubt in verdict.doubts):
            operator = operator_on(row.site, day, world) if row.site else None
            yield operator or row.partner.id


def steps(world: World, day: date) -> Iterator[StepLine]:
    """Yield every step of the vocabulary, also one that nobody lists."""
    del day  # a row is in the catalog whatever its state on a day
    return (StepLine(step, tuple(world.rows(step))) for step in STEPS)


def equipment(world: World, day: date) -> Iterator[EquipmentLine]:
    """Yield the equipment models by id."""
    del day  # no source dates when a plant bought its vessels
    listing: dict[str, set[str]] = {}
    for row in all_rows(world):
        for listed in row.capability.equipment or ():
            listing.setdefault(listed, set()).add(row.site.id if row.site else row.partner.id)
    for model in world.equipment.values():
        places = tuple(sorted(listing.get(model.id, ())))
        yield EquipmentLine(model, parents_of(model.supplier, world), places)


def parents_of(organisation: str, world: World) -> tuple[str, ...]:
    """Return the parents of an organisation or a partner, the next one first."""
    chain: list[str] = []
    known = world.organisations.get(organisation) or world.partners.get(organisation)
    while known is not None and known.parent is not None and known.parent not in (*chain, organisation):
        chain.append(known.parent)
        known = world.organisations.get(known.parent) or world.partners.get(known.parent)
    return tuple(chain)


def all_rows(world: World) -> Iterator[Row]:
    """Yield every row of the catalog, by step."""
    return (row for step in STEPS for row in world.rows(step))


def takes_work(row: Row, day: date, world: World) -> bool:
    """Tell whether plant and line take new programmes on the day, as far as anything is known (RULES T1)."""
    step = row.capability.step
    need = Need(stage=Stage(key=step, step=step, kind="assigned", makes=ANY_BIOLOGIC), as_of=day)
    found = [*check_status(row, need, world), *check_owner(row, need, world)]
    return not any(isinstance(finding, Shortfall) for finding in found)


def status_of(row: Row, day: date) -> Status | None:
    """Return the state of a line on the day: its own or the plant's, whichever stands in the way."""
    own = row.capability.timeline.on(day)
    plant = row.site.timeline.on(day) if row.site else None
    known = [status for status in (own, plant) if status is not None]
    return next((status for status in known if status.state != "operating"), known[0] if known else None)


Listing = Callable[[World, date], Iterator[Line]]

LISTINGS: Final[Mapping[str, Listing]] = MappingProxyType(
    {
        "partners": partners,
        "sites": sites,
        "modalities": modalities,
        "steps": steps,
        "agreements": lambda world, _: iter(world.agreements),
        "equipment": equipment,
        "regions": lambda world, _: iter(world.regions.values()),
        "organisations": lambda world, _: iter(world.organisations.values()),
        "layers": lambda world, _: iter(world.origins.layers),
    }
)
"""What can be listed, by the word of the command line."""


def listing(kind: str, world: World, day: date) -> Sequence[Line]:
    """Return the entities of a kind, in an order that depends on their ids alone."""
    return tuple(LISTINGS[kind](world, day))
