"""The verb `routes`: from a modality and a brief to ranked feasible routes."""

from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from cdmo_plan.cli.catalog_option import (
    AllowErrorsOption,
    AsOfOption,
    CatalogOption,
    day_or_today,
    load_world,
)
from cdmo_plan.cli.exit_codes import ExitCode
from cdmo_plan.cli.refuse import refuse

if TYPE_CHECKING:
    from cdmo_plan.catalog.load import Loaded
    from cdmo_plan.domain.brief import Brief, ScaleNeed
    from cdmo_plan.planner.plan import Plan


class Container(str, Enum):
    """Containers of the last fill."""

    VIAL = "vial"
    PREFILLED_SYRINGE = "prefilled-syringe"
    CARTRIDGE = "cartridge"
    BAG = "bag"


class DoseForm(str, Enum):
    """Dose forms of the last fill."""

    LIQUID = "liquid"
    LYOPHILIZED = "lyophilized"
    FROZEN = "frozen"


class Expression(str, Enum):
    """Hosts of the product's substance."""

    MAMMALIAN = "mammalian"
    MICROBIAL = "microbial"
    YEAST = "yeast"
    INSECT = "insect"
    CELL_FREE = "cell-free"
    SUSPENSION_HEK = "suspension-hek"
    ADHERENT_HEK = "adherent-hek"


class DevelopmentPhase(str, Enum):
    """What the supply is for."""

    PRECLINICAL = "preclinical"
    CLINICAL = "clinical"
    COMMERCIAL = "commercial"


class Include(str, Enum):
    """Capacity that is left out unless asked for."""

    ANNOUNCED = "announced"
    HELD = "held"


class Format(str, Enum):
    """How the answer is written."""

    TABLE = "table"
    JSON = "json"


