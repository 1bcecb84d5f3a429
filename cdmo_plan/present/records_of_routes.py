"""The answer of `routes` in JSON, record by record; the text below a key is its description in the schema."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from cdmo_plan.domain.vocabulary import Evidence
from cdmo_plan.present.records_of_answers import Answer, Origin
from cdmo_plan.present.records_of_briefs import BriefRecord
from cdmo_plan.present.records_of_costs import CostingRecord, NotQuotedRecord, PriceRecord
from cdmo_plan.present.records_of_facts import QuoteRecord, SlotRecord
from cdmo_plan.present.records_of_no_route import NoRouteRecord
from cdmo_plan.present.schema_words import Amount, Ordinal, StepWord


class StepRecord(Origin):
    """One stage of a route, in the order of the work."""

    step: StepWord
    """The step that the stage needs."""
    role: str | None
    """Tells stages of the same step apart."""
    capability: str | None
    """The row of the catalog that lists the work, null where none does."""
    placement: Literal["site", "network"]
    """Whether a plant is named, or only the partner."""
    partner: str
    """The partner who does it."""
    site: str | None
    """The plant, null where no source names it."""
    country: str | None
    """The plant's country, null where no source names the plant."""
    accompanies: str | None
    """The step of the stage that it goes with, null for a stage of its own."""
    evidence: Evidence | None
    """How well founded the row is for this brief; null where no row says anything."""
    sources: list[str]
    """Addresses or citations behind the row."""
    source_year: int | None
    """The year of the newest source."""
    doubts: list[str]
    """Why a lead would not put it first."""
    open_questions: list[str]
    """What to ask the partner."""
    mark: str | None
    """Where the row is written, as `file:line:column`."""
    quotes: NotRequired[list[QuoteRecord]]
    """What was offered for the row; present only where something was."""
    slots: NotRequired[list[SlotRecord]]
    """Capacity of the row that was said to be free; present only where it was."""
    amended: NotRequired[dict[str, str]]
    """Where each field that a later layer amends is written; present only where one does."""


class TransferRecord(TypedDict):
    """A hand-over that leaves its site."""

    from_step: StepWord
    """The step before the hand-over."""
    to_step: StepWord
    """The step after it."""
    from_site: str | None
    """The plant before, null where no source names it."""
    to_site: str | None
    """The plant after, null where no source names it."""
    kind: Literal["same-partner", "agreement", "arms-length"]
    """How the two are linked."""
    agreement: str | None
    """The agreement that links them."""
    crosses_border: bool
    """Whether the plants lie in two countries."""
    crosses_customs_border: bool
    """Whether the plants lie in two customs territories."""
    open_questions: list[str]
    """What the hand-over leaves to be asked; counted in no figure."""


class MetricsRecord(TypedDict):
    """The figures by which routes are ranked."""

    weeks: Amount
    """Typical weeks from gene to released product."""
    weeks_range: list[Amount]
    """The shortest and the longest."""
    weeks_is_lower_bound: bool
    """Whether part of the way has no known duration."""
    contracts: Amount
    """How many contracts the sponsor signs."""
    partners: Amount
    """How many partners take part."""
    sites: Amount
    """How many plants take part."""
    transfers: Amount
    """How many hand-overs leave their site."""
    borders: Amount
    """How many of them cross a border."""
    customs_borders: Amount
    """How many of them cross a customs border."""
    partner_changes: Amount
    """How often the work changes partners."""
    doubts: Amount
    """How many doubts there are."""
    containment_doubts: Amount
    """How many of them are about handling the product's class."""
    unlisted: Amount
    """How many stages are done where no source lists them."""
    unnamed: Amount
    """How many stages are done at a plant that no source names."""
    evidence: Evidence
    """The weakest grade of evidence on the way."""
    open_questions: Amount
    """How many questions a term of the brief or a doubt rests on."""
    cost: NotRequired[PriceRecord | None]
    """What it costs, null where it was not quoted in full; present only where cost is asked for."""


