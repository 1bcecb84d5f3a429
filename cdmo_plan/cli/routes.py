"""The verb `routes`: a placeholder that is replaced when the verb is written."""

from typing import Annotated

import typer

from cdmo_plan.cli.exit_codes import ExitCode


def command(
    modality: Annotated[str, typer.Argument(metavar="MODALITY", help="A modality or a recipe.")],
) -> ExitCode:
    """Say that the verb is not written yet."""
    typer.echo(f"routes is not available yet ({modality})", err=True)
    return ExitCode.USAGE
