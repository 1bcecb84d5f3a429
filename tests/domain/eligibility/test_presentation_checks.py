"""F4, S6, F6: containers, dose forms, the freeze-dryer of the line, and work that is kept apart."""

from typing import Any

import pytest

from cdmo_plan.domain.eligibility.findings import Question
from cdmo_plan.domain.eligibility.presentation_checks import (
    check_container,
    check_dose_form,
    check_segregation,
)
from tests.domain.builders import PAGE, found_by, need, only, row, said, site, timeline, world


def fill(**fields: Any) -> Any:
    return row("fill-finish", **fields)


def test_f4_a_stated_container_fits() -> None:
    assert not found_by(
        check_container, fill(containers=("vial", "bag")), need("fill-finish", container="bag")
    )
    assert not found_by(check_container, fill(), need("fill-finish"))


def test_f4_another_container_is_refused() -> None:
    finding = only(
        check_container, fill(containers=("vial", "bag")), need("fill-finish", container="cartridge")
    )

    assert said([finding]) == [("Shortfall", "container", "F4")]
    assert finding.text == "fills vial, bag, not cartridge"
    assert finding.term == "container"
    assert finding.mark.line == 14


def test_f1_a_mismatch_with_an_inferred_container_is_refused_and_says_so() -> None:
    inferred = fill(containers=("vial",), inferred=frozenset({"containers"}))

    assert (
        only(check_container, inferred, need("fill-finish", container="bag")).text
        == "fills vial (inferred), not bag"
    )


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({}, "vial? containers not stated"),
        ({"containers": ("vial",), "inferred": frozenset({"containers"})}, "vial? the container is inferred"),
        (
            {"containers": ("vial", "bag"), "general_knowledge": frozenset({"containers.vial"})},
            "vial? the container is inferred",
        ),
    ],
)
def test_f1_an_unknown_or_inferred_container_is_a_counted_question_o3(
    fields: dict[str, Any], text: str
) -> None:
    finding = only(check_container, fill(**fields), need("fill-finish", container="vial"))

    assert isinstance(finding, Question)
    assert finding.counted
    assert said([finding]) == [("Question", "container", "F1")]
    assert (finding.text, finding.term) == (text, "container")


def test_f4_s6_a_line_that_states_freeze_drying_has_the_dryer() -> None:
    dried = fill(dose_forms=("liquid", "lyophilized"))

    assert not found_by(check_dose_form, dried, need("fill-finish", dose_form="lyophilized"))
    assert not found_by(check_dose_form, fill(), need("fill-finish"))


def test_f4_another_dose_form_is_refused() -> None:
    finding = only(
        check_dose_form, fill(dose_forms=("liquid",)), need("fill-finish", dose_form="lyophilized")
    )

    assert said([finding]) == [("Shortfall", "dose-form", "F4")]
    assert finding.text == "fills liquid, not lyophilized"


def test_f1_a_mismatch_with_an_inferred_dose_form_is_refused_and_says_so() -> None:
    inferred = fill(dose_forms=("liquid",), inferred=frozenset({"dose_forms.liquid"}))

    finding = only(check_dose_form, inferred, need("fill-finish", dose_form="lyophilized"))

    assert finding.text == "fills liquid (inferred), not lyophilized"


@pytest.mark.parametrize("dose_forms", [None, ("liquid",)])
def test_s6_a_dryer_beside_the_line_is_a_question(dose_forms: Any) -> None:
    line, dryer = fill(dose_forms=dose_forms), row("lyophilization")

    finding = only(check_dose_form, line, need("fill-finish", dose_form="lyophilized"), world(line, dryer))

    assert said([finding]) == [("Question", "dose-form", "S6")]
    assert finding.text == "freeze-dryer listed beside a line that states no freeze-drying: same line?"


@pytest.mark.parametrize("states", [[("announced", "2025")], [("operating", None), ("idled", "2024")]])
def test_s6_a_dryer_that_does_not_run_is_none(states: list[Any]) -> None:
    line, dryer = fill(dose_forms=("liquid",)), row("lyophilization", timeline=timeline(*states))

    findings = found_by(
        check_dose_form, line, need("fill-finish", dose_form="lyophilized"), world(line, dryer)
    )

    assert said(findings) == [("Shortfall", "dose-form", "F4")]


