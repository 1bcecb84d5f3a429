"""A planned route as every format tells it: stages with their places, hand-overs, findings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from cdmo_plan.domain.eligibility.findings import Question, Verdict
from cdmo_plan.domain.process import Process, Stage
from cdmo_plan.domain.values import dataclass
from cdmo_plan.domain.vocabulary import PRODUCT_CLASS, Evidence
from cdmo_plan.domain.world import Row, World, does_class
from cdmo_plan.network.handovers import bulk_questions
from cdmo_plan.network.net import Candidate, Link, Net, crosses_border, crosses_customs, moves
from cdmo_plan.network.rows import Ledger
from cdmo_plan.planner.metrics import offers_used
from cdmo_plan.planner.plan import PlannedRoute

TransferKind = Literal["same-partner", "agreement", "arms-length"]
"""How the two sides of a hand-over are linked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageView:
    """One stage of a route: who does it, where, on what evidence.

    `row` is None where no row lists the work: an accompanying stage assumed at its host, or an open stage.
    `accompanies` is the step of the stage that hosts it, None for a stage of its own; `number` is its number
    in the net, None where the route does not assign it.
    """

    stage: Stage
    candidate: Candidate
    row: Row | None
    verdict: Verdict | None
    accompanies: str | None
    number: int | None
    is_anchor: bool

    @property
    def evidence(self) -> Evidence | None:
        """The grade of evidence, None where no row says anything."""
        if self.row is None:
            return None
        return self.verdict.evidence if self.verdict else self.row.capability.evidence_for(frozenset())

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the row is cited from."""
        return tuple(dict.fromkeys(s.reference for s in self.row.capability.sources)) if self.row else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferView:
    """A hand-over that leaves its site."""

    source: StageView
    target: StageView
    kind: TransferKind
    agreement: str | None
    crosses_border: bool
    crosses_customs: bool
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteView:
    """A route with everything that an answer may say of it."""

    planned: PlannedRoute
    stages: tuple[StageView, ...]
    transfers: tuple[TransferView, ...]
    agreements: tuple[str, ...]

    @property
    def assigned(self) -> tuple[StageView, ...]:
        """The stages that the route assigns, in the order of the work."""
        return tuple(view for view in self.stages if view.number is not None)

    @property
    def process(self) -> Process:
        """The recipe."""
        return self.planned.outlook.ledger.process

    @property
    def assumed(self) -> dict[str, list[str]]:
        """The accompanying steps that no row lists, by the place that is taken to do them (S3)."""
        found: dict[str, list[str]] = {}
        for view in self.stages:
            if view.row is None and view.number is None:
                found.setdefault(view.candidate.place, []).append(view.stage.step)
        return found


def view_route(planned: PlannedRoute, world: World) -> RouteView:
    """Return a planned route with its accompanying stages, transfers and findings."""
    net = planned.outlook.net
    numbers = {stage.key: number for number, stage in enumerate(net.stages)}
    views = tuple(_views(planned, numbers, world))
    by_key = {view.stage.key: view for view in views}
    transfers = tuple(
        _transfer(link, planned, by_key)
        for link in net.links
        if moves(planned.route[link.source], planned.route[link.target])
    )
    used = tuple(offer.id for offer in offers_used(planned.route, net))
    return RouteView(planned=planned, stages=views, transfers=transfers, agreements=used)


def _views(planned: PlannedRoute, numbers: dict[str, int], world: World) -> Iterator[StageView]:
    net, ledger = planned.outlook.net, planned.outlook.ledger
    for stage in ledger.stages:
        if stage.key in numbers:
            candidate = planned.route[numbers[stage.key]]
            yield _assigned(stage, candidate, net, ledger, numbers)
        elif any(host in numbers for host in stage.accompanies):
            yield _accompanying(stage, planned, numbers, world)


def _assigned(
    stage: Stage, candidate: Candidate, net: Net, ledger: Ledger, numbers: dict[str, int]
) -> StageView:
    return StageView(
        stage=stage,
        candidate=candidate,
        row=ledger.row_of(stage.key, candidate.id),
        verdict=ledger.verdict_of(stage.key, candidate.id),
        accompanies=_following_step(numbers[stage.key], net) if candidate.serves else None,
        number=numbers[stage.key],
        is_anchor=net.stages[numbers[stage.key]].anchor,
    )


def _following_step(number: int, net: Net) -> str | None:
    return next((net.stages[link.target].step for link in net.links if link.source == number), None)


def _accompanying(stage: Stage, planned: PlannedRoute, numbers: dict[str, int], world: World) -> StageView:
    hosts = [key for key in stage.accompanies if key in numbers]
    listing = [key for key in hosts if stage.step in planned.route[numbers[key]].lists]
    host = (listing or hosts[-1:])[0]
    candidate = planned.route[numbers[host]]
    return StageView(
        stage=stage,
        candidate=candidate,
        row=_row_at(candidate, stage, world),
        verdict=None,
        accompanies=planned.outlook.net.stages[numbers[host]].step,
        number=None,
        is_anchor=False,
    )


def _row_at(candidate: Candidate, stage: Stage, world: World) -> Row | None:
    """Return the row of the site for an accompanying step, one for the same product if there is any."""
    if candidate.site is None or stage.step not in candidate.lists:
        return None
    listed = [row for row in world.rows_at(candidate.site) if row.capability.step == stage.step]
    fitting = [row for row in listed if does_class(row, PRODUCT_CLASS[stage.makes])]
    exact = [row for row in fitting if stage.makes in row.capability.modalities]
    return next(iter([*exact, *fitting]), None)


def _transfer(link: Link, planned: PlannedRoute, by_key: dict[str, StageView]) -> TransferView:
    net, route = planned.outlook.net, planned.route
    source, target = route[link.source], route[link.target]
    offers = [offer.id for offer in net.offers if {source.id, target.id} <= offer.members]
    agreement = offers[0] if offers and source.partner != target.partner else None
    kind: TransferKind = (
        "same-partner" if source.partner == target.partner else "agreement" if agreement else "arms-length"
    )
    made, used = by_key[net.stages[link.source].key], by_key[net.stages[link.target].key]
    filler = used.row.capability if used.row else None
    border = crosses_border(source, target)
    process = planned.outlook.ledger.process
    asked = bulk_questions(made.stage, used.stage, process, filler, crosses_border=border)
    return TransferView(
        source=made,
        target=used,
        kind=kind,
        agreement=agreement,
        crosses_border=border,
        crosses_customs=crosses_customs(source, target, net),
        questions=tuple(asked),
    )
