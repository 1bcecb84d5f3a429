"""Which term of a brief binds which stage (RULES F4)."""

from typing import Any

import pytest

from cdmo_plan.domain.brief import Brief, ScaleNeed
from cdmo_plan.domain.eligibility.need import Need
from cdmo_plan.domain.process import Process
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.network.judging import Judge
from cdmo_plan.network.needs import need_of
from tests.support.catalogs import TODAY, Plants, catalog, stage
from tests.support.real import brief, real_catalog

RECIPE = Process(
    id="mab",
    name="Antibody",
    modality="mab",
    stages=(
        stage("plasmid-dna", makes="pdna"),
        stage("cell-line-development", kind="open"),
        stage("drug-substance", product="substance", gmp=True, expression=("mammalian",)),
        stage("middle-fill", step="fill-finish", gmp=True),
        stage("fill-finish", product="fill", gmp=True),
    ),
    steps=(),
)


def _needs(process: Process = RECIPE, **terms: Any) -> dict[str, Need]:
    plants = Plants()
    plants.site("alpha-one", "alpha")
    world = catalog([process], [plants.row("alpha-one", "fill-finish")])
    asked = Brief(modality="mab", as_of=TODAY, **terms)
    return {found.key: need_of(found, process, asked, Judge(world)) for found in process.stages}


@pytest.mark.parametrize(
    ("terms", "field", "bound"),
    [
        ({"scale": ScaleNeed.parse("2000")}, "scale", {"drug-substance"}),
        ({"container": "vial"}, "container", {"fill-finish"}),
        ({"dose_form": "liquid"}, "dose_form", {"fill-finish"}),
        (
            {"development_phase": "clinical"},
            "development_phase",
            {"drug-substance", "middle-fill", "fill-finish"},
        ),
        ({"regions": ("eu",)}, "countries", {found.key for found in RECIPE.stages}),
        ({"via": (("fill-finish", "alpha-one"),)}, "via", {"middle-fill", "fill-finish"}),
        ({"via": (("lyophilization", "alpha-one"),)}, "via", {"fill-finish"}),
        ({"avoid": ("alpha",)}, "avoid", {found.key for found in RECIPE.stages}),
    ],
)
def test_a_term_binds_its_stages_alone(terms: dict[str, Any], field: str, bound: set[str]) -> None:
    assert {key for key, need in _needs(**terms).items() if getattr(need, field)} == bound


def test_naming_a_freeze_dryer_asks_for_a_freeze_dried_product() -> None:
    assert _needs(via=(("lyophilization", "alpha-one"),))["fill-finish"].dose_form == "lyophilized"


def test_a_step_s_own_regions_replace_the_general_ones() -> None:
    needs = _needs(regions=("eu",), step_regions=(("fill-finish", ("US", "CH")),))

    assert needs["fill-finish"].countries == frozenset({"US", "CH"})
    assert needs["fill-finish"].region_words == "US or CH"
    assert needs["drug-substance"].countries == frozenset({"DE", "FR"})


def test_the_recipe_s_host_binds_substance_and_cell_line() -> None:
    needs = _needs()

    assert needs["drug-substance"].hosts == needs["cell-line-development"].hosts == frozenset({"mammalian"})
    assert needs["fill-finish"].hosts is None
    assert not needs["drug-substance"].host_is_term


def test_the_brief_s_host_replaces_the_recipe_s() -> None:
    needs = _needs(expression="microbial")

    assert needs["drug-substance"].hosts == needs["cell-line-development"].hosts == frozenset({"microbial"})
    assert needs["drug-substance"].host_is_term
    assert needs["plasmid-dna"].hosts is None


@pytest.mark.parametrize(
    ("phase", "grades"),
    [
        (None, {"gmp", "high-quality"}),
        ("preclinical", {"gmp", "high-quality"}),
        ("clinical", {"gmp", "high-quality"}),
        ("commercial", {"gmp"}),
    ],
)
def test_the_phase_sets_the_grade_of_plasmids(phase: str | None, grades: set[str]) -> None:
    needs = _needs(development_phase=phase)

    assert needs["plasmid-dna"].grades == frozenset(grades)
    assert needs["drug-substance"].grades is None


def test_a_plasmid_product_is_of_gmp_grade_in_every_phase() -> None:
    product = stage("plasmid-dna", makes="pdna", product="substance")
    process = Process(id="pdna", name="Plasmid", modality="pdna", stages=(product,), steps=())

    assert _needs(process, development_phase="clinical")["plasmid-dna"].grades == frozenset({"gmp"})


@pytest.mark.parametrize(
    "terms",
    [
        {"regions": ("atlantis",)},
        {"step_regions": (("filling", ("eu",)),)},
        {"via": (("fill-finish", "nobody"),)},
        {"via": (("filling", "alpha"),)},
        {"avoid": ("nobody",)},
    ],
)
def test_a_word_that_nobody_knows_is_refused(terms: dict[str, Any]) -> None:
    with pytest.raises(BriefRefused):
        _needs(**terms)


def test_cell_work_of_a_car_t_takes_in_a_viral_vector() -> None:
    world = real_catalog()
    recipe = next(process for process in world.processes if process.id == "car-t")
    asked = brief("car-t")

    assert "viral" in need_of(recipe.stage("cell-processing"), recipe, asked, Judge(world)).takes_in
    assert "viral" not in need_of(recipe.stage("plasmid-dna"), recipe, asked, Judge(world)).takes_in
