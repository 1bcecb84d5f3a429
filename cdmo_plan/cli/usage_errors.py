"""What is said of a command line that cannot be parsed: what is wrong with it, and what to write instead."""

import os
import re

import typer

from cdmo_plan.present.text import listed, plain

_NO_NUMBER = re.compile(r" is not a valid int(?:eger)?(?: range)?\.$")
_EXTRA = re.compile(r"^Got unexpected extra argument")
_NOT_ONE_OF = re.compile(r"'(?P<word>[^']*)' is not one of (?P<choices>'.*')\.$")


_ONE_VALUE = (
    "an option takes one value: repeat it for several (--region EU --region US), quote what has spaces"
)


def explain(problem: typer.TyperException, program: str) -> None:
    """Print an error of usage to standard error, with a hint and where to read on."""
    message = _NO_NUMBER.sub(" is no whole number.", problem.format_message())
    typer.echo(f"Error: {plain(message)}{_meant(message)}", err=True)
    context = getattr(problem, "ctx", None)
    hint = _what_is_missing(getattr(problem, "param", None)) if message.startswith("Missing argument") else ""
    hint = _ONE_VALUE if _EXTRA.match(message) else hint
    if hint:
        typer.echo(f"Hint: {plain(hint)}", err=True)
    # An option without its value does not know the command that it is about.
    path = context.command_path if context is not None else program
    typer.echo(f"Try '{path} --help' for help.", err=True)


def _meant(message: str) -> str:
    """Return the choice that was probably meant, as a question behind the message."""
    found = _NOT_ONE_OF.search(message)
    if found is None:
        return ""
    from cdmo_plan.diagnostics.suggestions import did_you_mean

    near = did_you_mean(found["word"], re.findall(r"'([^']*)'", found["choices"]), n=1)
    return f" Did you mean {near[0]!r}?" if near else ""


def _what_is_missing(parameter: object) -> str:
    """Return what an argument that was left out may be."""
    metavar = getattr(parameter, "metavar", "")
    if metavar == "MODALITY":
        return what_is_a_modality()
    return "cdmo-plan list shows what has an id, as cdmo-plan show agc-copenhagen" if metavar == "ID" else ""


def what_is_a_modality() -> str:
    """Return which words name a modality."""
    words = known_modalities()
    return f"it is one of {listed(words)}, or a recipe" if words else "cdmo-plan list modalities shows them"


def known_modalities() -> list[str]:
    """Return the modalities that the catalog has recipes for, without reading it as a plan does."""
    from cdmo_plan.cli.completion.ids import folders_of
    from cdmo_plan.reading.outline import outline

    folders = folders_of((), os.environ.get("CDMO_PLAN_CATALOG", ""))
    recipes = [each for folder in folders for each in outline(folder, ["recipe"])]
    return sorted({each.fields["modality"] for each in recipes if each.fields.get("modality")})
