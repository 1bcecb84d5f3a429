"""F1, F4, O1, O3: in which host, at which scale, for which phase, and at which grade."""

from typing import Any

import pytest

from cdmo_plan.domain.brief import ScaleNeed
from cdmo_plan.domain.capability import Scale
from cdmo_plan.domain.eligibility.findings import Question
from cdmo_plan.domain.eligibility.product_checks import (
    check_assignment,
    check_grade,
    check_host,
    check_phase,
    check_scale,
)
from tests.domain.builders import found_by, need, only, row, said


def inferred(*names: str) -> frozenset[str]:
    return frozenset(names)


def counts(finding: object) -> bool:
    return isinstance(finding, Question) and finding.counted


def test_f4_no_host_is_asked_where_neither_recipe_nor_brief_names_one() -> None:
    assert not found_by(check_host, row(), need())


def test_f4_a_stated_host_fits_beside_an_inferred_one() -> None:
    both = row(expression=("mammalian", "microbial"), inferred=inferred("expression.microbial"))

    assert not found_by(check_host, both, need(hosts={"mammalian"}))
    assert not found_by(check_host, both, need(hosts={"mammalian", "microbial"}))


def test_f1_o1_an_unstated_host_is_a_doubt_and_a_counted_question() -> None:
    doubt, question = found_by(check_host, row(), need(hosts={"yeast", "microbial"}))

    assert said([doubt, question]) == [("Doubt", "host-unstated", "F1"), ("Question", "expression", "F1")]
    assert question.text == "microbial or yeast?"
    assert counts(question)


@pytest.mark.parametrize(("names", "words"), [((), "microbial"), (("expression",), "microbial (inferred)")])
@pytest.mark.parametrize("is_term", [True, False])
def test_f1_another_host_is_refused_an_inferred_one_too(
    names: tuple[str, ...], words: str, is_term: bool
) -> None:
    other = row(expression=("microbial",), inferred=inferred(*names))

    finding = only(check_host, other, need(hosts={"mammalian"}, host_is_term=is_term))

    assert said([finding]) == [("Shortfall", "expression", "F1")]
    assert finding.text == f"works with {words}, not mammalian"
    assert finding.term == ("expression" if is_term else None)
    assert finding.mark.line == 12


def test_f1_an_inferred_host_is_a_counted_question_o3() -> None:
    guessed = row(expression=("mammalian",), inferred=inferred("expression"))

    finding = only(check_host, guessed, need(hosts={"mammalian"}))

    assert said([finding]) == [("Question", "expression", "F1")]
    assert counts(finding)
    assert finding.text == "mammalian? the host is inferred"


@pytest.mark.parametrize("fields", [{}, {"expression": ("mammalian",), "inferred": inferred("expression")}])
def test_s2_an_open_stage_is_not_asked_for_its_host(fields: dict[str, Any]) -> None:
    open_stage = need("cell-line-development", kind="open", hosts={"mammalian"})

    assert not found_by(check_host, row("cell-line-development", **fields), open_stage)


VESSELS = Scale(min=200, max=2000, total=6000, vessels=4)
UNCOUNTED = Scale(min=500, max=2000)


def sized(scale: Scale | None, text: str, *names: str) -> list[Any]:
    judged = row(scale_l=scale, inferred=inferred(*names))
    return found_by(check_scale, judged, need(scale=ScaleNeed.parse(text)))


@pytest.mark.parametrize(
    ("scale", "text"),
    [
        (VESSELS, "200"),
        (VESSELS, "1000"),
        (VESSELS, "2000"),
        (Scale(max=2000), "2000"),
        (VESSELS, "2x2000"),
        (Scale(min=500, max=2000, vessels=4), "4x2000"),
        (Scale(max=2000, total=4000), "2x2000"),
        (Scale(min=500, max=2000, pooled_train=12000), "5000"),
        (Scale(max=2000, pooled_train=4000), "4000"),
        (Scale(pooled_train=4000), "4000"),
    ],
)
def test_f4_a_scale_between_the_vessels_in_a_train_or_in_several_vessels_fits(
    scale: Scale, text: str
) -> None:
    assert not sized(scale, text)


@pytest.mark.parametrize(
    ("scale", "asked", "text"),
    [
        (VESSELS, "5000", "2,000 L, you asked for 5,000"),
        (VESSELS, "100", "from 200 L, you asked for 100"),
        (VESSELS, "4x2000", "6,000 L in all, you asked for 4x2000"),
        (Scale(max=2000, vessels=1), "2x2000", "2,000 L in all, you asked for 2x2000"),
        (Scale(min=500, max=2000, pooled_train=12000), "2x5000", "2,000 L, you asked for 5,000"),
        (Scale(max=2000, pooled_train=4000), "5000", "4,000 L, you asked for 5,000"),
        (Scale(total=3000), "5000", "3,000 L in all, you asked for 5000"),
        (Scale(min=2000), "500", "from 2,000 L, you asked for 500"),
    ],
)
def test_f4_a_scale_beyond_the_vessels_is_refused(scale: Scale, asked: str, text: str) -> None:
    (finding,) = sized(scale, asked)

    assert said([finding]) == [("Shortfall", "scale", "F4")]
    assert finding.text == text
    assert finding.term == "scale-l"
    assert finding.mark.line == 13


