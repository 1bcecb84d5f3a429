"""`--have`: what is at hand, the steps and stages that it spares, and what it is not taken to prove."""

from dataclasses import replace

import pytest

from cdmo_plan.domain.process import Alternative, Dependency, Material, Process, ProcessStep
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.network.rows import outlooks_of, rows
from cdmo_plan.network.stages import links_between, stages_for
from cdmo_plan.network.work import done_steps, steps_to_do
from tests.support.catalogs import TODAY, stage
from tests.support.real import brief, real_catalog, recipe


def _assigned(name: str, *have: str) -> list[str]:
    asked = brief(name, have=have)
    return [s.key for s in stages_for(recipe(name), asked) if s.kind in ("assigned", "open")]


def _spared(name: str, *have: str) -> tuple[str, ...]:
    return rows(real_catalog(), recipe(name), brief(name, have=have)).ledger.spared


def test_a_released_bank_takes_the_cell_line_stage_and_its_companions_away() -> None:
    assert _assigned("mab", "released-master-cell-bank") == ["drug-substance", "fill-finish"]
    assert _spared("mab", "released-master-cell-bank") == (
        *("vector-construction", "stable-pool-generation", "clone-selection", "mcb-manufacture"),
        "mcb-release",
    )
    keys = {s.key for s in stages_for(recipe("mab"), brief("mab", have=("released-master-cell-bank",)))}
    assert not keys & {"vector-construction", "cell-banking"}


def test_a_bank_in_quarantine_is_still_tested_where_the_substance_is_made() -> None:
    asked = brief("mab", have=("master-cell-bank",))
    left = {step.id: step for step in steps_to_do(recipe("mab"), stages_for(recipe("mab"), asked), asked)}

    assert left["mcb-release"].after == ()
    assert "mcb-manufacture" not in left


def test_a_catalogue_lot_spares_its_bank_and_its_lot_and_no_gene() -> None:
    assert _spared("aav-suspension", "plasmid-helper") == ("helper-bank", "helper-gmp")
    assert _assigned("aav-suspension", "plasmid-helper") == ["plasmid-dna", "viral-vector", "fill-finish"]


def test_a_stage_goes_only_with_the_last_of_its_work() -> None:
    lots = ("plasmid-goi", "plasmid-repcap", "plasmid-helper")

    assert "plasmid-dna" in _assigned("aav-suspension", *lots)
    assert "plasmid-dna" not in _assigned("aav-suspension", *lots, "plasmid-research-set")


def test_enzymatic_template_needs_no_maker_of_plasmids() -> None:
    assert "plasmid-dna" not in _assigned("mrna-lnp", "plasmid-template")
    assert "vector-construction" not in _spared("mrna-lnp", "plasmid-template")


@pytest.mark.parametrize("document", ["process-package", "qualified-methods", "formulation"])
def test_a_document_proves_no_work_before_it(document: str) -> None:
    assert len(_spared("mab", document)) == 1


def test_an_antibody_at_hand_leaves_the_conjugate_its_own_methods() -> None:
    assert _assigned("adc", "mab-intermediate") == ["payload-linker", "conjugation", "fill-finish"]
    assert "analytical-development" not in _spared("adc", "mab-intermediate")


def test_work_that_lost_its_stage_goes_with_the_stage_that_uses_it() -> None:
    found = {s.key: s for s in stages_for(recipe("mab"), brief("mab", have=("drug-substance-bulk",)))}

    assert [key for key, s in found.items() if s.kind in ("assigned", "open")] == ["fill-finish"]
    assert found["qc-release-substance"].accompanies == ("fill-finish",)
    assert found["analytical-development"].accompanies == ("fill-finish",)
    bank = {s.key: s for s in stages_for(recipe("mab"), brief("mab", have=("research-cell-bank",)))}
    assert bank["cell-banking"].accompanies == ("drug-substance",)


def test_an_optional_bank_proves_what_it_was_made_from() -> None:
    assert "cell-line-development" not in _assigned("mab", "working-cell-bank")


def test_nothing_is_handed_over_of_what_is_at_hand() -> None:
    asked = brief("aav-suspension", have=("released-aav-ds",))
    stages = stages_for(recipe("aav-suspension"), asked)

    assert links_between(stages, recipe("aav-suspension"), asked) == ()


