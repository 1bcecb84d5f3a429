"""The options that make a brief, and how their words become one."""

from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cdmo_plan.cli.catalog_option import day_or_today
from cdmo_plan.cli.choices import Container, DevelopmentPhase, DoseForm, Expression, Include, MinEvidence
from cdmo_plan.cli.refuse import refuse
from cdmo_plan.cli.usage_errors import what_is_a_modality

if TYPE_CHECKING:
    from cdmo_plan.domain.brief import Brief, ScaleNeed
    from cdmo_plan.domain.vocabulary import Evidence

Modality = Annotated[
    str | None,
    typer.Argument(
        metavar="MODALITY",
        help="A modality (mab) or a recipe (aav-suspension); may stand in the brief file.",
        show_default=False,
    ),
]
BriefFile = Annotated[
    Path | None,
    typer.Option(
        "--brief", metavar="FILE", help="Terms from a YAML file; options beside it replace its terms."
    ),
]
Regions = Annotated[
    list[str] | None,
    typer.Option(
        "--region",
        metavar="[STEP=]REGION",
        help="Region or country; repeat for alternatives; STEP= binds one step.",
    ),
]
AvoidRegions = Annotated[
    list[str] | None,
    typer.Option("--avoid-region", metavar="REGION", help="No site in this region or country; repeatable."),
]
ContainerOption = Annotated[Container | None, typer.Option(help="Container of the last fill.")]
DoseFormOption = Annotated[DoseForm | None, typer.Option(help="Dose form of the last fill.")]
ExpressionOption = Annotated[Expression | None, typer.Option(help="Host of the product's substance.")]
PhaseOption = Annotated[DevelopmentPhase | None, typer.Option(help="Phase that the supply is for.")]
ScaleOption = Annotated[
    str | None, typer.Option(metavar="N|NxN", help="Litres of the substance batch: 2000, or 2x2000.")
]
Markets = Annotated[
    list[str] | None,
    typer.Option(
        "--market",
        metavar="REGULATOR",
        help="Market to supply, by its regulator (FDA, EMA); repeat to supply several.",
    ),
]
Via = Annotated[
    list[str] | None, typer.Option(metavar="STEP=SITE|PARTNER", help="Do a step at this site or partner.")
]
Avoid = Annotated[
    list[str] | None,
    typer.Option(metavar="SITE|PARTNER|COUNTRY|SUPPLIER", help="Leave out; a supplier means its equipment."),
]
FromStep = Annotated[str | None, typer.Option("--from", metavar="STEP", help="Start at this step.")]
ToStep = Annotated[str | None, typer.Option("--to", metavar="STEP", help="End at this step.")]
Have = Annotated[
    list[str] | None,
    typer.Option(
        metavar="MATERIAL", help="A material at hand, which nobody makes; `show RECIPE` lists them."
    ),
]
SingleContract = Annotated[bool, typer.Option("--single-contract", help="One contract for all stages.")]
MaxPartners = Annotated[
    int | None, typer.Option("--max-partners", min=1, metavar="N", help="At most N partners in a route.")
]
MaxTransfers = Annotated[
    int | None,
    typer.Option("--max-transfers", min=0, metavar="N", help="At most N hand-overs between sites."),
]
MaxWeeks = Annotated[
    int | None,
    typer.Option("--max-weeks", min=1, metavar="N", help="At most N typical weeks from gene to vial."),
]
MinEvidenceOption = Annotated[
    MinEvidence | None, typer.Option("--min-evidence", help="Leave out rows with weaker evidence.")
]
Strict = Annotated[bool, typer.Option("--strict", help="No doubts, no open questions.")]
IncludeOption = Annotated[
    list[Include] | None, typer.Option(help="Also announced or held capacity, marked as such.")
]


