"""`import cdmo_plan` costs nothing, and every name is there when it is asked for."""

import pytest

import cdmo_plan
from tests.conftest import RunPython

NEW_MODULES = """
import sys
before = set(sys.modules)
import cdmo_plan
print(*sorted(set(sys.modules) - before))
"""


def test_importing_the_package_imports_nothing_but_its_version(run_python: RunPython) -> None:
    result = run_python("-c", NEW_MODULES)

    assert result.stdout.split() == ["cdmo_plan", "cdmo_plan._version"], result.stderr


def test_asking_for_names_imports_no_heavy_library(run_python: RunPython) -> None:
    names = ", ".join(name for name in cdmo_plan.__all__ if name != "__version__")
    code = f"import sys\nfrom cdmo_plan import {names}\nprint(*sys.modules)"
    loaded = set(run_python("-c", code).stdout.split())

    assert "cdmo_plan.library.plans" in loaded
    assert not loaded & {"yaml", "pydantic", "networkx", "rich", "typer"}


def test_a_brief_alone_does_not_import_the_planner(run_python: RunPython) -> None:
    loaded = run_python("-c", "import sys\nfrom cdmo_plan import Brief\nprint(*sys.modules)").stdout.split()

    assert "cdmo_plan.library.briefs" in loaded
    assert not [name for name in loaded if name.startswith(("cdmo_plan.planner", "cdmo_plan.catalog"))]


@pytest.mark.parametrize("name", cdmo_plan.__all__)
def test_every_name_is_there_documented_and_listed(name: str) -> None:
    value = getattr(cdmo_plan, name)

    assert name in dir(cdmo_plan)
    assert name == "__version__" or value.__doc__


def test_the_homes_are_the_names() -> None:
    assert {*cdmo_plan._HOMES, "__version__"} == set(cdmo_plan.__all__)


def test_a_misspelt_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'plans'"):
        getattr(cdmo_plan, "plans")  # noqa: B009  mypy would find it


def test_a_star_import_binds_all_names() -> None:
    names: dict[str, object] = {}
    exec("from cdmo_plan import *", names)  # noqa: S102  what a notebook may do

    assert set(cdmo_plan.__all__) <= set(names)
