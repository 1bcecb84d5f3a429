"""What every JSON answer begins with, and the answers of `rules` and of `list` without a kind.

Each record is a type; its schema is generated from it, with the text below a key as its description.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from cdmo_plan.present.schema_words import Amount, Day, Ordinal


class CatalogName(TypedDict):
    """The catalog that was asked."""

    digest: str
    """Changes whenever a file of the catalog does: the same digest means the same facts."""
    layers: list[str]
    """The ids of the catalogs that were laid over each other, the first at the bottom."""
    private_layers: NotRequired[list[str]]
    """Those of them that are private: the answer is not for sharing. Present only where there are some."""
    private_layers_left_out: NotRequired[Amount]
    """How many private ones --public left out; present only where it did."""
    errors: NotRequired[Amount]
    """How many errors the catalog has; present only where it has some and --allow-errors was given."""


class Origin(TypedDict):
    """From which of several catalogs, laid over each other, a record is."""

    layers: NotRequired[list[str]]
    """The catalogs that any of its facts is from, the lowest first; present only where there are several."""
    private: NotRequired[Literal[True]]
    """Present where any of its facts is from a private catalog: not for sharing."""


class Versioned(TypedDict):
    """What every answer begins with."""

    schema_version: Literal[1]
    """Grows when a key goes away or changes its meaning; new keys and new words do not change it."""


class Answer(Versioned):
    """What every answer from a catalog begins with."""

    as_of: Day
    """The day that was asked about."""
    catalog: CatalogName
    """The catalog that was asked."""


class Place(TypedDict):
    """Where something is written in a catalog."""

    file: str
    """The file, named from where the catalog was named."""
    line: Ordinal
    """The line, from 1."""
    column: Ordinal
    """The column, from 1."""


class ListAnswer(Answer):
    """What can be listed, and how much of it there is."""

    kinds: dict[str, Amount]
    """How many entities there are of each kind that `list` takes."""


class ExampleRecord(TypedDict):
    """A file of an example."""

    path: str
    """The path of the file in its catalog."""
    text: str
    """What the file holds."""
    how: str | None
    """How the file is kept, where plain text cannot show it: `saved as latin-1`."""


class RuleRecord(TypedDict):
    """A rule of `validate` with its manual page."""

    code: str
    """The stable code, such as CAT301."""
    name: str
    """The name, which --select and --ignore take too."""
    severity: Literal["error", "warning", "info"]
    """How much a finding of the rule weighs."""
    family: str
    """What the rules of the family have in common."""
    summary: str
    """What the rule finds, in a sentence."""
    manual: str
    """The manual page, as plain text."""
    fires: list[ExampleRecord]
    """Files on which the rule fires."""
    fits: list[ExampleRecord]
    """The same files, mended."""


class RulesAnswer(Versioned):
    """The rules that `validate` runs; they belong to the program and to no catalog."""

    rules: list[RuleRecord]
    """The rules by code."""
