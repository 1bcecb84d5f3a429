"""The verb `show`: one entity of a catalog, all that is known of it, and who says so."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cdmo_plan.cli.catalog_option import (
    AllowErrorsOption,
    AsOfOption,
    CatalogOption,
    PublicOption,
    day_or_today,
    load_world,
    print_mark_aside,
)
from cdmo_plan.cli.choices import Format, FormatOption
from cdmo_plan.cli.exit_codes import ExitCode
from cdmo_plan.cli.refuse import refuse, refuse_unknown

if TYPE_CHECKING:
    from cdmo_plan.analysis.lookup import Found
    from cdmo_plan.catalog.load import Loaded
    from cdmo_plan.catalog.memory import Catalog


def command(
    identifier: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="An id as `list` prints it, or a name; a capability, a country code."
        ),
    ],
    answer_format: FormatOption = Format.TABLE,
    as_of: AsOfOption = None,
    catalog: CatalogOption = None,
    public: PublicOption = False,
    allow_errors: AllowErrorsOption = False,
) -> ExitCode:
    """Show one entity of the catalog: all that is known of it, with sources and the place in the file.

    For example:

    \b
    cdmo-plan show agc-copenhagen
    cdmo-plan show agc-copenhagen/drug-substance/1
    cdmo-plan show aav-suspension
    cdmo-plan show agc-boulder --as-of 2024-06-30 --format json
    """  # noqa: D301  the \b is the character that keeps lines apart in the help
    day = day_or_today(as_of)
    loaded = load_world(catalog, allow_errors, public)
    found = _find(identifier, loaded.catalog)
    _present(found, loaded, day, answer_format)
    return ExitCode.DONE


def _present(found: "tuple[Found, ...]", loaded: "Loaded", day: date, answer_format: Format) -> None:
    from cdmo_plan.present import entity

    if answer_format is Format.CSV:
        from cdmo_plan.present.inventory_csv import write_entities

        write_entities(found, loaded.catalog, day)
        print_mark_aside(loaded)
    elif answer_format is Format.JSON:
        entity.write_entities(found, loaded, day)
    elif answer_format is Format.MARKDOWN:
        entity.write_entities_as_markdown(found, loaded, day)
    else:
        entity.print_entities(found, loaded, day)


def _find(word: str, world: "Catalog") -> "tuple[Found, ...]":
    """Return what the word names, or refuse it: a name of several entities is no answer."""
    from cdmo_plan.analysis.lookup import find, near

    found = find(word, world)
    if not found:
        _refuse_withdrawn(word, world)
        refuse_unknown("entity", word, near(word, world), "cdmo-plan list tells what the catalog holds")
    if len({each.id for each in found}) > 1:
        named = ", ".join(f"{each.id} ({each.kind})" for each in found)
        refuse(f"{word!r} is the name of several: {named}.", "name one by its id")
    return found


def _refuse_withdrawn(word: str, world: "Catalog") -> None:
    """Refuse an id that a layer withdraws, alone or with what it is part of, and say which one and why.

    Raises:
        typer.Exit: With 2, if it is one.
    """
    for layer in world.origins.layers:
        for name, reason in layer.withdrawn:
            if word == name or word.startswith(f"{name}/"):
                refuse(
                    f"{name!r} is withdrawn by the catalog {layer.name}: {reason}.",
                    "without that catalog it is shown as the catalogs below have it",
                )
