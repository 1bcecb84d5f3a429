"""The verb `show`: a placeholder that is replaced when the verb is written."""

from typing import Annotated

import typer

from cdmo_plan.cli.exit_codes import ExitCode


def command(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="What to show.")],
) -> ExitCode:
    """Say that the verb is not written yet."""
    typer.echo(f"show is not available yet ({identifier})", err=True)
    return ExitCode.USAGE
