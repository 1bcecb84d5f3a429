"""Where a site or partner stands, in JSON; the text below a key is its description in the schema."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from cdmo_plan.present.records_of_answers import Answer, Origin
from cdmo_plan.present.records_of_briefs import BriefRecord
from cdmo_plan.present.records_of_costs import PriceRecord
from cdmo_plan.present.records_of_no_route import CostRecord, ShortfallRecord
from cdmo_plan.present.schema_words import StepWord


class PlaceRecord(TypedDict):
    """A site or a partner."""

    kind: Literal["site", "partner"]
    """Which of the two."""
    id: str
    """Its id."""


class JudgedRecord(Origin):
    """A row of the place, judged for a stage."""

    capability: str
    """The row of the catalog."""
    fits: bool
    """Whether nothing refuses it."""
    shortfalls: list[ShortfallRecord]
    """All that refuses it."""
    doubts: list[ShortfallRecord]
    """What a lead would not put it first for."""
    open_questions: list[ShortfallRecord]
    """What is to be asked."""


class StageStandingRecord(TypedDict):
    """A stage with the rows of the place for it."""

    process: str
    """The recipe."""
    step: StepWord
    """The step."""
    role: str | None
    """Tells stages of the same step apart."""
    may_do_unlisted: bool
    """Whether the place may do it though nobody lists it."""
    rows: list[JudgedRecord]
    """The rows of the place; none where it does not list the step."""


class ComparedRouteRecord(Origin):
    """A route that is compared with another."""

    id: str
    """The id of the route, as `routes` tells it."""
    process: str
    """The recipe that is followed."""
    capabilities: list[str]
    """Who does what, as rows of the catalog or stages that nobody lists."""
    cost: CostRecord
    """What it costs."""


class ComparedCostsRecord(TypedDict):
    """What two routes cost."""

    with_it: PriceRecord | None
    """The best route with the place; null where it was not quoted in full."""
    best: PriceRecord | None
    """The best route of all; null where it was not quoted in full."""


class DifferenceRecord(TypedDict):
    """A criterion in which two routes differ."""

    criterion: str
    """The criterion, as `--rank-by` names it."""
    with_it: int
    """Its value in the best route with the place; of evidence the rank, 0 the strongest; of cost 1 where it
    is the dearer of the two, else 0."""
    best: int
    """Its value in the best route of all."""
    decides: bool
    """Whether it is the first in the order in which the two differ."""
    costs: NotRequired[ComparedCostsRecord]
    """What the two cost; present only for the criterion cost."""


class SiteBody(TypedDict):
    """The answer itself."""

    brief: BriefRecord
    """What was asked."""
    place: PlaceRecord
    """Which site or partner."""
    stages: list[StageStandingRecord]
    """The stages of every recipe, with what keeps the place out of each."""
    rank_by: list[str]
    """The criteria in the order in which they decide."""
    best: ComparedRouteRecord | None
    """The best route of all, null where there is none."""
    best_with_it: ComparedRouteRecord | None
    """The best route in which the place does something, null where there is none."""
    differences: list[DifferenceRecord]
    """The criteria in which the two differ, the deciding one first."""


class ExplainSiteAnswer(Answer, SiteBody):
    """Why a site is not in the answer to a brief, or what it loses by."""


class WhatIfRecord(Origin):
    """A fact that would have to be different."""

    kind: Literal["answer", "shortfall"]
    """An answer that would have to be given, or a reason to refuse that would have to be none."""
    of: str
    """The capability, the agreement, the stage that nobody lists, or partners who offer work together."""
    asked: str
    """The name of the question, as `ask` has it; of a shortfall its name."""
    question: str
    """The question, or the shortfall, in words."""
    partner: str
    """Whom to ask."""
    site: str | None
    """The plant, null where none is meant."""
    answer: bool | None
    """Yes or no, null for a shortfall."""
    shortfall: ShortfallRecord | None
    """What would have to be otherwise, with where it is written; null for an answer."""
    capabilities: list[str]
    """All that the shortfall keeps out; none for an answer."""


class ContrastBody(SiteBody):
    """The answer itself."""

    wins: bool
    """Whether the best route goes there."""
    rival: ComparedRouteRecord | None
    """The best route, or the best without the place where it wins; null where there is none."""
    facts: list[WhatIfRecord] | None
    """The least facts that would have to be different for it to win: none if it wins, null if not found."""
    is_proved: bool
    """Whether all smaller sets, or all sets up to the bound, were tried."""
    then: ComparedRouteRecord | None
    """The best route after these facts."""


class ContrastAnswer(Answer, ContrastBody):
    """A preferred site or partner beside the best, and what would have to be different for it to win."""
