"""The answers of `coverage` and `alliance` in JSON; the text below a key is its description in the schema."""

from __future__ import annotations

from typing import Literal, TypedDict

from cdmo_plan.domain.vocabulary import AgreementKind
from cdmo_plan.present.records_of_answers import Answer
from cdmo_plan.present.records_of_briefs import BriefRecord
from cdmo_plan.present.schema_words import Amount, PartialDay, StepWord


class MarketRecord(TypedDict):
    """A column: a part of the world."""

    id: str
    """The id, as --show takes it."""
    words: list[str]
    """The regions or countries by which a brief names all of it."""


class StageSources(TypedDict):
    """Who does a stage in any route of a cell."""

    step: StepWord
    """The step."""
    role: str | None
    """Tells stages of the same step apart."""
    partners: list[str]
    """Independent partners, each by the owner at the top of its family."""


class CoverageCell(TypedDict):
    """One modality in one market."""

    modality: str
    """The modality, or the recipe that was asked for."""
    market: str
    """The id of the market."""
    rows: Amount
    """How many rows `routes` answers; every one is counted."""
    substance_partners: Amount | None
    """Independent partners that make the substance in any route, null where no recipe has that stage."""
    fill_partners: Amount | None
    """Independent partners that do the last fill in any route, null where no recipe has that stage."""
    stages: list[StageSources]
    """Who does what; empty where there is no route."""
    single_source: list[StepWord]
    """Steps that one independent partner alone does."""
    missing: list[str]
    """Steps that nobody does, or `hand-over` where somebody does each but none may hand over to the next."""
    only_doubts: bool
    """Whether every route has a doubt."""
    doubtful: list[str]
    """Where it has: steps that nobody does without one, or `hand-over` where those who do cannot meet."""
    commands: list[str]
    """The command lines that answer with these rows."""


class UnaskedRecord(TypedDict):
    """A modality without cells."""

    modality: str
    """The modality."""
    reason: str
    """Why it has none."""


class CoverageBody(TypedDict):
    """What `coverage` adds to the beginning of every answer."""

    terms: BriefRecord
    """The terms that all cells share; `modality` and regions are each cell's own."""
    by: Literal["region", "country"]
    """What the columns are."""
    region_of: Literal["substance", "all"]
    """Whether a market binds the stage of the drug substance, or every stage."""
    markets: list[MarketRecord]
    """The columns."""
    cells: list[CoverageCell]
    """The cells, modality by modality."""
    unasked: list[UnaskedRecord]
    """Modalities that an answer about all of them leaves out."""
    counted: str
    """What a row and a partner are."""
    caveat: str
    """What an empty cell does not mean."""


class CoverageAnswer(Answer, CoverageBody):
    """Which modalities can be made where, and by how many."""


class ReachRecord(TypedDict):
    """How much there is."""

    rows: Amount
    """Choices of places for the anchor stages."""
    routes: Amount
    """Whole assignments of stages to places."""


class AllianceCellRecord(TypedDict):
    """One modality in one dose form with its substance made in one market; only routes of the parties."""

    modality: str
    """The modality, or the recipe that was asked for."""
    dose_form: str | None
    """The dose form, null where the product is not filled."""
    market: str
    """The id of the market."""
    alone: dict[str, ReachRecord]
    """What each partner does alone, under its own one contract."""
    before: ReachRecord
    """What the parties do under one contract without the agreements."""
    after: ReachRecord
    """What the parties do under one contract with the agreements."""
    at_any_contracts: ReachRecord
    """What the parties do under any number of contracts, which no agreement changes."""
    opened: ReachRecord
    """What takes one contract with the agreements, and more without them."""
    contracts_before: list[Amount]
    """How many contracts the opened routes take without the agreements."""
    weeks_saved: Amount | None
    """Weeks from gene to vial that opened routes save, contracting aside (`weeks_basis`); null with none."""
    asks: list[StepWord]
    """Steps that the parties do only with an open question."""
    missing: list[str]
    """Why nothing is under one contract: steps that no party does, `contract`, `max-weeks` or `hand-over`."""
    commands: list[str]
    """Command lines for the cell at one contract; all partners are asked, and nothing hypothetical."""


class AgreementRecord(TypedDict):
    """What is known to link the parties."""

    id: str
    """The id that `show` takes."""
    kind: AgreementKind
    """What kind of agreement it is; only offerings join stages."""
    one_contract: bool | None
    """Whether a source states one contract, null where none says."""
    lead: str | None
    """Who signs it with the sponsor, null where no source says."""
    announced: PartialDay | None
    """When it was announced."""
    scope: str
    """What it covers, in words."""
    effect: str
    """What it does to contracts on the day, and why."""
    sources: list[str]
    """Addresses or citations."""


class FilledRecord(TypedDict):
    """A cell that a third partner would open."""

    modality: str
    """The modality."""
    dose_form: str | None
    """The dose form."""
    market: str
    """The id of the market."""
    steps: list[StepWord]
    """What the third partner would do."""
    only_doubts: bool
    """Whether every route of the cell would have a doubt."""


class ThirdRecord(TypedDict):
    """A partner that would open cells under one contract with the parties, which no source states."""

    partner: str
    """The partner."""
    hypothetical: Literal[True]
    """Always true."""
    fills: list[FilledRecord]
    """The cells."""


class ListerRecord(TypedDict):
    """A place that lists a model for a step."""

    partner: str
    """The partner of that day."""
    site: str | None
    """The plant, null for an offer of the network."""
    capability: str
    """The row that lists it."""
    takes_work: bool
    """Whether plant and line take new programmes that day."""


class SharedModelRecord(TypedDict):
    """A model of equipment for a step."""

    model: str
    """The model."""
    step: StepWord
    """The step."""
    parties: list[ListerRecord]
    """Plants of the parties that list it."""
    others: list[ListerRecord]
    """Plants of others that list it, and could take a process over after a technology transfer."""


class AllianceBody(TypedDict):
    """What `alliance` adds to the beginning of every answer."""

    parties: list[str]
    """The parties, contract manufacturers first."""
    terms: BriefRecord
    """The terms that all cells share; `modality`, dose form and regions are each cell's own."""
    hypothetical: bool
    """Whether one contract is only supposed, which no source states."""
    agreements: list[AgreementRecord]
    """All that is known to link the parties."""
    merging: list[str]
    """The agreements that make one contract on the day."""
    markets: list[MarketRecord]
    """Where the substance is made."""
    cells: list[AllianceCellRecord]
    """The cells."""
    third_partners: list[ThirdRecord]
    """Who would open the most cells that stay empty, the most first."""
    shared_equipment: list[SharedModelRecord]
    """Models that the parties list, and who else does."""
    unasked: list[UnaskedRecord]
    """Modalities that an answer about all of them leaves out."""
    weeks_basis: str
    """Why no weeks are saved."""
    counted: str
    """What is counted, and when a route is opened."""
    caveat: str
    """What an empty cell does not mean."""


class AllianceAnswer(Answer, AllianceBody):
    """What a joint offering opens that no party has alone."""
