from datetime import date

import pytest

from cdmo_plan.domain.partners import Partner
from cdmo_plan.domain.world import operator_on
from tests.domain.builders import PARTNER, owner, row, site, world

BOULDER = site(owners=(owner("astra", until="2020-06-05"), owner("alpha", since="2020-06-05")))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2010, 1, 1), "astra"),
        (date(2020, 6, 4), "astra"),
        (date(2020, 6, 5), "alpha"),
        (date(2026, 1, 1), "alpha"),
    ],
)
def test_a_plant_changes_hands_on_a_day_t1(day: date, expected: str) -> None:
    holding = BOULDER.owner_on(day)

    assert holding is not None
    assert holding.owner == expected


def test_within_the_year_of_a_sale_the_later_owner_may_hold_it_t1() -> None:
    plant = site(owners=(owner("astra", until="2020"), owner("alpha", since="2020")))

    assert [
        held.owner for day in (date(2019, 12, 31), date(2020, 1, 1)) if (held := plant.owner_on(day))
    ] == [
        "astra",
        "alpha",
    ]


def test_an_owner_holds_a_plant_to_its_last_day() -> None:
    plant = site(owners=(owner("alpha", since="2015", until="2020-06-05"),))

    assert plant.owner_on(date(2014, 12, 31)) is None
    assert plant.owner_on(date(2020, 6, 5)) is not None
    assert plant.owner_on(date(2020, 6, 6)) is None


def test_a_plant_without_dated_owners_is_run_by_whoever_lists_it() -> None:
    assert site().owner_on(date(2000, 1, 1)) is None
    assert operator_on(site(), date(2000, 1, 1), world(row())) == "alpha"


def test_the_operator_is_the_owner_of_that_day_where_it_is_a_contract_manufacturer() -> None:
    beta = Partner(id="beta", name="Beta")
    plant = site(
        owners=(owner("astra", until="2015"), owner("beta", "2016", "2020"), owner("alpha", since="2021"))
    )
    known = world(partners=(PARTNER, beta), sites=(plant,))

    assert operator_on(plant, date(2018, 1, 1), known) == "beta"
    assert operator_on(plant, date(2026, 1, 1), known) == "alpha"
    assert operator_on(plant, date(2010, 1, 1), known) is None
    assert operator_on(site(owners=(owner("alpha", since="2021"),)), date(2020, 1, 1), known) is None
