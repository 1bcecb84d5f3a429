"""How else the materials of a recipe may be had: what that spares, and who supplies it (RULES S8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cdmo_plan.domain.availability import Timeline
from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.partners import Site, Supply
from cdmo_plan.domain.process import Alternative, Process
from cdmo_plan.domain.world import World
from cdmo_plan.network.stages import stages_asked
from cdmo_plan.network.work import spared_steps


class Supplier(NamedTuple):
    """A plant that lists what serves in place of a recipe's own material."""

    site: Site
    supply: Supply

    @property
    def timeline(self) -> Timeline:
        """The states of what it supplies, else of the plant."""
        return self.supply.timeline if self.supply.timeline.states else self.site.timeline


class AlternativeLine(NamedTuple):
    """An alternative of a recipe, the steps that it spares in a route to the release, and its suppliers."""

    alternative: Alternative
    spares: tuple[str, ...]
    suppliers: tuple[Supplier, ...]


def alternatives_of(recipe: Process, world: World, day: date) -> tuple[AlternativeLine, ...]:
    """Return the alternatives of a recipe, in its own order."""
    return tuple(
        AlternativeLine(
            found, steps_spared(recipe, found.material, day), tuple(_suppliers(found, recipe, world))
        )
        for found in recipe.alternatives
    )


def steps_spared(recipe: Process, material: str, day: date) -> tuple[str, ...]:
    """Return the steps that nobody does if a material is at hand, in order."""
    whole = Brief(modality=recipe.id, as_of=day)
    given = Brief(modality=recipe.id, as_of=day, have=(material,))
    return spared_steps(recipe, stages_asked(recipe, whole), given)


def _suppliers(alternative: Alternative, recipe: Process, world: World) -> Iterator[Supplier]:
    """Yield the plants that supply an item, where they say for which modalities only those of its use."""
    wanted = recipe.users_of(alternative.material)
    for site in world.sites.values():
        for supply in site.supplies:
            if supply.item == alternative.item and supply.serves(wanted):
                yield Supplier(site, supply)