@pytest.mark.parametrize(
    ("have", "message", "hint"),
    [
        ("plasmid-helpr", "the recipe aav-suspension makes no material 'plasmid-helpr'", "plasmid-helper"),
        ("hek293", "the recipe aav-suspension makes no material 'hek293'", "it makes plasmid-construct, "),
        ("gene-sequence", "the recipe aav-suspension makes no material 'gene-sequence'", ""),
        ("MCB", "the recipe aav-suspension makes no material 'MCB'", "host-cell-bank"),
        (
            "certified-frozen-dp",
            "with certified-frozen-dp at hand, no stage of the recipe aav-suspension is left to assign",
            "leave out --have",
        ),
    ],
)
def test_what_cannot_be_at_hand_is_refused(have: str, message: str, hint: str) -> None:
    with pytest.raises(BriefRefused) as refusal:
        stages_for(recipe("aav-suspension"), brief("aav-suspension", have=(have,)))

    assert refusal.value.message == message
    assert hint in (refusal.value.hint or "")


def test_a_material_of_one_recipe_lets_it_alone_compete() -> None:
    asked = brief("recombinant-protein", have=("released-microbial-mcb",))

    assert [o.net.process for o in outlooks_of(real_catalog(), asked)] == ["recombinant-protein-microbial"]


def _chain() -> Process:
    """Return a recipe whose helper is made from a construct, which the product needs too."""

    def made(name: str, *after: str) -> ProcessStep:
        waits = tuple(Dependency(step=each, kind="material", materials=(f"{each}-lot",)) for each in after)
        return ProcessStep(
            id=name, name=name, stage=name, category="made", after=waits, produces=(f"{name}-lot",)
        )

    return Process(
        id="chain",
        name="Chain",
        modality="aav",
        released_by="product",
        stages=tuple(stage(key) for key in ("construct", "helper", "product")),
        steps=(made("construct"), made("helper", "construct"), made("product", "construct", "helper")),
        materials=tuple(Material(id=f"{key}-lot", name=key) for key in ("construct", "helper", "product")),
    )


def test_only_what_may_be_bought_hides_its_past() -> None:
    made = _chain()
    bought = replace(
        made,
        alternatives=(Alternative(material="helper-lot", kind="catalogue-lot", item="packaging-plasmids"),),
    )
    shelf = replace(made, alternatives=(Alternative(material="helper-lot", kind="platform"),))

    assert done_steps(made, ("helper-lot",)) == {"helper", "construct"}
    assert done_steps(bought, ("helper-lot",)) == {"helper"}
    assert done_steps(shelf, ("helper-lot",)) == {"helper", "construct"}
    asked = replace(brief("aav", have=("helper-lot",)), as_of=TODAY)
    assert [s.id for s in steps_to_do(bought, bought.stages, asked)] == ["construct", "product"]
    assert [s.id for s in steps_to_do(made, made.stages, asked)] == ["product"]


def test_without_a_release_of_its_own_a_recipe_ends_with_its_last_steps() -> None:
    assert _spared("lentivirus", "plasmid-gagpol") == ("gagpol-bank", "gagpol-gmp")


@pytest.mark.parametrize(
    ("name", "word", "meant"),
    [
        ("mab", "MCB", "did you mean master-cell-bank?"),
        ("mab", "master cell bank", "did you mean master-cell-bank or released-master-cell-bank?"),
        ("aav-suspension", "helper plasmids", "did you mean plasmid-helper or helper-cell-bank?"),
    ],
)
def test_a_material_may_be_meant_by_its_abbreviation_or_in_the_plural(
    name: str, word: str, meant: str
) -> None:
    with pytest.raises(BriefRefused) as refusal:
        rows(real_catalog(), recipe(name), brief(name, have=(word,)))
    assert refusal.value.hint is not None
    assert refusal.value.hint.startswith(meant)
    assert f"`cdmo-plan show {name}`" in refusal.value.hint


def test_all_materials_that_nobody_makes_are_refused_at_once() -> None:
    with pytest.raises(BriefRefused) as refusal:
        rows(real_catalog(), recipe("mab"), brief("mab", have=("gold", "master-cell-bank", "silver")))
    said = [refusal.value.message, *(other.message for other in refusal.value.also)]
    assert said == [f"the recipe mab makes no material '{word}'" for word in ("gold", "silver")]
