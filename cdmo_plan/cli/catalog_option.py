"""The options that every verb on a catalog shares, and loading it with the contract's exit codes."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from typer.core import TyperOption

from cdmo_plan.cli.exit_codes import ExitCode
from cdmo_plan.cli.refuse import refuse

if TYPE_CHECKING:
    from cdmo_plan.catalog.loaded import Loaded, Place

    Load = Callable[[Sequence[Place], bool], Loaded]

CATALOG_VARIABLE = "CDMO_PLAN_CATALOG"

NAME_A_FOLDER = (
    "name a folder that holds manifest.yaml; without --catalog and CDMO_PLAN_CATALOG the default is used"
)


def parse_day(text: str) -> date:
    """Read a day as `YYYY-MM-DD`.

    Raises:
        typer.BadParameter: If it is none.
    """
    from cdmo_plan.domain.dates import PartialDate

    try:
        day = PartialDate.parse(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    if day.first != day.last:
        message = f"{text!r} names no single day: write YYYY-MM-DD"
        raise typer.BadParameter(message)
    return day.first


CatalogOption = Annotated[
    list[str] | None,
    typer.Option(
        "--catalog",
        metavar="default|DIR",
        envvar=CATALOG_VARIABLE,
        # Texts that the variable lists as paths are listed: `Path` would make "default" of "./default".
        click_type=typer.main.TyperPath(),
        help="A catalog folder to use in place of the default catalog; repeated, each lies over those "
        "before it. The word default is the default catalog.",
    ),
]
PublicOption = Annotated[
    bool, typer.Option("--public", help="Leave private catalogs out, so that the answer can be shared.")
]
AsOfOption = Annotated[
    date | None,
    typer.Option(
        "--as-of", metavar="DATE", parser=parse_day, help="The day to answer for; today if left out."
    ),
]
AllowErrorsOption = Annotated[
    bool,
    typer.Option("--allow-errors", help="Answer from a catalog with errors too, and mark the answer."),
]


_READS_ALL: ContextVar[bool] = ContextVar("reads_all", default=False)


def no_cache_option() -> TyperOption:
    """Return the option of every verb that answers from a catalog: read all of it, whatever is compiled."""
    return TyperOption(
        param_decls=["--no-cache"],
        is_flag=True,
        default=False,
        expose_value=False,
        callback=lambda _context, _option, value: _READS_ALL.set(bool(value)),
        help="Read every file of the catalog, and compile nothing; as CDMO_PLAN_NO_CACHE and CI do.",
    )


def day_or_today(as_of: date | None) -> date:
    """Return the day that was asked for, else today as the user's clock has it."""
    return as_of or datetime.now().astimezone().date()


def load_world(catalog: Sequence[str] | None, allow_errors: bool = False, public: bool = False) -> "Loaded":
    """Load the catalog that a verb answers from: a `World` in `.catalog`, with what was found on the way.

    Raises:
        typer.Exit: With 2 if a folder cannot be read or has errors that are not allowed, with 3
            if one holds no file of a catalog. What is wrong was then printed to standard error.
    """
    from cdmo_plan.present.progress import waiting

    with waiting("Reading the catalog"):
        loaded = load_any(catalog, public, _read_or_recall)
    if loaded.has_errors and not allow_errors:
        _print_errors(loaded)
        refuse(
            f"{_where(loaded)} has errors, so there is no answer.",
            "mend them (cdmo-plan validate checks a catalog), or pass --allow-errors for a marked answer",
        )
    return loaded


