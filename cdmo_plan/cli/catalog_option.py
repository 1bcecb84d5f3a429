"""The options that every verb on a catalog shares, and loading it with the contract's exit codes."""

import os
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from cdmo_plan._default_catalog import DEFAULT_SHOWN_AS
from cdmo_plan.cli.exit_codes import ExitCode
from cdmo_plan.cli.refuse import refuse

if TYPE_CHECKING:
    from cdmo_plan.catalog.load import Loaded

CATALOG_VARIABLE = "CDMO_PLAN_CATALOG"

NAME_A_FOLDER = (
    "name a folder that holds manifest.yaml; without --catalog and CDMO_PLAN_CATALOG the default is used"
)
SEVERAL = "one catalog folder at a time; laying one catalog over another is not available yet"


def parse_day(text: str) -> date:
    """Read a day as `YYYY-MM-DD`.

    Raises:
        typer.BadParameter: If it is none.
    """
    from cdmo_plan.domain.dates import PartialDate

    try:
        day = PartialDate.parse(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    if day.first != day.last:
        message = f"{text!r} names no single day: write YYYY-MM-DD"
        raise typer.BadParameter(message)
    return day.first


CatalogOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--catalog",
        metavar="DIR",
        envvar=CATALOG_VARIABLE,
        help="A catalog folder to use in place of the default catalog.",
    ),
]
AsOfOption = Annotated[
    date | None,
    typer.Option(
        "--as-of", metavar="DATE", parser=parse_day, help="The day to answer for; today if left out."
    ),
]
AllowErrorsOption = Annotated[
    bool,
    typer.Option("--allow-errors", help="Answer from a catalog with errors too, and mark the answer."),
]


def day_or_today(as_of: date | None) -> date:
    """Return the day that was asked for, else today as the user's clock has it."""
    return as_of or datetime.now().astimezone().date()


def load_world(catalog: Sequence[Path] | None, allow_errors: bool = False) -> "Loaded":
    """Load the catalog that a verb answers from: a `World` in `.catalog`, with what was found on the way.

    Raises:
        typer.Exit: With 2 if the folder cannot be read or has errors that are not allowed, with 3
            if it holds no file of a catalog. What is wrong was then printed to standard error.
    """
    from cdmo_plan.present.progress import waiting

    with waiting("Reading the catalog"):
        from cdmo_plan.catalog.rules.check import with_errors

        loaded = load_any(catalog)
        # Rules that find errors ask about no day: a catalog is right or wrong whatever is asked of it.
        loaded = with_errors(loaded, date.min) if loaded.files else loaded
    if not loaded.files:
        refuse_empty(catalog)
    if loaded.has_errors and not allow_errors:
        _print_errors(loaded)
        refuse(
            "The catalog has errors, so there is no answer.",
            "mend them (cdmo-plan validate checks a catalog), or pass --allow-errors for a marked answer",
        )
    return loaded


def load_any(catalog: Sequence[Path] | None) -> "Loaded":
    """Load a catalog whatever its findings.

    Raises:
        typer.Exit: With 2 if the folder cannot be read, or if several were named.
    """
    from cdmo_plan.catalog.load import load_folder
    from cdmo_plan.reading.files import ReadingFailure

    root, shown_as = _folder(catalog)
    try:
        return load_folder(root, shown_as=shown_as)
    except ReadingFailure as failure:
        several = os.pathsep in str(root)
        refuse(f"The catalog cannot be read: {failure}.", SEVERAL if several else NAME_A_FOLDER)


def refuse_empty(catalog: Sequence[Path] | None) -> NoReturn:
    """End with 3: nothing was checked, since no file of the folder belongs to a catalog.

    Raises:
        typer.Exit: Always.
    """
    root, _ = _folder(catalog)
    refuse(
        f"No catalog file in {root}: nothing was checked.",
        "a catalog folder holds manifest.yaml, partners/*.yaml and processes/*.yaml",
        ExitCode.NOTHING_CHECKED,
    )


def _folder(catalog: Sequence[Path] | None) -> tuple[Path, str | None]:
    """Return the folder to load, and the name by which marks speak of it."""
    if not catalog:
        return default_folder(), DEFAULT_SHOWN_AS
    if len(catalog) > 1:
        refuse(
            f"Only one catalog can be loaded, and {len(catalog)} were named: "
            f"{', '.join(str(folder) for folder in catalog)}.",
            SEVERAL,
        )
    return catalog[0], None


def default_folder() -> Path:
    """Return the folder of the default catalog.

    Raises:
        typer.Exit: With 2 if this installation has none.
    """
    from cdmo_plan._default_catalog import default_catalog_path

    try:
        return default_catalog_path()
    except FileNotFoundError as error:
        refuse(str(error))


def _print_errors(loaded: "Loaded") -> None:
    from cdmo_plan.diagnostics.diagnostic import Severity
    from cdmo_plan.present.console import error_console
    from cdmo_plan.present.findings import print_findings

    errors = [found for found in loaded.diagnostics if found.severity is Severity.ERROR]
    print_findings(error_console(), errors)


def print_mark_aside(loaded: "Loaded") -> None:
    """Mark an answer from a catalog with errors on standard error, where the answer itself has no room."""
    from cdmo_plan.present.console import error_console
    from cdmo_plan.present.inventory import print_mark

    print_mark(error_console(), loaded)
