"""Types of single values: a scalar is typed by the field it fills, not by how YAML would guess it."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Final

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.reading.scalars import as_amount, as_count, as_flag, as_number

DATE_PATTERN: Final = r"^\d{4}(-\d{2}(-\d{2})?)?$"


def _read_number(value: object) -> float:
    number = as_number(value)
    if number is None:
        raise _no_number()
    return number


def _no_number() -> PydanticCustomError:
    return PydanticCustomError("number", "should be a finite number such as 2000, 0.5 or 1.0e+19")


def _read_amount(value: object) -> Decimal:
    amount = value if isinstance(value, Decimal) else as_amount(value)
    if amount is None:
        raise _no_number()
    return amount


def _read_count(value: object) -> int:
    if as_number(value) is None:
        raise _no_number()
    count = as_count(value)
    if count is None:
        code, message = "count", "should be a whole number, 0 or more"
        raise PydanticCustomError(code, message)
    return count


def _read_flag(value: object) -> bool:
    flag = as_flag(value)
    if flag is None:
        code, message = "flag", "should be true or false"
        raise PydanticCustomError(code, message)
    return flag


def _read_date(value: object) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, str):
        try:
            return PartialDate.parse(value)
        except ValueError as error:
            code, message = "date", "{reason}"
            raise PydanticCustomError(code, message, {"reason": str(error)}) from error
    code, message = "date", "should be a date of the form YYYY, YYYY-MM or YYYY-MM-DD"
    raise PydanticCustomError(code, message)


ID_PATTERN: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"
CAPABILITY_PATTERN: Final = r"^[a-z0-9]+(-[a-z0-9]+)*(/network)?/[a-z]+(-[a-z]+)*/[1-9][0-9]*$"
ENTITY_PATTERN: Final = r"^([A-Z]{2,4}|[a-z0-9]+(-[a-z0-9]+)*((/network)?/[a-z]+(-[a-z]+)*/[1-9][0-9]*)?)$"
CURRENCY_PATTERN: Final = r"^[A-Z]{3}$"
COUNTRY_PATTERN: Final = r"^[A-Z]{2}$"
DOTTED_PATTERN: Final = r"^[a-z_0-9]+(\.[a-z0-9-]+)?$"
REGION_PATTERN: Final = r"^([A-Z]{2,4}|[a-z0-9]+(-[a-z0-9]+)*)$"
PLACE_PATTERN: Final = r"^[^=]+$"
SCALE_PATTERN: Final = r"^([1-9]\d*x)?\d+(\.\d+)?$"
FORMS: Final = MappingProxyType(
    {
        ID_PATTERN: ("an identifier: lower-case words and digits joined by hyphens", "agc-copenhagen"),
        CAPABILITY_PATTERN: (
            "the id of a capability: its site, its step and its place among the rows of that step",
            "agc-copenhagen/drug-substance/1",
        ),
        ENTITY_PATTERN: ("the id of an entity or of a capability", "agc-copenhagen"),
        CURRENCY_PATTERN: ("a currency code of three capital letters (ISO 4217)", "EUR"),
        COUNTRY_PATTERN: ("a country code of two capital letters (ISO 3166-1)", "DE, US or GB"),
        DOTTED_PATTERN: ("the name of a field, or a field and one of its values", "expression.mammalian"),
        REGION_PATTERN: (
            "a region: two to four capital letters, or words joined by hyphens",
            "north-america",
        ),
        PLACE_PATTERN: ("a region or a country, and a step's own stand under step-region", "EU"),
        SCALE_PATTERN: ("litres, or vessels by litres", "2x2000"),
    }
)
"""What each pattern means, in words, and an example."""

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
CapabilityId = Annotated[str, StringConstraints(pattern=CAPABILITY_PATTERN)]
EntityId = Annotated[str, StringConstraints(pattern=ENTITY_PATTERN)]
CurrencyCode = Annotated[str, StringConstraints(pattern=CURRENCY_PATTERN)]
CountryCode = Annotated[str, StringConstraints(pattern=COUNTRY_PATTERN)]
Number = Annotated[float, BeforeValidator(_read_number, json_schema_input_type=float)]
Positive = Annotated[Number, Field(gt=0)]
Amount = Annotated[Decimal, BeforeValidator(_read_amount, json_schema_input_type=float), Field(ge=0)]
Count = Annotated[int, BeforeValidator(_read_count, json_schema_input_type=int)]
Flag = Annotated[bool, BeforeValidator(_read_flag, json_schema_input_type=bool)]
Date = Annotated[
    PartialDate,
    PlainValidator(_read_date),
    WithJsonSchema({"type": "string", "pattern": DATE_PATTERN}),
]
RegionId = Annotated[str, StringConstraints(pattern=REGION_PATTERN)]
Dotted = Annotated[str, StringConstraints(pattern=DOTTED_PATTERN)]


class Document(BaseModel):
    """Base of all document types: unknown keys are errors, values do not change."""

    model_config = ConfigDict(extra="forbid", defer_build=True, frozen=True)
