"""The catalog that ships with the program, read once for all tests, and questions to it as of one day."""

from datetime import date
from typing import Any

from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.process import Process
from tests.support.default_catalog import default_loaded

AS_OF = date(2026, 11, 21)


def real_catalog() -> Catalog:
    return default_loaded().catalog


def recipe(name: str) -> Process:
    return next(process for process in real_catalog().processes if process.id == name)


def brief(modality: str, **terms: Any) -> Brief:
    return Brief(**{"modality": modality, "as_of": AS_OF, **terms})
