"""The verb `schema`: what an answer in JSON, or a file of a catalog, may hold."""

from typing import Annotated

import typer

from cdmo_plan.cli.exit_codes import ExitCode
from cdmo_plan.cli.refuse import refuse_unknown


def command(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]", help="A schema; without it, the schemas there are.", show_default=False
        ),
    ] = None,
) -> ExitCode:
    """Print the JSON Schema of an answer in JSON or of a kind of catalog file.

    For example:

    \b
    cdmo-plan schema
    cdmo-plan schema routes
    cdmo-plan schema list-sites
    cdmo-plan schema catalog-partner > .schemas/catalog-partner.json
    """  # noqa: D301  the \b is the character that keeps lines apart in the help
    from cdmo_plan.present import schemas

    known = schemas.names()
    if name is None:
        schemas.print_schemas()
    elif name in known:
        schemas.write_schema(name)
    else:
        from cdmo_plan.diagnostics.suggestions import did_you_mean

        refuse_unknown("schema", name, did_you_mean(name, known, n=1), "cdmo-plan schema lists them")
    return ExitCode.DONE
