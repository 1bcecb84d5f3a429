"""Coverage against the slow twin on random worlds, and against `plan` on the shipped catalog."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

import pytest

from cdmo_plan.analysis.coverage import Cell, Coverage, coverage
from cdmo_plan.analysis.independence import owner_of
from cdmo_plan.analysis.judged_recipes import RegionOf, modalities_of
from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.domain.world import World
from cdmo_plan.network.graph import to_networkx
from cdmo_plan.network.judging import Judge
from cdmo_plan.network.net import Net
from cdmo_plan.network.rows import outlooks_of
from cdmo_plan.planner.plan import plan
from tests.support.real import brief, real_catalog
from tests.support.twin import O1, TwinRoute, folded, routes_of
from tests.support.worlds import Case, seeded_case

WORLDS_A_BLOCK = 100


def _asked(case: Case) -> Brief:
    """Return the terms that a cell may have: its regions are its own."""
    return replace(
        case.brief,
        regions=(),
        step_regions=(),
        single_contract=False,
        max_partners=None,
        max_transfers=None,
        max_weeks=None,
    )


def _nets(asked: Brief, judge: Judge) -> list[Net]:
    # That a judge who keeps what was found changes nothing is proved in tests/network/test_judging.py.
    return [outlook.net for outlook in outlooks_of(judge.world, asked, judge)]


def _enumerated(cell: Cell, judge: Judge) -> tuple[list[tuple[Net, list[TwinRoute]]], int]:
    nets = [net for asked in cell.briefs for net in _nets(asked, judge)]
    routes = [(net, list(routes_of(to_networkx(net)))) for net in nets]
    return routes, sum(len(folded(found, O1)) for _, found in routes)


def _partners(
    routes: Sequence[tuple[Net, list[TwinRoute]]], step: str, role: str | None, cell: Cell, world: World
) -> frozenset[str]:
    partner_of = {c.id: c.partner for net, _ in routes for stage in net.stages for c in stage.candidates}
    doing = {
        partner_of[route.ids[number]]
        for net, found in routes
        for number, stage in enumerate(net.stages)
        if (stage.step, stage.role) == (step, role)
        for route in found
    }
    day = cell.briefs[0].as_of
    return frozenset(owner_of(partner, day, world) for partner in doing)


def _doubtful(routes: Sequence[tuple[Net, list[TwinRoute]]]) -> list[list[tuple[str, str | None]]]:
    """Return for each recipe with routes the stages that none of its routes has without a doubt."""
    found: list[list[tuple[str, str | None]]] = []
    for net, enumerated in routes:
        sure = {c.id for stage in net.stages for c in stage.candidates if not c.containment + c.doubts}
        stages = [
            (stage.step, stage.role)
            for number, stage in enumerate(net.stages)
            if not any(route.ids[number] in sure for route in enumerated)
        ]
        found += [stages or [("hand-over", None)]] if enumerated else []
    return found


def _check(cell: Cell, judge: Judge) -> list[str]:
    world = judge.world
    routes, rows = _enumerated(cell, judge)
    every = [route for _, found in routes for route in found]
    assert cell.rows == rows
    for (step, role), partners in cell.sources:
        assert partners == _partners(routes, step, role, cell, world)
    assert cell.only_doubts == (bool(every) and all(route.criteria["doubts"] for route in every))
    assert not cell.doubtful or list(cell.doubtful) in _doubtful(routes)
    if not every:
        nobody = [{s.step for s in net.stages if not s.candidates} for net, _ in routes]
        assert set(cell.missing) in [found or {"hand-over"} for found in nobody]
        return ["hand-over" if cell.missing == ("hand-over",) else "empty"]
    assert cell.missing == ()
    own = {
        (stage.step, stage.role)
        for net, _ in routes
        for stage in net.stages
        if stage.step != "cell-line-development"
    }
    single = {found.stage for found in cell.sources if len(found.partners) == 1} & own
    # A stage that only one of several recipes has is no bottleneck of the cell.
    assert set(cell.single) == {s for s in single if _is_in_all(s, routes)}
    seen = {"only doubts": cell.only_doubts, "single": bool(cell.single), "open": not cell.only_doubts}
    return [name for name, is_so in seen.items() if is_so]


def _is_in_all(stage: tuple[str, str | None], routes: Sequence[tuple[Net, list[TwinRoute]]]) -> bool:
    return all(stage in {(s.step, s.role) for s in net.stages} for net, found in routes if found)


def _covered(case: Case, region_of: RegionOf) -> Coverage | None:
    try:
        return coverage(case.world, _asked(case), [case.brief.modality], region_of=region_of)
    except BriefRefused:
        return None


@pytest.mark.parametrize("region_of", get_args(RegionOf))
@pytest.mark.parametrize("block", range(4))
def test_each_cell_is_what_enumeration_counts(block: int, region_of: RegionOf) -> None:
    seen: Counter[str] = Counter()
    for seed in range(block * WORLDS_A_BLOCK, (block + 1) * WORLDS_A_BLOCK):
        case = seeded_case(seed)
        answer = _covered(case, region_of)
        judge = Judge(case.world)
        for cell in answer.cells() if answer else ():
            seen.update(_check(cell, judge))
    assert seen["single"] > 5
    assert seen["open"] > 3
    assert seen["only doubts"] > 10
    assert seen["empty"] > 50


@pytest.mark.parametrize(
    ("modality", "market"),
    [("mab", "EU"), ("aav", "US"), ("lentivirus", "CN"), ("pdna", "JP"), ("adc", "CA")],
)
@pytest.mark.parametrize("region_of", get_args(RegionOf))
def test_a_cell_of_the_shipped_catalog_counts_the_rows_of_its_brief(
    modality: str, market: str, region_of: RegionOf
) -> None:
    answer = coverage(real_catalog(), brief(modality, container="vial"), [modality], region_of=region_of)
    (cell,) = [cell for cell in answer.cells() if cell.market.id == market]
    (asked,) = cell.briefs
    assert cell.rows == plan(real_catalog(), asked, k=None).feasible


def test_every_plant_lies_in_exactly_one_column() -> None:
    world = real_catalog()
    for by in ("region", "country"):
        answer = coverage(world, brief("mab"), ["mab"], by=by)
        columns = Counter(country for market in answer.markets for country in market.countries)
        assert set(columns.values()) == {1}
    assert {site.country for site in world.sites.values()} <= {
        country for market in coverage(world, brief("mab"), ["mab"]).markets for country in market.countries
    }


def test_all_modalities_are_asked_or_said_to_have_no_recipe() -> None:
    answer = coverage(real_catalog(), brief("mab"))
    assert [row[0].modality for row in answer.rows] == list(modalities_of(real_catalog()))
    assert answer.unasked
    assert not {found.modality for found in answer.unasked} & set(modalities_of(real_catalog()))


def test_a_modality_that_a_term_cannot_bind_is_left_out_with_the_reason() -> None:
    answer = coverage(real_catalog(), brief("mab", container="vial"))
    assert "car-t" not in {row[0].modality for row in answer.rows}
    assert "no fill stage" in {found.modality: found.reason for found in answer.unasked}["car-t"]
    with pytest.raises(BriefRefused, match="no fill stage"):
        coverage(real_catalog(), brief("mab", container="vial"), ["mab", "car-t"])


def test_an_unknown_modality_is_refused_with_what_was_probably_meant() -> None:
    with pytest.raises(BriefRefused, match="no recipe for modality 'mba'"):
        coverage(real_catalog(), brief("mab"), ["mba"])
