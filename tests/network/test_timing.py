"""From gene to released vial: durations, hand-overs, and the slowest branch (RULES W1, W2, M1)."""

from collections.abc import Sequence
from typing import Any

import pytest

from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.duration import MINUTES_PER_WEEK, Duration
from cdmo_plan.domain.geography import Lane
from cdmo_plan.domain.process import Process
from cdmo_plan.network.clock import route_minutes
from cdmo_plan.network.net import Candidate, Net
from cdmo_plan.network.rows import rows
from cdmo_plan.network.timing import is_lower_bound, lane_minutes, place_of, stated_minutes
from tests.support.catalogs import TODAY, Plants, antibody, catalog, lanes, stage, step, weeks
from tests.support.catalogs import row as make_row
from tests.support.real import brief, real_catalog, recipe

LANES = lanes(
    domestic=0.25,
    intra_continental=0.5,
    inter_continental=1,
    customs=0.75,
    transfer_intra_company=4,
    transfer_to_filler=8,
    transfer_inter_company=16,
)
SITES = {
    "home": ("alpha", "DE"),
    "home-two": ("alpha", "DE"),
    "near": ("alpha", "FR"),
    "swiss": ("beta", "CH"),
    "far": ("beta", "US"),
    "beta-here": ("beta", "DE"),
}


def _net(process: Process, **fields: Any) -> Net:
    plants = Plants()
    for name, (partner, country) in SITES.items():
        plants.site(name, partner, country)
    steps = {found.step for found in process.stages if found.kind != "accompanying"}
    made = [plants.row(site, name, **fields) for site in SITES for name in sorted(steps)]
    made.append(plants.network_row("alpha", "fill-finish"))
    made.append(plants.row("near", "formulation-development"))
    return rows(catalog([process], made, lanes=LANES), process, Brief(modality="mab", as_of=TODAY)).net


def _route(net: Net, *places: str) -> list[Candidate]:
    return [
        next(found for found in stage.candidates if found.place == place)
        for stage, place in zip(net.stages, places, strict=True)
    ]


def _weeks(net: Net, *places: str, column: int = 1) -> float:
    return route_minutes(_route(net, *places), net, column) / MINUTES_PER_WEEK


def _pair(kind: str) -> Process:
    return Process(
        id="mab",
        name="Antibody",
        modality="mab",
        stages=(
            stage("drug-substance", product="substance", anchor=True),
            stage("fill-finish", product="fill"),
        ),
        steps=(
            step("make", "drug-substance", weeks(1, 2, 4)),
            step("fill", "fill-finish", weeks(1, 2, 4), after={"make": kind}),
        ),
        released_by="fill",
    )


@pytest.mark.parametrize(
    ("place", "shipping"),
    [
        ("home", 0),
        ("home-two", 0.25),
        ("near", 0.5),
        ("swiss", 0.5 + 0.75),
        ("far", 1 + 0.75),
        ("network:alpha", 0),
    ],
)
def test_a_material_ships_by_continent_and_waits_at_customs(place: str, shipping: float) -> None:
    net = _net(_pair("material"))

    assert _weeks(net, "home", place) == 4 + shipping
    assert _weeks(net, "home", place, column=0) == 2 + shipping / 2
    assert _weeks(net, "home", place, column=2) == 8 + shipping * 2


@pytest.mark.parametrize(
    ("place", "transfer"), [("home", 0), ("home-two", 4), ("beta-here", 8), ("far", 8), ("network:alpha", 0)]
)
def test_a_document_costs_technology_transfer_by_who_receives_it(place: str, transfer: float) -> None:
    assert _weeks(_net(_pair("document")), "home", place) == 4 + transfer


def test_another_substance_maker_takes_longer_than_a_filler() -> None:
    process = _pair("document")
    both = (stage("drug-substance", product="substance"), stage("fill-finish", step="conjugation"))

    net = _net(Process(id="mab", name="A", modality="mab", stages=both, steps=process.steps))

    assert _weeks(net, "home", "far") == 4 + 16


@pytest.mark.parametrize("place", ["home", "near", "far"])
def test_a_status_only_gates(place: str) -> None:
    assert _weeks(_net(_pair("status")), "home", place) == 4


def test_an_unknown_lane_makes_the_weeks_a_lower_bound() -> None:
    known = _net(_pair("material"))
    unknown = known._replace(lanes={})

    assert _weeks(unknown, "home", "far") == 4
    assert is_lower_bound(_route(unknown, "home", "far"), unknown)
    assert not is_lower_bound(_route(known, "home", "far"), known)
    assert not is_lower_bound(_route(unknown, "home", "home"), unknown)


def test_a_lane_with_a_figure_missing_is_not_known() -> None:
    gap = Lane(kind="customs", duration=Duration(min_weeks=1, typical_weeks=None, max_weeks=2))

    assert lane_minutes(Catalog(lanes={"customs": gap})) == {}


