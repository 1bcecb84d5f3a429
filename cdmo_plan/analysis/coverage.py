"""Who can do this at all? Modality by region: rows of routes, independent partners, and what is missing.

A cell counts what `routes` answers to the brief of the cell. Rows are judged once for each recipe; regions
only cut the net that comes of it. An empty cell is a gap in what was found, not in the market (RULES O4).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from cdmo_plan.analysis.independence import independent
from cdmo_plan.analysis.judged_recipes import (
    Recipe,
    RegionOf,
    Unasked,
    cell_briefs,
    check_refusals,
    modalities_of,
    recipes_of,
    unasked,
)
from cdmo_plan.analysis.markets import By, Market, markets
from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.domain.values import dataclass
from cdmo_plan.domain.world import World
from cdmo_plan.network.net import Net
from cdmo_plan.planner.counts import count_rows, is_without_doubt, reachable

StageName = tuple[str, str | None]
"""The step of a stage, and its role where the step recurs."""

_UNLIMITED: Final[dict[str, Any]] = {
    "single_contract": False,
    "max_partners": None,
    "max_transfers": None,
    "max_weeks": None,
}
TOO_LONG: Final = "max-weeks"
"""What is in the way where the parties of an alliance do every stage, but take too long for the brief."""
HANDOVER: Final = "hand-over"
"""What is missing where every stage has somebody, but what one makes serves nobody who may come next."""


class Sources(NamedTuple):
    """The independent partners with a part in any route of a cell, for one stage."""

    stage: StageName
    partners: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One modality in one market.

    `rows` are those that `routes` answers to each of `briefs` (one, unless the recipes make their substance
    in different steps). `substance` and `fill` count independent partners, None where no recipe has
    the stage. `single` names the stages for which there is one such partner only, `missing` those for which
    there is nobody, or `hand-over`. `doubtful` names the stages that nobody does without a doubt, or
    `hand-over` where each may be done without one, but not together; it is empty where some route has none.
    """

    modality: str
    market: Market
    briefs: tuple[Brief, ...]
    rows: int
    sources: tuple[Sources, ...]
    substance: int | None
    fill: int | None
    single: tuple[StageName, ...]
    missing: tuple[str, ...]
    doubtful: tuple[StageName, ...]

    @property
    def only_doubts(self) -> bool:
        """Whether every route has a doubt."""
        return bool(self.doubtful)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Cells by modality, each in the order of the markets; `unasked` are modalities that have none."""

    terms: Brief
    by: By
    region_of: RegionOf
    markets: tuple[Market, ...]
    rows: tuple[tuple[Cell, ...], ...]
    unasked: tuple[Unasked, ...]

    def cells(self) -> Iterator[Cell]:
        """Yield all cells, modality by modality."""
        return (cell for row in self.rows for cell in row)


class _Part(NamedTuple):
    """What one recipe adds to a cell."""

    recipe: Recipe
    net: Net
    live: Net
    rows: int


def coverage(  # noqa: PLR0913  a question has as many sides
    world: World,
    terms: Brief,
    modalities: Sequence[str] = (),
    *,
    by: By = "region",
    region_of: RegionOf = "substance",
    every_country: bool = False,
    on_progress: Callable[[str], None] = lambda _: None,
) -> Coverage:
    """Return what routes there are for each modality (all, if none is named) in each market.

    Args:
        world: The catalog.
        terms: The other terms that all cells share; its modality, its regions and its limits on whole routes
            are not looked at.
        modalities: Modalities or recipes by id.
        by: What the columns are.
        region_of: Whether a market binds the substance of the product, or every stage.
        every_country: Whether countries where nobody does any of this have columns too.
        on_progress: Told each modality before it is judged.

    Raises:
        BriefRefused: If a word names no recipe, or the terms name something that nobody knows.
    """
    terms = terms.changed(regions=(), step_regions=(), **_UNLIMITED)
    judged: list[tuple[str, tuple[Recipe, ...]]] = []
    refused: dict[str, BriefRefused] = {}
    for modality in modalities or modalities_of(world):
        on_progress(modality)
        try:
            judged.append((modality, recipes_of(world, terms.changed(modality=modality), region_of)))
        except BriefRefused as refusal:
            refused[modality] = refusal
    check_refusals(refused, is_any_answered=bool(judged) and not modalities)
    used = {country for _, recipes in judged for recipe in recipes for country in _countries(recipe)}
    columns = markets(world, by, () if every_country else used)
    return Coverage(
        terms=terms,
        by=by,
        region_of=region_of,
        markets=columns,
        rows=tuple(
            tuple(_cell(modality, recipes, market, terms, world) for market in columns)
            for modality, recipes in judged
        ),
        unasked=unasked(refused, world) if not modalities else (),
    )


def _countries(recipe: Recipe) -> Iterator[str]:
    for stage in recipe.outlook.net.stages:
        if recipe.step in (None, stage.step):
            yield from (c.country for c in stage.candidates if c.country is not None)


def _cell(modality: str, recipes: Sequence[Recipe], market: Market, terms: Brief, world: World) -> Cell:
    parts = [_part(recipe, market) for recipe in recipes]
    open_parts = [part for part in parts if part.rows]
    sources = _sources(open_parts, terms, world)
    return Cell(
        modality=modality,
        market=market,
        briefs=cell_briefs(modality, recipes, market, terms),
        rows=sum(part.rows for part in parts),
        sources=sources,
        substance=_of_product(0, parts, terms, world),
        fill=_of_product(1, parts, terms, world),
        single=tuple(_single(sources, open_parts)),
        missing=() if open_parts else min((missing(part.net) for part in parts), key=len),
        doubtful=() if any(_is_doubtless(part.net) for part in open_parts) else _doubtful(open_parts),
    )


def _part(recipe: Recipe, market: Market) -> _Part:
    net = recipe.places.within(market.countries)
    return _Part(recipe, net, reachable(net), count_rows(net))


def missing(net: Net) -> tuple[str, ...]:
    """Return the steps that nobody does, or that work cannot be handed over where everybody is there."""
    nobody = dict.fromkeys(stage.step for stage in net.stages if not stage.candidates)
    return tuple(nobody) or (HANDOVER,)


def _doubtful(parts: Sequence[_Part]) -> tuple[StageName, ...]:
    """Return the stages that no route of a cell has without a doubt, the fewest of any recipe."""
    found = [_doubtful_stages(part.live) or ((HANDOVER, None),) for part in parts]
    return min(found, key=len, default=())


def _doubtful_stages(live: Net) -> tuple[StageName, ...]:
    stages = (stage for stage in live.stages if not any(map(is_without_doubt, stage.candidates)))
    return tuple(dict.fromkeys((stage.step, stage.role) for stage in stages))


def _is_doubtless(net: Net) -> bool:
    return reachable(net, is_without_doubt).is_possible


def _sources(parts: Sequence[_Part], terms: Brief, world: World) -> tuple[Sources, ...]:
    partners: dict[StageName, set[str]] = {}
    for part in parts:
        for stage in part.live.stages:
            found = partners.setdefault((stage.step, stage.role), set())
            found.update(candidate.partner for candidate in stage.candidates)
    return tuple(Sources(stage, independent(found, terms.as_of, world)) for stage, found in partners.items())


def _of_product(place: int, parts: Sequence[_Part], terms: Brief, world: World) -> int | None:
    """Return how many independent partners make the substance (0) or do the last fill (1) in any route."""
    stages = [part.live.stages[n] for part in parts if (n := part.live.product[place]) is not None]
    if not stages:
        return None
    partners = {candidate.partner for stage in stages for candidate in stage.candidates}
    return len(independent(partners, terms.as_of, world))


def _single(sources: Sequence[Sources], parts: Sequence[_Part]) -> Iterator[StageName]:
    """Yield the stages that one independent partner does, in every recipe that has routes.

    Whoever makes the substance does an open stage too (RULES S2), so that it makes no source of its own.
    """
    for stage, partners in sources:
        own = [
            {(s.step, s.role) for s in part.recipe.outlook.ledger.stages if s.kind != "open"}
            for part in parts
        ]
        if len(partners) == 1 and all(stage in names for names in own):
            yield stage
