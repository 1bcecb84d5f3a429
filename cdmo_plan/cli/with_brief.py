"""The options that make a brief, given to a verb that asks one: a verb writes only its own."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

import typer

from cdmo_plan.cli import brief_options as brief
from cdmo_plan.cli.catalog_option import AsOfOption

_OPTIONS: Final[tuple[tuple[str, Any, Any], ...]] = (
    ("context", typer.Context, inspect.Parameter.empty),
    ("modality", brief.Modality, None),
    ("brief_file", brief.BriefFile, None),
    ("region", brief.Regions, None),
    ("avoid_region", brief.AvoidRegions, None),
    ("container", brief.ContainerOption, None),
    ("dose_form", brief.DoseFormOption, None),
    ("expression", brief.ExpressionOption, None),
    ("development_phase", brief.PhaseOption, None),
    ("scale_l", brief.ScaleOption, None),
    ("market", brief.Markets, None),
    ("via", brief.Via, None),
    ("avoid", brief.Avoid, None),
    ("from_step", brief.FromStep, None),
    ("to_step", brief.ToStep, None),
    ("have", brief.Have, None),
    ("single_contract", brief.SingleContract, False),
    ("max_partners", brief.MaxPartners, None),
    ("max_transfers", brief.MaxTransfers, None),
    ("max_weeks", brief.MaxWeeks, None),
    ("min_evidence", brief.MinEvidenceOption, None),
    ("strict", brief.Strict, False),
    ("include", brief.IncludeOption, None),
    ("as_of", AsOfOption, None),
)
"""Name, type and default of each, in the order of the help."""


def with_brief(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Return a verb that takes the options of a brief before its own.

    It gets its own options, and those of these that it names: `context`, whose `params` `brief_of` makes the
    brief from, and `brief_file`.
    """
    own = inspect.signature(verb).parameters
    keyword = inspect.Parameter.KEYWORD_ONLY
    known = {name for name, _, _ in _OPTIONS}
    shared = [
        inspect.Parameter(name, keyword, default=default, annotation=kind) for name, kind, default in _OPTIONS
    ]
    options = [
        *shared,
        *(option.replace(kind=keyword) for name, option in own.items() if name not in known),
    ]

    @wraps(verb)
    def with_options(**given: Any) -> Any:  # noqa: ANN401  each has the type of its option
        return verb(**{name: given[name] for name in own})

    with_options.__signature__ = inspect.Signature(options)  # type: ignore[attr-defined]
    with_options.__annotations__ = {option.name: option.annotation for option in options}
    return with_options
