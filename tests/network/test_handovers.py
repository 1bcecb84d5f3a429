"""What hand-overs leave to be asked, by how the recipe's materials travel (RULES M2)."""

import pytest

from cdmo_plan.domain.capability import Capability
from cdmo_plan.domain.process import Process
from cdmo_plan.network.handovers import bulk_questions, fresh_materials, handed_over
from tests.domain.builders import row
from tests.support.real import real_catalog, recipe


def _bulk(process: Process) -> tuple[str, str]:
    ends = {stage.product: stage.key for stage in process.stages if stage.product}
    return ends["substance"], ends["fill"]


def _asked(name: str, *, filler: Capability | None = None, border: bool = False) -> list[tuple[str, str]]:
    process = recipe(name)
    source, target = _bulk(process)
    questions = list(
        bulk_questions(process.stage(source), process.stage(target), process, filler, crosses_border=border)
    )
    assert {question.rule for question in questions} <= {"M2"}
    assert not any(question.counted for question in questions)
    return [(question.reason, question.text) for question in questions]


@pytest.mark.parametrize("name", ["mab", "aav-suspension", "pdna", "vaccine-protein"])
def test_frozen_substance_asks_who_thaws_it_unless_the_filler_says_so(name: str) -> None:
    thawing = row("fill-finish", special=("frozen-bulk",)).capability
    silent = row("fill-finish").capability

    assert [reason for reason, _ in _asked(name)] == ["thaw"]
    assert [reason for reason, _ in _asked(name, filler=silent)] == ["thaw"]
    assert not _asked(name, filler=thawing)


def test_bulk_that_nobody_knows_to_keep_frozen_asks_whether_that_is_validated() -> None:
    assert _asked("mrna-lnp") == [("frozen-bulk", "is frozen LNP bulk validated for shipping?")]


def test_toxic_bulk_is_said_to_cross_to_another_site_and_a_border() -> None:
    at_home, abroad = _asked("adc"), _asked("adc", border=True)

    assert [reason for reason, _ in at_home] == ["toxic-bulk", "thaw"]
    assert at_home[0][1] == "toxic bulk crosses to another site: does it take that in?"
    assert "(border)" in abroad[0][1]


def test_only_the_bulk_of_the_product_is_asked_about() -> None:
    process = recipe("adc")
    payload, conjugation = process.stage("payload-linker"), process.stage("conjugation")

    assert "linker-payload" in {material.id for material in handed_over(payload, conjugation, process)}
    assert not list(bulk_questions(payload, conjugation, process, None, crosses_border=True))


def test_only_cell_work_takes_in_fresh_cells() -> None:
    found = {process.id: fresh_materials(process.stages, process) for process in real_catalog().processes}

    assert [(stage.key, hours) for stage, hours in found.pop("car-t")] == [("cell-processing", 35)]
    assert not any(found.values())


def test_no_recipe_hands_over_what_never_travels() -> None:
    for process in real_catalog().processes:
        assigned = [stage for stage in process.stages if stage.kind in ("assigned", "open")]
        shipped = [
            material.transport_class
            for source in assigned
            for target in assigned
            if source is not target
            for material in handed_over(source, target, process)
        ]
        assert shipped
        assert "same-site-only" not in shipped, process.id
