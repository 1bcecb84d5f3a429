"""What a type checker sees through the lazy front door; the gate checks these lines, this runs them."""

from importlib.resources import files
from typing import Any, assert_type

from cdmo_plan import (
    Brief,
    Catalog,
    CatalogError,
    Plan,
    Route,
    Step,
    __version__,
    load_catalog,
    plan,
    to_networkx,
)
from cdmo_plan.domain.partners import Site
from cdmo_plan.network.graph import PGraph
from cdmo_plan.planner.no_route import NoRoute
from tests.library.conftest import AS_OF, BASE


def test_a_small_program_is_typed_throughout() -> None:
    catalog = assert_type(load_catalog(BASE), Catalog)
    brief = assert_type(Brief("mab", region="EU", scale_l=2000, as_of=AS_OF), Brief)
    answer = assert_type(plan(catalog, brief.but(container="vial")), Plan)

    (route,) = assert_type(answer.routes, tuple[Route, ...])
    steps = assert_type(route.steps, tuple[Step, ...])
    assert_type(steps[0].site, str | None)
    assert_type(route.metrics.weeks_range, tuple[int, int])
    assert_type(answer.no_route, NoRoute | None)
    assert_type(answer.records(), list[dict[str, Any]])
    assert_type(catalog.sites["northwind-oss"], Site)
    assert_type(to_networkx(catalog, brief), dict[str, PGraph])
    assert_type(__version__, str)
    assert issubclass(CatalogError, Exception)


def test_the_marker_of_a_typed_package_is_there() -> None:
    assert (files("cdmo_plan") / "py.typed").is_file()