class RouteRecord(TypedDict):
    """A feasible route."""

    rank: Ordinal
    """The place in the order that was asked for."""
    id: str
    """A short digest of who does what: the same for the same assignment."""
    process: str
    """The recipe that is followed."""
    variants: Ordinal
    """How many assignments the row stands for; a point of a front stands for itself."""
    dominated_by: Ordinal | None
    """With --pareto and --all, the rank of a point of the front that betters the row; else null."""
    steps: list[StepRecord]
    """The stages, accompanying ones too."""
    transfers: list[TransferRecord]
    """The hand-overs between sites."""
    agreements: list[str]
    """The agreements that the route runs under."""
    doubts: list[str]
    """All doubts, those of one place in one line."""
    open_questions: list[str]
    """All questions, those of one place in one line, those of the route last."""
    metrics: MetricsRecord
    """The figures by which it is ranked."""
    not_quoted: NotRequired[list[NotQuotedRecord]]
    """The stages that were not quoted; present only where cost is asked for."""


class WithinAmountsRecord(TypedDict):
    """How near the least cost a route must be: upper ends, in decimal digits."""

    best: str
    """The least that any route has."""
    most: str
    """The most that the answer keeps."""
    currency: str
    """The currency's code."""
    private: NotRequired[bool]
    """True where quotes of a private layer are in it, so that it is not for sharing; else absent."""


class WithinRecord(TypedDict):
    """How near the best a route must be."""

    criterion: str
    """The criterion that is compared."""
    best: Amount
    """The least that any route has; of cost the upper end without decimals."""
    most: Amount
    """The most that the answer keeps; of cost the upper end without decimals."""
    amounts: NotRequired[WithinAmountsRecord]
    """The upper ends exactly; present only for the criterion cost."""


class LeastRecord(TypedDict):
    """What missing routes have of one criterion at the least."""

    criterion: str
    """The criterion."""
    value: Amount
    """No missing route has less, where the criteria before it are equal; a rank for evidence; of cost the
    upper end without decimals, 0 where that is not known."""
    private: NotRequired[bool]
    """True where quotes of a private layer are in it, so that it is not for sharing; else absent."""


class IncompleteRecord(TypedDict):
    """A recipe whose search was stopped."""

    process: str
    """The recipe."""
    least: list[LeastRecord]
    """What is proven of the routes that are missing, the first criterion deciding."""


class UnconfirmedOffer(TypedDict):
    """A joint offering that would be one contract if its parties said so."""

    agreement: str
    """The agreement."""
    opens: Amount
    """How many rows more there would be."""


class RoutesBody(TypedDict):
    """The answer itself."""

    brief: BriefRecord
    """What was asked."""
    rank_by: list[str]
    """The criteria in the order in which they decided."""
    feasible: Amount
    """How many rows, unfolded routes, or points of a front there are."""
    feasible_is_lower_bound: bool
    """Whether counting was given up, so that there are at least so many."""
    unfolded: bool
    """Whether every route is listed for itself (--all)."""
    pareto: list[str]
    """The criteria of the front that was asked for; empty where none was."""
    points: Amount
    """How many points the front has: the first of the routes; the rows of --all stand behind them."""
    within: WithinRecord | None
    """How near the best all routes are; null where it was not asked for."""
    cost: NotRequired[CostingRecord]
    """On which basis cost is told; present only where it is asked for."""
    incomplete: list[IncompleteRecord]
    """Recipes whose search was stopped by --max-choices; empty where the answer is complete."""
    routes: list[RouteRecord]
    """The best of them; empty where there is no route."""
    left_out: list[str]
    """Rows that only one telling fact keeps out, each with that fact."""
    shortfalls: dict[str, dict[str, Amount]]
    """How many rows each reason refuses, by step."""
    notes: list[str]
    """What --avoid does not reach."""
    unconfirmed_offers: list[UnconfirmedOffer]
    """Joint offerings that would open rows if they were one contract."""
    no_route: NoRouteRecord | None
    """Why there is no route; null where there is one."""


class RoutesAnswer(Answer, RoutesBody):
    """The feasible routes for a brief, ranked, or why there is none."""
