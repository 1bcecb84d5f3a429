"""All rules: the one list of modules that hold them, and the table by code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cdmo_plan.catalog.rules import (
    agreements,
    coverage,
    evidence,
    figures,
    identifiers,
    layers,
    ownership,
    places,
    quotes,
    recipe_alternatives,
    recipe_stages,
    recipe_steps,
    references,
    rows,
    sources,
    structure_files,
    structure_values,
    structure_yaml,
    times,
    vocabulary,
)
from cdmo_plan.catalog.rules.subject import Subject
from cdmo_plan.diagnostics.codes import FAMILIES
from cdmo_plan.diagnostics.rules import Rule, collect

MODULES: Final = (
    structure_files,
    structure_yaml,
    structure_values,
    references,
    figures,
    rows,
    times,
    places,
    quotes,
    sources,
    evidence,
    vocabulary,
    identifiers,
    recipe_stages,
    recipe_steps,
    recipe_alternatives,
    agreements,
    ownership,
    coverage,
    layers,
)
"""Every module of rules, family by family."""

RULES: Final[Mapping[str, Rule[Subject]]] = collect(MODULES, FAMILIES)
"""Every rule by its code, in the order of the codes."""
