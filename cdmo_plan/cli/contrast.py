"""The verb `contrast`: a preferred place beside the best, and what would make it win."""

from typing import TYPE_CHECKING, Annotated

import typer

from cdmo_plan.cli.brief_options import BriefFile, brief_of
from cdmo_plan.cli.catalog_option import AllowErrorsOption, CatalogOption, PublicOption, load_world
from cdmo_plan.cli.choices import Format, FormatOption
from cdmo_plan.cli.exit_codes import ExitCode
from cdmo_plan.cli.routes import CostIn, CostOf, RankBy, wanted
from cdmo_plan.cli.with_brief import with_brief
from cdmo_plan.cli.writing import Ways, names, searched, write_answer

if TYPE_CHECKING:
    from cdmo_plan.catalog.load import Loaded
    from cdmo_plan.domain.brief import Brief
    from cdmo_plan.planner.contrasting import Contrast
    from cdmo_plan.planner.costs import Wanted


@with_brief
def command(
    context: typer.Context,
    brief_file: BriefFile,
    prefer: Annotated[
        str, typer.Option(metavar="PARTNER|SITE", help="The place to compare with the best route.")
    ],
    rank_by: RankBy = None,
    cost_in: CostIn = None,
    cost_per: CostOf = None,
    output: FormatOption = Format.TABLE,
    catalog: CatalogOption = None,
    public: PublicOption = False,
    allow_errors: AllowErrorsOption = False,
) -> ExitCode:
    """Compare the best route with a place to the best of all, criterion by criterion.

    Tells the least facts that would have to be different for it to win, solved again: answers to open
    questions, what refuses its capabilities, one contract with another partner. Exit code 1 says that no
    route goes there.

    \b
    Examples:
    cdmo-plan contrast mab --region EU --prefer rentschler
    cdmo-plan contrast mab --region EU --dose-form lyophilized --prefer thermo-ferentino
    cdmo-plan contrast adc --prefer lonza-visp --rank-by weeks --format markdown
    """  # noqa: D301  the \b is the character that keeps lines apart in the help
    asked = brief_of(context.params, brief_file)
    loaded = load_world(catalog, allow_errors, public)
    contrast = _contrast(loaded, asked, prefer, rank_by, wanted(cost_in, cost_per))
    _present(contrast, loaded, output)
    return ExitCode.DONE if contrast.standing.with_it is not None else ExitCode.FINDINGS


def _contrast(
    loaded: "Loaded", asked: "Brief", prefer: str, rank_by: str | None, cost: "Wanted | None"
) -> "Contrast":
    from cdmo_plan.planner.contrasting import contrast

    return searched(lambda: contrast(loaded.catalog, asked, prefer, rank_by=names(rank_by), cost=cost))


def _present(contrast: "Contrast", loaded: "Loaded", output: Format) -> None:
    from cdmo_plan.present import contrast_text as text
    from cdmo_plan.present.contrast_json import contrast_record

    world = loaded.catalog
    ways = Ways(
        lambda: contrast_record(contrast, world),
        lambda: text.write_contrast(contrast, world),
        lambda: text.contrast_markdown(contrast, world),
        lambda: text.print_contrast(contrast, world),
    )
    write_answer(ways, loaded, output, contrast.standing.brief.as_of)
