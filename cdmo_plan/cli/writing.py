"""How verbs write an answer that they have: with the habits of JSON, and with the marks of the catalog."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cdmo_plan.catalog.load import Loaded


def write_record(body: Mapping[str, object], loaded: "Loaded", day: date) -> None:
    """Write an answer as JSON, behind what stands before every answer."""
    from cdmo_plan.present.json_answers import envelope, write_json

    write_json({**envelope(loaded, day), **body})


def write_marked(lines: Iterable[str], loaded: "Loaded") -> None:
    """Write an answer as Markdown, with the marks of the catalog below."""
    from cdmo_plan.present.inventory_markdown import mark_lines
    from cdmo_plan.present.markdown import write_lines

    write_lines([*lines, *mark_lines(loaded, told=True)])


def print_marks(loaded: "Loaded") -> None:
    """Print above a table that the catalog has errors, where it does."""
    from cdmo_plan.present.console import output_console
    from cdmo_plan.present.inventory import print_mark

    print_mark(output_console(), loaded)