def brief_of(given: Mapping[str, Any], file: Path | None = None) -> "Brief":
    """Return the brief that a verb's options describe, by the names of its parameters, over a brief file's.

    Raises:
        typer.Exit: With 2 if an option's words have not the form that it takes, if the file is no brief, or
            if nothing names a modality.
    """
    from cdmo_plan.cli.brief_file import with_file
    from cdmo_plan.domain.brief import Brief

    options, overrides = with_file(given, file)
    if not options["modality"]:
        refuse("Missing argument 'MODALITY'.", f"{what_is_a_modality()}; a brief file may name it too")
    regions, step_regions = _regions(options["region"] or ())
    return Brief(
        overrides=overrides,
        modality=options["modality"],
        as_of=day_or_today(options["as_of"]),
        regions=regions,
        step_regions=step_regions,
        avoid_regions=tuple(dict.fromkeys(options["avoid_region"] or ())),
        container=_word(options["container"]),
        dose_form=_word(options["dose_form"]),
        expression=_word(options["expression"]),
        development_phase=_word(options["development_phase"]),
        scale=_scale(options["scale_l"]),
        markets=tuple(dict.fromkeys(options["market"] or ())),
        via=tuple(dict.fromkeys(_pair(text, "--via") for text in options["via"] or ())),
        avoid=tuple(dict.fromkeys(options["avoid"] or ())),
        from_step=options["from_step"],
        to_step=options["to_step"],
        have=tuple(dict.fromkeys(options["have"] or ())),
        single_contract=options["single_contract"],
        max_partners=options["max_partners"],
        max_transfers=options["max_transfers"],
        max_weeks=options["max_weeks"],
        min_evidence=_grade(options["min_evidence"]),
        strict=options["strict"],
        include=frozenset(str(_word(word)) for word in options["include"] or ()),
    )


def terms_of(given: Mapping[str, Any]) -> "Brief":
    """Return the terms that many briefs share, by the names of a verb's parameters; what it lacks is not set.

    The modality and the regions are left to each of those briefs.

    Raises:
        typer.Exit: With 2 if an option's words have not the form that it takes.
    """
    unset = dict.fromkeys(_TERMS) | dict.fromkeys(("single_contract", "strict"), False)
    return brief_of({**unset, **given, "modality": "any", "region": None})


_TERMS = (
    *(
        "avoid_region",
        "container",
        "dose_form",
        "expression",
        "development_phase",
        "scale_l",
        "market",
        "via",
    ),
    *("avoid", "from_step", "to_step", "have", "max_partners", "max_transfers", "max_weeks", "min_evidence"),
    *("include", "as_of"),
)
"""The parameters of a brief that may be unset, without modality and regions."""


def _word(choice: Enum | str | None) -> str | None:
    return str(choice.value) if isinstance(choice, Enum) else choice


def _grade(choice: Enum | str | None) -> "Evidence | None":
    from cdmo_plan.domain.vocabulary import EVIDENCE_GRADES

    return next((grade for grade in EVIDENCE_GRADES if grade == _word(choice)), None)


def _regions(words: Sequence[str]) -> tuple[tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    """Split `EU` and `fill-finish=US` into the general list and each step's own."""
    general: dict[str, None] = {}
    steps: dict[str, dict[str, None]] = {}
    for word in words:
        step, separator, region = word.rpartition("=")
        if not region or (separator and not step):
            refuse(
                f"--region {word!r} is neither REGION nor STEP=REGION.",
                "write --region EU or --region fill-finish=US",
            )
        (steps.setdefault(step, {}) if separator else general)[region] = None
    return tuple(general), tuple((step, tuple(regions)) for step, regions in steps.items())


def _pair(text: str, option: str) -> tuple[str, str]:
    step, _, target = text.partition("=")
    if not (step and target):
        refuse(
            f"{option} {text!r} is neither STEP=SITE nor STEP=PARTNER.",
            "write --via drug-substance=agc-copenhagen",
        )
    return step, target


def _scale(text: str | None) -> "ScaleNeed | None":
    from cdmo_plan.domain.brief import ScaleNeed

    if text is None:
        return None
    try:
        return ScaleNeed.parse(text)
    except ValueError:
        refuse(f"--scale-l {text!r} is no scale.", "write litres, 2000, or vessels and litres, 2x2000")
