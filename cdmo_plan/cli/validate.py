"""The verb `validate`: what is wrong in a catalog, and where."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from cdmo_plan.cli.catalog_option import CATALOG_VARIABLE, load_any, refuse_empty
from cdmo_plan.cli.exit_codes import ExitCode


def command(
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DIR]",
            envvar=CATALOG_VARIABLE,
            help="The catalog folder to check; the default catalog if left out.",
            show_default=False,
        ),
    ] = None,
    answer_format: Annotated[
        Literal["text", "json"], typer.Option("--format", help="How to print the findings.")
    ] = "text",
) -> ExitCode:
    """Check a catalog and report what is wrong, and where.

    Exits with 0 if there is no error (warnings may stand), 1 if there is one, 2 if the folder cannot be
    read, 3 if it holds no file of a catalog.

    For example:

    \b
    cdmo-plan validate
    cdmo-plan validate my-catalog/
    cdmo-plan validate my-catalog/ --format json
    """  # noqa: D301  the \b is the character that keeps lines apart in the help
    from cdmo_plan.present.validation import print_validation, write_validation

    folder = None if path is None else [path]
    loaded = load_any(folder)
    present = write_validation if answer_format == "json" else print_validation
    present(loaded)
    if not loaded.files:
        refuse_empty(folder)
    return ExitCode.FINDINGS if loaded.has_errors else ExitCode.DONE
