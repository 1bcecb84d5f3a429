"""Why there is no route, in JSON; the text below a key is its description in the schema."""

from __future__ import annotations

from typing import TypedDict

from cdmo_plan.present.records_of_answers import Origin
from cdmo_plan.present.schema_words import Amount, Ordinal, StepWord


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


class NearMissRecord(Origin):
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