def _branches(first: Duration, second: Duration) -> Process:
    return Process(
        id="mab",
        name="Antibody",
        modality="mab",
        stages=(
            stage("drug-substance", product="substance", anchor=True),
            stage(
                "formulation-development", kind="accompanying", accompanies=("fill-finish", "drug-substance")
            ),
            stage("fill-finish", product="fill"),
        ),
        steps=(
            step("make", "drug-substance", first),
            step("formulate", "formulation-development", second),
            step("order", None, weeks(1, 1, 1)),
            step("fill", "fill-finish", weeks(1, 1, 1), after={"make": "material", "formulate": "document"}),
            step("study", None, weeks(90, 90, 90), after={"make": "material"}),
            step("option", "drug-substance", weeks(90, 90, 90), optional=True),
            step("freeze-dry", "fill-finish", weeks(90, 90, 90), when="lyophilized"),
        ),
        released_by="fill",
    )


@pytest.mark.parametrize(("first", "second", "total"), [(5, 3, 6), (3, 5, 6), (4, 4, 5)])
def test_branches_run_side_by_side_and_the_slowest_decides(first: int, second: int, total: int) -> None:
    net = _net(_branches(weeks(first, first, first), weeks(second, second, second)))

    assert _weeks(net, "home", "home") == total


def test_only_steps_that_release_waits_for_count() -> None:
    net = _net(_branches(weeks(1, 1, 1), weeks(1, 1, 1)))

    assert [found.id for found in net.steps] == ["make", "formulate", "fill"]


def test_development_is_done_by_the_filler_that_lists_it_else_by_the_substance_site() -> None:
    net = _net(_branches(weeks(1, 1, 1), weeks(6, 6, 6)))
    formulate = next(found for found in net.steps if found.id == "formulate")
    lists, lists_not = _route(net, "home", "near"), _route(net, "home", "beta-here")

    assert place_of(formulate, lists) is lists[1]
    assert place_of(formulate, lists_not) is lists_not[0]
    assert _weeks(net, "home", "near") == 7, "developed where it is filled: no transfer"
    assert _weeks(net, "home", "beta-here") == 6 + 8 + 1


def test_an_unknown_duration_makes_the_weeks_a_lower_bound() -> None:
    known, unknown = _net(_pair("material")), _net(_branches(weeks(1, 1, 1), weeks(None, None, None)))

    assert not is_lower_bound(_route(known, "home", "home"), known)
    assert is_lower_bound(_route(unknown, "home", "home"), unknown)
    assert _weeks(unknown, "home", "home") == 2


def test_a_plant_s_own_duration_replaces_the_recipe_s() -> None:
    own = _net(_pair("material"), duration=weeks(3, 6, 12), duration_scope="make")

    assert [_weeks(own, "home", "home", column=column) for column in range(3)] == [4, 8, 16]


def test_a_plant_s_own_duration_fills_what_the_recipe_does_not_know() -> None:
    process = Process(
        id="mab",
        name="Antibody",
        modality="mab",
        stages=_pair("material").stages,
        steps=(step("make", "drug-substance", weeks(None, None, None)),),
        released_by="make",
    )
    known, unknown = _net(process, duration=weeks(3, 6, 12)), _net(process)

    assert not is_lower_bound(_route(known, "home", "home"), known)
    assert is_lower_bound(_route(unknown, "home", "home"), unknown)


TWO_STEPS = (
    step("pool", "drug-substance"),
    step("clone", "drug-substance"),
    step("spare", "drug-substance", optional=True),
)


@pytest.mark.parametrize(
    ("steps", "scope", "stated", "replaced"),
    [
        (TWO_STEPS, "clone", weeks(1, 2, 3), ["clone"]),
        (TWO_STEPS, None, weeks(1, 2, 3), []),
        (TWO_STEPS[1:], None, weeks(1, 2, 3), ["clone"]),
        (TWO_STEPS, "from gene to cell bank", weeks(1, 2, 3), []),
        (TWO_STEPS, "fill", weeks(1, 2, 3), []),
        (TWO_STEPS, "spare", weeks(1, 2, 3), []),
        (TWO_STEPS, "clone", weeks(None, 2, 3), []),
        (TWO_STEPS, "clone", None, []),
    ],
)
def test_a_stated_duration_counts_only_for_exactly_one_step(
    steps: Sequence[Any], scope: str | None, stated: Duration | None, replaced: list[str]
) -> None:
    plants = Plants()
    site = plants.site("home", "alpha")
    row = make_row(site, "drug-substance", plants.partners["alpha"], duration=stated, duration_scope=scope)

    assert [name for name, _ in stated_minutes(row.capability, "drug-substance", steps)] == replaced


@pytest.mark.parametrize(
    ("name", "terms", "total"),
    [
        ("mab", {}, (27.7, 44.3, 84.5)),
        ("aav-suspension", {}, (30.7, 47.3, 84.5)),
        ("aav-adherent", {}, (30.7, 47.3, 84.5)),
    ],
)
def test_the_critical_paths_of_the_recipes_at_one_site(
    name: str, terms: dict[str, Any], total: tuple[float, float, float]
) -> None:
    process = recipe(name)
    net = rows(real_catalog(), process, brief(process.modality, **terms)).net
    site = Candidate(id="here", stage=0, place="here", site="here", partner="one", country="DE")

    found = [route_minutes([site] * len(net.stages), net, column) for column in range(3)]

    assert [minutes / MINUTES_PER_WEEK for minutes in found] == pytest.approx(total, abs=0.001)


def test_the_short_antibody_takes_three_steps_of_two_weeks() -> None:
    net = _net(antibody())

    assert _weeks(net, "home", "home", "home") == 6
