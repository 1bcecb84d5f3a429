"""Which stages a brief asks for, and what they hand over."""

from typing import Any

import pytest

from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.process import Process
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.network.net import Link
from cdmo_plan.network.stages import links_between, stages_for
from tests.support.catalogs import TODAY, stage, step
from tests.support.real import brief, recipe

ASSIGNED = ("assigned", "open")


def _recipe() -> Process:
    return Process(
        id="mab",
        name="Antibody",
        modality="mab",
        stages=(
            stage("cell-line-development", kind="open"),
            stage("process-development", kind="accompanying", accompanies=("drug-substance",)),
            stage("drug-substance", product="substance"),
            stage("testing", kind="accompanying", step="qc-release", accompanies=("fill-finish",)),
            stage("fill-finish", product="fill"),
            stage("lyophilization", kind="accompanying", accompanies=("fill-finish",)),
            stage("labeling-packaging", kind="on-request", accompanies=("fill-finish",)),
        ),
        steps=(
            step("clone", "cell-line-development"),
            step("develop", "process-development", after={"clone": "material"}),
            step("make", "drug-substance", after={"clone": "material", "develop": "document"}),
            step("fill", "fill-finish", after={"make": "material"}),
            step("dry", "lyophilization", after={"fill": "material"}, when="lyophilized"),
            step("test", "testing", after={"fill": "material", "dry": "material"}),
            step("label", "labeling-packaging", after={"test": "material"}),
        ),
    )


def _keys(*kinds: str, **terms: Any) -> list[str]:
    asked = Brief(modality="mab", as_of=TODAY, **terms)
    return [stage.key for stage in stages_for(_recipe(), asked) if stage.kind in (kinds or ASSIGNED)]


def _links(**terms: Any) -> list[tuple[str, str]]:
    asked = Brief(modality="mab", as_of=TODAY, **terms)
    stages = stages_for(_recipe(), asked)
    keys = [stage.key for stage in stages if stage.kind in ASSIGNED]
    return [(keys[link.source], keys[link.target]) for link in links_between(stages, _recipe(), asked)]


def test_a_route_assigns_main_stages_and_takes_the_accompanying_along() -> None:
    assert _keys() == ["cell-line-development", "drug-substance", "fill-finish"]
    assert _keys("accompanying") == ["process-development", "testing"]


@pytest.mark.parametrize(
    ("terms", "assigned"),
    [
        ({"from_step": "drug-substance"}, ["drug-substance", "fill-finish"]),
        ({"to_step": "drug-substance"}, ["cell-line-development", "drug-substance"]),
        ({"from_step": "drug-substance", "to_step": "drug-substance"}, ["drug-substance"]),
        ({"from_step": "fill-finish"}, ["fill-finish"]),
    ],
)
def test_from_and_to_keep_what_lies_between(terms: dict[str, str], assigned: list[str]) -> None:
    assert _keys(**terms) == assigned


def test_what_accompanies_a_stage_left_out_is_left_out() -> None:
    assert _keys("accompanying", from_step="fill-finish") == ["testing"]
    assert _keys("accompanying", to_step="drug-substance") == ["process-development"]


def test_labelling_becomes_a_stage_only_when_asked_for() -> None:
    assert "labeling-packaging" not in _keys("assigned", "on-request", "accompanying")
    assert _keys(to_step="labeling-packaging")[-1] == "labeling-packaging"
    assert _keys(via=(("labeling-packaging", "somebody"),))[-1] == "labeling-packaging"


def test_via_makes_an_accompanying_stage_one_of_its_own() -> None:
    assert "testing" in _keys(via=(("qc-release", "somebody"),))
    assert ("fill-finish", "testing") in _links(via=(("qc-release", "somebody"),))


def test_freeze_drying_stays_with_the_fill() -> None:
    assert "lyophilization" not in _keys("accompanying", dose_form="liquid")
    assert "lyophilization" in _keys("accompanying", dose_form="lyophilized")
    assert "lyophilization" in _keys("accompanying", via=(("lyophilization", "somebody"),))
    assert "lyophilization" not in _keys(via=(("lyophilization", "somebody"),))


def test_hand_overs_are_of_material_and_each_counts_once() -> None:
    chain = [("cell-line-development", "drug-substance"), ("drug-substance", "fill-finish")]

    assert _links() == chain
    assert _links(dose_form="lyophilized") == chain


