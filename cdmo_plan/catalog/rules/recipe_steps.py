"""CAT6, steps and materials: does the work lead from the gene to the vial, and is everything made?"""

from __future__ import annotations

from collections.abc import Iterator

from cdmo_plan.catalog.rules.subject import Subject
from cdmo_plan.diagnostics.diagnostic import Severity
from cdmo_plan.diagnostics.rules import Finding, rule
from cdmo_plan.domain.process import Process, ProcessStep


@rule("CAT611", "material-nobody-makes", Severity.WARNING)
def material_nobody_makes(subject: Subject) -> Iterator[Finding]:
    """A step uses a material that no step makes and that does not come from outside.

    The branch that makes it is missing, and with it its sites and its weeks. Data (`transport_class:
    document`) need no maker.

    Fires:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: mab
        released_by: grow
        stages: [{stage: drug-substance, step: drug-substance, kind: assigned, makes: mab, anchor: true}]
        steps: [{id: grow, name: Grow, stage: drug-substance, category: manufacturing, consumes: [bank]}]
        materials: [{id: bank, name: Cell bank}]

    Fits:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: mab
        released_by: grow
        stages: [{stage: drug-substance, step: drug-substance, kind: assigned, makes: mab, anchor: true}]
        steps: [{id: grow, name: Grow, stage: drug-substance, category: manufacturing, consumes: [bank]}]
        materials: [{id: bank, name: Cell bank, external: true}]

    Add the step that makes it, or write `external: true` at what the sponsor or a patient brings.
    """
    for recipe in subject.catalog.processes:
        made = {material for step in recipe.steps for material in step.produces}
        used = {material for step in recipe.steps for material in step.consumes}
        for material in recipe.materials:
            outside = material.external or material.transport_class == "document"
            if material.id in used - made and not outside:
                yield Finding(material.marks.entity, f"No step of {recipe.id} makes {material.id!r}")


@rule("CAT612", "material-unused", Severity.INFO)
def material_unused(subject: Subject) -> Iterator[Finding]:
    """A material stands in a recipe, and no step makes or uses it.

    It is left over, or the step that was to name it does not.

    Fires:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: mab
        released_by: grow
        stages: [{stage: drug-substance, step: drug-substance, kind: assigned, makes: mab, anchor: true}]
        steps: [{id: grow, name: Grow, stage: drug-substance, category: manufacturing}]
        materials: [{id: bank, name: Cell bank, external: true}]

    Fits:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: mab
        released_by: grow
        stages: [{stage: drug-substance, step: drug-substance, kind: assigned, makes: mab, anchor: true}]
        steps: [{id: grow, name: Grow, stage: drug-substance, category: manufacturing, consumes: [bank]}]
        materials: [{id: bank, name: Cell bank, external: true}]

    Name it in `consumes` or `produces`, or delete it.
    """
    for recipe in subject.catalog.processes:
        named = {material for step in recipe.steps for material in (*step.produces, *step.consumes)}
        for material in recipe.materials:
            if material.id not in named:
                yield Finding(material.marks.entity, f"No step of {recipe.id} makes or uses {material.id!r}")


@rule("CAT613", "material-made-twice", Severity.WARNING)
def material_made_twice(subject: Subject) -> Iterator[Finding]:
    """Two steps that are always done make the same material.

    A step that uses it would wait for either, and nobody can tell for which. Steps that are optional, or done
    for another dose form, are alternatives.

    Fires:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: mab
        released_by: grow
        stages: [{stage: drug-substance, step: drug-substance, kind: assigned, makes: mab, anchor: true}]
        steps:
          - {id: clone, name: Clone, stage: drug-substance, category: development, produces: [bank]}
          - {id: grow, name: Grow, stage: drug-substance, category: manufacturing, produces: [bank],
             after: {clone: status}}
        materials: [{id: bank, name: Cell bank}]

    Fits:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: mab
        released_by: grow
        stages: [{stage: drug-substance, step: drug-substance, kind: assigned, makes: mab, anchor: true}]
        steps:
          - {id: clone, name: Clone, stage: drug-substance, category: development, produces: [bank]}
          - {id: grow, name: Grow, stage: drug-substance, category: manufacturing, consumes: [bank],
             after: {clone: material}}
        materials: [{id: bank, name: Cell bank}]

    Give the two results names of their own.
    """
    for recipe in subject.catalog.processes:
        makers: dict[str, ProcessStep] = {}
        for step in (step for step in recipe.steps if not step.optional):
            for material in step.produces:
                other = makers.setdefault(material, step)
                if other is not step and other.when == step.when:
                    related = ((other.marks.entity, f"{other.id} makes it too"),)
                    message = f"{step.id!r} and {other.id!r} both make {material!r}"
                    yield Finding(step.marks.of("produces"), message, related=related)


