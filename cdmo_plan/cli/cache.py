"""The verb `cache`: where catalogs are kept compiled, and how to be rid of them."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cdmo_plan.cli.exit_codes import ExitCode
from cdmo_plan.cli.refuse import refuse


class Action(StrEnum):
    """What to do with the cache."""

    DIR = "dir"
    CLEAR = "clear"


class CacheFormat(StrEnum):
    """How to say what was done."""

    TEXT = "text"
    JSON = "json"


def command(
    action: Annotated[
        Action,
        typer.Argument(metavar="dir|clear", help="Print where the cache is, or delete what is in it."),
    ],
    answer_format: Annotated[
        CacheFormat, typer.Option("--format", help="How to print the answer.")
    ] = CacheFormat.TEXT,
) -> ExitCode:
    """Print where compiled catalogs are kept, or delete them.

    A catalog is compiled when it is first asked, so that the next query need not read its files again. It is
    read anew when a file of it changes, and deleting the cache costs no more than that. Private catalogs are
    never compiled, and nothing is where CDMO_PLAN_NO_CACHE or CI is set. CDMO_PLAN_CACHE_DIR names another
    folder.

    For example:

    \b
    cdmo-plan cache dir
    cdmo-plan cache dir --format json
    cdmo-plan cache clear
    """  # noqa: D301  the \b is the character that keeps lines apart in the help
    from cdmo_plan.catalog import store_folder

    folder = store_folder.folder(os.environ)
    if folder is None:
        refuse("No folder for caches is known, so nothing is kept.", "CDMO_PLAN_CACHE_DIR names one")
    try:
        deleted = store_folder.clear(folder) if action is Action.CLEAR else None
        kept = store_folder.contents(folder)
    except OSError as error:
        refuse(f"The cache in {folder} cannot be {_done(action)}: {error.strerror or error}.")
    _present(folder, kept, deleted, answer_format)
    return ExitCode.DONE


def _done(action: Action) -> str:
    return "deleted" if action is Action.CLEAR else "read"


def _present(
    folder: Path, kept: tuple[int, int], deleted: tuple[int, int] | None, answer_format: CacheFormat
) -> None:
    from cdmo_plan.catalog import store_folder
    from cdmo_plan.present import compiled

    if answer_format is CacheFormat.JSON:
        compiled.write_cache(folder, kept, deleted, is_used=not store_folder.is_off(os.environ))
    else:
        typer.echo(compiled.cache_words(folder, deleted))