def test_a_stage_between_two_others_receives_and_hands_on() -> None:
    links = _links(via=(("process-development", "somebody"),))

    assert ("cell-line-development", "process-development") in links
    assert ("process-development", "drug-substance") not in links, "a document is no material"


def test_nothing_between_is_refused() -> None:
    with pytest.raises(BriefRefused, match="lies between fill-finish and drug-substance") as refusal:
        _keys(from_step="fill-finish", to_step="drug-substance")

    assert "drug-substance, fill-finish" in (refusal.value.hint or "")


def test_a_step_that_is_no_stage_of_the_recipe_is_refused() -> None:
    with pytest.raises(BriefRefused):
        _keys(from_step="conjugation")


@pytest.mark.parametrize("name", ["aav-suspension", "aav-adherent"])
def test_the_recipe_of_aav_hands_plasmid_to_vector_and_vector_to_fill(name: str) -> None:
    asked = brief("aav")
    stages = stages_for(recipe(name), asked)

    assert [found.key for found in stages if found.kind in ASSIGNED] == [
        "plasmid-dna",
        "viral-vector",
        "fill-finish",
    ]
    assert links_between(stages, recipe(name), asked) == (Link(0, 1), Link(1, 2))


def test_the_recipe_of_antibodies_hands_cells_to_substance_and_substance_to_fill() -> None:
    asked = brief("mab", dose_form="lyophilized")
    stages = stages_for(recipe("mab"), asked)

    assert [found.key for found in stages if found.kind in ASSIGNED] == [
        "cell-line-development",
        "drug-substance",
        "fill-finish",
    ]
    assert "lyophilization" in {found.key for found in stages}
    assert links_between(stages, recipe("mab"), asked) == (Link(0, 1), Link(1, 2))


def test_a_region_of_its_own_makes_an_accompanying_step_a_stage() -> None:
    asked = brief("mab", step_regions=(("process-development", ("EU",)),))

    kinds = {found.key: found.kind for found in stages_for(_recipe(), asked)}

    assert kinds["process-development"] == "assigned"
    assert kinds["testing"] == "accompanying"


def test_a_region_of_freeze_drying_leaves_it_with_the_fill() -> None:
    asked = brief("mab", dose_form="lyophilized", step_regions=(("lyophilization", ("EU",)),))

    kinds = {found.key: found.kind for found in stages_for(_recipe(), asked)}

    assert (kinds["lyophilization"], kinds["fill-finish"]) == ("accompanying", "assigned")


@pytest.mark.parametrize("terms", [{"container": "bag"}, {"dose_form": "frozen"}])
def test_a_container_or_a_dose_form_asks_for_a_fill_on_request(terms: dict[str, str]) -> None:
    found = {
        stage.key: stage.kind for stage in stages_for(recipe("lentivirus"), brief("lentivirus", **terms))
    }

    assert found["fill-finish"] == "assigned"
    assert "fill-finish" not in {s.key for s in stages_for(recipe("lentivirus"), brief("lentivirus"))}


@pytest.mark.parametrize(
    ("name", "terms", "message"),
    [
        ("car-t", {"container": "bag"}, "the recipe car-t has no fill stage that --container could bind"),
        (
            "car-t",
            {"container": "bag", "dose_form": "frozen"},
            "the recipe car-t has no fill stage that --container and --dose-form could bind",
        ),
        (
            "lentivirus",
            {"dose_form": "frozen", "to_step": "viral-vector"},
            "the question leaves out the fill of lentivirus, which --dose-form would bind",
        ),
        (
            "mab",
            {"container": "vial", "to_step": "drug-substance"},
            "the question leaves out the fill of mab, which --container would bind",
        ),
    ],
)
def test_a_term_that_could_bind_no_fill_is_refused(name: str, terms: dict[str, str], message: str) -> None:
    with pytest.raises(BriefRefused) as refusal:
        stages_for(recipe(name), brief(name, **terms))

    assert refusal.value.message == message


def test_a_usual_dose_form_adds_its_steps_unless_the_brief_says_another() -> None:
    def dries(**terms: str) -> bool:
        return "lyophilization" in {s.key for s in stages_for(recipe("adc"), brief("adc", **terms))}

    assert dries()
    assert dries(dose_form="lyophilized")
    assert not dries(dose_form="liquid")
    assert not dries(to_step="conjugation")
