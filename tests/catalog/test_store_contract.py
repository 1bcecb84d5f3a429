"""A catalog of the store is the catalog in memory, to the last mark."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given
from hypothesis import settings as at_most

from cdmo_plan._default_catalog import DEFAULT_SHOWN_AS, default_catalog_path
from cdmo_plan.catalog.loaded import Loaded, Place
from cdmo_plan.catalog.store import read_checked
from cdmo_plan.domain.vocabulary import STEPS
from cdmo_plan.domain.world import World
from tests.catalog.test_load_totality import DATA, MUTATIONS, Path_, mutated
from tests.catalog.tiny import TINY, write
from tests.support.layers import BASE, FIXTURES, PRIVATE, PUBLIC
from tests.support.stores import is_recalled, recall, recall_layers, told

PLACES = {
    "default": [Place(default_catalog_path(), DEFAULT_SHOWN_AS)],
    "base": [Place(BASE, None)],
    "odd": [Place(FIXTURES / "odd-entries", "odd")],
    "public over base": [Place(BASE), Place(PUBLIC)],
    "private over base": [Place(BASE), Place(PRIVATE)],
    "offers over public over base": [Place(BASE), Place(PUBLIC), Place(FIXTURES / "quoted-layer")],
}


@pytest.fixture(scope="module", params=PLACES)
def places(request: pytest.FixtureRequest) -> list[Place]:
    return PLACES[request.param]


@pytest.fixture(scope="module", params=["read", "compiled"])
def loaded(
    request: pytest.FixtureRequest, places: list[Place], tmp_path_factory: pytest.TempPathFactory
) -> Loaded:
    if request.param == "read":
        return read_checked(places)
    cache = tmp_path_factory.mktemp("cache")
    assert not is_recalled(recall_layers(places, cache))
    found = recall_layers(places, cache)
    # Over what is compiled, a private layer is read.
    assert is_recalled(found) is not bool(found.catalog.origins.private)
    return found


@pytest.fixture(scope="module")
def world(loaded: Loaded) -> World:
    return loaded.catalog


def test_rows_of_a_step_stand_by_id_with_their_site_and_partner(world: World) -> None:
    for step in STEPS:
        rows = world.rows(step)
        assert [row.capability.id for row in rows] == sorted(row.capability.id for row in rows)
        for row in rows:
            assert row.capability.step == step
            assert row.partner is world.partners[row.capability.partner]
            assert row.site is (world.sites[row.capability.site] if row.capability.site else None)
    assert world.rows("no-such-step") == ()


def test_rows_of_a_site_are_those_of_steps(world: World) -> None:
    by_step = {row.capability.id: row for step in STEPS for row in world.rows(step)}
    by_site = [row for site in world.sites for row in world.rows_at(site)]

    assert all(by_step[row.capability.id] is row for row in by_site)
    assert len(by_site) == sum(row.site is not None for row in by_step.values())
    assert world.rows_at("no-such-site") == ()


def test_sites_are_found_by_whoever_has_or_had_them(world: World) -> None:
    for partner in (*world.partners, *world.organisations):
        for site in world.sites_of(partner):
            assert site is world.sites[site.id]
            assert partner in (site.partner, *(owner.owner for owner in site.owners))
    assert world.sites_of("nobody") == ()


def test_mappings_are_by_id_and_lists_in_order(world: World) -> None:
    for name in ("partners", "sites", "organisations", "equipment", "regions", "regulators"):
        found = getattr(world, name)
        assert [each.id for each in found.values()] == list(found) == sorted(found)
        assert len(found) == len(list(found))
        assert "no-such-id" not in found
        assert found.get("no-such-id") is None
        with pytest.raises(KeyError):
            found["no-such-id"]
    for entities in (world.processes, world.agreements):
        assert [each.id for each in entities] == sorted(each.id for each in entities)
        assert list(entities[:1]) == list(entities)[:1]


def test_what_is_compiled_says_what_was_read(places: list[Place], loaded: Loaded) -> None:
    assert told(loaded) == told(read_checked(places))


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("catalog"))


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@at_most(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MUTATIONS)
def test_whatever_is_changed_the_store_says_what_reading_says(
    tiny: Path, cache: Path, mutations: list[tuple[tuple[str, Path_], Any, bool]]
) -> None:
    files: dict[str, Any] = {}
    for (name, path), value, drop in mutations:
        if path[0] in files.get(name, DATA[name]):
            files[name] = mutated(files.get(name, DATA[name]), path, value, drop=drop)
    _write(tiny, files)
    place = Place(tiny, "tiny")
    try:
        # The store still holds the catalog of the last example.
        first, second, read = recall(place, cache), recall(place, cache), read_checked([place])
    finally:
        write(tiny, {name: TINY[name] for name in files})

    assert told(first) == told(second) == told(read)
    assert is_recalled(second) or read.catalog.origins.private


def _write(folder: Path, files: Mapping[str, Any]) -> None:
    write(
        folder,
        {name: yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True) for name, data in files.items()},
    )
