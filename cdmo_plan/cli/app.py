"""The command line as a whole: its own options, its help, and the group of verbs."""

from collections.abc import Sequence
from typing import Annotated

import typer
from typer.core import TyperGroup

from cdmo_plan._version import __version__
from cdmo_plan.cli.exit_codes import ExitCode
from cdmo_plan.cli.verbs import VERBS, LazyVerb, Verb

PROGRAM = "cdmo-plan"

# The \b lines keep the examples from being re-wrapped into one paragraph.
EXAMPLES = """\
Examples:

\b
cdmo-plan routes mab --region EU --container vial --dose-form lyophilized
cdmo-plan list sites --format json
cdmo-plan validate my-catalog/
"""


def run(arguments: Sequence[str] | None = None, verbs: Sequence[Verb] = VERBS) -> int:
    """Run one command line and return its exit code.

    Args:
        arguments: The arguments after the program's name; those of the process if left out.
        verbs: The verbs on offer.
    """
    try:
        code = build(verbs).main(args=arguments, prog_name=PROGRAM, standalone_mode=False)
    except typer.TyperException as problem:
        _explain(problem)
        return problem.exit_code
    except typer.Abort:
        return ExitCode.INTERRUPTED
    return ExitCode.DONE if code is None else int(code)


def build(verbs: Sequence[Verb] = VERBS) -> TyperGroup:
    """Build the group of verbs without importing any verb."""
    app = typer.Typer(rich_markup_mode=None, epilog=EXAMPLES, invoke_without_command=True)
    app.callback()(_root)
    # get_command, unlike get_group, adds the options that install shell completion.
    group = typer.main.get_command(app)
    if not isinstance(group, TyperGroup):
        message = "an application with a callback is a group"
        raise TypeError(message)
    for verb in verbs:
        group.add_command(LazyVerb(verb))
    return group


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"{PROGRAM} {__version__}")
        raise typer.Exit


def _root(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Plan the manufacture of biologics across contract manufacturers, with every fact cited."""
    del version  # consumed by its callback
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def _explain(problem: typer.TyperException) -> None:
    typer.echo(f"Error: {problem.format_message()}", err=True)
    # Only errors of usage know the command that they are about.
    context = getattr(problem, "ctx", None)
    if context is not None:
        typer.echo(f"Try '{context.command_path} --help' for help.", err=True)
