"""The use case `plan`: a brief and a world become ranked rows, or the reasons why there are none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.digests import sha256
from cdmo_plan.domain.values import NamedTuple, dataclass
from cdmo_plan.domain.world import World
from cdmo_plan.network.check_words import refuse_unknown_words
from cdmo_plan.network.contradictions import refuse_contradictions
from cdmo_plan.network.judging import Judge
from cdmo_plan.network.net import Candidate
from cdmo_plan.network.rows import Outlook, outlooks_of
from cdmo_plan.planner.counting import Count
from cdmo_plan.planner.criteria import criteria_of, order_of
from cdmo_plan.planner.fronts import Searched, Standing, behind, front_over
from cdmo_plan.planner.metrics import Metrics, count_contracts, measure
from cdmo_plan.planner.offers import Unconfirmed, unconfirmed
from cdmo_plan.planner.pricing import with_costs
from cdmo_plan.planner.search import Found, Search
from cdmo_plan.planner.variants import count_variants, variants_of_rows

if TYPE_CHECKING:
    from cdmo_plan.planner.near_best import Near, Tolerance
    from cdmo_plan.planner.no_route import NoRoute

if TYPE_CHECKING:
    from cdmo_plan.planner.costs import Costing, Wanted

DEFAULT_K = 10
BUDGET = 2_000_000
"""How many choices the search of a recipe tries before it gives what it has (some minutes)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRoute:
    """One route of an answer.

    `route` holds who does each assigned stage, in the order of `outlook.net.stages`. `variants` counts the
    routes that its row stands for, itself included; a point of a front stands for itself. `dominated_by` is
    the rank of a point of the front that betters it.
    """

    rank: int
    id: str
    outlook: Outlook
    route: tuple[Candidate, ...]
    metrics: Metrics
    variants: int
    dominated_by: int | None = None


class Item(NamedTuple):
    """A route that was found, by which search, and what dominates it."""

    found: Found
    searched: Searched
    dominated_by: int | None = None


class Incomplete(NamedTuple):
    """A recipe whose search was stopped; what is missing has at least these values, the first deciding."""

    process: str
    least: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The answer to a brief.

    `routes` are the best rows (or with `--all` the best routes), `feasible` how many there are in all,
    or at least are where not `is_counted`; with `pareto` they are the `points` of the front over these
    criteria, and with `--all` the other rows behind them. `near` says what `--within` keeps.
    `unconfirmed` holds the joint offerings that a brief for one contract should ask about.
    `costing` is the basis on which cost is counted, None where it is not asked for.
    `incomplete` names the recipes whose search was stopped. `no_route` is None where there is any route.
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
    pareto: tuple[str, ...] = ()
    points: int = 0
    near: Near | None = None
    costing: Costing | None = None
    incomplete: tuple[Incomplete, ...] = ()


def plan(  # noqa: PLR0913  a query has as many wishes
    world: World,
    brief: Brief,
    *,
    rank_by: Sequence[str] = (),
    k: int | None = DEFAULT_K,
    unfold: bool = False,
    pareto: Sequence[str] = (),
    within: Tolerance | None = None,
    cost: Wanted | None = None,
    budget: int = BUDGET,
    watch: Callable[[Search], object] | None = None,
    judge: Judge | None = None,
) -> Plan:
    """Answer a brief: all recipes of its modality compete, the k best rows come out in order.

    Args:
        world: The catalog.
        brief: What the sponsor needs, as of a day.
        rank_by: Criteria in the order in which they decide; the rest of the default order follows.
        k: How many rows (or routes, or points) to return, None for all.
        unfold: Whether to return every route instead of rows; with `pareto` the dominated rows too.
        pareto: Criteria whose exact front is asked for instead of the best rows.
        within: How near the best a route must be.
        cost: On which basis to tell cost, as a criterion or beside them; where it is a criterion and this is
            left out, the quotes must leave no choice.
        budget: How many choices the search of a recipe may try before its answer is incomplete.
        watch: Is handed every search before it begins.
        judge: Keeps what briefs of this world share, for who asks many of them.

    Raises:
        BriefRefused: If the brief names something that the world does not know, terms that contradict each
            other, or a cost that was not quoted.
    """
    refuse_unknown_words(brief, world)
    refuse_contradictions(brief, world)
    judge = judge or Judge(world)
    query = _query(judge, brief, rank_by, pareto, within, cost, budget)
    for search, _ in query.searches if watch is not None else ():
        watch(search)  # type: ignore[misc]
    return _answered(query, brief, k, judge, unfold=unfold)


def _answered(query: _Query, brief: Brief, k: int | None, judge: Judge, *, unfold: bool) -> Plan:
    points = front_over(query.searches, query.front) if query.front else []
    if query.front:
        found, feasible = _fronts(query.searches, points, query.front, unfold=unfold)
    else:
        found, feasible = _ranked(query.searches, k, unfold=unfold)
    is_unfolded = unfold or bool(query.front)
    return Plan(
        brief=brief,
        order=query.order,
        outlooks=query.outlooks,
        routes=tuple(_planned(rank, one, unfold=is_unfolded) for rank, one in enumerate(found[:k], 1)),
        feasible=feasible.number,
        is_counted=feasible.is_exact,
        unfolded=unfold and not query.front,
        unconfirmed=tuple(o for outlook in query.outlooks for o in unconfirmed(outlook.net, query.order)),
        no_route=None if found else _no_route(brief, query.outlooks, judge),
        pareto=query.front,
        points=len(points),
        near=query.near,
        costing=query.costing,
        incomplete=tuple(_stopped(query.searches)),
    )


