"""How a verb ends without an answer: one sentence on standard error, a hint, an exit code."""

from typing import TYPE_CHECKING, NoReturn

import typer

from cdmo_plan.cli.exit_codes import ExitCode
from cdmo_plan.present.text import plain

if TYPE_CHECKING:
    from cdmo_plan.domain.refusal import BriefRefused


def refuse(message: str, hint: str | None = None, code: ExitCode = ExitCode.USAGE) -> NoReturn:
    """Say why there is no answer and what to write instead, and end the verb.

    Raises:
        typer.Exit: Always, with the exit code.
    """
    typer.echo(f"Error: {plain(message)}", err=True)
    if hint:
        typer.echo(f"Hint: {plain(hint)}", err=True)
    raise typer.Exit(code)


def refuse_brief(refusal: "BriefRefused") -> NoReturn:
    """Say all that is wrong with a brief, and end the verb.

    Raises:
        typer.Exit: Always, with 2.
    """
    for found in (refusal, *refusal.also):
        typer.echo(f"Error: {plain(found.message[:1].upper() + found.message[1:])}.", err=True)
        if found.hint:
            typer.echo(f"Hint: {plain(found.hint)}", err=True)
    raise typer.Exit(ExitCode.USAGE)


def refuse_unknown(what: str, word: str, near: list[str], hint: str | None = None) -> NoReturn:
    """Refuse a word that names nothing, with what was probably meant.

    Raises:
        typer.Exit: Always, with 2.
    """
    from cdmo_plan.present.text import listed

    meant = f" Did you mean {listed([repr(each) for each in near])}?" if near else ""
    refuse(f"There is no {what} {word!r}.{meant}", hint)
