"""Which entity does a word name? By id, else by name or alias; and what was probably meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cdmo_plan.analysis.inventory import all_rows
from cdmo_plan.diagnostics.suggestions import did_you_mean
from cdmo_plan.domain.agreements import Agreement
from cdmo_plan.domain.geography import Country, Region
from cdmo_plan.domain.partners import EquipmentModel, Organisation, Partner, Site
from cdmo_plan.domain.process import Process
from cdmo_plan.domain.vocabulary import PRODUCT_CLASS, STEPS
from cdmo_plan.domain.world import Row, World

Entity = Partner | Site | Row | Agreement | EquipmentModel | Organisation | Region | Country | Process | str


class Found(NamedTuple):
    """An entity with the kind that it is of, and all words that name it, the id first."""

    kind: str
    entity: Entity
    words: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id, or for modalities, steps and countries the word or code that serves as one."""
        return self.words[0]


def find(word: str, world: World) -> tuple[Found, ...]:
    """Return what a word names: ids before names, whatever the case; several where several bear it.

    A modality and its one recipe may share a word, and both are returned.
    """
    wanted = word.strip().casefold()
    every = tuple(entities(world))
    if exact := tuple(found for found in every if found.words[0] == word):
        return exact
    by_id = tuple(found for found in every if found.id.casefold() == wanted)
    named = (found for found in every if wanted in (other.casefold() for other in found.words[1:]))
    return by_id or tuple(named)


def near(word: str, world: World) -> list[str]:
    """Return at most three ids whose id, name or alias looks like the word."""
    ids = {name: found.id for found in entities(world) for name in reversed(found.words)}
    return list(dict.fromkeys(ids[name] for name in did_you_mean(word, ids, n=3)))


def entities(world: World) -> Iterator[Found]:
    """Yield everything that has an id, what plans are made of first."""
    for partner in world.partners.values():
        yield Found("partner", partner, (partner.id, partner.name, *partner.former_names))
    for site in world.sites.values():
        yield Found("site", site, (site.id, site.name, *site.aliases))
    for row in all_rows(world):
        yield Found("capability", row, (row.capability.id,))
    for modality in PRODUCT_CLASS:
        yield Found("modality", modality, (modality,))
    for recipe in world.processes:
        yield Found("recipe", recipe, (recipe.id, recipe.name, *recipe.aliases))
    for step in STEPS:
        yield Found("step", step, (step,))
    yield from _parties_and_places(world)


def _parties_and_places(world: World) -> Iterator[Found]:
    for agreement in world.agreements:
        yield Found("agreement", agreement, (agreement.id,))
    for model in world.equipment.values():
        yield Found("equipment", model, (model.id, model.model))
    for organisation in world.organisations.values():
        yield Found("organisation", organisation, (organisation.id, organisation.name, *organisation.aliases))
    for region in world.regions.values():
        yield Found("region", region, (region.id, region.name, *region.aliases))
    for country in world.countries.values():
        yield Found("country", country, (country.code, country.name, *country.aliases))