def load_any(catalog: Sequence[str] | None, public: bool = False, load: "Load | None" = None) -> "Loaded":
    """Load one catalog or several, each laid over those before it, whatever their findings.

    Args:
        catalog: The folders as they were named, the lowest first.
        public: Whether to leave private ones out.
        load: What loads them; if left out, every file is read, and only reading and linking find.

    Raises:
        typer.Exit: With 2 if a folder cannot be read, is named twice or does not say what it is; with 3 if
            one holds no file of a catalog, or if none is left.
    """
    from cdmo_plan.catalog.loaded import VisibilityUnknownError
    from cdmo_plan.catalog.places import LayerRefusedError, named_places
    from cdmo_plan.reading.places import ReadingFailure

    try:
        loaded = (load or _read)(named_places(catalog or ()), public)
    except LayerRefusedError as refused:
        refuse(f"{refused.message[:1].upper()}{refused.message[1:]}.", refused.hint)
    except FileNotFoundError as error:
        refuse(str(error))
    except ReadingFailure as failure:
        refuse(f"The catalog cannot be read: {failure}.", NAME_A_FOLDER)
    except VisibilityUnknownError as unknown:
        refuse(f"{unknown}.", "cdmo-plan validate says what is wrong with it; without --public it is used")
    _refuse_nothing(loaded)
    return loaded


def _read(places: "Sequence[Place]", public: bool) -> "Loaded":
    from cdmo_plan.catalog.load import load_layers

    return load_layers(places, public=public)


def _read_or_recall(places: "Sequence[Place]", public: bool) -> "Loaded":
    from cdmo_plan.catalog.store import load_checked

    return load_checked(places, public=public, recall=not _READS_ALL.get())


def _refuse_nothing(loaded: "Loaded") -> None:
    for folder in loaded.folders:
        if not folder.files:
            refuse_empty(folder.root)
    if not loaded.catalog.layers:
        refuse(
            "Every catalog that was named is private, and --public leaves them out: nothing is left.",
            "name a public one too: --catalog default",
            ExitCode.NOTHING_CHECKED,
        )


def refuse_empty(root: Path) -> NoReturn:
    """End with 3: nothing was checked, since no file of the folder belongs to a catalog.

    Raises:
        typer.Exit: Always.
    """
    near = [folder for folder in _folders_near(root) if (folder / "manifest.yaml").is_file()]
    hint = "a catalog folder holds manifest.yaml, partners/*.yaml and processes/*.yaml"
    if near:
        hint = f"{near[0]} is a catalog; did you mean that?"
    refuse(f"No catalog file in {root}: nothing was checked.", hint, ExitCode.NOTHING_CHECKED)


def _folders_near(root: Path) -> Iterator[Path]:
    """Yield where a catalog is found whose parts, or whose repository, was named in its place."""
    from cdmo_plan.reading.places import FOLDERS

    if Path(os.path.abspath(root)).name in FOLDERS:  # noqa: PTH100  resolving would follow links
        yield root.parent if root.name else Path("..")
    try:
        yield from sorted(each for each in root.iterdir() if each.is_dir() and each.name[0] != ".")
    except OSError:
        return


def _where(loaded: "Loaded") -> str:
    """Return which catalog has errors; of several, their names."""
    from cdmo_plan.diagnostics.diagnostic import Severity
    from cdmo_plan.present.text import listed

    origins = loaded.catalog.origins
    if not origins.is_layered:
        return "The catalog"
    errors = (found for found in loaded.diagnostics if found.severity is Severity.ERROR)
    layers = {layer.name: None for found in errors if (layer := origins.of(found.mark))}
    names = [layer.name for layer in origins.layers if layer.name in layers]
    return f"The catalog {listed(names, 'and')}" if names else "One of the catalogs"


def _print_errors(loaded: "Loaded") -> None:
    from cdmo_plan.diagnostics.diagnostic import Severity
    from cdmo_plan.present.console import error_console
    from cdmo_plan.present.findings import print_findings

    errors = [found for found in loaded.diagnostics if found.severity is Severity.ERROR]
    private = {file for layer in loaded.catalog.origins.private for file in layer.files}
    print_findings(error_console(), errors, private=private)


def print_mark_aside(loaded: "Loaded") -> None:
    """Mark an answer on standard error, where it has no room itself: errors, and what is not for sharing."""
    from cdmo_plan.present.console import error_console
    from cdmo_plan.present.error_mark import print_mark
    from cdmo_plan.present.layer_lines import print_sharing

    print_mark(error_console(), loaded)
    print_sharing(error_console(), loaded.catalog.origins)
