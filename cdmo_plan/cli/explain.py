"""The verb `explain`: why a brief has no route, and what would open one."""

from typing import TYPE_CHECKING, Annotated

import typer

from cdmo_plan.cli.brief_options import BriefFile, brief_of
from cdmo_plan.cli.catalog_option import AllowErrorsOption, CatalogOption, PublicOption, load_world
from cdmo_plan.cli.choices import Format, FormatOption
from cdmo_plan.cli.exit_codes import ExitCode
from cdmo_plan.cli.refuse import refuse
from cdmo_plan.cli.with_brief import with_brief
from cdmo_plan.cli.writing import Ways, searched, write_answer

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
    from cdmo_plan.planner.standing import standing_of

    return searched(lambda: standing_of(loaded.catalog, asked, site, step=step))


def _explain(loaded: "Loaded", asked: "Brief") -> "Explanation":
    from cdmo_plan.planner.explaining import explain_brief

    return searched(lambda: explain_brief(loaded.catalog, asked))


def _present(explanation: "Explanation", loaded: "Loaded", output: Format) -> None:
    from cdmo_plan.present import explain_text as text
    from cdmo_plan.present.explain_json import explanation_record

    world = loaded.catalog
    ways = Ways(
        lambda: explanation_record(explanation, world),
        lambda: text.write_explanation(explanation, world),
        lambda: text.explanation_markdown(explanation, world),
        lambda: text.print_explanation(explanation, world),
        tells_sharing=True,
    )
    write_answer(ways, loaded, output, explanation.plan.brief.as_of)


def _present_standing(standing: "Standing", loaded: "Loaded", output: Format) -> None:
    from cdmo_plan.present import standing_text as text
    from cdmo_plan.present.standing_json import standing_record

    world = loaded.catalog
    ways = Ways(
        lambda: standing_record(standing, world),
        lambda: text.write_standing(standing, loaded.catalog),
        lambda: text.standing_markdown(standing, world),
        lambda: text.print_standing(standing, world),
    )
    write_answer(ways, loaded, output, standing.brief.as_of)
