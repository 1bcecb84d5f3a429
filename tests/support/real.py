"""The catalog that ships with the program, read once for all tests, and questions to it as of one day."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from cdmo_plan.catalog.load import load_folder
from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.process import Process

AS_OF = date(2026, 11, 21)


@cache
def real_catalog() -> Catalog:
    return load_folder(Path(__file__).parents[2] / "catalogs").catalog


def recipe(name: str) -> Process:
    return next(process for process in real_catalog().processes if process.id == name)


def brief(modality: str, **terms: Any) -> Brief:
    return Brief(**{"modality": modality, "as_of": AS_OF, **terms})