def command(
    modality: Annotated[str, typer.Argument(metavar="MODALITY", help="A modality (mab) or a recipe (aav-suspension).")],
    region: Annotated[
        list[str] | None,
        typer.Option(metavar="[STEP=]REGION", help="Region or country; repeat for alternatives; STEP= binds one step."),
    ] = None,
    container: Annotated[Container | None, typer.Option(help="Container of the last fill.")] = None,
    dose_form: Annotated[DoseForm | None, typer.Option(help="Dose form of the last fill.")] = None,
    expression: Annotated[Expression | None, typer.Option(help="Host of the product's substance.")] = None,
    development_phase: Annotated[DevelopmentPhase | None, typer.Option(help="Phase that the supply is for.")] = None,
    scale_l: Annotated[
        str | None, typer.Option(metavar="N|NxN", help="Litres of the substance batch: 2000, or 2x2000.")
    ] = None,
    via: Annotated[
        list[str] | None, typer.Option(metavar="STEP=SITE|PARTNER", help="Do a step at this site or partner.")
    ] = None,
    avoid: Annotated[
        list[str] | None,
        typer.Option(metavar="SITE|PARTNER|COUNTRY|SUPPLIER", help="Leave out; a supplier means its equipment."),
    ] = None,
    from_step: Annotated[str | None, typer.Option("--from", metavar="STEP", help="Start at this step.")] = None,
    to_step: Annotated[str | None, typer.Option("--to", metavar="STEP", help="End at this step.")] = None,
    single_contract: Annotated[bool, typer.Option("--single-contract", help="One contract for all stages.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="No doubts, no open questions.")] = False,
    include: Annotated[
        list[Include] | None, typer.Option(help="Also announced or held capacity, marked as such.")
    ] = None,
    rank_by: Annotated[
        str | None, typer.Option(metavar="CRITERION,...", help="Criteria that decide first, in this order.")
    ] = None,
    k: Annotated[int | None, typer.Option("-k", min=1, metavar="N", help="How many rows to show (default 10).")] = None,
    unfold: Annotated[bool, typer.Option("--all", help="Every route instead of rows.")] = False,
    output: Annotated[Format, typer.Option("--format", help="How the answer is written.")] = Format.TABLE,
    detail: Annotated[bool, typer.Option("--detail", help="Every stage with citations, file and line.")] = False,
    as_of: AsOfOption = None,
    catalog: CatalogOption = None,
    allow_errors: AllowErrorsOption = False,
) -> ExitCode:
    """Rank the feasible routes for a modality, from gene to vial.

    Exit code 1 says that there is none; the answer then tells why, and what would open one.

    \b
    Examples:
    cdmo-plan routes mab --region EU --container vial --dose-form lyophilized --single-contract
    cdmo-plan routes aav --region CN --expression suspension-hek --avoid pall
    cdmo-plan routes mab --via drug-substance=lonza --rank-by weeks,sites --detail
    """
    from cdmo_plan.domain.brief import Brief

    regions, step_regions = _regions(region or ())
    brief = Brief(
        modality=modality,
        as_of=day_or_today(as_of),
        regions=regions,
        step_regions=step_regions,
        container=_word(container),
        dose_form=_word(dose_form),
        expression=_word(expression),
        development_phase=_word(development_phase),
        scale=_scale(scale_l),
        via=tuple(_pair(text, "--via") for text in via or ()),
        avoid=tuple(dict.fromkeys(avoid or ())),
        from_step=from_step,
        to_step=to_step,
        single_contract=single_contract,
        strict=strict,
        include=frozenset(word.value for word in include or ()),
    )
    loaded = load_world(catalog, allow_errors)
    plan = _plan(loaded, brief, rank_by, k, unfold)
    _present(plan, loaded, output, detail=detail)
    return ExitCode.DONE if plan.no_route is None else ExitCode.FINDINGS


def _word(choice: Enum | None) -> str | None:
    return None if choice is None else str(choice.value)


def _regions(words: Sequence[str]) -> tuple[tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    """Split `EU` and `fill-finish=US` into the general list and each step's own."""
    general: dict[str, None] = {}
    steps: dict[str, dict[str, None]] = {}
    for word in words:
        step, separator, region = word.rpartition("=")
        if separator and not (step and region):
            refuse(f"--region {word!r} is not REGION nor STEP=REGION.", "write --region EU or --region fill-finish=US")
        (steps.setdefault(step, {}) if separator else general)[region] = None
    return tuple(general), tuple((step, tuple(regions)) for step, regions in steps.items())


def _pair(text: str, option: str) -> tuple[str, str]:
    step, _, target = text.partition("=")
    if not (step and target):
        refuse(f"{option} {text!r} is not STEP=SITE or STEP=PARTNER.", "write --via drug-substance=agc-copenhagen")
    return step, target


def _scale(text: str | None) -> "ScaleNeed | None":
    from cdmo_plan.domain.brief import ScaleNeed

    if text is None:
        return None
    try:
        return ScaleNeed.parse(text)
    except ValueError:
        refuse(f"--scale-l {text!r} is no scale.", "write litres, 2000, or vessels and litres, 2x2000")


def _plan(loaded: "Loaded", brief: "Brief", rank_by: str | None, k: int | None, unfold: bool) -> "Plan":
    from cdmo_plan.domain.refusal import BriefRefused
    from cdmo_plan.planner.plan import DEFAULT_K, plan

    most = k if k is not None or unfold else DEFAULT_K
    try:
        return plan(loaded.catalog, brief, rank_by=(rank_by or "").split(",") if rank_by else (), k=most, unfold=unfold)
    except BriefRefused as refusal:
        refuse(f"{refusal.message[:1].upper()}{refusal.message[1:]}.", refusal.hint)


def _present(plan: "Plan", loaded: "Loaded", output: Format, *, detail: bool) -> None:
    from cdmo_plan.present.console import output_console

    if output is Format.JSON:
        from cdmo_plan.present.json_answers import envelope, write_json
        from cdmo_plan.present.routes_json import routes_record

        write_json({**envelope(loaded, plan.brief.as_of), **routes_record(plan, loaded.catalog)})
    elif plan.no_route is not None:
        from cdmo_plan.present.no_route_text import print_no_route

        print_no_route(output_console(), plan, plan.no_route, loaded.catalog)
    elif detail:
        from cdmo_plan.present.routes_detail import print_detail

        print_detail(output_console(), plan, loaded.catalog)
    else:
        from cdmo_plan.present.routes_table import print_routes

        print_routes(output_console(), plan, loaded.catalog)
