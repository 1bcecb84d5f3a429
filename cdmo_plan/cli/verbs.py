"""The table of verbs, and the stand-in that imports a verb only when it is invoked."""

from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand


class Verb(NamedTuple):
    """One verb of the command line, and where its code lies."""

    name: str
    module: str
    attribute: str
    summary: str


VERBS = (
    Verb("routes", "cdmo_plan.cli.routes", "command", "Rank the feasible routes for a modality and a brief."),
    Verb(
        "explain",
        "cdmo_plan.cli.explain",
        "command",
        "Explain why a brief has no route, and what would open one.",
    ),
    Verb("ask", "cdmo_plan.cli.ask", "command", "List what to ask whom, by what the answers could change."),
    Verb("contrast", "cdmo_plan.cli.contrast", "command", "Compare a preferred place with the best route."),
    Verb(
        "coverage",
        "cdmo_plan.cli.coverage",
        "command",
        "Show which modalities can be made where, and by how many.",
    ),
    Verb(
        "alliance",
        "cdmo_plan.cli.alliance",
        "command",
        "Show what a joint offering opens that no party has alone.",
    ),
    Verb("list", "cdmo_plan.cli.list_", "command", "List partners, sites or other entities of the catalog."),
    Verb("show", "cdmo_plan.cli.show", "command", "Show one entity of the catalog with its sources."),
    Verb(
        "validate",
        "cdmo_plan.cli.validate",
        "command",
        "Check catalogs and report what is wrong, and where.",
    ),
    Verb("rules", "cdmo_plan.cli.rules", "command", "Explain what validate looks for, rule by rule."),
    Verb(
        "schema", "cdmo_plan.cli.schema", "command", "Print the JSON Schema of an answer or a catalog file."
    ),
    Verb(
        "cache", "cdmo_plan.cli.cache", "command", "Print where compiled catalogs are kept, or delete them."
    ),
)


class LazyVerb(TyperCommand):
    """A verb known by its name and summary, whose module is imported on its first use.

    The group lists, completes and suggests stand-ins; only making a context, the first step
    of parsing a verb's own arguments, needs the real command.
    """

    def __init__(self, verb: Verb) -> None:
        super().__init__(verb.name, help=verb.summary, short_help=verb.summary, rich_markup_mode=None)
        self._verb = verb

    # Typer hands these arguments through to the real command and exports no types for them.
    def make_context(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """Make the context of the real command, which then also runs it."""
        return load(self._verb).make_context(*args, **kwargs)


def load(verb: Verb) -> TyperCommand:
    """Import the verb's module and return its function as a command."""
    function = getattr(import_module(verb.module), verb.attribute)
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(verb.name)(function)
    command = typer.main.get_command(app)
    if not isinstance(command, TyperCommand):
        message = f"{verb.module}.{verb.attribute} does not make a single command"
        raise TypeError(message)
    # Whoever may answer from a catalog with errors answers from a compiled one; `validate` reads all.
    if any(each.name == "allow_errors" for each in command.params):
        from cdmo_plan.cli.catalog_option import no_cache_option

        command.params.append(no_cache_option())
    return command