def _no_route(brief: Brief, outlooks: tuple[Outlook, ...], judge: Judge) -> NoRoute:
    # Most briefs have a route, and telling why there is none takes a dozen modules.
    from cdmo_plan.planner.no_route import explain

    return explain(brief, outlooks, judge)


class _Query(NamedTuple):
    """What is asked of which searches."""

    order: tuple[str, ...]
    front: tuple[str, ...]
    near: Near | None
    costing: Costing | None
    outlooks: tuple[Outlook, ...]
    searches: list[Searched]


def _query(  # noqa: PLR0913, PLR0917  a query has as many wishes
    judge: Judge,
    brief: Brief,
    rank_by: Sequence[str],
    pareto: Sequence[str],
    within: Tolerance | None,
    cost: Wanted | None,
    budget: int,
) -> _Query:
    is_commercial = brief.development_phase == "commercial"
    order = order_of(rank_by, is_commercial=is_commercial)
    front = criteria_of(pareto, is_commercial=is_commercial)
    if within is not None and within.currency is not None:
        from cdmo_plan.planner.costs import wanted_within

        cost = wanted_within(within.currency, cost)
    outlooks = outlooks_of(judge.world, brief, judge)
    costing, outlooks = with_costs(judge.world, outlooks, brief.as_of, (*order, *front), cost)
    possible = [outlook for outlook in outlooks if outlook.net.is_possible]
    near = None
    if within is not None:
        from cdmo_plan.planner.near_best import near_best

        asked = criteria_of(rank_by, is_commercial=is_commercial)
        near = near_best(within, asked, [o.net for o in possible], is_commercial=is_commercial)
    limits = {near.criterion: near.most} if near is not None else {}
    searches = [(Search(o.net, order, limits=limits, budget=budget), o) for o in possible]
    return _Query(order, front, near, costing, outlooks, searches)


def _fronts(
    searches: list[Searched], points: list[Standing], criteria: tuple[str, ...], *, unfold: bool
) -> tuple[list[Item], Count]:
    standings = list(points)
    if unfold:
        rows = [(row, outlook) for search, outlook in searches for row in search.rows()]
        rows.sort(key=lambda pair: (pair[0].worth, pair[1].net.process))
        standings += behind(points, rows, criteria)
    by_net = {searched[1].net.process: searched for searched in searches}
    items = [Item(one.found, by_net[one.outlook.net.process], one.dominated_by) for one in standings]
    return items, Count(len(items), is_exact=all(search.missing is None for search, _ in searches))


def _ranked(searches: list[Searched], k: int | None, *, unfold: bool) -> tuple[list[Item], Count]:
    items: list[Item] = []
    feasible = Count(0, is_exact=True)
    for searched in searches:
        found, number = _search(searched[0], k, unfold=unfold)
        items += [Item(one, searched) for one in found]
        feasible = Count(feasible.number + number.number, is_exact=feasible.is_exact and number.is_exact)
    items.sort(key=lambda item: (item.found.worth, item.searched[1].net.process))
    return items, feasible


def _search(search: Search, k: int | None, *, unfold: bool) -> tuple[list[Found], Count]:
    if not unfold:
        return search.best_rows(k)
    if k is not None:
        return search.best_routes(k), search.count_routes()
    routes = search.all_routes()
    return routes, Count(len(routes), is_exact=search.missing is None)


def _stopped(searches: Iterable[Searched]) -> Iterator[Incomplete]:
    for search, outlook in searches:
        if search.missing is not None:
            least = tuple(zip(search.order, search.missing, strict=False))
            yield Incomplete(outlook.net.process, least)


def _planned(rank: int, item: Item, *, unfold: bool) -> PlannedRoute:
    search, outlook = item.searched
    route = item.found.route
    return PlannedRoute(
        rank=rank,
        id=route_id(outlook.net.process, route),
        outlook=outlook,
        route=route,
        metrics=measure(route, outlook.net, search.boxes.clock),
        variants=1 if unfold else _variants(item.found, search),
        dominated_by=item.dominated_by,
    )


def _variants(found: Found, search: Search) -> int:
    if search.missing is not None:  # What is shown is counted in any case.
        search = Search(search.net, search.order, limits=search.limits)
    places = tuple(found.route[number].place for number in search.anchors)
    if search.count_rows_at(places) == 1:
        return count_variants(search, places)
    return variants_of_rows(search, places).get(count_contracts(found.route, search.net), 1)


def route_id(process: str, route: Sequence[Candidate]) -> str:
    """Return a short digest of an assignment: the same choice has the same id in every run."""
    text = "\n".join([process, *(candidate.id for candidate in route)])
    return sha256(text.encode()).hexdigest()[:10]


def route_of(found: Found, outlook: Outlook) -> PlannedRoute:
    """Return one route by itself, as an answer tells it: the first, standing for no other."""
    return PlannedRoute(
        rank=1,
        id=route_id(outlook.net.process, found.route),
        outlook=outlook,
        route=found.route,
        metrics=measure(found.route, outlook.net),
        variants=1,
    )
