"""What a joint offering opens that none of its parties has alone, cell by cell.

A cell is a modality in a dose form with its substance made in one market. Its routes are those whose every
stage one of the parties does. A route is *opened* if it takes one contract with the agreements and more
without them; what takes several contracts was possible before and is never called opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from cdmo_plan.analysis.coverage import TOO_LONG, missing
from cdmo_plan.analysis.judged_recipes import (
    Recipe,
    Unasked,
    cell_briefs,
    check_refusals,
    modalities_of,
    recipes_of,
    unasked,
)
from cdmo_plan.analysis.markets import By, Market, markets
from cdmo_plan.analysis.parties import Parties, agreements_among
from cdmo_plan.analysis.third_partners import Gap, Third, third_partners
from cdmo_plan.domain.agreements import Agreement
from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.domain.values import dataclass
from cdmo_plan.domain.vocabulary import DOSE_FORMS
from cdmo_plan.domain.world import World
from cdmo_plan.network.net import Limits, Net
from cdmo_plan.network.slices import of_partners, with_offer, without_offers
from cdmo_plan.network.words import processes_for
from cdmo_plan.planner.counts import Tally, tally
from cdmo_plan.planner.metrics import count_contracts
from cdmo_plan.planner.values import Route

AS_IF_ONE_CONTRACT: Final = "as-if-one-contract"
"""The id of the agreement that an answer takes to be there though no source states it."""

CONTRACT: Final = "contract"
"""What is missing where the parties do every stage, but no agreement makes it one contract."""

_NO_LIMIT: Final[dict[str, Any]] = {"regions": (), "step_regions": (), "single_contract": False}


class Reach(NamedTuple):
    """What there is for a cell: rows (choices of places for the anchor stages) and routes."""

    rows: int
    routes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AllianceCell:
    """One cell. All counts are of routes that the parties do among themselves.

    `alone` holds for each partner what it does alone, always under its own one contract. `before` and `after`
    are without and with the agreements: at one contract, and at any number of contracts, which no agreement
    changes. `opened` counts what takes one contract only with the agreements; `contracts_before` are the
    numbers of contracts that the opened routes take without them. `asks` names the steps about which every
    route has an open question. `missing` tells why there is nothing at one contract with them: stages that no
    party does, `contract`, `max-weeks`, or `hand-over`.
    """

    modality: str
    dose_form: str | None
    market: Market
    briefs: tuple[Brief, ...]
    alone: Mapping[str, Reach]
    before: Reach
    after: Reach
    at_any: Reach
    opened: Reach
    contracts_before: tuple[int, ...]
    asks: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alliance:
    """The answer. `linking` is all that is known to link the parties, `merging` the ids that count."""

    parties: Parties
    terms: Brief
    is_hypothetical: bool
    linking: tuple[Agreement, ...]
    merging: tuple[str, ...]
    markets: tuple[Market, ...]
    cells: tuple[AllianceCell, ...]
    thirds: tuple[Third, ...]
    unasked: tuple[Unasked, ...]

    @property
    def opened(self) -> tuple[AllianceCell, ...]:
        """The cells in which a route is opened."""
        return tuple(cell for cell in self.cells if cell.opened.routes)


class _Asked(NamedTuple):
    """What all cells of an answer share."""

    world: World
    terms: Brief
    parties: Parties
    considered: frozenset[str]
    is_hypothetical: bool


class _Part(NamedTuple):
    """What one recipe adds to a cell: with the agreements, without them, and both at one contract."""

    joint: Net
    at_any: Tally
    before: Tally
    after: Tally
    opened: Tally
    contracts_before: frozenset[int]


def alliance(  # noqa: PLR0913  a question has as many sides
    world: World,
    terms: Brief,
    parties: Parties,
    *,
    modalities: Sequence[str] = (),
    is_hypothetical: bool = False,
    by: By = "region",
    within: Sequence[Market] = (),
    on_progress: Callable[[str], None] = lambda _: None,
) -> Alliance:
    """Return what the parties' agreements open: those that are stated, or one contract for all they do.

    Args:
        world: The catalog.
        terms: The terms that all cells share; modality, regions and `single_contract` are not looked at. A
            dose form restricts the answer to that one.
        parties: Who is asked about.
        modalities: Modalities or recipes by id; all, if none is named.
        is_hypothetical: Whether to add an agreement under one contract for all that the partners do, which no
            source states; the stated ones then stand on both sides.
        by: What the markets are.
        within: The markets to look at, in place of `by`.
        on_progress: Told each modality before it is judged.

    Raises:
        BriefRefused: If a word names no recipe, or the terms name something that nobody knows.
    """
    terms = terms.changed(**_NO_LIMIT)
    linking = tuple(agreements_among(parties, world))
    joining = frozenset(a.id for a in linking if a.joins)
    considered = frozenset({AS_IF_ONE_CONTRACT}) if is_hypothetical else joining
    asked = _Asked(world, terms, parties, considered, is_hypothetical)
    columns = tuple(within) or markets(world, by, sorted({site.country for site in world.sites.values()}))
    cells, gaps, refused = _judge(modalities or modalities_of(world), columns, asked, on_progress)
    check_refusals(refused, is_any_answered=bool(cells) and not modalities)
    return Alliance(
        parties=parties,
        terms=terms,
        is_hypothetical=is_hypothetical,
        linking=linking,
        merging=_merging(asked, linking),
        markets=columns,
        cells=tuple(cells),
        thirds=third_partners(gaps, parties.partners, world),
        unasked=unasked(refused, world) if not modalities else (),
    )


def _judge(
    modalities: Sequence[str], columns: Sequence[Market], asked: _Asked, on_progress: Callable[[str], None]
) -> tuple[list[AllianceCell], list[Gap], dict[str, BriefRefused]]:
    cells: list[AllianceCell] = []
    gaps: list[Gap] = []
    refused: dict[str, BriefRefused] = {}
    for modality in modalities:
        on_progress(modality)
        try:
            judged = list(_by_dose_form(modality, asked.terms, asked.world))
        except BriefRefused as refusal:
            refused[modality] = refusal
            continue
        for dose_form, recipes in judged:
            for market in columns:
                cell, found = _cell(modality, dose_form, recipes, market, asked)
                cells.append(cell)
                gaps.extend(found)
    return cells, gaps, refused


def _merging(asked: _Asked, linking: Sequence[Agreement]) -> tuple[str, ...]:
    if asked.is_hypothetical:
        return (AS_IF_ONE_CONTRACT,)
    in_force = (a for a in linking if a.id in asked.considered and a.in_force_on(asked.terms.as_of))
    return tuple(a.id for a in in_force if a.one_contract and _is_of_phase(a, asked.terms))


def _is_of_phase(agreement: Agreement, terms: Brief) -> bool:
    """Tell whether an agreement counts for the phase of the brief (RULES M4)."""
    phases = agreement.scope.development_phases
    return phases is None or terms.development_phase in (phases if terms.strict else {*phases, None})


def _by_dose_form(
    modality: str, terms: Brief, world: World
) -> Iterator[tuple[str | None, tuple[Recipe, ...]]]:
    """Yield each dose form with the recipes judged for it; None where the product is not filled.

    A recipe that fills only on request (S4, F4) is asked both ways, unless a term binds the fill.
    """
    asked = terms.changed(modality=modality)
    fills = [s.kind for p in processes_for(asked, world) for s in p.stages if s.product == "fill"]
    if set(fills) <= {"on-request"} and not (fills and (terms.wanted_dose_form or terms.container)):
        yield None, recipes_of(world, asked)
    if not fills:
        return
    for form in (terms.wanted_dose_form,) if terms.wanted_dose_form else DOSE_FORMS:
        yield form, recipes_of(world, asked.changed(dose_form=form))


def _cell(
    modality: str, dose_form: str | None, recipes: Sequence[Recipe], market: Market, asked: _Asked
) -> tuple[AllianceCell, list[Gap]]:
    nets = [recipe.places.within(market.countries) for recipe in recipes]
    parts = [_part(net, asked) for net in nets]
    briefs = cell_briefs(modality, recipes, market, asked.terms.changed(dose_form=dose_form))
    opened = _reach(part.opened for part in parts)
    after = _reach(part.after for part in parts)
    cell = AllianceCell(
        modality=modality,
        dose_form=dose_form,
        market=market,
        briefs=briefs,
        alone={
            partner: _reach(tally(of_partners(part.joint, {partner})) for part in parts)
            for partner in asked.parties.partners
        },
        before=_reach(part.before for part in parts),
        after=after,
        at_any=_reach(part.at_any for part in parts),
        opened=opened,
        contracts_before=tuple(sorted(frozenset[int]().union(*(p.contracts_before for p in parts)))),
        asks=_asks(parts) if after.routes else (),
        missing=() if after.routes else _why(parts),
    )
    is_gap = not after.routes
    return cell, [Gap(modality, dose_form, market.id, net) for net in nets if is_gap]


def _asks(parts: Sequence[_Part]) -> tuple[str, ...]:
    """Return the steps that no party does without an open question, the fewest of any recipe."""
    asked = [
        dict.fromkeys(stage.step for stage in part.joint.stages if all(c.questions for c in stage.candidates))
        for part in parts
        if part.after.routes
    ]
    return min((tuple(steps) for steps in asked), key=len, default=())


def _why(parts: Sequence[_Part]) -> tuple[str, ...]:
    if any(part.at_any.routes for part in parts):
        return (CONTRACT,)
    if any(tally(part.joint._replace(limits=Limits())).routes for part in parts):
        return (TOO_LONG,)
    return min((missing(part.joint) for part in parts), key=len)


def _part(net: Net, asked: _Asked) -> _Part:
    joint = of_partners(net, asked.parties.partners)
    if asked.is_hypothetical:
        joint = with_offer(joint, AS_IF_ONE_CONTRACT, asked.parties.partners)
    without = without_offers(joint, asked.considered)
    taken: set[int] = set()

    def is_opened(route: Route) -> bool:
        if count_contracts(route, joint) > 1:
            return False
        contracts = count_contracts(route, without)
        taken.update({contracts} - {1})
        return contracts > 1

    return _Part(
        joint=joint,
        at_any=tally(joint),
        before=tally(joint, lambda route: count_contracts(route, without) == 1),
        after=tally(joint, lambda route: count_contracts(route, joint) == 1),
        opened=tally(joint, is_opened),
        contracts_before=frozenset(taken),
    )


def _reach(tallies: Iterable[Tally]) -> Reach:
    found = list(tallies)
    return Reach(sum(len(each.choices) for each in found), sum(each.routes for each in found))
