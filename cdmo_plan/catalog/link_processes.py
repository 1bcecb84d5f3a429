"""Recipe files, linked: stages, steps and why steps wait for each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdmo_plan.catalog.file_context import FileContext
from cdmo_plan.catalog.link_shared import link_duration
from cdmo_plan.diagnostics import codes
from cdmo_plan.domain.process import Alternative, Dependency, Material, Process, ProcessStep, Stage
from cdmo_plan.reading.mark_tree import Path

if TYPE_CHECKING:
    from cdmo_plan.reading.process_documents import (
        AlternativeDocument,
        MaterialDocument,
        ProcessDocument,
        ProcessStepDocument,
    )


def link_process(document: ProcessDocument, context: FileContext) -> Process | None:
    """Link one recipe; None where its steps wait for each other in a circle, which is a finding."""
    process = Process(
        id=document.process,
        name=document.name,
        modality=document.modality,
        stages=tuple(_link_stages(document, context)),
        steps=tuple(
            _link_step(step, document, context, ("steps", n)) for n, step in enumerate(document.steps)
        ),
        materials=tuple(
            _link_material(m, context, ("materials", n)) for n, m in enumerate(document.materials)
        ),
        alternatives=tuple(
            _link_alternative(a, context, ("alternatives", n)) for n, a in enumerate(document.alternatives)
        ),
        aliases=document.aliases,
        released_by=document.released_by,
        notes=document.notes,
        sources=context.sources(document.sources, ()),
        marks=context.marks(()),
    )
    _check_words(document, context)
    try:
        process.topological_steps()
    except ValueError as error:
        context.problems.append(codes.CIRCLE.at(context.mark(("steps",)), f"{error}"))
        return None
    return process


def _link_stages(document: ProcessDocument, context: FileContext) -> list[Stage]:
    keys = {stage.stage for stage in document.stages}
    stages = []
    for number, written in enumerate(document.stages):
        path: Path = ("stages", number)
        for position, key in enumerate(written.accompanies):
            if key not in keys:
                context.unknown(key, keys, (*path, "accompanies", position), what="stage")
        stages.append(
            Stage(
                key=written.stage,
                step=written.step,
                kind=written.kind,
                makes=written.makes,
                role=written.role,
                expression=written.expression,
                anchor=written.anchor,
                product=written.product,
                gmp=written.gmp,
                accompanies=written.accompanies,
                default_dose_form=written.default_dose_form,
                marks=context.marks(path),
            )
        )
    return stages


def _link_step(
    document: ProcessStepDocument, process: ProcessDocument, context: FileContext, path: Path
) -> ProcessStep:
    makers = {step.id: frozenset(step.produces) for step in process.steps}
    for step in document.after:
        if step not in makers:
            context.unknown(step, makers, (*path, "after", step), what="step")
    return ProcessStep(
        id=document.id,
        name=document.name,
        stage=document.stage,
        category=document.category,
        after=tuple(
            Dependency(
                step=step,
                kind=kind,
                materials=tuple(m for m in document.consumes if m in makers.get(step, frozenset())),
            )
            for step, kind in document.after.items()
        ),
        consumes=document.consumes,
        produces=document.produces,
        duration=link_duration(document.duration_weeks),
        when=document.when,
        optional=document.optional,
        note=document.note,
        sources=context.sources(document.sources, path)
        + (
            context.sources(document.duration_weeks.sources, (*path, "duration_weeks"))
            if document.duration_weeks
            else ()
        ),
        marks=context.marks(path),
    )


def _link_material(document: MaterialDocument, context: FileContext, path: Path) -> Material:
    storage = document.storage_c
    return Material(
        id=document.id,
        name=document.name,
        transport_class=document.transport_class,
        storage_min_c=storage.min if storage else None,
        storage_max_c=storage.max if storage else None,
        hold_weeks=document.hold_weeks,
        external=document.external,
        note=document.note,
        sources=context.sources(document.sources, path),
        marks=context.marks(path),
    )


def _link_alternative(document: AlternativeDocument, context: FileContext, path: Path) -> Alternative:
    return Alternative(
        material=document.material,
        kind=document.kind,
        item=document.item,
        note=document.note,
        sources=context.sources(document.sources, path),
        marks=context.marks(path),
    )


def _check_words(document: ProcessDocument, context: FileContext) -> None:
    """Report stages, steps and materials that a recipe describes twice, or names and does not describe."""
    context.twice((stage.stage for stage in document.stages), "stages", "stage", what="stage")
    context.twice((step.id for step in document.steps), "steps", "id", what="step")
    context.twice((material.id for material in document.materials), "materials", "id", what="material")
    stages = {stage.stage for stage in document.stages}
    steps = {step.id for step in document.steps}
    materials = {material.id for material in document.materials}
    for number, alternative in enumerate(document.alternatives):
        if alternative.material not in materials:
            context.unknown(
                alternative.material, materials, ("alternatives", number, "material"), what="material"
            )
    if document.released_by not in steps:
        context.unknown(document.released_by, steps, ("released_by",), what="step")
    for number, step in enumerate(document.steps):
        if step.stage is not None and step.stage not in stages:
            context.unknown(step.stage, stages, ("steps", number, "stage"), what="stage")
        for field in ("consumes", "produces"):
            for position, material in enumerate(getattr(step, field)):
                if material not in materials:
                    context.unknown(material, materials, ("steps", number, field, position), what="material")
