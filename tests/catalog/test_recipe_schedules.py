"""The recipes' critical paths, all steps at their shortest, typical or longest, against sums made by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cdmo_plan.domain.duration import MINUTES_PER_WEEK
from cdmo_plan.reading.documents import ProcessDocument, ProcessStepDocument
from cdmo_plan.reading.files import read_file

PROCESSES = Path(__file__).parents[2] / "catalogs" / "processes"

# Weeks to the end of a step: shortest, typical, longest.
PATHS = {
    "mab": {
        "gmp-drug-substance": (22, 35, 64),
        "visual-inspection": (25.5, 41, 76.5),
        "qp-release": (27.7, 44.3, 84.5),
        "regulatory-review": (38.3, 57.3, 108.1),
    },
    "bispecific": {
        "gmp-drug-substance": (27, 42, 64),
        "visual-inspection": (30.5, 48, 76.5),
        "qp-release": (32.7, 51.3, 84.5),
        "cmc-writing": (39, 60, 99.5),
        "regulatory-review": (43.3, 64.3, 108.1),
    },
    "recombinant-protein-microbial": {
        "gmp-drug-substance": (19, 29, 57),
        "visual-inspection": (22.5, 34, 67.5),
        "qp-release": (24.7, 37.3, 75.5),
        "cmc-writing": (29.8, 51, 90.5),
        "regulatory-review": (34.1, 55.3, 99.1),
    },
    "aav-suspension": {
        "gmp-drug-substance": (22, 33, 58),
        "visual-inspection": (27.5, 42, 74.5),
        "qp-release": (30.7, 47.3, 84.5),
        "regulatory-review": (42.3, 65.3, 106.1),
    },
    "aav-adherent": {
        "gmp-drug-substance": (22, 33, 58),
        "visual-inspection": (27.5, 42, 74.5),
        "qp-release": (30.7, 47.3, 84.5),
        "regulatory-review": (42.3, 65.3, 106.1),
    },
}


def _recipe(name: str) -> ProcessDocument:
    document = read_file(PROCESSES / f"{name}.yaml", "process").document
    assert isinstance(document, ProcessDocument)
    return document


def _weeks_to(recipe: ProcessDocument, end: str, estimate: str, *, dose_form: str = "liquid") -> float:
    steps = {step.id: step for step in recipe.steps if step.when in {None, dose_form} and not step.optional}
    return _finish(steps, _minutes(estimate), steps[end], {}) / MINUTES_PER_WEEK


def _minutes(estimate: str) -> Callable[[ProcessStepDocument], int]:
    def minutes(step: ProcessStepDocument) -> int:
        assert step.duration_weeks is not None, step.id
        weeks: float = getattr(step.duration_weeks, estimate)
        return round(weeks * MINUTES_PER_WEEK)

    return minutes


def _finish(
    steps: dict[str, ProcessStepDocument],
    minutes: Callable[[ProcessStepDocument], int],
    step: ProcessStepDocument,
    known: dict[str, int],
) -> int:
    if step.id not in known:
        before = [_finish(steps, minutes, steps[other], known) for other in step.after if other in steps]
        known[step.id] = max(before, default=0) + minutes(step)
    return known[step.id]


@pytest.mark.parametrize(("name", "end"), [(name, end) for name, ends in PATHS.items() for end in ends])
def test_critical_path(name: str, end: str) -> None:
    recipe = _recipe(name)

    weeks = [_weeks_to(recipe, end, estimate) for estimate in ("min", "typical", "max")]

    assert weeks == pytest.approx(PATHS[name][end], abs=0.001)


def test_freeze_drying_delays_release_by_its_cycle_alone() -> None:
    recipe = _recipe("mab")

    delay = _weeks_to(recipe, "qp-release", "typical", dose_form="lyophilized") - 44.3

    assert delay == pytest.approx(0.29, abs=0.001)


@pytest.mark.parametrize("name", PATHS)
def test_a_step_waits_for_whoever_makes_what_it_uses(name: str) -> None:
    recipe = _recipe(name)
    makers = {material: step.id for step in recipe.steps for material in step.produces}

    missing = [
        (step.id, material)
        for step in recipe.steps
        for material in step.consumes
        if material in makers and makers[material] not in step.after
    ]
    assert not missing
