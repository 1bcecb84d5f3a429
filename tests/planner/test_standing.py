"""Where one place stands: what keeps it out, and its best route beside the best, by hand and on worlds."""

from collections import Counter
from typing import Any

import pytest

from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.planner.plan import plan
from cdmo_plan.planner.standing import is_at, standing_of
from tests.support.real import brief, real_catalog
from tests.support.worlds import Case, seeded_case


def _routes(case: Case) -> list[Any]:
    try:
        return list(plan(case.world, case.brief, rank_by=case.rank_by, k=None, unfold=True).routes)
    except BriefRefused:
        return []


def test_the_best_route_with_a_place_is_the_first_of_all_routes_that_go_there() -> None:
    seen: Counter[str] = Counter()
    for case in map(seeded_case, range(90)):
        routes = _routes(case)
        for place in [*case.world.sites, *case.world.partners] if routes else []:
            standing = standing_of(case.world, case.brief, place, rank_by=case.rank_by)
            there = [r for r in routes if any(is_at(c, standing.target) for c in r.route)]
            expected = there[0] if there else None
            assert (standing.with_it and standing.with_it.id) == (expected and expected.id)
            assert standing.best is not None
            assert standing.best.id == routes[0].id
            assert standing.wins is (expected is not None and expected.id == routes[0].id)
            seen["in no route" if expected is None else "wins" if standing.wins else "loses"] += 1
            decisive = [found for found in standing.differences if found.decides]
            assert len(decisive) <= 1
            assert all(found.preferred > found.best for found in decisive)

    assert min(seen.values()) > 20, seen


def test_a_refused_site_is_told_with_every_shortfall_its_source_and_its_line() -> None:
    standing = standing_of(real_catalog(), brief("mab"), "agc-boulder", step="drug-substance")
    ((judged,),) = [stage.judged for stage in standing.stages]
    (shortfall,) = judged.verdict.shortfalls

    assert standing.with_it is None
    assert "closure by 2025-12-31 announced" in shortfall.text
    assert shortfall.mark.file.endswith("partners/agc-biologics.yaml")
    assert len(shortfall.sources) == 2


def test_a_partner_is_judged_by_all_its_rows_and_freeze_drying_is_the_fill() -> None:
    standing = standing_of(real_catalog(), brief("mab"), "agc-biologics", step="lyophilization")

    assert {stage.step for stage in standing.stages} == {"fill-finish"}
    whole = standing_of(real_catalog(), brief("mab"), "AGC Biologics")
    assert {judged.row.partner.id for stage in whole.stages for judged in stage.judged} == {"agc-biologics"}


@pytest.mark.parametrize(
    ("word", "step", "said"),
    [
        ("agc-copenhagn", None, "unknown site or partner"),
        ("agc-copenhagen", "distillation", "unknown step"),
        ("agc-copenhagen", "conjugation", "no recipe for this brief has a stage 'conjugation'"),
    ],
)
def test_what_is_not_known_is_refused(word: str, step: str | None, said: str) -> None:
    asked: Brief = brief("mab")
    with pytest.raises(BriefRefused, match=said):
        standing_of(real_catalog(), asked, word, step=step)
