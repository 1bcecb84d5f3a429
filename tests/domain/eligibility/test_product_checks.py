"""S1, S8, F1 to F3: what a capability makes, and what a filler may fill."""

from typing import Any

import pytest

from cdmo_plan.domain.eligibility.findings import Doubt, Question, Shortfall
from cdmo_plan.domain.eligibility.product_checks import (
    check_bulk,
    check_host,
    check_modality,
)
from cdmo_plan.domain.vocabulary import PRODUCT_CLASS
from tests.domain.builders import PAGE, found_by, need, only, row, said


def inferred(*names: str) -> frozenset[str]:
    return frozenset(names)


def counts(finding: object) -> bool:
    return isinstance(finding, Question) and finding.counted


def test_s8_half_a_step_is_not_the_step() -> None:
    purifier = row("mrna-ivt", modalities=("mrna-lnp",), bulk_in=True)

    finding = only(check_bulk, purifier, need("mrna-ivt", "mrna-lnp"))

    assert said([finding]) == [("Shortfall", "bulk-in", "S8")]
    assert finding.text == "works only on material made elsewhere"
    assert finding.mark.line == 17
    assert not found_by(check_bulk, row("mrna-ivt"), need("mrna-ivt", "mrna-lnp"))


@pytest.mark.parametrize("step", ["fill-finish", "lyophilization"])
def test_s8_filling_is_work_on_material_made_elsewhere(step: str) -> None:
    assert not found_by(check_bulk, row(step, bulk_in=True), need(step))


def test_s1_a_stage_is_matched_by_what_it_makes() -> None:
    plasmids, vectors = row("plasmid-dna", modalities=("pdna",)), row("plasmid-dna", modalities=("aav",))

    assert not found_by(check_modality, plasmids, need("plasmid-dna", makes="pdna"))
    finding = only(check_modality, vectors, need("plasmid-dna", makes="pdna"))
    assert said([finding]) == [("Shortfall", "modality", "S1")]
    assert finding.text == "makes aav, not pdna"
    assert finding.mark.line == 11


def test_f1_a_mismatch_with_inferred_modalities_says_so() -> None:
    vectors = row(
        "viral-vector", modalities=("aav", "lentivirus"), inferred=inferred("modalities.lentivirus")
    )

    finding = only(check_modality, vectors, need("viral-vector", "adenovirus"))

    assert finding.text == "makes aav, lentivirus (inferred), not adenovirus"


@pytest.mark.parametrize("names", ["modalities", "modalities.aav"])
def test_f1_o1_an_inferred_modality_is_a_doubt(names: str) -> None:
    vectors = row("viral-vector", modalities=("aav",), inferred=inferred(names))

    finding = only(check_modality, vectors, need("viral-vector", "aav"))

    assert said([finding]) == [("Doubt", "inferred-modality", "F1")]
    assert finding.text == "aav is inferred, not stated"


@pytest.mark.parametrize("makes", ["bispecific", "fusion-protein"])
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"expression": ("mammalian",)},
        {"modalities": ("mab", "bispecific", "fusion-protein")}
        | {"inferred": inferred("modalities.bispecific", "modalities.fusion-protein")},
    ],
    ids=["host unstated", "mammalian", "inferred beside it"],
)
def test_f2_a_maker_of_antibodies_serves_what_is_like_them_with_a_question(
    makes: str, fields: dict[str, Any]
) -> None:
    finding = only(check_modality, row(**fields), need(makes=makes))

    assert said([finding]) == [("Question", "modality", "F2")]
    assert counts(finding)
    assert finding.text == f"states antibodies: {makes} too?"
    assert finding.sources == (PAGE,)


def test_f2_antibodies_from_microbes_say_nothing_of_bispecifics() -> None:
    finding = only(check_modality, row(expression=("microbial",)), need(makes="bispecific"))

    assert said([finding]) == [("Shortfall", "modality", "S1")]


def test_f2_an_inferred_antibody_does_not_carry_an_inferred_bispecific() -> None:
    weak = row(modalities=("mab", "bispecific"), inferred=inferred("modalities"))

    assert said(found_by(check_modality, weak, need(makes="bispecific"))) == [
        ("Doubt", "inferred-modality", "F1")
    ]


@pytest.mark.parametrize("makes", ["recombinant-protein", "peptide", "vaccine-protein"])
def test_f2_a_maker_of_antibodies_does_not_serve_other_proteins(makes: str) -> None:
    assert said(found_by(check_modality, row(), need(makes=makes))) == [("Shortfall", "modality", "S1")]


@pytest.mark.parametrize(
    ("step", "says", "makes", "asked"),
    [
        ("cell-processing", "cell-therapy", "car-t", "CAR-T (gene-modified with a viral vector) too?"),
        ("drug-substance", "recombinant-protein", "fusion-protein", "fusion proteins too?"),
        ("drug-substance", "recombinant-protein", "vaccine-protein", "vaccine antigens too?"),
    ],
)
def test_f2_a_general_word_is_doubted_and_asked(step: str, says: str, makes: str, asked: str) -> None:
    general = row(step, modalities=(says,))
    doubt, question = found_by(check_modality, general, need(step, makes))
    guessed = row(step, modalities=(says,), inferred=inferred("modalities"))

    assert said([doubt, question]) == [("Doubt", "general-modality", "F2"), ("Question", "modality", "F2")]
    assert (doubt.text, question.text) == (f"says only {says.replace('-', ' ')}", asked)
    assert counts(question)
    assert said(found_by(check_modality, guessed, need(step, makes))) == [("Shortfall", "modality", "S1")]


