"""The shipped catalog, and its answers at a given width."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from rich.console import Console

from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.domain.brief import Brief
from cdmo_plan.planner.plan import Plan, plan
from cdmo_plan.present.no_route_text import print_no_route
from cdmo_plan.present.routes_detail import print_detail
from cdmo_plan.present.routes_table import print_routes
from tests.support.real import real_catalog

AS_OF = date(2026, 11, 21)
ONE_CONTRACT = Brief(
    modality="mab",
    as_of=AS_OF,
    regions=("EU",),
    container="vial",
    dose_form="lyophilized",
    single_contract=True,
)

Printed = Callable[..., str]


@pytest.fixture(scope="session")
def shipped() -> Catalog:
    return real_catalog()


@pytest.fixture
def printed(shipped: Catalog) -> Printed:
    def show(answer: Plan, width: int = 80, *, detail: bool = False) -> str:
        stream = io.StringIO()
        console = Console(file=stream, width=width, highlight=False, markup=False, emoji=False)
        if answer.no_route is not None:
            print_no_route(console, answer, answer.no_route, shipped)
        elif detail:
            print_detail(console, answer, shipped)
        else:
            print_routes(console, answer, shipped)
        return stream.getvalue()

    return show


@pytest.fixture(scope="session")
def one_contract(shipped: Catalog) -> Plan:
    return plan(shipped, ONE_CONTRACT)
