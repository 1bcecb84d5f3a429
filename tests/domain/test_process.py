import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdmo_plan.domain.process import Dependency, Process, ProcessStep, Stage

STAGE = Stage(key="drug-substance", step="drug-substance", kind="assigned", makes="mab")


def recipe(after: dict[str, tuple[str, ...]]) -> Process:
    """Return a recipe whose steps wait for others by name, in the order in which they are named."""
    steps = tuple(
        ProcessStep(
            id=name,
            name=name,
            stage="drug-substance",
            category="manufacturing",
            after=tuple(Dependency(step=other, kind="material") for other in waits),
        )
        for name, waits in after.items()
    )
    return Process(id="mab", name="Antibody", modality="mab", stages=(STAGE,), steps=steps)


def order(process: Process) -> list[str]:
    return [step.id for step in process.topological_steps()]


def test_steps_come_after_all_they_wait_for() -> None:
    assert order(
        recipe({"fill": ("bulk", "formulation"), "bulk": ("bank",), "formulation": (), "bank": ()})
    ) == [
        "formulation",
        "bank",
        "bulk",
        "fill",
    ]


def test_free_steps_keep_the_order_of_the_recipe() -> None:
    assert order(recipe({"c": (), "a": (), "b": ()})) == ["c", "a", "b"]


def test_a_step_does_not_wait_for_one_that_the_recipe_leaves_out() -> None:
    assert order(recipe({"inspection": ("fill", "lyophilization"), "fill": ()})) == ["fill", "inspection"]


@pytest.mark.parametrize(
    "circle",
    [{"a": ("a",)}, {"a": ("b",), "b": ("a",)}, {"ready": (), "a": ("c",), "b": ("a",), "c": ("b",)}],
)
def test_steps_that_wait_for_each_other_are_named(circle: dict[str, tuple[str, ...]]) -> None:
    stuck = ", ".join(name for name in circle if name != "ready")

    with pytest.raises(ValueError, match=f"the steps of mab wait for each other: {stuck}"):
        recipe(circle).topological_steps()


@given(
    st.lists(st.sets(st.integers(min_value=0, max_value=7), max_size=4), min_size=1, max_size=8), st.data()
)
def test_every_order_without_circles_is_sorted(waits: list[set[int]], data: st.DataObject) -> None:
    acyclic = {f"s{n}": tuple(f"s{m}" for m in sorted(before) if m < n) for n, before in enumerate(waits)}
    shuffled = data.draw(st.permutations(list(acyclic)))

    done = order(recipe({name: acyclic[name] for name in shuffled}))

    assert sorted(done) == sorted(acyclic)
    assert all(done.index(before) < done.index(name) for name in done for before in acyclic[name])


def test_a_stage_is_found_by_its_key() -> None:
    process = recipe({"bulk": ()})

    assert process.stage("drug-substance") is STAGE
    with pytest.raises(KeyError, match="fill-finish"):
        process.stage("fill-finish")
