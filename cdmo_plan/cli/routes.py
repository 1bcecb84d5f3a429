"""The verb `routes`: from a modality and a brief to ranked feasible routes."""

from collections.abc import Mapping, Sequence
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
from cdmo_plan.cli.choices import CostPer, Format, FormatOption
from cdmo_plan.cli.exit_codes import ExitCode
from cdmo_plan.cli.refuse import refuse_brief
from cdmo_plan.domain.values import NamedTuple

if TYPE_CHECKING:
    from cdmo_plan.catalog.load import Loaded
    from cdmo_plan.domain.brief import Brief
    from cdmo_plan.planner.costs import Wanted
    from cdmo_plan.planner.near_best import Tolerance
    from cdmo_plan.planner.plan import Plan
    from cdmo_plan.planner.search import Search

RankBy = Annotated[
    str | None,
    typer.Option(
        metavar="CRITERION,...",
        help="Criteria that decide first: containment, contracts, doubts, partner-changes, unnamed, sites, "
        "customs-borders, weeks, unlisted, partners, transfers, borders, evidence, open-questions, cost.",
    ),
]
Most = Annotated[
    int | None, typer.Option("-k", min=1, metavar="N", help="How many rows to show (default 10).")
]
Unfold = Annotated[bool, typer.Option("--all", help="Every route instead of rows.")]
Pareto = Annotated[
    str | None,
    typer.Option(
        metavar="CRITERION,...",
        help="Instead of the best rows, all that no other route betters in one criterion without loss in "
        "another; with --all the dominated rows behind them.",
    ),
]
Within = Annotated[
    str | None,
    typer.Option(
        metavar="N|N%",
        help="Only routes within N weeks of the best, N percent in the first criterion of --rank-by "
        "(weeks without it), or a sum in cost: '50000 EUR'.",
    ),
]
CostIn = Annotated[
    str | None,
    typer.Option(
        metavar="CURRENCY", help="Tell cost where it is quoted in this currency (EUR); nothing is converted."
    ),
]
CostOf = Annotated[CostPer | None, typer.Option("--cost-per", help="Tell cost where it is quoted for this.")]
MaxChoices = Annotated[
    int | None,
    typer.Option(
        min=1,
        metavar="N",
        help="Stop the search of a recipe after so many choices (default 2,000,000); the answer then says "
        "what it lacks.",
    ),
]
Detail = Annotated[bool, typer.Option("--detail", help="Every stage with citations, file and line.")]


class Wishes(NamedTuple):
    """What is wanted of an answer besides the brief: how to rank, and how much to show."""

    rank_by: str | None = None
    pareto: str | None = None
    within: str | None = None
    k: int | None = None
    unfold: bool = False
    max_choices: int | None = None
    cost: "Wanted | None" = None


def command(
    context: typer.Context,
    modality: brief.Modality = None,
    brief_file: brief.BriefFile = None,
    region: brief.Regions = None,
    avoid_region: brief.AvoidRegions = None,
    container: brief.ContainerOption = None,
    dose_form: brief.DoseFormOption = None,
    expression: brief.ExpressionOption = None,
    development_phase: brief.PhaseOption = None,
    scale_l: brief.ScaleOption = None,
    market: brief.Markets = None,
    via: brief.Via = None,
    avoid: brief.Avoid = None,
    from_step: brief.FromStep = None,
    to_step: brief.ToStep = None,
    have: brief.Have = None,
    single_contract: brief.SingleContract = False,
    max_partners: brief.MaxPartners = None,
    max_transfers: brief.MaxTransfers = None,
    max_weeks: brief.MaxWeeks = None,
    min_evidence: brief.MinEvidenceOption = None,
    strict: brief.Strict = False,
    include: brief.IncludeOption = None,
    as_of: AsOfOption = None,
    rank_by: RankBy = None,
    pareto: Pareto = None,
    within: Within = None,
    k: Most = None,
    unfold: Unfold = False,
    cost_in: CostIn = None,
    cost_per: CostOf = None,
    max_choices: MaxChoices = None,
    output: FormatOption = Format.TABLE,
    detail: Detail = False,
    catalog: CatalogOption = None,
    public: PublicOption = False,
    allow_errors: AllowErrorsOption = False,
) -> ExitCode:
    """Rank the feasible routes for a modality, from gene to vial, or with exit code 1 tell why none.

    \b
    Examples:
    cdmo-plan routes mab --region EU --container vial --dose-form lyophilized --single-contract
    cdmo-plan routes aav --region CN --expression suspension-hek --avoid pall
    cdmo-plan routes --brief programme.yaml --avoid-region CN --market FDA --max-weeks 60
    cdmo-plan routes aav --region EU --pareto weeks,contracts,borders --within 20%
    """  # noqa: D301  the \b is the character that keeps lines apart in the help
    asked, loaded = brief.brief_of(context.params, brief_file), load_world(catalog, allow_errors, public)
    return present(answered(loaded, asked, _wishes(context.params)), loaded, output, detail=detail)


