"""The verb `list`: a placeholder that is replaced when the verb is written."""

from typing import Annotated

import typer

from cdmo_plan.cli.exit_codes import ExitCode


def command(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="What to list.")],
) -> ExitCode:
    """Say that the verb is not written yet."""
    typer.echo(f"list is not available yet ({kind})", err=True)
    return ExitCode.USAGE
