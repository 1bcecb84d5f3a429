"""What the facts of a catalog add up to on a day."""

from dataclasses import replace
from datetime import date

import pytest

from cdmo_plan.analysis.inventory import LISTINGS, all_rows, listing, parents_of, status_of, takes_work
from cdmo_plan.analysis.lookup import entities, find, near
from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.domain.availability import Status, Timeline
from cdmo_plan.domain.partners import Organisation
from tests.support.real import real_catalog

DAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def world() -> Catalog:
    return real_catalog()


@pytest.mark.parametrize("kind", LISTINGS)
def test_every_kind_can_be_listed_on_any_day(world: Catalog, kind: str) -> None:
    for day in (date(1990, 1, 1), DAY, date(2100, 1, 1)):
        assert listing(kind, world, day)


def test_every_entity_is_found_by_its_id(world: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    every = tuple(entities(world))
    # Made once, not for each of thousands of words.
    monkeypatch.setattr("cdmo_plan.analysis.lookup.entities", lambda _: every)

    for found in every:
        assert found.id in {each.id for each in find(found.id, world)}


def test_a_misspelt_name_suggests_ids_and_each_once(world: Catalog) -> None:
    suggested = near("AGC Biologic", world)

    assert suggested[0] == "agc-biologics"
    assert len(suggested) == len(set(suggested))


def test_parents_are_followed_to_the_last_and_a_circle_ends(world: Catalog) -> None:
    circle = {
        "a": Organisation(id="a", name="A", parent="b"),
        "b": Organisation(id="b", name="B", parent="a"),
    }

    assert parents_of("vanrx", world) == ("cytiva", "danaher")
    assert parents_of("a", Catalog(organisations=circle)) == ("b",)


def test_the_state_that_stands_in_the_way_is_the_state(world: Catalog) -> None:
    row = next(row for row in all_rows(world) if row.site is not None and row.site.id == "agc-boulder")
    operating = Timeline(states=(Status(state="operating"),))
    own = row._replace(capability=replace(row.capability, timeline=operating))

    status = status_of(own, DAY)
    assert status is not None
    assert status.state == "closing"
    assert not takes_work(own, DAY, world)
    assert takes_work(own, date(2023, 1, 1), world)
