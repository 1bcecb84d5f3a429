"""CAT6, alternatives: may what a recipe makes be had otherwise, and does somebody supply it?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cdmo_plan.catalog.rules.subject import Subject
from cdmo_plan.diagnostics.diagnostic import Severity
from cdmo_plan.diagnostics.rules import Finding, rule
from cdmo_plan.domain.process import Alternative, Process


def _alternatives(recipes: Iterable[Process]) -> Iterator[tuple[Process, Alternative]]:
    return ((recipe, found) for recipe in recipes for found in recipe.alternatives)


@rule("CAT621", "alternative-to-product")
def alternative_to_product(subject: Subject) -> Iterator[Finding]:
    """A recipe says that its product may be bought.

    Catalogue lots and enzymatic DNA feed a stage. They are never what a stage that makes the product itself
    has to give: DNA made by enzymes is no plasmid, and nobody sells a sponsor's own molecule from stock.

    Fires:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: pdna
        released_by: grow
        stages:
          - {stage: plasmid-dna, step: plasmid-dna, kind: assigned, makes: pdna, anchor: true,
             product: substance}
        steps: [{id: grow, name: Grow, stage: plasmid-dna, category: manufacturing, produces: [plasmid]}]
        materials: [{id: plasmid, name: Plasmid}]
        alternatives:
          - {material: plasmid, kind: substitute, item: enzymatic-dna, sources: [general-knowledge]}

    Fits:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: aav
        released_by: grow
        stages:
          - {stage: plasmid-dna, step: plasmid-dna, kind: assigned, makes: pdna}
          - {stage: viral-vector, step: viral-vector, kind: assigned, makes: aav, anchor: true,
             product: substance}
        steps:
          - {id: copy, name: Copy, stage: plasmid-dna, category: manufacturing, produces: [plasmid]}
          - {id: grow, name: Grow, stage: viral-vector, category: manufacturing, consumes: [plasmid],
             after: {copy: material}}
        materials: [{id: plasmid, name: Plasmid}]
        alternatives:
          - {material: plasmid, kind: substitute, item: enzymatic-dna, sources: [general-knowledge]}

    Delete it, or name the input that is bought.
    """
    for recipe, alternative in _alternatives(subject.recipes_read):
        own = {stage.key for stage in recipe.stages if stage.product is not None}
        products = {material for step in recipe.steps if step.stage in own for material in step.produces}
        if alternative.item is not None and alternative.material in products:
            message = f"{alternative.material!r} is the product of {recipe.id}, which nobody supplies"
            yield Finding(alternative.marks.of("material"), message)


@rule("CAT622", "alternative-spares-nothing", Severity.WARNING)
def alternative_spares_nothing(subject: Subject) -> Iterator[Finding]:
    """A recipe says how else a material may be had that none of its steps makes.

    There is nothing that the alternative would replace.

    Fires:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: mab
        released_by: grow
        stages: [{stage: drug-substance, step: drug-substance, kind: assigned, makes: mab, anchor: true}]
        steps: [{id: grow, name: Grow, stage: drug-substance, category: manufacturing, consumes: [bank]}]
        materials: [{id: bank, name: Cell bank, external: true}]
        alternatives: [{material: bank, kind: platform, sources: [general-knowledge]}]

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
        alternatives: [{material: bank, kind: platform, sources: [general-knowledge]}]

    Name the material that a step makes, or delete it.
    """
    for recipe, alternative in _alternatives(subject.recipes_read):
        if all(alternative.material not in step.produces for step in recipe.steps):
            message = f"No step of {recipe.id} makes {alternative.material!r}, so that it spares none"
            yield Finding(alternative.marks.of("material"), message)


@rule("CAT623", "alternative-item-amiss", Severity.WARNING)
def alternative_item_amiss(subject: Subject) -> Iterator[Finding]:
    """What is bought names no item, or what stands on a platform names one.

    Suppliers are found by the item. What a site has on its own platform has none.

    Fires:

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
        alternatives: [{material: bank, kind: catalogue-lot, sources: [general-knowledge]}]

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
        alternatives: [{material: bank, kind: platform, sources: [general-knowledge]}]

    Add the `item`, or correct the `kind`.
    """
    for recipe, alternative in _alternatives(subject.recipes_read):
        if (alternative.kind == "platform") != (alternative.item is None):
            has = "no item" if alternative.item is None else f"the item {alternative.item!r}"
            message = f"The {alternative.kind} {alternative.material!r} of {recipe.id} names {has}"
            yield Finding(alternative.marks.of("kind"), message)


@rule("CAT624", "alternative-nobody-supplies", Severity.INFO)
def alternative_nobody_supplies(subject: Subject) -> Iterator[Finding]:
    """No site of the catalog supplies what a recipe says may be bought.

    The alternative holds, and the catalog cannot say where: a gap in what was found, or a supply that lists
    other modalities only.

    Fires:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: aav
        released_by: grow
        stages: [{stage: viral-vector, step: viral-vector, kind: assigned, makes: aav, anchor: true}]
        steps: [{id: grow, name: Grow, stage: viral-vector, category: manufacturing, produces: [helper]}]
        materials: [{id: helper, name: Helper plasmid}]
        alternatives:
          - {material: helper, kind: catalogue-lot, item: packaging-plasmids, sources: [general-knowledge]}

    Fits:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: aav
        released_by: grow
        stages: [{stage: viral-vector, step: viral-vector, kind: assigned, makes: aav, anchor: true}]
        steps: [{id: grow, name: Grow, stage: viral-vector, category: manufacturing, produces: [helper]}]
        materials: [{id: helper, name: Helper plasmid}]
        alternatives:
          - {material: helper, kind: catalogue-lot, item: packaging-plasmids, sources: [general-knowledge]}
        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - id: acme-ghent
            city: Ghent
            country: BE
            supplies: [{item: packaging-plasmids, modalities: [aav], sources: [general-knowledge]}]

    Add the supplier where a source names one.
    """
    if not subject.is_complete:
        return
    for recipe, alternative in _alternatives(subject.catalog.processes):
        if alternative.item is not None and not _is_supplied(recipe, alternative, subject):
            message = f"Nobody supplies {alternative.item} for {alternative.material!r} of {recipe.id}"
            yield Finding(alternative.marks.of("item"), message)


def _is_supplied(recipe: Process, alternative: Alternative, subject: Subject) -> bool:
    wanted = recipe.users_of(alternative.material)
    supplies = (supply for site in subject.catalog.sites.values() for supply in site.supplies)
    return any(supply.item == alternative.item and supply.serves(wanted) for supply in supplies)