def answered(loaded: "Loaded", asked: "Brief", wishes: Wishes = Wishes()) -> "Plan":  # noqa: B008  a value
    """Return the plan for a brief, and say meanwhile how far the search has come.

    Raises:
        typer.Exit: With 2 if the brief cannot be asked.
    """
    from cdmo_plan.domain.refusal import BriefRefused
    from cdmo_plan.planner.plan import BUDGET, plan
    from cdmo_plan.present.progress import waiting

    searches: list[Search] = []
    try:
        with waiting("Searching", lambda: _how_far(searches)):
            return plan(
                loaded.catalog,
                asked,
                rank_by=_names(wishes.rank_by),
                pareto=_names(wishes.pareto),
                within=_near(wishes),
                cost=wishes.cost,
                k=_most(wishes),
                unfold=wishes.unfold,
                budget=wishes.max_choices or BUDGET,
                watch=searches.append,
            )
    except BriefRefused as refusal:
        refuse_brief(refusal)


def _wishes(given: Mapping[str, Any]) -> Wishes:
    names = ("rank_by", "pareto", "within", "k", "unfold", "max_choices")
    cost = wanted(given["cost_in"], given["cost_per"])
    return Wishes(**{name: given[name] for name in names}, cost=cost)


def wanted(cost_in: str | None, cost_per: CostPer | None) -> "Wanted | None":
    """Return the basis on which cost is asked for, None where the options name none."""
    if cost_in is None and cost_per is None:
        return None
    from cdmo_plan.planner.costs import Wanted

    return Wanted.of(cost_in, None if cost_per is None else str(cost_per))


def _near(wishes: Wishes) -> "Tolerance | None":
    if wishes.within is None:
        return None
    from cdmo_plan.planner.near_best import Tolerance

    return Tolerance.parse(wishes.within)


def _names(words: str | None) -> list[str]:
    return [name for name in (words or "").split(",") if name.strip()]


def _most(wishes: Wishes) -> int | None:
    """Return how many rows to show: a front, and all routes, are shown whole."""
    from cdmo_plan.planner.plan import DEFAULT_K

    is_whole = wishes.unfold or wishes.pareto is not None
    return wishes.k if wishes.k is not None or is_whole else DEFAULT_K


def _how_far(searches: "Sequence[Search]") -> str:
    tried = sum(search.tried for search in searches)
    return f" {searches[-1].net.process}: {tried:,} choices so far" if searches else " the catalog"


def present(plan: "Plan", loaded: "Loaded", output: Format, *, detail: bool) -> ExitCode:
    """Write the answer, and tell whether there is a route."""
    if output is Format.JSON:
        from cdmo_plan.present.json_answers import envelope, write_json
        from cdmo_plan.present.routes_json import routes_record

        write_json({**envelope(loaded, plan.brief.as_of), **routes_record(plan, loaded.catalog)})
    elif output is Format.CSV:
        _present_csv(plan, loaded)
    elif output is Format.MARKDOWN:
        from cdmo_plan.present.inventory_markdown import mark_lines
        from cdmo_plan.present.markdown import write_lines
        from cdmo_plan.present.routes_markdown import routes_lines

        # The notes below routes tell of layers themselves.
        marks = mark_lines(loaded, told=True)
        write_lines([*routes_lines(plan, loaded.catalog, detail=detail), *marks])
    else:
        _print(plan, loaded, detail=detail)
    return ExitCode.DONE if plan.no_route is None else ExitCode.FINDINGS


def _present_csv(plan: "Plan", loaded: "Loaded") -> None:
    """Write the rows to standard output, and what no row can hold to standard error."""
    from cdmo_plan.present.console import error_console
    from cdmo_plan.present.error_mark import print_mark
    from cdmo_plan.present.layer_lines import print_sharing
    from cdmo_plan.present.no_route_text import print_no_route
    from cdmo_plan.present.routes_csv import write_routes

    write_routes(plan, loaded.catalog)
    console = error_console()
    print_mark(console, loaded)
    if plan.no_route is None:
        print_sharing(console, loaded.catalog.origins)
    else:
        print_no_route(console, plan, plan.no_route, loaded.catalog)


def _print(plan: "Plan", loaded: "Loaded", *, detail: bool) -> None:
    from cdmo_plan.present.console import output_console
    from cdmo_plan.present.error_mark import print_mark

    console = output_console()
    print_mark(console, loaded)
    if plan.no_route is not None:
        from cdmo_plan.present.no_route_text import print_no_route

        print_no_route(console, plan, plan.no_route, loaded.catalog)
    elif detail:
        from cdmo_plan.present.routes_detail import print_detail

        print_detail(console, plan, loaded.catalog)
    else:
        from cdmo_plan.present.routes_table import print_routes

        print_routes(console, plan, loaded.catalog)
