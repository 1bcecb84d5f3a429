"""A brief kept in a file: the terms of `cdmo-plan routes`, by the names that its options have."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.vocabulary import Container, DevelopmentPhase, DoseForm, Evidence, Host, StepId
from cdmo_plan.reading.fields import PLACE_PATTERN, SCALE_PATTERN, Count, Date, Document, Flag, Text


def _one_day(value: object) -> object:
    """Refuse a month or a year, which a catalog's dates may be and the day of a question may not."""
    try:
        date = PartialDate.parse(value) if isinstance(value, str) else None
    except ValueError:
        return value
    if date is not None and date.first != date.last:
        code, message = "date", "a question is answered for one day, YYYY-MM-DD"
        raise PydanticCustomError(code, message)
    return value


Place = Annotated[str, StringConstraints(pattern=PLACE_PATTERN, strip_whitespace=True)]
Places = Annotated[tuple[Place, ...], Field(min_length=1)]
Words = Annotated[tuple[Text, ...], Field(min_length=1)]
Day = Annotated[Date, BeforeValidator(_one_day)]
AtLeastOne = Annotated[Count, Field(ge=1)]


def _as_option(name: str) -> str:
    return name.removesuffix("_step").replace("_", "-")


class BriefDocument(Document):
    """A file for `--brief`: what a sponsor needs. Keys are spelled as the options are."""

    model_config = ConfigDict(alias_generator=_as_option)

    modality: Text | None = None
    as_of: Day | None = None
    region: Places | None = None
    step_region: dict[StepId, Places] | None = Field(default=None, alias="step-region")
    avoid_region: Places | None = None
    container: Container | None = None
    dose_form: DoseForm | None = None
    expression: Host | None = None
    development_phase: DevelopmentPhase | None = None
    scale_l: Annotated[str, StringConstraints(pattern=SCALE_PATTERN)] | None = None
    market: Words | None = None
    via: dict[StepId, Text] | None = None
    avoid: Words | None = None
    from_step: StepId | None = None
    to_step: StepId | None = None
    have: Words | None = None
    single_contract: Flag | None = None
    max_partners: AtLeastOne | None = None
    max_transfers: Count | None = None
    max_weeks: AtLeastOne | None = None
    min_evidence: Evidence | None = None
    strict: Flag | None = None
    include: Annotated[tuple[Literal["announced", "held"], ...], Field(min_length=1)] | None = None

    def options(self) -> dict[str, Any]:
        """Return what is written as the options of the command line hold it, by the names of parameters."""
        words = {name: value for name, value in self if value is not None and name != "step_region"}
        own = [f"{step}={place}" for step, places in (self.step_region or {}).items() for place in places]
        if self.region or own:
            words["region"] = [*(self.region or ()), *own]
        if self.via:
            words["via"] = [f"{step}={place}" for step, place in self.via.items()]
        if self.as_of:
            words["as_of"] = self.as_of.first
        return {name: list(value) if isinstance(value, tuple) else value for name, value in words.items()}
