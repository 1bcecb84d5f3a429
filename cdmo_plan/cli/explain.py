"""The verb `explain`: why a brief has no route, and what would open one."""

from typing import TYPE_CHECKING

import typer

from cdmo_plan.cli.brief_options import brief_of
from cdmo_plan.cli.catalog_option import (
    AllowErrorsOption,
    CatalogOption,
    PublicOption,
    load_world,
    print_mark_aside,
)
from cdmo_plan.cli.choices import Format, FormatOption
from cdmo_plan.cli.exit_codes import ExitCode
from cdmo_plan.cli.refuse import refuse_brief
from cdmo_plan.cli.with_brief import with_brief

if TYPE_CHECKING:
    from cdmo_plan.catalog.load import Loaded
    from cdmo_plan.domain.brief import Brief
    from cdmo_plan.planner.explaining import Explanation


@with_brief
def command(
    context: typer.Context,
    output: FormatOption = Format.TABLE,
    catalog: CatalogOption = None,
    public: PublicOption = False,
    allow_errors: AllowErrorsOption = False,
) -> ExitCode:
    """Explain why a brief has no route: what clashes, what would open routes, who came near.

    Conflicts are the smallest sets of terms that cannot hold together; changes are the smallest sets of terms
    to give up or facts to confirm, each solved again. Exit code 1 says that there is no route.

    \b
    Examples:
    cdmo-plan explain mab --region JP --dose-form lyophilized --single-contract
    cdmo-plan explain aav --region CN --expression suspension-hek --avoid pall --strict
    cdmo-plan explain --brief programme.yaml --format json
    """  # noqa: D301  the \b is the character that keeps lines apart in the help
    asked, loaded = (
        brief_of(context.params, context.params["brief_file"]),
        load_world(catalog, allow_errors, public),
    )
    explanation = _explain(loaded, asked)
    _present(explanation, loaded, output)
    return ExitCode.DONE if explanation.plan.no_route is None else ExitCode.FINDINGS


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
        from cdmo_plan.present.json_answers import envelope, write_json

        day = explanation.plan.brief.as_of
        write_json({**envelope(loaded, day), **explanation_record(explanation, world)})
    elif output is Format.CSV:
        text.write_explanation(explanation, world)
        print_mark_aside(loaded)
    elif output is Format.MARKDOWN:
        from cdmo_plan.present.inventory_markdown import mark_lines
        from cdmo_plan.present.markdown import write_lines

        write_lines([*text.explanation_markdown(explanation, world), *mark_lines(loaded, told=True)])
    else:
        from cdmo_plan.present.console import output_console
        from cdmo_plan.present.inventory import print_mark

        print_mark(output_console(), loaded)
        text.print_explanation(explanation, world)
