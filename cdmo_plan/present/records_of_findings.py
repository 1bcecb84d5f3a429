"""The answer of `validate` in JSON; the text below a key is its description in the schema."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from cdmo_plan.present.records_of_answers import Answer, Place
from cdmo_plan.present.schema_words import Amount, Ordinal

Severity = Literal["error", "warning", "info"]


class CheckedRecord(TypedDict):
    """How much was looked at."""

    files: Amount
    """Files of a catalog."""
    partners: Amount
    """Partners."""
    sites: Amount
    """Plants."""
    capabilities: Amount
    """Rows: what a plant or a partner's network can do."""
    agreements: Amount
    """Agreements."""
    organisations: Amount
    """Organisations."""
    equipment: Amount
    """Models of equipment."""
    recipes: Amount
    """Recipes."""
    files_not_understood: Amount
    """Files of which no rule could see anything, since they are not well-formed or not of the format."""
    rules: Ordinal
    """How many rules were run."""


class CountsRecord(TypedDict):
    """How many findings there are of each severity."""

    errors: Amount
    """Findings that make answers wrong."""
    warnings: Amount
    """Findings that are worth mending."""
    info: Amount
    """Remarks on what may well be right."""
    of_the_default_catalog: NotRequired[Ordinal]
    """What the default catalog has by itself, below other layers: in no other count, and not listed."""


class RelatedRecord(Place):
    """Another place that a finding is about."""

    message: str
    """What stands there."""


class FindingRecord(Place):
    """One finding, at the place to mend."""

    code: str
    """The stable code of the rule."""
    name: str
    """The name of the rule."""
    severity: Severity
    """How much it weighs."""
    message: str
    """What is wrong."""
    hint: str | None
    """What to do about it."""
    related: list[RelatedRecord]
    """Other places that it is about."""
    private: NotRequired[Literal[True]]
    """Present where it is about a private catalog: not for sharing."""


class StatisticsRecord(TypedDict):
    """How often one rule fired."""

    code: str
    """The code of the rule."""
    name: str
    """The name of the rule."""
    severity: Severity
    """How much its findings weigh."""
    count: Ordinal
    """How many findings there are."""


class ValidateAnswer(Answer):
    """What a check of catalogs found, and how much it looked at."""

    checked: CheckedRecord
    """How much was looked at."""
    counts: CountsRecord
    """How many findings there are of each severity."""
    findings: list[FindingRecord]
    """Every finding by place, remarks too."""
    statistics: NotRequired[list[StatisticsRecord]]
    """How often each rule fired, the most frequent first; present with --statistics."""
