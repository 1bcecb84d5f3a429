"""The verb `ask`: the open questions of the best rows, by partner, weightiest first."""

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from cdmo_plan.cli.answers_file import AnswersOption, read_answers
from cdmo_plan.cli.brief_options import BriefFile, brief_of
from cdmo_plan.cli.catalog_option import AllowErrorsOption, CatalogOption, PublicOption, load_world
from cdmo_plan.cli.choices import Format, FormatOption
from cdmo_plan.cli.exit_codes import ExitCode
from cdmo_plan.cli.routes import CostIn, CostOf, RankBy, wanted
from cdmo_plan.cli.with_brief import with_brief
from cdmo_plan.cli.writing import Ways, names, searched, write_answer

if TYPE_CHECKING:
    from cdmo_plan.catalog.load import Loaded
    from cdmo_plan.domain.answers import Answers
    from cdmo_plan.domain.brief import Brief
    from cdmo_plan.planner.asking import Asking
    from cdmo_plan.planner.costs import Wanted

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
    cost_in: CostIn = None,
    cost_per: CostOf = None,
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
    wishes = _Wishes(top, k, names(rank_by), wanted(cost_in, cost_per))
    asking = _ask(loaded, asked, given, wishes)
    _present(asking, loaded, output)
    return ExitCode.DONE if asking.plan.no_route is None else ExitCode.FINDINGS


class _Wishes(NamedTuple):
    """How many questions, of how many of which rows."""

    top: int | None
    k: int | None
    rank_by: tuple[str, ...]
    cost: "Wanted | None"


def _ask(loaded: "Loaded", asked: "Brief", answers: "Answers | None", wishes: _Wishes) -> "Asking":
    from cdmo_plan.planner.asking import DEFAULT_TOP, ask
    from cdmo_plan.planner.plan import DEFAULT_K

    most, rows = wishes.top or DEFAULT_TOP, wishes.k or DEFAULT_K
    criteria, cost = wishes.rank_by, wishes.cost
    return searched(
        lambda: ask(loaded.catalog, asked, top=most, k=rows, rank_by=criteria, cost=cost, answers=answers)
    )


def _present(asking: "Asking", loaded: "Loaded", output: Format) -> None:
    from cdmo_plan.present import ask_text as text
    from cdmo_plan.present.ask_json import asking_record

    world = loaded.catalog
    ways = Ways(
        lambda: asking_record(asking, world),
        lambda: text.write_asking(asking, world),
        lambda: text.asking_markdown(asking, world),
        lambda: text.print_asking(asking, world),
    )
    write_answer(ways, loaded, output, asking.plan.brief.as_of)
