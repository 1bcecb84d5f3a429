"""Parts of a net against the net that a brief for that part would make."""

from collections import Counter
from dataclasses import replace

import pytest

from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.network.judging import Judge
from cdmo_plan.network.rows import rows
from cdmo_plan.network.slices import Places, anywhere, substance_step
from cdmo_plan.network.words import countries_of, processes_for
from tests.support.real import brief, real_catalog, recipe
from tests.support.worlds import seeded_case

REGIONS = (("eu",), ("CH",), ("US", "GB"), ("europe",))


@pytest.mark.parametrize("block", range(4))
def test_a_slice_is_the_net_of_a_brief_for_that_region(block: int) -> None:
    seen: Counter[str] = Counter()
    for seed in range(block * 100, block * 100 + 100):
        case = seeded_case(seed)
        # That a judge who keeps what was found changes nothing is proved in tests/network/test_judging.py.
        judge = Judge(case.world)
        for region_of_all in (False, True):
            asked = replace(case.brief, regions=(), step_regions=())
            try:
                processes = processes_for(asked, case.world)
            except BriefRefused:
                continue
            for process in processes:
                step = None if region_of_all else substance_step(process)
                base = anywhere(asked, step, case.world)
                try:
                    everything = rows(case.world, process, base)
                except BriefRefused:
                    continue
                places = Places(everything, base, step, case.world)
                for words in REGIONS:
                    own = (
                        replace(asked, regions=words)
                        if step is None
                        else replace(asked, step_regions=((step, words),))
                    )
                    expected = rows(case.world, process, own, judge).net
                    assert places.within(countries_of(words, case.world)) == expected
                    seen["possible"] += expected.is_possible
                    seen["network"] += any(c.site is None for s in expected.stages for c in s.candidates)
                    seen["unlisted"] += any(not c.is_listed for s in expected.stages for c in s.candidates)
    assert seen["possible"] > 50
    assert seen["network"] > 20
    assert seen["unlisted"] > 20


@pytest.mark.parametrize("name", ["mab", "adc", "aav-suspension"])
@pytest.mark.parametrize("words", [("EU",), ("US",), ("CN",), ("JP", "KR")])
def test_a_slice_of_the_shipped_catalog_is_the_net_of_a_brief(name: str, words: tuple[str, ...]) -> None:
    world, process = real_catalog(), recipe(name)
    step = substance_step(process)
    assert step is not None
    base = anywhere(brief(name), step, world)
    places = Places(rows(world, process, base), base, step, world)
    expected = rows(world, process, brief(name, step_regions=((step, words),)))
    assert places.within(countries_of(words, world)) == expected.net
