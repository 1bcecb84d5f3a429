"""The answer of `routes` in JSON, record by record; the text below a key is its description in the schema."""

from __future__ import annotations

from typing import Annotated, Literal, TypedDict

from cdmo_plan.domain.vocabulary import Evidence
from cdmo_plan.present.records_of_answers import Answer
from cdmo_plan.present.schema_words import Amount, Ordinal, StepWord, Words

# `from` is a keyword, which no attribute can be called.
_From = TypedDict("_From", {"from": Annotated[str | None, Words(description="The first step wanted.")]})


class OverrideRecord(TypedDict):
    """A term of the brief's file that the command line replaced."""

    term: str
    """The term, by its name on the command line."""
    flag: str
    """What the command line says, which holds."""
    file: str
    """What the file says."""


class BriefRecord(_From):
    """The terms of the brief, by the names of the command line; null, false and empty are terms not set."""

    modality: str
    """A modality, or the id of one recipe."""
    region: list[str]
    """Region ids or country codes, any of which will do."""
    step_region: dict[str, list[str]]
    """Regions that replace the general ones for one step."""
    avoid_region: list[str]
    """Regions or countries to do without."""
    container: str | None
    """The container of the last fill."""
    dose_form: str | None
    """The dose form, also where naming freeze-drying implies it."""
    expression: str | None
    """The host of the product's substance."""
    development_phase: str | None
    """What the supply is for."""
    scale_l: str | None
    """Litres of a batch, as `2000` or `2x2000`."""
    market: list[str]
    """Regulators whose markets are all to be supplied."""
    via: list[str]
    """Sites or partners that must do a step, as `step=id`."""
    avoid: list[str]
    """Sites, partners, countries or suppliers to do without."""
    to: str | None
    """The last step wanted."""
    single_contract: bool
    """Whether the sponsor wants one contract only."""
    max_partners: int | None
    """The most partners that may take part."""
    max_transfers: int | None
    """The most hand-overs that may leave their site."""
    max_weeks: int | None
    """The most typical weeks."""
    min_evidence: Evidence | None
    """The weakest grade of evidence that will do."""
    strict: bool
    """Whether what is unknown counts as a refusal."""
    include: list[str]
    """Capacity that is taken in although it is not simply for sale: `announced`, `held`."""
    overrides: list[OverrideRecord]
    """Terms of the brief's file that the command line replaced."""


class StepRecord(TypedDict):
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


class RouteRecord(TypedDict):
    """A feasible route."""

    rank: Ordinal
    """The place in the order that was asked for."""
    id: str
    """A short digest of who does what: the same for the same assignment."""
    process: str
    """The recipe that is followed."""
    variants: Ordinal
    """How many assignments the row stands for."""
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


class UnconfirmedOffer(TypedDict):
    """A joint offering that would be one contract if its parties said so."""

    agreement: str
    """The agreement."""
    opens: Amount
    """How many rows more there would be."""


class ConflictRecord(TypedDict):
    """Terms that cannot hold together, though without any one of them they can."""

    terms: list[str]
    """The terms in the words of the command line; none means that no brief for the modality has a route."""


class FixRecord(TypedDict):
    """A change of the brief that opens routes."""

    change: str
    """The change in words."""
    opens: Ordinal
    """How many rows it opens, at least."""
    best: list[str]
    """Who does what in the best of them, as rows of the catalog or stages that nobody lists."""


class ShortfallRecord(TypedDict):
    """Why a row cannot serve."""

    reason: str
    """A short stable word."""
    text: str
    """The reason in words."""
    rule: str
    """The rule of feasibility that it rests on."""
    mark: str
    """Where the fact is written, as `file:line:column`."""
    sources: list[str]
    """Addresses or citations of the fact."""


class NearMissRecord(TypedDict):
    """A refused row that came near."""

    step: StepWord
    """The step that it would do."""
    capability: str
    """The row of the catalog."""
    shortfalls: list[ShortfallRecord]
    """All that refuses it."""


class OverrunRecord(TypedDict):
    """A limit that stands in the way, with the least that it would have to allow."""

    term: str
    """The limit, as the brief says it."""
    least: Amount | str
    """The least that would do: a number, or a grade of evidence."""
    least_is_lower_bound: bool
    """Whether part of the way has no known duration."""
    best: list[str]
    """Who would then do it, stage by stage."""


class NoRouteRecord(TypedDict):
    """Why there is no route."""

    conflicts: list[ConflictRecord]
    """The smallest sets of terms that cannot hold together."""
    fixes: list[FixRecord]
    """What would open routes, the most first."""
    shortfalls: dict[str, dict[str, Amount]]
    """How many rows each reason refuses, by step."""
    empty: list[str]
    """The steps that nobody can do under this brief."""
    overruns: list[OverrunRecord]
    """Limits in the way."""
    near_misses: list[NearMissRecord]
    """Who came nearest."""


class RoutesBody(TypedDict):
    """The answer itself."""

    brief: BriefRecord
    """What was asked."""
    rank_by: list[str]
    """The criteria in the order in which they decided."""
    feasible: Amount
    """How many rows, or unfolded routes, there are."""
    feasible_is_lower_bound: bool
    """Whether counting was given up, so that there are at least so many."""
    unfolded: bool
    """Whether every route is listed for itself (--all)."""
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
