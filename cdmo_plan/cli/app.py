"""The command line as a whole: its own options, its help, and the group of verbs."""

import os
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from cdmo_plan._version import __version__
from cdmo_plan.cli.exit_codes import ExitCode
from cdmo_plan.cli.refuse import refuse
from cdmo_plan.cli.verbs import VERBS, LazyVerb, Verb

PROGRAM = "cdmo-plan"
INSTALL = "--install-completion"
SHOW = "--show-completion"

# The \b lines keep the examples from being re-wrapped into one paragraph.
EXAMPLES = """\
Examples:

\b
cdmo-plan routes mab --region EU --container vial --dose-form lyophilized
cdmo-plan list sites --format json
cdmo-plan show agc-copenhagen
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
        from cdmo_plan.cli.usage_errors import explain

        explain(problem, PROGRAM)
        return problem.exit_code
    except typer.Abort:
        return ExitCode.INTERRUPTED
    return ExitCode.DONE if code is None else int(code)


def build(verbs: Sequence[Verb] = VERBS) -> TyperGroup:
    """Build the group of verbs without importing any verb."""
    app = typer.Typer(
        cls=_Group, add_completion=False, rich_markup_mode=None, epilog=EXAMPLES, invoke_without_command=True
    )
    app.callback()(_root)
    group = typer.main.get_command(app)
    if not isinstance(group, TyperGroup):
        message = "an application with a callback is a group"
        raise TypeError(message)
    for verb in verbs:
        group.add_command(LazyVerb(verb))
    return group


class _Group(TyperGroup):
    """The verbs; `--install-completion` and its like take a shell or none."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  typer exports no type
        """Parse the words before the verb."""
        return super().parse_args(ctx, [*args, "auto"] if args[-1:] in ([INSTALL], [SHOW]) else args)


def _show_completion(shell: str | None) -> None:
    if shell is not None:
        from cdmo_plan.cli.completion.install import script

        typer.echo(script(_shell(shell)), nl=False)
        raise typer.Exit


def _install_completion(word: str | None) -> None:
    if word is None:
        return
    from cdmo_plan.cli.completion.install import install

    shell = _shell(word)
    try:
        written = install(shell, os.environ)
    except OSError as error:
        refuse(
            f"Completion for {shell} cannot be written: {error.filename}: {error.strerror}.",
            f"cdmo-plan {SHOW} {shell} prints the script, to be put where {shell} reads it",
        )
    typer.echo(f"Completion for {shell} is written in {' and '.join(str(path) for path in written)}.")
    typer.echo(f"It works in every {shell} that is started from now on.")
    raise typer.Exit


def _shell(word: str) -> str:
    from cdmo_plan.cli.completion.install import SHELLS, UnknownShellError, shell_named

    try:
        return shell_named(word, os.environ)
    except UnknownShellError as error:
        said = str(error)
        refuse(f"{said[:1].upper()}{said[1:]}.", f"name the shell: cdmo-plan {SHOW} {'|'.join(SHELLS)}")


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"{PROGRAM} {__version__}")
        raise typer.Exit


def _root(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
    install_completion: Annotated[
        str | None,
        typer.Option(
            INSTALL,
            metavar="[bash|zsh|fish]",
            callback=_install_completion,
            is_eager=True,
            help="Install completion for a shell; the login shell if left out.",
        ),
    ] = None,
    show_completion: Annotated[
        str | None,
        typer.Option(
            SHOW,
            metavar="[bash|zsh|fish]",
            callback=_show_completion,
            is_eager=True,
            help="Print the script of completion, to install it yourself.",
        ),
    ] = None,
) -> None:
    """Plan the manufacture of biologics across contract manufacturers, with every fact cited."""
    del version, install_completion, show_completion  # consumed by their callbacks
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
