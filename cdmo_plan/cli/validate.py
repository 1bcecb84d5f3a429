"""The verb `validate`: a placeholder that is replaced when the verb is written."""

from typing import Annotated

import typer

from cdmo_plan.cli.exit_codes import ExitCode


def command(
    path: Annotated[str | None, typer.Argument(metavar="[DIR]", help="The catalog to check.")] = None,
) -> ExitCode:
    """Say that the verb is not written yet."""
    typer.echo(f"validate is not available yet ({path})", err=True)
    return ExitCode.USAGE
