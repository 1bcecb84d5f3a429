"""What a recipe is for a brief does not depend on the terms that are left out of its shape."""

from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.network.frames import frame_of, shape_of
from cdmo_plan.network.judging import Judge
from cdmo_plan.network.words import processes_for
from tests.support.real import brief, real_catalog, recipe
from tests.support.worlds import seeded_case


def test_a_brief_and_its_shape_have_one_frame() -> None:
    compared = 0
    for case in map(seeded_case, range(150)):
        judge = Judge(case.world)
        for process in processes_for(case.brief, case.world):
            try:
                whole = frame_of(process, case.brief)
            except BriefRefused:
                continue
            assert judge.frame(process, case.brief) == whole
            compared += 1

    assert compared > 100


def test_briefs_of_one_shape_share_a_frame() -> None:
    mab, judge = recipe("mab"), Judge(real_catalog())

    plain = judge.frame(mab, brief("mab"))

    assert judge.frame(mab, brief("mab", regions=("EU",), single_contract=True, max_weeks=70)) is plain
    assert judge.frame(mab, brief("mab", have=("drug-substance-bulk",))) != plain
    assert judge.frame(mab, brief("mab", to_step="drug-substance")) != plain


def test_what_is_at_hand_spares_steps() -> None:
    frame = frame_of(recipe("mab"), shape_of(brief("mab", have=("drug-substance-bulk",))))

    assert frame.spared
    assert [stage.step for stage in frame.assigned] == ["fill-finish"]
    assert frame.links == ()
