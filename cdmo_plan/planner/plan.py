"""The use case `plan`: a brief and a world become ranked rows, or the reasons why there are none."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.world import World
from cdmo_plan.network.check_words import refuse_unknown_words
from cdmo_plan.network.contradictions import refuse_contradictions
from cdmo_plan.network.net import Candidate
from cdmo_plan.network.rows import Outlook, outlooks_of
from cdmo_plan.planner.counting import Count
from cdmo_plan.planner.criteria import order_of
from cdmo_plan.planner.metrics import Metrics, measure
from cdmo_plan.planner.no_route import NoRoute, explain
from cdmo_plan.planner.offers import Unconfirmed, unconfirmed
from cdmo_plan.planner.search import Found, Search
from cdmo_plan.planner.variants import variants_of_rows

DEFAULT_K = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRoute:
    """One route of an answer.

    `route` holds who does each assigned stage, in the order of `outlook.net.stages`. `variants` counts the
    routes that its row stands for, itself included.
    """

    rank: int
    id: str
    outlook: Outlook
    route: tuple[Candidate, ...]
    metrics: Metrics
    variants: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The answer to a brief.

    `routes` are the best rows (or with `--all` the best routes), `feasible` how many there are in all,
    or at least are where not `is_counted`.
    `unconfirmed` holds the joint offerings that a brief for one contract should ask about.
    `no_route` is None where there is any route.
    """

    brief: Brief
    order: tuple[str, ...]
    outlooks: tuple[Outlook, ...]
    routes: tuple[PlannedRoute, ...]
    feasible: int
    is_counted: bool
    unfolded: bool
    unconfirmed: tuple[Unconfirmed, ...]
    no_route: NoRoute | None


def plan(  # noqa: PLR0913  a query has as many wishes
    world: World,
    brief: Brief,
    *,
    rank_by: Sequence[str] = (),
    k: int | None = DEFAULT_K,
    unfold: bool = False,
    watch: Callable[[Search], object] | None = None,
) -> Plan:
    """Answer a brief: all recipes of its modality compete, the k best rows come out in order.

    Args:
        world: The catalog.
        brief: What the sponsor needs, as of a day.
        rank_by: Criteria in the order in which they decide; the rest of the default order follows.
        k: How many rows (or routes) to return, None for all.
        unfold: Whether to return every route instead of rows.
        watch: Is handed every search before it begins.

    Raises:
        BriefRefused: If the brief names something that the world does not know, or terms that contradict
            each other.
    """
    refuse_unknown_words(brief, world)
    refuse_contradictions(brief, world)
    order = order_of(rank_by, is_commercial=brief.development_phase == "commercial")
    outlooks = outlooks_of(world, brief)
    found: list[tuple[Found, Outlook]] = []
    feasible = Count(0, is_exact=True)
    for outlook in (outlook for outlook in outlooks if outlook.net.is_possible):
        items, number = _search(_watched(Search(outlook.net, order), watch), k, unfold=unfold)
        found += [(item, outlook) for item in items]
        feasible = Count(feasible.number + number.number, is_exact=feasible.is_exact and number.is_exact)
    found.sort(key=lambda pair: (pair[0].worth, pair[1].net.process))
    chosen = found if k is None else found[:k]
    return Plan(
        brief=brief,
        order=order,
        outlooks=outlooks,
        routes=tuple(
            _planned(rank, item, outlook, order, unfold=unfold)
            for rank, (item, outlook) in enumerate(chosen, start=1)
        ),
        feasible=feasible.number,
        is_counted=feasible.is_exact,
        unfolded=unfold,
        unconfirmed=tuple(offer for outlook in outlooks for offer in unconfirmed(outlook.net, order)),
        no_route=None if found else explain(world, brief, outlooks),
    )


def _watched(search: Search, watch: Callable[[Search], object] | None) -> Search:
    if watch is not None:
        watch(search)
    return search


def _search(search: Search, k: int | None, *, unfold: bool) -> tuple[list[Found], Count]:
    if not unfold:
        return search.best_rows(k)
    if k is not None:
        return search.best_routes(k), search.count_routes()
    routes = sorted((search.found(route) for route in search.routes()), key=lambda found: found.worth)
    return routes, Count(len(routes), is_exact=True)


def _planned(
    rank: int, found: Found, outlook: Outlook, order: tuple[str, ...], *, unfold: bool
) -> PlannedRoute:
    return PlannedRoute(
        rank=rank,
        id=route_id(outlook.net.process, found.route),
        outlook=outlook,
        route=found.route,
        metrics=measure(found.route, outlook.net),
        variants=1 if unfold else _variants(found, outlook, order),
    )


def _variants(found: Found, outlook: Outlook, order: tuple[str, ...]) -> int:
    search = Search(outlook.net, order)
    places = tuple(found.route[number].place for number in search.anchors)
    return variants_of_rows(search, places)[found.ids]


def route_id(process: str, route: Sequence[Candidate]) -> str:
    """Return a short digest of an assignment: the same choice has the same id in every run."""
    text = "\n".join([process, *(candidate.id for candidate in route)])
    return hashlib.sha256(text.encode()).hexdigest()[:10]
