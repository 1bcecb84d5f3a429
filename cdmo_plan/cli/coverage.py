"""The verb `coverage`: who can do this at all, modality by market."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cdmo_plan.cli import brief_options as brief
from cdmo_plan.cli.catalog_option import (
    AllowErrorsOption,
    AsOfOption,
    CatalogOption,
    PublicOption,
    load_world,
)
from cdmo_plan.cli.choices import Format, FormatOption
from cdmo_plan.cli.exit_codes import ExitCode
from cdmo_plan.cli.refuse import refuse, refuse_brief
from cdmo_plan.cli.show_cell import show_cell
from cdmo_plan.cli.writing import Ways, write_answer

if TYPE_CHECKING:
    from cdmo_plan.analysis.coverage import Cell, Coverage
    from cdmo_plan.catalog.load import Loaded
    from cdmo_plan.domain.brief import Brief


class By(StrEnum):
    """What the columns are."""

    REGION = "region"
    COUNTRY = "country"


class RegionOf(StrEnum):
    """Which stages a column binds."""

    SUBSTANCE = "substance"
    ALL = "all"


Modalities = Annotated[
    list[str] | None,
    typer.Option("--modality", metavar="MODALITY", help="Only this modality or recipe; repeatable."),
]
ByOption = Annotated[By, typer.Option("--by", help="One column for each market, or for each country.")]
RegionOfOption = Annotated[
    RegionOf, typer.Option("--region-of", help="A column binds the drug substance, or every stage.")
]
ShowCell = Annotated[
    str | None,
    typer.Option("--show", metavar="CELL", help="The rows behind a cell, as MODALITY:REGION (mab:EU)."),
]


def command(
    context: typer.Context,
    by: ByOption = By.REGION,
    region_of: RegionOfOption = RegionOf.SUBSTANCE,
    modality: Modalities = None,
    dose_form: brief.DoseFormOption = None,
    container: brief.ContainerOption = None,
    development_phase: brief.PhaseOption = None,
    show: ShowCell = None,
    as_of: AsOfOption = None,
    output: FormatOption = Format.TABLE,
    catalog: CatalogOption = None,
    public: PublicOption = False,
    allow_errors: AllowErrorsOption = False,
) -> ExitCode:
    """Show which modalities can be made where, by how many partners, and what is missing.

    A cell counts the rows that `routes` answers for the modality with its drug substance made there.
    Exit code 1 says that no cell has any, with --show that this cell has none.

    \b
    Examples:
    cdmo-plan coverage
    cdmo-plan coverage --dose-form lyophilized --container vial --development-phase clinical
    cdmo-plan coverage --modality mab --modality aav --by country
    cdmo-plan coverage --region-of all --format markdown
    cdmo-plan coverage --show mab:EU
    """  # noqa: D301  the \b is the character that keeps lines apart in the help
    terms = brief.terms_of(context.params)
    named, column = _cell_words(show)
    loaded = load_world(catalog, allow_errors, public)
    asked = [named] if named else modality or []
    # A cell that is empty here has a column where other modalities are made there.
    how = {"by": by.value, "region_of": region_of.value, "every_country": column is not None}
    answer = _coverage(loaded, terms, asked, **how)
    if column is not None:
        found = _cell_of(answer, column, loaded)
        return show_cell(found.briefs, loaded.catalog, loaded, output)
    _present(answer, loaded, output)
    return ExitCode.DONE if any(cell.rows for cell in answer.cells()) else ExitCode.FINDINGS


def _cell_words(show: str | None) -> tuple[str | None, str | None]:
    if show is None:
        return None, None
    modality, separator, column = show.partition(":")
    if not (modality and separator and column):
        refuse(f"--show {show!r} is no cell.", "write MODALITY:REGION, as mab:EU")
    return modality, column


def _coverage(loaded: "Loaded", terms: "Brief", modalities: list[str], **how: Any) -> "Coverage":  # noqa: ANN401
    from cdmo_plan.analysis.coverage import coverage
    from cdmo_plan.domain.refusal import BriefRefused
    from cdmo_plan.present.progress import waiting

    seen: list[str] = []
    try:
        with waiting("Judging", lambda: f" {seen[-1]}" if seen else " the catalog"):
            return coverage(loaded.catalog, terms, modalities, on_progress=seen.append, **how)
    except BriefRefused as refusal:
        refuse_brief(refusal)


def _cell_of(answer: "Coverage", column: str, loaded: "Loaded") -> "Cell":
    from cdmo_plan.analysis.markets import market_named

    market = market_named(column, answer.markets, loaded.catalog)
    found = next((cell for cell in answer.cells() if cell.market == market), None)
    if found is None:
        columns = ", ".join(each.id for each in answer.markets)
        refuse(f"There is no column {column!r}.", f"the columns are {columns}")
    return found


def _present(answer: "Coverage", loaded: "Loaded", output: Format) -> None:
    from cdmo_plan.present.console import output_console
    from cdmo_plan.present.coverage_csv import write_coverage
    from cdmo_plan.present.coverage_json import coverage_record
    from cdmo_plan.present.coverage_markdown import coverage_lines
    from cdmo_plan.present.coverage_table import print_coverage

    world = loaded.catalog
    ways = Ways(
        lambda: coverage_record(answer),
        lambda: write_coverage(answer),
        lambda: coverage_lines(answer, world),
        lambda: print_coverage(output_console(), answer, world),
    )
    write_answer(ways, loaded, output, answer.terms.as_of)
