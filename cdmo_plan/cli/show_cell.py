"""The rows behind a cell of a table: the answer of `routes` to its brief, and the command line for it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from cdmo_plan.cli.choices import Format
from cdmo_plan.cli.exit_codes import ExitCode
from cdmo_plan.cli.routes import answered, present

if TYPE_CHECKING:
    from cdmo_plan.catalog.load import Loaded
    from cdmo_plan.catalog.memory import Catalog
    from cdmo_plan.domain.brief import Brief


def show_cell(
    briefs: "Sequence[Brief]",
    world: "Catalog",
    loaded: "Loaded",
    output: Format,
    *,
    before: Sequence[str] = (),
    after: str = "The same",
) -> ExitCode:
    """Answer each brief of a cell as `routes` would, and say how to ask it there.

    `before` are paragraphs on what the answer leaves out or supposes, `after` what stands before the command.
    """
    from cdmo_plan.present.command_lines import routes_command

    of_cell = loaded._replace(catalog=world)
    is_prose = output in (Format.TABLE, Format.MARKDOWN)
    for said in before:
        typer.echo(f"{said}\n", err=not is_prose)
    codes: list[ExitCode] = []
    for asked in briefs:
        plan = answered(of_cell, asked)
        codes.append(present(plan, of_cell, output, detail=False))
        typer.echo(f"\n{after}: {routes_command(asked)}", err=not is_prose)
    return min(codes)
