"""The verb `explain`: why a brief has no route, and what would open one."""

from typing import TYPE_CHECKING, Annotated

import typer

from cdmo_plan.cli.brief_options import BriefFile, brief_of
from cdmo_plan.cli.catalog_option import (
    AllowErrorsOption,
    CatalogOption,
    PublicOption,
    load_world,
    print_mark_aside,
)
from cdmo_plan.cli.choices import Format, FormatOption
from cdmo_plan.cli.exit_codes import ExitCode
from cdmo_plan.cli.refuse import refuse, refuse_brief
from cdmo_plan.cli.with_brief import with_brief
from cdmo_plan.cli.writing import print_marks, write_marked, write_record

if TYPE_CHECKING:
    from cdmo_plan.catalog.load import Loaded
    from cdmo_plan.domain.brief import Brief
    from cdmo_plan.planner.explaining import Explanation
    from cdmo_plan.planner.standing import Standing

SiteOption = Annotated[
    str | None,
    typer.Option(metavar="SITE|PARTNER", help="Why this place is not in the answer, or what it loses by."),
]
StepOption = Annotated[str | None, typer.Option(metavar="STEP", help="With --site: for this step only.")]


@with_brief
def command(
    context: typer.Context,
    brief_file: BriefFile = None,
    site: SiteOption = None,
    step: StepOption = None,
    output: FormatOption = Format.TABLE,
    catalog: CatalogOption = None,
    public: PublicOption = False,
    allow_errors: AllowErrorsOption = False,
) -> ExitCode:
    """Explain why a brief has no route: what clashes, what would open routes, who came near.

    Conflicts are the smallest sets of terms that cannot hold together; changes are the smallest sets of terms
    to give up or facts to confirm, each solved again. With --site: what keeps one place out. Exit code 1 says
    that there is no route (to that place).

    \b
    Examples:
    cdmo-plan explain mab --region JP --dose-form lyophilized --single-contract
    cdmo-plan explain aav --region CN --expression suspension-hek --avoid pall --strict
    cdmo-plan explain mab --region EU --site lonza-visp
    cdmo-plan explain --brief programme.yaml --format json
    """  # noqa: D301  the \b is the character that keeps lines apart in the help
    asked = brief_of(context.params, brief_file)
    loaded = load_world(catalog, allow_errors, public)
    if site is not None:
        standing = _stand(loaded, asked, site, step)
        _present_standing(standing, loaded, output)
        return ExitCode.DONE if standing.with_it is not None else ExitCode.FINDINGS
    if step is not None:
        refuse("--step goes with --site.", "name the site or partner to explain: --site lonza-visp")
    explanation = _explain(loaded, asked)
    _present(explanation, loaded, output)
    return ExitCode.DONE if explanation.plan.no_route is None else ExitCode.FINDINGS


def _stand(loaded: "Loaded", asked: "Brief", site: str, step: str | None) -> "Standing":
    from cdmo_plan.domain.refusal import BriefRefused
    from cdmo_plan.planner.standing import standing_of
    from cdmo_plan.present.progress import waiting

    try:
        with waiting("Searching"):
            return standing_of(loaded.catalog, asked, site, step=step)
    except BriefRefused as refusal:
        refuse_brief(refusal)


def _explain(loaded: "Loaded", asked: "Brief") -> "Explanation":
    from cdmo_plan.domain.refusal import BriefRefused
    from cdmo_plan.planner.explaining import explain_brief
    from cdmo_plan.present.progress import waiting

    try:
        with waiting("Searching"):
            return explain_brief(loaded.catalog, asked)
    except BriefRefused as refusal:
        refuse_brief(refusal)


def _present(explanation: "Explanation", loaded: "Loaded", output: Format) -> None:
    from cdmo_plan.present import explain_text as text

    world = loaded.catalog
    if output is Format.JSON:
        from cdmo_plan.present.explain_json import explanation_record

        write_record(explanation_record(explanation, world), loaded, explanation.plan.brief.as_of)
    elif output is Format.CSV:
        text.write_explanation(explanation, world)
        print_mark_aside(loaded)
    elif output is Format.MARKDOWN:
        write_marked(text.explanation_markdown(explanation, world), loaded)
    else:
        print_marks(loaded)
        text.print_explanation(explanation, world)


def _present_standing(standing: "Standing", loaded: "Loaded", output: Format) -> None:
    from cdmo_plan.present import standing_text as text

    world = loaded.catalog
    if output is Format.JSON:
        from cdmo_plan.present.standing_json import standing_record

        write_record(standing_record(standing, world), loaded, standing.brief.as_of)
    elif output is Format.CSV:
        text.write_standing(standing)
        print_mark_aside(loaded)
    elif output is Format.MARKDOWN:
        write_marked(text.standing_markdown(standing, world), loaded)
    else:
        print_marks(loaded)
        text.print_standing(standing, world)
