"""The verb `ask`: the open questions of the best rows, by partner, weightiest first."""

from typing import TYPE_CHECKING, Annotated

import typer

from cdmo_plan.cli.answers_file import AnswersOption, read_answers
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
from cdmo_plan.cli.refuse import refuse_brief
from cdmo_plan.cli.routes import RankBy
from cdmo_plan.cli.with_brief import with_brief
from cdmo_plan.cli.writing import print_marks, write_marked, write_record

if TYPE_CHECKING:
    from cdmo_plan.catalog.load import Loaded
    from cdmo_plan.domain.answers import Answers
    from cdmo_plan.domain.brief import Brief
    from cdmo_plan.planner.asking import Asking

Top = Annotated[
    int | None, typer.Option("--top", min=1, metavar="N", help="How many questions to show (default 20).")
]
Rows = Annotated[
    int | None, typer.Option("-k", min=1, metavar="N", help="Of how many of the best rows (default 10).")
]


@with_brief
def command(
    context: typer.Context,
    brief_file: BriefFile = None,
    top: Top = None,
    k: Rows = None,
    rank_by: RankBy = None,
    answers: AnswersOption = None,
    output: FormatOption = Format.TABLE,
    catalog: CatalogOption = None,
    public: PublicOption = False,
    allow_errors: AllowErrorsOption = False,
) -> ExitCode:
    """List what to ask whom: open questions and doubts of the best rows, by what their answers could change.

    Each is solved with yes and with no. --answers lays answers over the catalog and shows what flips.
    Exit code 1 says that there is no route to ask about.

    \b
    Examples:
    cdmo-plan ask mab --region EU --container vial --dose-form lyophilized --top 10
    cdmo-plan ask aav --region US --format csv > rfi.csv
    cdmo-plan ask mab --region EU --answers answers.yaml
    """  # noqa: D301  the \b is the character that keeps lines apart in the help
    asked = brief_of(context.params, brief_file)
    loaded = load_world(catalog, allow_errors, public)
    given = read_answers(answers, loaded.catalog) if answers is not None else None
    asking = _ask(loaded, asked, given, top, k, rank_by)
    _present(asking, loaded, output)
    return ExitCode.DONE if asking.plan.no_route is None else ExitCode.FINDINGS


def _ask(
    loaded: "Loaded",
    asked: "Brief",
    answers: "Answers | None",
    top: int | None,
    k: int | None,
    rank_by: str | None,
) -> "Asking":
    from cdmo_plan.domain.refusal import BriefRefused
    from cdmo_plan.planner.asking import DEFAULT_TOP, ask
    from cdmo_plan.planner.plan import DEFAULT_K
    from cdmo_plan.present.progress import waiting

    criteria = tuple(name for name in (rank_by or "").split(",") if name.strip())
    try:
        with waiting("Searching"):
            return ask(
                loaded.catalog,
                asked,
                top=top or DEFAULT_TOP,
                k=k or DEFAULT_K,
                rank_by=criteria,
                answers=answers,
            )
    except BriefRefused as refusal:
        refuse_brief(refusal)


def _present(asking: "Asking", loaded: "Loaded", output: Format) -> None:
    from cdmo_plan.present import ask_text as text

    world = loaded.catalog
    if output is Format.JSON:
        from cdmo_plan.present.ask_json import asking_record

        write_record(asking_record(asking, world), loaded, asking.plan.brief.as_of)
    elif output is Format.CSV:
        text.write_asking(asking, world)
        print_mark_aside(loaded)
    elif output is Format.MARKDOWN:
        write_marked(text.asking_markdown(asking, world), loaded)
    else:
        print_marks(loaded)
        text.print_asking(asking, world)
