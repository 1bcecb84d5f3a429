"""Plans as values: the use case of `routes`, its answer for notebooks, and the network behind it."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cdmo_plan.domain.brief import Brief
from cdmo_plan.library.catalogs import Catalog
from cdmo_plan.planner import plan as planner
from cdmo_plan.planner.metrics import Metrics
from cdmo_plan.planner.near_best import Tolerance
from cdmo_plan.planner.no_route import NoRoute

if TYPE_CHECKING:
    from cdmo_plan.network.graph import PGraph
    from cdmo_plan.planner.costs import Wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One stage of a route, with what a lead would be told of it.

    `site`, `country` and `capability` are None where no source names the plant or lists the work; `partner`
    is always known. `accompanies` is the step that it is done with, None for a stage of its own. `evidence`
    is `stated`, `network-stated`, `inferred`, `general-knowledge`, or None where no row says anything;
    `sources` are addresses or citations, `mark` the place of the row: file, line and column.
    """

    step: str
    role: str | None
    partner: str
    site: str | None
    country: str | None
    capability: str | None
    accompanies: str | None
    evidence: str | None
    sources: tuple[str, ...]
    doubts: tuple[str, ...]
    open_questions: tuple[str, ...]
    mark: str | None

    @classmethod
    def of(cls, record: dict[str, Any]) -> Step:
        """Return the step that a record of a route's `steps` tells of."""
        told = ((name, record[name]) for name in cls.__slots__)
        given: dict[str, Any] = {n: tuple(said) if isinstance(said, list) else said for n, said in told}
        return cls(**given)


class Route:
    """One ranked row of a plan (or one route, of an unfolded plan)."""

    def __init__(self, plan: Plan, planned: planner.PlannedRoute) -> None:
        self.plan = plan
        self.planned = planned

    @property
    def rank(self) -> int:
        """The place among the plan's routes, from 1."""
        return self.planned.rank

    @property
    def id(self) -> str:
        """A short digest of who does what: the same choice has the same id in every run."""
        return self.planned.id

    @property
    def recipe(self) -> str:
        """The id of the recipe that it follows."""
        return self.planned.outlook.net.process

    @property
    def dominated_by(self) -> int | None:
        """The rank of a point of the front that betters it; None for a point, or without a front."""
        return self.planned.dominated_by

    @property
    def variants(self) -> int:
        """How many routes the row stands for, itself included."""
        return self.planned.variants

    @property
    def metrics(self) -> Metrics:
        """The criteria: counts, `weeks` of calendar (typical) and `weeks_range` (shortest, longest).

        Smaller is better in all of them. `evidence` is the rank of the weakest stage's grade, 0 for `stated`.
        `cost` is a range (`min`, `max`, `basis`), None where it was not asked for or not quoted in full.
        """
        return self.planned.metrics

    @property
    def steps(self) -> tuple[Step, ...]:
        """All stages in the order of the work, accompanying ones too."""
        return tuple(Step.of(record) for record in self._record["steps"])

    @property
    def doubts(self) -> tuple[str, ...]:
        """What ranks it behind others, in words."""
        return tuple(self._record["doubts"])

    @property
    def open_questions(self) -> tuple[str, ...]:
        """What is unknown and to be asked of the partners, what the brief rests on first."""
        return tuple(self._record["open_questions"])

    def record(self) -> dict[str, Any]:
        """Return the route as plain data, as `routes --format json` has it; a new copy each time."""
        return copy.deepcopy(self._record)

    @property
    def _record(self) -> dict[str, Any]:
        found: dict[str, Any] = self.plan._record["routes"][self.rank - 1]  # noqa: SLF001  of one answer
        return found

    def __repr__(self) -> str:
        """Return rank, id and who does the assigned stages."""
        places = " -> ".join(dict.fromkeys(candidate.place for candidate in self.planned.route))
        return f"<Route #{self.rank} {self.id}: {places}>"

    def _repr_html_(self) -> str:
        from cdmo_plan.present.routes_html import route_html

        return route_html(self.planned, self.plan.brief, self.plan.catalog.world, _marked(self.plan.catalog))


class Plan:
    """The answer to a brief: ranked routes, or the reasons why there is none."""

    def __init__(self, catalog: Catalog, answer: planner.Plan) -> None:
        self.catalog = catalog
        self.answer = answer

    @property
    def brief(self) -> Brief:
        """What was asked."""
        return self.answer.brief

    @cached_property
    def routes(self) -> tuple[Route, ...]:
        """The best rows (or with `all` the routes), the best first; empty where there is none."""
        return tuple(Route(self, planned) for planned in self.answer.routes)

    @property
    def feasible(self) -> int:
        """How many rows (or routes) there are in all, shown or not; at least so many if not `is_counted`."""
        return self.answer.feasible

    @property
    def is_counted(self) -> bool:
        """Whether `feasible` is exact."""
        return self.answer.is_counted

    @property
    def no_route(self) -> NoRoute | None:
        """Why there is no route: terms that clash, fixes that were solved again; None where there is one."""
        return self.answer.no_route

    def records(self) -> list[dict[str, Any]]:
        """Return the routes as plain data, as the JSON of `routes` has them; a new copy each time."""
        routes: list[dict[str, Any]] = self.record()["routes"]
        return routes

    def record(self) -> dict[str, Any]:
        """Return the whole answer as plain data, as `routes --format json` has it; a new copy each time."""
        return copy.deepcopy(self._record)

    def to_json(self) -> str:
        """Return what `cdmo-plan routes --format json` prints, to the byte."""
        from cdmo_plan.present.json_answers import json_text

        return json_text(self._record)

    @cached_property
    def _record(self) -> dict[str, Any]:
        from cdmo_plan.present.json_answers import envelope
        from cdmo_plan.present.routes_json import routes_record

        head = envelope(self.catalog.loaded, self.brief.as_of)
        return {**head, **routes_record(self.answer, self.catalog.world)}

    def __repr__(self) -> str:
        """Return the brief in words, and how many routes answer it."""
        from cdmo_plan.present.routes_table import heading

        return f"<Plan {heading(self.answer)}>"

    def _repr_html_(self) -> str:
        from cdmo_plan.present.routes_html import plan_html

        return plan_html(self.answer, self.catalog.world, _marked(self.catalog))


