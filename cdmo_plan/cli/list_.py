"""The verb `list`: the partners, sites and other entities of a catalog as of a day."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, NoReturn

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
from cdmo_plan.cli.refuse import refuse_unknown

if TYPE_CHECKING:
    from cdmo_plan.catalog.load import Loaded


def command(
    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="[KIND]",
            help="partners, sites, modalities, steps, agreements, equipment, regions, organisations "
            "or layers.",
            show_default=False,
        ),
    ] = None,
    answer_format: FormatOption = Format.TABLE,
    as_of: AsOfOption = None,
    catalog: CatalogOption = None,
    public: PublicOption = False,
    allow_errors: AllowErrorsOption = False,
) -> ExitCode:
    """List partners, sites or other entities of the catalog; without KIND, what can be listed.

    For example:

    \b
    cdmo-plan list
    cdmo-plan list sites --as-of 2026-11-21
    cdmo-plan list partners --format json
    cdmo-plan list agreements --catalog my-catalog/
    """  # noqa: D301  the \b is the character that keeps lines apart in the help
    from cdmo_plan.analysis.inventory import LISTINGS

    if kind is not None and kind not in LISTINGS:
        _refuse_kind(kind, list(LISTINGS))
    day = day_or_today(as_of)
    loaded = load_world(catalog, allow_errors, public)
    if kind is None:
        _present_overview(loaded, day, answer_format)
    else:
        _present_listing(kind, loaded, day, answer_format)
    return ExitCode.DONE


def _present_overview(loaded: "Loaded", day: date, answer_format: Format) -> None:
    from cdmo_plan.analysis.inventory import LISTINGS, listing

    counts = {kind: len(listing(kind, loaded.catalog, day)) for kind in LISTINGS}
    if answer_format is Format.JSON:
        from cdmo_plan.present.inventory_json import write_counts

        write_counts(counts, loaded, day)
    elif answer_format is Format.CSV:
        from cdmo_plan.present import inventory_csv

        inventory_csv.write_counts(counts)
        print_mark_aside(loaded)
    elif answer_format is Format.MARKDOWN:
        from cdmo_plan.present.inventory_markdown import write_overview

        write_overview(counts, loaded, day)
    else:
        from cdmo_plan.present.inventory import print_overview

        print_overview(counts, loaded, day)


def _present_listing(kind: str, loaded: "Loaded", day: date, answer_format: Format) -> None:
    from cdmo_plan.analysis.inventory import listing

    lines = listing(kind, loaded.catalog, day)
    if answer_format is Format.JSON:
        from cdmo_plan.present import inventory_json

        inventory_json.write_listing(kind, lines, loaded, day)
    elif answer_format is Format.CSV:
        from cdmo_plan.present import inventory_csv

        inventory_csv.write_listing(kind, lines, loaded.catalog, day)
        print_mark_aside(loaded)
    elif answer_format is Format.MARKDOWN:
        from cdmo_plan.present import inventory_markdown

        inventory_markdown.write_listing(kind, lines, loaded, day)
    else:
        from cdmo_plan.present.inventory import print_listing

        print_listing(kind, lines, loaded, day)


def _refuse_kind(kind: str, kinds: list[str]) -> NoReturn:
    from cdmo_plan.diagnostics.suggestions import did_you_mean
    from cdmo_plan.present.text import listed

    refuse_unknown("list of", kind, did_you_mean(kind, kinds, n=1), f"list one of {listed(kinds)}")
