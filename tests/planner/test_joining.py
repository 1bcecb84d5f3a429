"""Which steps of a recipe are left when those that tell nothing of their own have gone."""

from cdmo_plan.network.net import NetStep
from cdmo_plan.planner.joining import Joined, joined

HERE, THERE, NOBODY = 0, 1, 2
HOMES = {HERE: ((0, None),), THERE: ((1, None),), NOBODY: ()}

Waits = tuple[int, ...]


def _left(*steps: tuple[int, Waits], stating: tuple[int, ...] = ()) -> list[Joined]:
    """Join steps, given by their homes and what they wait for: of 10, 100, 1,000 minutes, and so on."""
    made = [
        NetStep(
            id=str(number),
            minutes=(0, 10**number, 0),
            known=True,
            after=tuple((before, "material") for before in waits),
            home=HOMES[home],
            filler=False,
        )
        for number, (home, waits) in enumerate(steps, 1)
    ]
    homes = tuple(home for home, _ in steps)
    return list(joined(tuple(made), homes, NOBODY, frozenset(stating)))


def test_a_step_goes_into_the_only_one_behind_it_at_the_same_place() -> None:
    left = _left((HERE, ()), (HERE, (0,)), (THERE, (1,)))

    assert left == [Joined(1, (), 10), Joined(2, ((0, "material", 0),), 0)]


def test_a_step_goes_into_the_only_one_before_it_whose_product_then_comes_later() -> None:
    left = _left((HERE, ()), (HERE, (0,)), (THERE, (0,)), (THERE, (1,)), (HERE, (2, 3)))

    later = (0, "material", 100)
    assert [(one.step, one.after) for one in left[:3]] == [(0, ()), (2, ((0, "material", 0),)), (3, (later,))]


def test_of_two_ways_through_what_has_gone_the_longer_one_counts() -> None:
    left = _left((HERE, ()), (HERE, (0,)), (THERE, (0,)), (THERE, (1, 2)))

    assert left == [Joined(0, (), 0), Joined(3, ((0, "material", 1000),), 0)]


def test_a_first_activity_becomes_the_earliest_start_of_what_waits_for_it() -> None:
    left = _left((NOBODY, ()), (HERE, ()), (THERE, (0, 1)))

    assert left == [Joined(1, (), 0), Joined(2, ((0, "material", 0),), 10)]


def test_what_comes_back_from_elsewhere_stays() -> None:
    assert len(_left((HERE, ()), (THERE, (0,)), (HERE, (1,)))) == 3


def test_a_step_for_which_somebody_states_another_time_stays() -> None:
    left = _left((HERE, ()), (HERE, (0,)), (THERE, (1,)), stating=(0, 1))

    assert [one.step for one in left] == [0, 1, 2]