def _marked(catalog: Catalog) -> str:
    from cdmo_plan.present.error_mark import mark_words

    return mark_words(catalog.loaded) if catalog.loaded.has_errors else ""


def plan(  # noqa: PLR0913  a query has as many wishes
    catalog: Catalog,
    brief: Brief,
    *,
    rank_by: str | Iterable[str] = (),
    pareto: str | Iterable[str] = (),
    within: str | None = None,
    cost_in: str | None = None,
    cost_per: str | None = None,
    k: int | None = None,
    all: bool = False,  # noqa: A002  the word of the command line
) -> Plan:
    """Answer a brief: the best feasible routes in order, or why there is none.

    Every recipe of the modality competes. The search is exact; docs/feasibility.md has its rules.

    Args:
        catalog: The facts, from `load_catalog`.
        brief: What the sponsor needs, as of a day.
        rank_by: Criteria that decide first, `"weeks,sites"` or a sequence of them; the default order follows.
        pareto: Criteria whose exact front is asked for instead of the best rows.
        within: Only routes so near the best: `"4"` weeks, `"10%"` in the first criterion of `rank_by`, or
            `"50000 EUR"` of cost.
        cost_in: The currency of the quotes that cost is told from; needed where quotes are in several.
        cost_per: What the price is for, such as `"batch"`; needed where quotes are for several things.
        k: How many to return: 10 rows if left out, with `all` or `pareto` all of them.
        all: Whether to return every route instead of rows, which fold routes that differ in little.

    Raises:
        BriefRefused: If the brief or a criterion names what is not known, `within` is no distance, or cost
            was not quoted so; it carries a hint.
        ValueError: If `k` is less than 1.
    """
    if k is not None and k < 1:
        message = f"k is {k}, and at least one route must be asked for"
        raise ValueError(message)
    front = _names(pareto)
    answer = planner.plan(
        catalog.world,
        brief,
        rank_by=_names(rank_by),
        pareto=front,
        within=None if within is None else Tolerance.parse(within),
        cost=_wanted(cost_in, cost_per),
        k=k if k is not None or all or front else planner.DEFAULT_K,
        unfold=all,
        judge=catalog.judge,
    )
    return Plan(catalog, answer)


def _wanted(currency: str | None, per: str | None) -> Wanted | None:
    if currency is None and per is None:
        return None
    from cdmo_plan.planner.costs import Wanted

    return Wanted.of(currency, per)


def _names(words: str | Iterable[str]) -> list[str]:
    return [word for word in (words.split(",") if isinstance(words, str) else words) if word.strip()]


def to_networkx(catalog: Catalog, brief: Brief) -> dict[str, PGraph]:
    """Return the network that a brief is answered from: a P-graph for each recipe that competes, by its id.

    Each is a `networkx.DiGraph` of materials at places (`kind="material"`: any producer will do) and
    operations (`kind="operation"`: all inputs are needed), whose nodes are tuples:

    - `("do", stage, capability)`: a stage, by its number, done at a capability. Attributes: `step`, `site`,
      `partner`, `country`, `place`; `containment`, `doubts` and `questions` (counts), `evidence` (rank, 0 is
      the strongest), `offers` (ids of joint offerings that cover it), `own_minutes` (stated durations by
      step).
    - `("made", link, place)`, `("hub", link, kind, id)`, `("at", link, place)`: a material where it was
      made, within reach of a site, partner, agreement, country, customs territory or anywhere, and where it
      is used; a link is a pair of stage numbers.
    - `("send", ...)`, `("receive", ...)`: a hand-over into a hub and out of it.
    - `("product",)`: what every route ends in.

    Edges point the way the material goes and carry no attributes. `graph.graph` holds `process`, `stages`,
    `links`, `offers`, `steps`, `lanes`, `geography`, `product` and `single_contract`. Times are whole minutes
    as (shortest, typical, longest). A recipe with a stage that nobody can do has
    a graph too.

    Raises:
        BriefRefused: If the brief names what the catalog does not know.
    """
    from cdmo_plan.network import graph
    from cdmo_plan.network.rows import outlooks_of

    nets = (outlook.net for outlook in outlooks_of(catalog.world, brief))
    return {net.process: graph.to_networkx(net) for net in nets}
