"""The recipes of a modality judged once for all countries, for answers that go cell by cell.

Rows are judged once for each recipe; a cell then only cuts the net that comes of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from cdmo_plan.analysis.inventory import all_rows
from cdmo_plan.analysis.markets import Market
from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.process import Process
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.domain.vocabulary import ANY_BIOLOGIC, MODALITIES
from cdmo_plan.domain.world import World
from cdmo_plan.network.rows import Outlook, rows
from cdmo_plan.network.slices import Places, anywhere, substance_step
from cdmo_plan.network.words import LAY_OVER, processes_for

RegionOf = Literal["substance", "all"]


class Unasked(NamedTuple):
    """A modality that has no cells, and why."""

    modality: str
    reason: str


class Recipe(NamedTuple):
    """A recipe judged once for all countries, with the step that a region binds (None: every stage)."""

    process: Process
    step: str | None
    outlook: Outlook
    places: Places


def modalities_of(world: World) -> tuple[str, ...]:
    """Return the modalities that have a recipe, in the order of the vocabulary.

    Raises:
        BriefRefused: If the catalog has no recipe at all.
    """
    known = {process.modality for process in world.processes}
    if not known:
        message = "no modality can be asked without a recipe"
        raise BriefRefused(message, LAY_OVER)
    return (*(m for m in MODALITIES if m in known), *sorted(known - set(MODALITIES)))


def check_refusals(refused: Mapping[str, BriefRefused], *, is_any_answered: bool) -> None:
    """Raise what the modalities are refused for, unless others are answered and nobody named these.

    Raises:
        BriefRefused: If so.
    """
    if refused and not is_any_answered:
        first, *others = refused.values()
        raise BriefRefused(first.message, first.hint, (*first.also, *others))


def unasked(refused: Mapping[str, BriefRefused], world: World) -> tuple[Unasked, ...]:
    """Return the modalities that an answer about all of them leaves out, each with the reason."""
    named = {modality for row in all_rows(world) for modality in row.capability.modalities}
    known = {process.modality for process in world.processes}
    without = [m for m in MODALITIES if m in named - known and m != ANY_BIOLOGIC]
    return (
        *(Unasked(modality, refusal.message) for modality, refusal in refused.items()),
        *(Unasked(modality, "rows name it, but no recipe tells its stages") for modality in without),
    )


def recipes_of(world: World, brief: Brief, region_of: RegionOf = "substance") -> tuple[Recipe, ...]:
    """Return the recipes that answer a brief, judged once for all countries.

    Raises:
        BriefRefused: If no recipe can be asked this.
    """
    found: list[Recipe] = []
    refused: list[BriefRefused] = []
    for process in processes_for(brief, world):
        step = substance_step(process) if region_of == "substance" else None
        base = anywhere(brief, step, world)
        try:
            outlook = rows(world, process, base)
        except BriefRefused as refusal:
            refused.append(refusal)
        else:
            found.append(Recipe(process, step, outlook, Places(outlook, base, step, world)))
    if not found:
        raise refused[0]
    return tuple(found)


def cell_briefs(modality: str, recipes: Sequence[Recipe], market: Market, terms: Brief) -> tuple[Brief, ...]:
    """Return the briefs to which `routes` answers with the rows of a cell."""
    steps = dict.fromkeys(recipe.step for recipe in recipes)
    if len(steps) == 1:
        return (_bound(terms.changed(modality=modality), recipes[0].step, market),)
    return tuple(_bound(terms.changed(modality=r.process.id), r.step, market) for r in recipes)


def _bound(brief: Brief, step: str | None, market: Market) -> Brief:
    if step is None:
        return brief.changed(regions=market.words, step_regions=())
    return brief.changed(regions=(), step_regions=((step, market.words),))
