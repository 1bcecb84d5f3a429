"""The verb `alliance`: what partners open together that none of them has alone."""

from collections.abc import Sequence
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
from cdmo_plan.cli.coverage import By
from cdmo_plan.cli.exit_codes import ExitCode
from cdmo_plan.cli.refuse import refuse, refuse_brief
from cdmo_plan.cli.show_cell import show_cell
from cdmo_plan.cli.writing import Ways, write_answer

if TYPE_CHECKING:
    from cdmo_plan.analysis.alliance import Alliance, AllianceCell
    from cdmo_plan.analysis.markets import Market
    from cdmo_plan.catalog.load import Loaded
    from cdmo_plan.domain.brief import Brief

PartyWords = Annotated[
    list[str], typer.Argument(metavar="PARTY...", help="Two or more partners; a supplier may be one.")
]
Modalities = Annotated[
    list[str] | None,
    typer.Option("--modality", metavar="MODALITY", help="Only this modality or recipe; repeatable."),
]
Regions = Annotated[
    list[str] | None,
    typer.Option("--region", metavar="REGION", help="Only where the substance is made here; repeatable."),
]
AsIf = Annotated[
    bool,
    typer.Option(
        "--as-if-one-contract/--stated",
        help="As if they offered all they do under one contract, or as sources state it.",
    ),
]
ShowCell = Annotated[
    str | None,
    typer.Option(
        "--show",
        metavar="CELL",
        help="The rows behind a cell, as MODALITY:DOSE-FORM:REGION (mab:lyophilized:EU).",
    ),
]


def command(
    context: typer.Context,
    party: PartyWords,
    as_if_one_contract: AsIf = False,
    modality: Modalities = None,
    region: Regions = None,
    by: Annotated[By, typer.Option("--by", help="Count by market, or by country.")] = By.REGION,
    avoid_region: brief.AvoidRegions = None,
    container: brief.ContainerOption = None,
    dose_form: brief.DoseFormOption = None,
    expression: brief.ExpressionOption = None,
    development_phase: brief.PhaseOption = None,
    scale_l: brief.ScaleOption = None,
    market: brief.Markets = None,
    avoid: brief.Avoid = None,
    max_weeks: brief.MaxWeeks = None,
    min_evidence: brief.MinEvidenceOption = None,
    strict: brief.Strict = False,
    include: brief.IncludeOption = None,
    show: ShowCell = None,
    as_of: AsOfOption = None,
    output: FormatOption = Format.TABLE,
    catalog: CatalogOption = None,
    public: PublicOption = False,
    allow_errors: AllowErrorsOption = False,
) -> ExitCode:
    """Show what a joint offering opens that no party has alone, and what is still missing.

    For each modality, dose form and market: the rows at one contract with the agreement and without it.
    Exit code 0 says that there is an answer, also where nothing is opened; with --show, 1 says that there is
    no route in the cell.

    \b
    Examples:
    cdmo-plan alliance agc-biologics bioconnection --container vial
    cdmo-plan alliance agc-biologics bioconnection --show mab:lyophilized:EU
    cdmo-plan alliance packgene pall
    cdmo-plan alliance rentschler vetter --as-if-one-contract --modality mab
    """  # noqa: D301  the \b is the character that keeps lines apart in the help
    terms = brief.terms_of(context.params)
    loaded = load_world(catalog, allow_errors, public)
    cell_words = _cell_words(show)
    answer = _alliance(loaded, terms, context.params, cell_words[0] if cell_words else None)
    if cell_words:
        return _show(answer, cell_words, loaded, output)
    _present(answer, loaded, output)
    return ExitCode.DONE


def _cell_words(show: str | None) -> list[str] | None:
    if show is None:
        return None
    words = show.split(":")
    if len(words) not in (2, 3) or not all(words):
        refuse(f"--show {show!r} is no cell.", "write MODALITY:DOSE-FORM:REGION, as mab:lyophilized:EU")
    return words


def _alliance(loaded: "Loaded", terms: "Brief", options: dict[str, Any], only: str | None) -> "Alliance":
    from cdmo_plan.analysis.alliance import alliance
    from cdmo_plan.analysis.parties import parties_of
    from cdmo_plan.domain.refusal import BriefRefused
    from cdmo_plan.present.progress import waiting

    seen: list[str] = []
    modalities = [only] if only else options["modality"] or []
    try:
        with waiting("Judging", lambda: f" {seen[-1]}" if seen else " the catalog"):
            return alliance(
                loaded.catalog,
                terms,
                parties_of(options["party"], loaded.catalog),
                modalities=modalities,
                is_hypothetical=bool(options["as_if_one_contract"]),
                by="country" if options["by"] == By.COUNTRY else "region",
                within=_markets(options["region"] or (), loaded),
                on_progress=seen.append,
            )
    except BriefRefused as refusal:
        refuse_brief(refusal)


def _markets(words: Sequence[str], loaded: "Loaded") -> "list[Market]":
    from cdmo_plan.analysis.markets import Market
    from cdmo_plan.network.words import countries_of

    return [Market(word, (word,), countries_of([word], loaded.catalog)) for word in dict.fromkeys(words)]


def _show(answer: "Alliance", words: list[str], loaded: "Loaded", output: Format) -> ExitCode:

    from cdmo_plan.analysis.world_of_parties import world_of_parties
    from cdmo_plan.present.alliance_words import shown_only

    cell = _cell_of(answer, words, loaded)
    world = world_of_parties(
        loaded.catalog,
        answer.parties.partners,
        answer.terms.as_of,
        is_hypothetical=answer.is_hypothetical,
    )
    briefs = [asked.changed(single_contract=True) for asked in cell.briefs]
    only = shown_only(answer, loaded.catalog)
    return show_cell(briefs, world, loaded, output, before=only, after="The rows of all partners")


def _cell_of(answer: "Alliance", words: list[str], loaded: "Loaded") -> "AllianceCell":
    from cdmo_plan.analysis.markets import market_named

    market = market_named(words[-1], answer.markets, loaded.catalog)
    form = words[1] if len(words) > 2 else None  # noqa: PLR2004
    cells = (cell for cell in answer.cells if cell.market == market and cell.dose_form == form)
    found = next(cells, None)
    if found is None:
        forms = dict.fromkeys(cell.dose_form for cell in answer.cells if cell.dose_form)
        columns = ", ".join(each.id for each in answer.markets)
        hint = f"dose forms: {', '.join(forms) or 'none, leave it out'}; regions: {columns}"
        refuse(f"There is no cell {':'.join(words)!r}.", hint)
    return found


def _present(answer: "Alliance", loaded: "Loaded", output: Format) -> None:
    from cdmo_plan.analysis.shared_equipment import shared_equipment
    from cdmo_plan.present.alliance_csv import write_alliance
    from cdmo_plan.present.alliance_json import alliance_record
    from cdmo_plan.present.alliance_markdown import alliance_lines
    from cdmo_plan.present.alliance_table import print_alliance
    from cdmo_plan.present.console import output_console

    world, day = loaded.catalog, answer.terms.as_of
    shared = shared_equipment(answer.parties, day, world)
    ways = Ways(
        lambda: alliance_record(answer, shared),
        lambda: write_alliance(answer),
        lambda: alliance_lines(answer, shared, world),
        lambda: print_alliance(output_console(), answer, shared, world),
    )
    write_answer(ways, loaded, output, day)
