"""Why there is no route, in JSON; the text below a key is its description in the schema."""

from __future__ import annotations

from typing import Literal, TypedDict

from cdmo_plan.present.records_of_answers import Origin
from cdmo_plan.present.schema_words import Amount, Ordinal, StepWord


class ConflictRecord(TypedDict):
    """Terms that cannot hold together, though without any one of them they can."""

    terms: list[str]
    """The terms in the words of the command line; none means that no brief for the modality has a route."""


class ChangeRecord(TypedDict):
    """One of the changes that open routes together."""

    kind: Literal["drop", "loosen", "include", "confirm"]
    """Whether a term is given up or loosened, capacity included, or an offering confirmed as one contract."""
    term: str | None
    """The term of the brief that changes, null where a fact does."""
    change: str
    """The change in words."""


class CostRecord(TypedDict):
    """What a route costs."""

    contracts: Amount
    """How many contracts the sponsor signs."""
    partners: Amount
    """How many partners take part."""
    borders: Amount
    """How many hand-overs cross a border."""
    weeks: Amount
    """Typical weeks from gene to released product."""
    weeks_is_lower_bound: bool
    """Whether part of the way has no known duration."""


class ConfirmRecord(TypedDict):
    """A fact that the best route rests on and that would have to be confirmed."""

    capability: str
    """The row of the catalog, or the stage that nobody lists."""
    text: str
    """What is to be confirmed."""


class FixRecord(TypedDict):
    """Changes that open routes together, none of them needless."""

    change: str
    """The changes in words."""
    opens: Ordinal
    """How many rows they open, at least."""
    opens_is_lower_bound: bool
    """Whether counting was given up, so that there are at least so many."""
    changes: list[ChangeRecord]
    """The changes one by one."""
    best: list[str]
    """Who does what in the best of these rows, as rows of the catalog or stages that nobody lists."""
    cost: CostRecord
    """What the best of them costs."""
    confirm: list[ConfirmRecord]
    """What would have to be confirmed for it."""


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


class NearMissRecord(Origin):
    """A refused row that came near."""

    step: StepWord
    """The step that it would do."""
    capability: str
    """The row of the catalog."""
    fails: list[str]
    """The terms that it fails, and reasons that are facts of the row; one if it fails in one thing only."""
    shortfalls: list[ShortfallRecord]
    """All that refuses it."""


class WholeSiteRecord(Origin):
    """A site that could do every stage that must be listed, but for one term or fact."""

    site: str
    """The site."""
    steps: list[StepWord]
    """The steps that it could do."""
    fails: str
    """The term that it fails, or the reason that is a fact of the site."""
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
    """The smallest sets of changes that open routes, the smallest first and then the cheapest."""
    is_complete: bool
    """Whether these are all the conflicts and all the sets of changes; else a bound was reached."""
    shortfalls: dict[str, dict[str, Amount]]
    """How many rows each reason refuses, by step."""
    empty: list[str]
    """The steps that nobody can do under this brief, in the order of the work."""
    gap: list[str]
    """The steps that nobody can do under any brief for the modality; told where a conflict has no term."""
    overruns: list[OverrunRecord]
    """Limits in the way."""
    near_misses: list[NearMissRecord]
    """Who came nearest."""
    whole_sites: list[WholeSiteRecord]
    """Sites that could do all of it, but for one thing."""