def test_s6_a_dryer_at_another_plant_or_without_a_plant_is_none() -> None:
    line, offer = fill(dose_forms=("liquid",)), fill(dose_forms=("liquid",), network=True)
    known = world(line, offer, row("lyophilization", at=site("alpha-basel")))

    for filler in (line, offer):
        found = found_by(check_dose_form, filler, need("fill-finish", dose_form="lyophilized"), known)
        assert said(found) == [("Shortfall", "dose-form", "F4")]


def test_f4_a_liquid_line_that_may_freeze_fits_with_a_question() -> None:
    finding = only(check_dose_form, fill(dose_forms=("liquid",)), need("fill-finish", dose_form="frozen"))

    assert said([finding]) == [("Question", "dose-form", "F4")]
    assert finding.text == "freezes after a liquid fill?"


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({}, "frozen? dose forms not stated"),
        (
            {"dose_forms": ("frozen",), "inferred": frozenset({"dose_forms"})},
            "frozen? the dose form is inferred",
        ),
    ],
)
def test_f1_an_unknown_or_inferred_dose_form_is_a_counted_question_o3(
    fields: dict[str, Any], text: str
) -> None:
    finding = only(check_dose_form, fill(**fields), need("fill-finish", dose_form="frozen"))

    assert isinstance(finding, Question)
    assert finding.counted
    assert (finding.rule, finding.text, finding.term) == ("F1", text, "dose-form")
    assert finding.sources == (PAGE,)


def test_f6_viral_work_asks_how_it_is_kept_from_the_rest() -> None:
    vector, antibody = row("viral-vector", modalities=("aav",)), row("drug-substance")

    finding = only(check_segregation, vector, need("viral-vector", "aav"), world(vector, antibody))

    assert isinstance(finding, Question)
    assert not finding.counted
    assert said([finding]) == [("Question", "segregation", "F6")]
    assert finding.text == "segregation of viral work from the rest of the site?"


def test_f6_other_work_asks_how_it_is_kept_from_viral_conjugate_and_cell_work() -> None:
    antibody = row("drug-substance")
    others = (row("conjugation", modalities=("adc",)), row("viral-vector", modalities=("aav", "lentivirus")))

    finding = only(check_segregation, antibody, need(), world(antibody, *others))

    assert finding.text == "segregation from conjugate and viral work?"


def test_f6_stated_segregation_answers_the_question() -> None:
    apart = row("viral-vector", modalities=("aav",), segregated="in a building of its own")
    antibody = row("drug-substance")
    known = world(apart, antibody)

    assert not found_by(check_segregation, apart, need("viral-vector", "aav"), known)
    assert not found_by(check_segregation, antibody, need(), known)


@pytest.mark.parametrize(
    ("judged", "asked", "beside"),
    [
        (row("viral-vector", modalities=("aav",)), need("viral-vector", "aav"), ("plasmid-dna", "pdna")),
        (row("plasmid-dna", modalities=("pdna",)), need("plasmid-dna", "pdna"), ("viral-vector", "aav")),
        (row("drug-substance"), need(), ("fill-finish", "bispecific")),
        (row("drug-substance"), need(), ("process-development", "aav")),
        (row("drug-substance"), need(), ("fill-finish", "any-biologic")),
        (row("cell-line-development"), need("cell-line-development"), ("viral-vector", "aav")),
        (
            row("viral-vector", modalities=("aav",)),
            need("viral-vector", "aav"),
            ("viral-vector", "lentivirus"),
        ),
    ],
    ids=[
        "plasmids",
        "plasmid stage",
        "same class",
        "laboratory",
        "unnamed",
        "laboratory stage",
        "both viral",
    ],
)
def test_f6_work_of_one_kind_plasmids_and_laboratories_are_not_asked_about(
    judged: Any, asked: Any, beside: tuple[Any, str]
) -> None:
    other = row(beside[0], number=2, modalities=(beside[1],))

    assert not found_by(check_segregation, judged, asked, world(judged, other))


def test_f6_an_offer_of_a_network_has_no_building() -> None:
    offer = row("viral-vector", network=True, modalities=("aav",))

    assert not found_by(check_segregation, offer, need("viral-vector", "aav"), world(offer, row()))
