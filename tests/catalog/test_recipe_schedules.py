"""The recipes' critical paths, all steps at their shortest, typical or longest, against sums made by hand."""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import cast

import pytest

from cdmo_plan.domain.duration import MINUTES_PER_WEEK
from cdmo_plan.reading.files import read_file
from cdmo_plan.reading.process_documents import ProcessDocument, ProcessStepDocument

PROCESSES = Path(__file__).parents[2] / "catalogs" / "processes"

# Weeks to the end of a step: shortest, typical, longest. No option and no stage that waits for a request.
PATHS: dict[str, dict[str, tuple[float, float, float]]] = {
    "mab": {
        "gmp-drug-substance": (22, 35, 64),
        "visual-inspection": (25.5, 41, 76.5),
        "qp-release": (27.7, 44.3, 84.5),
        "cmc-writing": (34, 53, 99.5),
        "regulatory-review": (38.3, 57.3, 108.1),
    },
    "bispecific": {
        "gmp-drug-substance": (27, 42, 64),
        "visual-inspection": (30.5, 48, 76.5),
        "qp-release": (32.7, 51.3, 84.5),
        "cmc-writing": (39, 60, 99.5),
        "regulatory-review": (43.3, 64.3, 108.1),
    },
    "fusion-protein": {
        "gmp-drug-substance": (23, 35, 64),
        "visual-inspection": (26.5, 41, 76.5),
        "qp-release": (28.7, 44.3, 84.5),
        "cmc-writing": (35, 53, 99.5),
        "regulatory-review": (39.3, 57.3, 108.1),
    },
    "recombinant-protein-mammalian": {
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
    "adc": {
        "conj-gmp": (26, 42, 75),
        "visual-inspection": (29.64, 48.29, 87.93),
        "qp-release": (31.84, 51.59, 95.93),
        "cmc-writing": (42, 60, 110.93),
        "regulatory-review": (46.3, 64.3, 119.53),
    },
    "vaccine-protein": {
        "gmp-drug-substance": (22, 34, 58),
        "visual-inspection": (25.5, 40, 70.5),
        "qp-release": (27.7, 43.3, 78.5),
        "cmc-writing": (36, 56, 93.5),
        "regulatory-review": (40.3, 60.3, 102.1),
    },
    "pdna": {
        "gmp-drug-substance": (18, 28, 55),
        "visual-inspection": (21.5, 33, 65.5),
        "qp-release": (23.7, 36.3, 73.5),
        "cmc-writing": (28.8, 44, 88.5),
        "regulatory-review": (33.1, 48.3, 97.1),
    },
    "mrna-lnp": {
        "gmp-drug-substance": (14, 22.6, 36),
        "visual-inspection": (17.9, 28.4, 58),
        "qp-release": (20.5, 32.7, 66),
        "cmc-writing": (25.6, 41.6, 81),
        "regulatory-review": (29.9, 45.9, 89.6),
    },
    "aav-suspension": {
        "gmp-drug-substance": (22, 33, 58),
        "visual-inspection": (27.5, 42, 74.5),
        "qp-release": (30.7, 47.3, 84.5),
        "cmc-writing": (38, 61, 97.5),
        "regulatory-review": (42.3, 65.3, 106.1),
    },
    "aav-adherent": {
        "gmp-drug-substance": (22, 33, 58),
        "visual-inspection": (27.5, 42, 74.5),
        "qp-release": (30.7, 47.3, 84.5),
        "cmc-writing": (38, 61, 97.5),
        "regulatory-review": (42.3, 65.3, 106.1),
    },
    "lentivirus": {
        "qp-release": (27.2, 41.3, 72),
        "cmc-writing": (30.2, 47.3, 82),
    },
    "adenovirus": {
        "gmp-drug-substance": (22, 34, 58),
        "visual-inspection": (27.5, 43, 74.5),
        "qp-release": (30.7, 48.3, 84.5),
        "cmc-writing": (38, 62, 97.5),
        "regulatory-review": (42.3, 66.3, 106.1),
    },
    "oncolytic-virus": {
        "gmp-drug-substance": (22, 34, 58),
        "visual-inspection": (27.5, 43, 74.5),
        "qp-release": (30.7, 48.3, 84.5),
        "cmc-writing": (38, 62, 97.5),
        "regulatory-review": (42.3, 66.3, 106.1),
    },
    "car-t": {
        "lv-ds-release": (27, 41, 70),
        "cmc-writing": (38.3, 57.3, 103),
        "regulatory-review": (42.6, 61.6, 111.6),
        "cell-release": (45.08, 64.35, 115.6),
        "ship-to-patient": (45.22, 64.92, 116.46),
    },
}


def _recipe(name: str) -> ProcessDocument:
    document = read_file(PROCESSES / f"{name}.yaml", "process").document
    assert document
    return cast("ProcessDocument", document)


def _weeks_to(
    recipe: ProcessDocument,
    end: str,
    estimate: str,
    *,
    dose_form: str | None = None,
    asked: Collection[str] = ("labeling-packaging",),
) -> float:
    usual = next((s.default_dose_form for s in recipe.stages if s.default_dose_form), None)
    unasked = {s.stage for s in recipe.stages if s.kind == "on-request" and s.step not in asked}
    steps = {
        step.id: step
        for step in recipe.steps
        if step.when in {None, dose_form or usual} and not step.optional and step.stage not in unasked
    }
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


def test_a_conjugate_is_timed_with_its_drying_unless_a_brief_says_liquid() -> None:
    recipe = _recipe("adc")

    assert _weeks_to(recipe, "qp-release", "typical") == pytest.approx(51.59, abs=0.001)
    assert _weeks_to(recipe, "qp-release", "typical", dose_form="liquid") == pytest.approx(51.3, abs=0.001)


def test_filling_of_a_lentivirus_takes_time_only_where_it_is_asked_for() -> None:
    recipe = _recipe("lentivirus")

    filled = _weeks_to(recipe, "qp-release", "typical", asked=("fill-finish",))

    assert filled == pytest.approx(41.3 + 0.4, abs=0.001)


def test_every_recipe_of_the_catalog_is_timed_here() -> None:
    assert {path.stem for path in PROCESSES.glob("*.yaml")} == set(PATHS)


@pytest.mark.parametrize("name", PATHS)
def test_no_material_that_stays_at_its_site_is_handed_to_another_stage(name: str) -> None:
    recipe = _recipe(name)
    fixed = {m.id for m in recipe.materials if m.transport_class == "same-site-only"}
    homes = {
        stage.stage: stage.accompanies[-1] if stage.accompanies else stage.stage for stage in recipe.stages
    }
    made_at = {m: homes[step.stage] for step in recipe.steps if step.stage for m in step.produces}

    moved = [
        (step.id, material)
        for step in recipe.steps
        if step.stage
        for material in fixed & set(step.consumes)
        if homes[step.stage] != made_at[material]
    ]
    assert not moved


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