@pytest.mark.parametrize(
    ("scale", "asked", "names", "text"),
    [
        (None, "2000", (), "2000 L? scale not stated"),
        (Scale(max=2000), "500", (), "500 L? vessels not stated one by one"),
        (Scale(total=185000, vessels=48), "2000", (), "2000 L? vessels not stated one by one"),
        (UNCOUNTED, "2x2000", (), "2x2000 L? vessels not stated one by one"),
        (Scale(min=2000), "5000", (), "5000 L? vessels not stated one by one"),
        (VESSELS, "2000", ("scale_l",), "2000 L? the scale is inferred"),
    ],
)
def test_f1_an_unknown_or_inferred_scale_is_a_counted_question_o3(
    scale: Scale | None, asked: str, names: tuple[str, ...], text: str
) -> None:
    (finding,) = sized(scale, asked, *names)

    assert said([finding]) == [("Question", "scale", "F1")]
    assert counts(finding)
    assert finding.text == text


def test_f1_a_mismatch_with_an_inferred_scale_is_refused_and_says_so() -> None:
    (finding,) = sized(VESSELS, "5000", "scale_l")

    assert finding.text == "2,000 L, you asked for 5,000 (inferred)"


def test_f4_adherent_culture_in_square_metres_has_no_litres() -> None:
    surface = Scale(max=100)
    adherent = row("viral-vector", scale_m2=surface, expression=("adherent-hek",))
    both = row("viral-vector", scale_m2=surface, expression=("adherent-hek", "suspension-hek"))
    wanted = need("viral-vector", "aav", scale=ScaleNeed.parse("500"))

    assert said([only(check_scale, adherent, wanted)]) == [("Shortfall", "scale", "F4")]
    assert "500 L does not apply" in only(check_scale, adherent, wanted).text
    assert said([only(check_scale, both, wanted)]) == [("Question", "scale", "F1")]


def test_f4_no_scale_is_asked_of_a_stage_that_it_does_not_bind() -> None:
    assert not found_by(check_scale, row(scale_l=VESSELS), need())


def test_f4_a_stated_development_phase_fits() -> None:
    clinical = row(development_phases=("preclinical", "clinical"))

    assert not found_by(check_phase, clinical, need(development_phase="clinical"))
    assert not found_by(check_phase, row(), need())


def test_f1_o1_an_unstated_phase_is_a_doubt_and_a_counted_question() -> None:
    doubt, question = found_by(check_phase, row(), need(development_phase="commercial"))

    assert said([doubt, question]) == [("Doubt", "phase-unstated", "F1"), ("Question", "phase", "F1")]
    assert question.text == "commercial supply?"
    assert counts(question)


@pytest.mark.parametrize(
    ("names", "words"), [((), "clinical"), (("development_phases",), "clinical (inferred)")]
)
def test_f4_another_phase_is_refused(names: tuple[str, ...], words: str) -> None:
    clinical = row(development_phases=("clinical",), inferred=inferred(*names))

    finding = only(check_phase, clinical, need(development_phase="commercial"))

    assert said([finding]) == [("Shortfall", "phase", "F4")]
    assert finding.text == f"{words} only, not commercial"
    assert finding.term == "development-phase"


def test_f1_an_inferred_phase_is_a_counted_question_o3() -> None:
    guessed = row(development_phases=("clinical",), inferred=inferred("development_phases.clinical"))

    finding = only(check_phase, guessed, need(development_phase="clinical"))

    assert said([finding]) == [("Question", "phase", "F1")]
    assert counts(finding)
    assert finding.text == "clinical supply? the phase is inferred"


GOOD = frozenset({"gmp", "high-quality"})


def plasmids(grade: Any, **fields: Any) -> Any:
    return row("plasmid-dna", modalities=("pdna",), grade=grade, **fields)


def test_f4_a_plasmid_of_the_wanted_grade_fits() -> None:
    assert not found_by(check_grade, plasmids("high-quality"), need("plasmid-dna", "pdna", grades=GOOD))
    assert not found_by(check_grade, plasmids("research"), need("plasmid-dna", "pdna"))


@pytest.mark.parametrize(
    ("names", "words"), [((), "research plasmid"), (("grade",), "research plasmid (inferred)")]
)
def test_f4_research_plasmids_never_do(names: tuple[str, ...], words: str) -> None:
    finding = only(
        check_grade,
        plasmids("research", inferred=inferred(*names)),
        need("plasmid-dna", "pdna", grades=GOOD),
    )

    assert said([finding]) == [("Shortfall", "grade", "F4")]
    assert finding.text == f"{words}, not gmp or high-quality"


@pytest.mark.parametrize("phase", ["commercial", None])
def test_f1_o3_an_unknown_grade_is_a_question_that_counts_where_the_phase_rests_on_it(
    phase: str | None,
) -> None:
    asked = need("plasmid-dna", "pdna", grades={"gmp"}, grade_is_term=phase is not None)

    finding = only(check_grade, plasmids(None), asked)

    assert said([finding]) == [("Question", "grade", "F1")]
    assert counts(finding) is (phase is not None)
    assert finding.text == "gmp plasmid?"


def test_f1_an_inferred_grade_is_a_question() -> None:
    guessed = plasmids("gmp", inferred=inferred("grade"))

    finding = only(check_grade, guessed, need("plasmid-dna", "pdna", grades={"gmp"}))

    assert said([finding]) == [("Question", "grade", "F1")]
    assert finding.text == "gmp plasmid? the grade is inferred"


def test_o1_an_inferred_assignment_to_the_plant_is_a_doubt() -> None:
    finding = only(check_assignment, row(inferred=inferred("site")), need())

    assert said([finding]) == [("Doubt", "inferred-site", "F1")]
    assert not found_by(check_assignment, row(), need())


def test_f1_a_step_that_is_inferred_is_a_doubt() -> None:
    finding = only(check_assignment, row(inferred=inferred("step")), need())

    assert said([finding]) == [("Doubt", "inferred-step", "F1")]
    assert finding.text == "that it does drug substance is inferred, not stated"
    assert not found_by(check_assignment, row(inferred=inferred("modalities", "technology")), need())
