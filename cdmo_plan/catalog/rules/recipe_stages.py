"""CAT6, stages: can the stages of a recipe be given to sites?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from cdmo_plan.catalog.rules.subject import Subject
from cdmo_plan.diagnostics.diagnostic import Severity
from cdmo_plan.diagnostics.rules import Finding, rule
from cdmo_plan.domain.eligibility.findings import Shortfall
from cdmo_plan.domain.eligibility.need import Need
from cdmo_plan.domain.eligibility.product_checks import check_bulk, check_host, check_modality
from cdmo_plan.domain.process import Process, Stage
from cdmo_plan.domain.world import Row


def makes(row: Row, stage: Stage, subject: Subject) -> bool:
    """Tell whether a row can do a stage at all, whatever its state, its owner and the brief."""
    hosts = frozenset(stage.expression) if stage.expression else None
    need = Need(stage=stage, as_of=subject.day, hosts=hosts)
    found = (check(row, need, subject.catalog) for check in (check_bulk, check_modality, check_host))
    return not any(isinstance(each, Shortfall) for each in chain.from_iterable(found))


def _stages(recipes: Iterable[Process]) -> Iterator[tuple[Process, Stage]]:
    return ((recipe, stage) for recipe in recipes for stage in recipe.stages)


@rule("CAT601", "stage-nobody-does", Severity.WARNING)
def stage_nobody_does(subject: Subject) -> Iterator[Finding]:
    """No row of the catalog can do a stage that needs a site.

    The recipe has no route whatever the brief says: the step, what the stage makes, or its host fits nobody.

    Fires:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: pdna
        released_by: grow
        stages: [{stage: plasmid-dna, step: plasmid-dna, kind: assigned, makes: pdna, anchor: true}]
        steps: [{id: grow, name: Grow, stage: plasmid-dna, category: manufacturing}]

    Fits:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: pdna
        released_by: grow
        stages: [{stage: plasmid-dna, step: plasmid-dna, kind: assigned, makes: pdna, anchor: true}]
        steps: [{id: grow, name: Grow, stage: plasmid-dna, category: manufacturing}]
        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: plasmid-dna, modalities: [pdna], sources: [general-knowledge]}]

    Add who does it, or look whether `makes` and `expression` of the stage are meant so. In a catalog that is
    to lie over another one, silence the rule.
    """
    for recipe, stage in _stages(subject.catalog.processes):
        rows = subject.catalog.rows(stage.step)
        if stage.kind == "assigned" and not any(makes(row, stage, subject) for row in rows):
            hosts = f" with {' or '.join(stage.expression)}" if stage.expression else ""
            message = f"Nobody does {stage.step} of {stage.makes}{hosts}, a stage of {recipe.id}"
            yield Finding(stage.marks.entity, message)


@rule("CAT602", "stage-without-steps", Severity.WARNING)
def stage_without_steps(subject: Subject) -> Iterator[Finding]:
    """No step of a recipe belongs to one of its stages.

    The stage is given to a site that then does nothing, in no time.

    Fires:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: mab
        released_by: grow
        stages:
          - {stage: drug-substance, step: drug-substance, kind: assigned, makes: mab, anchor: true}
          - {stage: fill-finish, step: fill-finish, kind: assigned, makes: mab}
        steps: [{id: grow, name: Grow, stage: drug-substance, category: manufacturing}]

    Fits:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: mab
        released_by: grow
        stages:
          - {stage: drug-substance, step: drug-substance, kind: assigned, makes: mab, anchor: true}
        steps: [{id: grow, name: Grow, stage: drug-substance, category: manufacturing}]

    Name the stage in its steps, or delete it.
    """
    for recipe, stage in _stages(subject.recipes_read):
        if all(step.stage != stage.key for step in recipe.steps):
            yield Finding(stage.marks.entity, f"No step of {recipe.id} belongs to the stage {stage.key!r}")


@rule("CAT603", "accompanies-nothing")
def accompanies_nothing(subject: Subject) -> Iterator[Finding]:
    """A stage that accompanies another does not say which.

    It is done where the other is done: without one it has no place.

    Fires:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: mab
        released_by: test
        stages:
          - {stage: drug-substance, step: drug-substance, kind: assigned, makes: mab, anchor: true}
          - {stage: qc-release, step: qc-release, kind: accompanying, makes: mab}
        steps:
          - {id: grow, name: Grow, stage: drug-substance, category: manufacturing}
          - {id: test, name: Test, stage: qc-release, category: release, after: {grow: status}}

    Fits:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: mab
        released_by: test
        stages:
          - {stage: drug-substance, step: drug-substance, kind: assigned, makes: mab, anchor: true}
          - {stage: qc-release, step: qc-release, kind: accompanying, makes: mab,
             accompanies: [drug-substance]}
        steps:
          - {id: grow, name: Grow, stage: drug-substance, category: manufacturing}
          - {id: test, name: Test, stage: qc-release, category: release, after: {grow: status}}

    List the stages that it may go with, the preferred first.
    """
    for _recipe, stage in _stages(subject.recipes_read):
        if stage.kind in {"accompanying", "on-request"} and not stage.accompanies:
            yield Finding(stage.marks.of("kind"), f"The stage {stage.key!r} accompanies no other")


@rule("CAT604", "accompanies-companion")
def accompanies_companion(subject: Subject) -> Iterator[Finding]:
    """A stage accompanies only such stages as themselves accompany others.

    A companion has no site of its own to lend: the stage would drop out of every route. Beside a stage with a
    site of its own it may be named, for a brief that makes it one.

    Fires:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: mab
        released_by: test
        stages:
          - {stage: drug-substance, step: drug-substance, kind: assigned, makes: mab, anchor: true}
          - {stage: bank, step: cell-banking, kind: accompanying, makes: mab, accompanies: [qc-release]}
          - {stage: qc-release, step: qc-release, kind: accompanying, makes: mab,
             accompanies: [drug-substance]}
        steps:
          - {id: bank, name: Bank, stage: bank, category: manufacturing}
          - {id: grow, name: Grow, stage: drug-substance, category: manufacturing, after: {bank: status}}
          - {id: test, name: Test, stage: qc-release, category: release, after: {grow: status}}

    Fits:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: mab
        released_by: test
        stages:
          - {stage: drug-substance, step: drug-substance, kind: assigned, makes: mab, anchor: true}
          - {stage: qc-release, step: qc-release, kind: accompanying, makes: mab,
             accompanies: [drug-substance]}
        steps:
          - {id: grow, name: Grow, stage: drug-substance, category: manufacturing}
          - {id: test, name: Test, stage: qc-release, category: release, after: {grow: status}}

    Name the stage with a site of its own that both go with.
    """
    for recipe, stage in _stages(subject.recipes_read):
        companions = {each.key for each in recipe.stages if each.kind in {"accompanying", "on-request"}}
        if stage.accompanies and companions.issuperset(stage.accompanies):
            named = " and ".join(repr(key) for key in stage.accompanies)
            message = f"{stage.key!r} accompanies {named}, which has no site of its own"
            yield Finding(stage.marks.of("accompanies"), message)


@rule("CAT605", "recipe-without-anchor")
def recipe_without_anchor(subject: Subject) -> Iterator[Finding]:
    """No stage of a recipe is an anchor.

    Each row of an answer is a choice of the anchors: without one there is nothing to choose.

    Fires:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: mab
        released_by: grow
        stages: [{stage: drug-substance, step: drug-substance, kind: assigned, makes: mab}]
        steps: [{id: grow, name: Grow, stage: drug-substance, category: manufacturing}]

    Fits:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: mab
        released_by: grow
        stages: [{stage: drug-substance, step: drug-substance, kind: assigned, makes: mab, anchor: true}]
        steps: [{id: grow, name: Grow, stage: drug-substance, category: manufacturing}]

    Write `anchor: true` at the stage that makes the product itself.
    """
    for recipe in subject.recipes_read:
        if not any(stage.anchor for stage in recipe.stages):
            yield Finding(recipe.marks.of("stages"), f"No stage of {recipe.id} is an anchor")


@rule("CAT606", "dose-form-without-fill", Severity.WARNING)
def dose_form_without_fill(subject: Subject) -> Iterator[Finding]:
    """A stage that does not fill the product says how the product is usually filled.

    A default dose form dates the steps of the fill. At another stage a reader looks for it in vain, and the
    steps are dated by it all the same.

    Fires:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: mab
        released_by: grow
        stages:
          - {stage: drug-substance, step: drug-substance, kind: assigned, makes: mab, anchor: true,
             default_dose_form: liquid}
        steps: [{id: grow, name: Grow, stage: drug-substance, category: manufacturing}]

    Fits:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: mab
        released_by: fill
        stages:
          - {stage: drug-substance, step: drug-substance, kind: assigned, makes: mab, anchor: true}
          - {stage: fill-finish, step: fill-finish, kind: assigned, makes: mab, product: fill,
             default_dose_form: liquid}
        steps:
          - {id: grow, name: Grow, stage: drug-substance, category: manufacturing}
          - {id: fill, name: Fill, stage: fill-finish, category: manufacturing, after: {grow: status}}

    Write it at the stage with `product: fill`.
    """
    for _recipe, stage in _stages(subject.recipes_read):
        if stage.default_dose_form is not None and stage.product != "fill":
            message = f"The stage {stage.key!r} does not fill the product, and names its dose form"
            yield Finding(stage.marks.of("default_dose_form"), message)