@rule("CAT614", "material-not-awaited", Severity.WARNING)
def material_not_awaited(subject: Subject) -> Iterator[Finding]:
    """A step uses a material and does not wait for the step that makes it.

    Its weeks would begin before there is anything to begin with, and nothing would be shipped.

    Fires:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: mab
        released_by: grow
        stages: [{stage: drug-substance, step: drug-substance, kind: assigned, makes: mab, anchor: true}]
        steps:
          - {id: clone, name: Clone, stage: drug-substance, category: development, produces: [bank]}
          - {id: grow, name: Grow, stage: drug-substance, category: manufacturing, consumes: [bank]}
        materials: [{id: bank, name: Cell bank}]

    Fits:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: mab
        released_by: grow
        stages: [{stage: drug-substance, step: drug-substance, kind: assigned, makes: mab, anchor: true}]
        steps:
          - {id: clone, name: Clone, stage: drug-substance, category: development, produces: [bank]}
          - {id: grow, name: Grow, stage: drug-substance, category: manufacturing, consumes: [bank],
             after: {clone: material}}
        materials: [{id: bank, name: Cell bank}]

    Add the maker to `after`, as a `material`.
    """
    for recipe in subject.catalog.processes:
        makers: dict[str, list[str]] = {}
        for step in recipe.steps:
            for material in step.produces:
                makers.setdefault(material, []).append(step.id)
        for step in recipe.steps:
            awaited = {dependency.step for dependency in step.after}
            for material in step.consumes:
                made_by = makers.get(material, [])
                if made_by and not awaited & set(made_by):
                    message = f"{step.id!r} uses {material!r} and does not wait for {made_by[0]!r}"
                    yield Finding(step.marks.of("consumes"), message)


@rule("CAT615", "step-leads-nowhere", Severity.WARNING)
def step_leads_nowhere(subject: Subject) -> Iterator[Finding]:
    """No other step of a recipe waits for a step.

    Its weeks never count towards the release. Steps after the release, optional ones, and activities without
    a stage are meant so.

    Fires:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: mab
        released_by: grow
        stages: [{stage: drug-substance, step: drug-substance, kind: assigned, makes: mab, anchor: true}]
        steps:
          - {id: clone, name: Clone, stage: drug-substance, category: development}
          - {id: grow, name: Grow, stage: drug-substance, category: manufacturing}

    Fits:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: mab
        released_by: grow
        stages: [{stage: drug-substance, step: drug-substance, kind: assigned, makes: mab, anchor: true}]
        steps:
          - {id: clone, name: Clone, stage: drug-substance, category: development}
          - {id: grow, name: Grow, stage: drug-substance, category: manufacturing, after: {clone: status}}

    Name it in the `after` of the step that waits for it, or write `optional: true`.
    """
    for recipe in subject.catalog.processes:
        awaited = {dependency.step for step in recipe.steps for dependency in step.after}
        for step in recipe.steps:
            is_free = step.optional or step.stage is None or recipe.released_by in _before(recipe, step.id)
            if step.id not in awaited | {recipe.released_by} and not is_free:
                yield Finding(step.marks.entity, f"No step of {recipe.id} waits for {step.id!r}")


@rule("CAT616", "made-after-release", Severity.WARNING)
def made_after_release(subject: Subject) -> Iterator[Finding]:
    """A stage that makes the product has a step after the step that releases it.

    `released_by` ends the span from gene to vial. What is made later is not counted.

    Fires:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: mab
        released_by: clone
        stages: [{stage: drug-substance, step: drug-substance, kind: assigned, makes: mab, anchor: true}]
        steps:
          - {id: clone, name: Clone, stage: drug-substance, category: development}
          - {id: grow, name: Grow, stage: drug-substance, category: manufacturing, after: {clone: status}}

    Fits:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: mab
        released_by: grow
        stages: [{stage: drug-substance, step: drug-substance, kind: assigned, makes: mab, anchor: true}]
        steps:
          - {id: clone, name: Clone, stage: drug-substance, category: development}
          - {id: grow, name: Grow, stage: drug-substance, category: manufacturing, after: {clone: status}}

    Name the last step in `released_by`.
    """
    for recipe in subject.catalog.processes:
        assigned = {stage.key for stage in recipe.stages if stage.kind == "assigned"}
        for step in recipe.steps:
            if step.stage in assigned and recipe.released_by in _before(recipe, step.id):
                message = f"{step.id!r} comes after {recipe.released_by!r}, which ends the work"
                yield Finding(recipe.marks.of("released_by"), message)


def _before(recipe: Process, step: str) -> frozenset[str]:
    """Return all steps that must be done before a step."""
    waits = {each.id: [dependency.step for dependency in each.after] for each in recipe.steps}
    found: set[str] = set()
    open_steps = list(waits.get(step, ()))
    while open_steps:
        each = open_steps.pop()
        if each not in found:
            found.add(each)
            open_steps += waits.get(each, ())
    return frozenset(found)