def test_f2_a_product_that_is_named_is_not_asked_for_beside_the_general_word() -> None:
    both = row("cell-processing", modalities=("car-t", "cell-therapy"))

    assert not found_by(check_modality, both, need("cell-processing", "car-t"))


def test_f3_cell_work_without_viruses_makes_nothing_with_a_viral_vector() -> None:
    non_viral = row("cell-processing", modalities=("cell-therapy",), excluded=("viral",))
    wanted = need("cell-processing", "car-t", takes_in=frozenset({"viral", "cells"}))

    assert ("Shortfall", "excluded", "F3") in said(found_by(check_modality, non_viral, wanted))
    assert not any(
        isinstance(found, Shortfall)
        for found in found_by(check_modality, non_viral, need("cell-processing", "car-t"))
    )


def test_f2_host_and_modality_are_asked_apart() -> None:
    fragment = row(expression=("microbial",))

    assert not found_by(check_modality, fragment, need(hosts={"microbial"}))
    assert not found_by(check_host, fragment, need(hosts={"microbial"}))


def test_f1_a_maker_of_biologics_is_asked_for_a_protein_and_refused_for_the_rest() -> None:
    biologics = row(modalities=("any-biologic",))

    asked = only(check_modality, biologics, need(makes="mab"))

    assert said([asked]) == [("Question", "modality", "F1")]
    assert counts(asked)
    assert asked.text == "states biologics: mab too?"
    assert said(found_by(check_modality, biologics, need("viral-vector", "aav"))) == [
        ("Shortfall", "modality", "S1")
    ]


@pytest.mark.parametrize("makes", [m for m, c in PRODUCT_CLASS.items() if c == "protein"])
def test_f3_a_filler_that_states_a_class_serves_every_product_in_it(makes: str) -> None:
    assert not found_by(check_modality, row("fill-finish", modalities=("mab",)), need("fill-finish", makes))
    assert not found_by(
        check_modality, row("fill-finish", modalities=("any-biologic",)), need("fill-finish", makes)
    )


@pytest.mark.parametrize(
    ("makes", "words"),
    [
        ("adc", "conjugates (high potency)"),
        ("aav", "viral products (biosafety level)"),
        ("oncolytic-virus", "viral products (biosafety level)"),
        ("mrna-lnp", "LNP"),
        ("car-t", "cells"),
    ],
)
def test_f3_a_filler_of_biologics_is_a_containment_doubt_for_what_needs_containment(
    makes: str, words: str
) -> None:
    finding = only(
        check_modality, row("fill-finish", modalities=("any-biologic",)), need("fill-finish", makes)
    )

    assert isinstance(finding, Doubt)
    assert finding.is_containment
    assert finding.rule == "F3"
    assert finding.text == f"states only biologics, not {words}"


@pytest.mark.parametrize(
    ("makes", "words"), [("pdna", "DNA"), ("small-molecule-injectable", "small molecules")]
)
def test_f3_a_filler_of_biologics_is_asked_for_dna_and_small_molecules(makes: str, words: str) -> None:
    finding = only(
        check_modality, row("fill-finish", modalities=("any-biologic",)), need("fill-finish", makes)
    )

    assert said([finding]) == [("Question", "modality", "F3")]
    assert counts(finding)
    assert finding.text == f"states biologics: {words} too?"


def test_f3_a_filler_of_another_class_is_refused() -> None:
    finding = only(check_modality, row("fill-finish", modalities=("aav",)), need("fill-finish", "mab"))

    assert said([finding]) == [("Shortfall", "modality", "F3")]
    assert finding.text == "handles aav, not mab"


def test_f3_a_class_that_is_excluded_is_refused_whatever_else_is_stated() -> None:
    no_virus = row("fill-finish", modalities=("any-biologic",), excluded=("viral",))

    findings = found_by(check_modality, no_virus, need("fill-finish", "aav"))

    assert ("Shortfall", "excluded", "F3") in said(findings)
    assert findings[0].text == "excludes viral products"
    assert not found_by(check_modality, no_virus, need("fill-finish", "mab"))


def test_f3_one_stated_product_of_a_class_carries_an_inferred_one() -> None:
    stated = row("fill-finish", modalities=("mab", "bispecific"), inferred=inferred("modalities.bispecific"))
    guessed = row("fill-finish", modalities=("mab", "bispecific"), inferred=inferred("modalities"))

    assert not found_by(check_modality, stated, need("fill-finish", "bispecific"))
    finding = only(check_modality, guessed, need("fill-finish", "bispecific"))
    assert said([finding]) == [("Doubt", "inferred-modality", "F1")]
    assert finding.text == "mab, bispecific is inferred, not stated"


@pytest.mark.parametrize(
    "step",
    [
        "cell-line-development",
        "process-development",
        "analytical-development",
        "formulation-development",
        "qc-release",
        "labeling-packaging",
    ],
)
def test_f3_development_and_testing_go_by_class_too(step: str) -> None:
    assert not found_by(check_modality, row(step), need(step, "recombinant-protein"))
    assert said(found_by(check_modality, row(step), need(step, "aav"))) == [("Shortfall", "modality", "F3")]


def test_a_stage_that_makes_no_product_in_particular_is_matched_by_the_word() -> None:
    assert not found_by(
        check_modality, row("fill-finish", modalities=("any-biologic",)), need("fill-finish", "any-biologic")
    )
