"""A brief in JSON; the text below a key is its description in the schema."""

from __future__ import annotations

from typing import Annotated, TypedDict

from cdmo_plan.domain.vocabulary import Evidence
from cdmo_plan.present.schema_words import Words

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
    have: list[str]
    """Materials of the recipe that are at hand, so that nobody makes them."""
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
