"""CAT3, figures: can scales, durations and batches be as they are written?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from cdmo_plan.catalog.rules.subject import Subject
from cdmo_plan.diagnostics.diagnostic import Severity
from cdmo_plan.diagnostics.rules import Finding, rule
from cdmo_plan.domain.capability import Capability, Scale
from cdmo_plan.domain.duration import Duration
from cdmo_plan.domain.marks import Mark

LARGEST_VESSEL_L: Final = 200_000
LARGEST_SURFACE_M2: Final = 20_000


@rule("CAT301", "scale-upside-down")
def scale_upside_down(subject: Subject) -> Iterator[Finding]:
    """A smaller scale of a line is written larger than a larger one.

    The smallest vessel is at most the largest, and that at most all vessels together or the batch that they
    pool into. Otherwise a brief that asks for a volume is refused, or served, by mistake.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network:
          - step: drug-substance
            modalities: [mab]
            scale_l: {min: 2000, max: 200}
            sources: [general-knowledge]

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network:
          - step: drug-substance
            modalities: [mab]
            scale_l: {min: 200, max: 2000, total: 6000}
            sources: [general-knowledge]

    Exchange the two, or look for a digit too many.
    """
    for row in subject.rows_read:
        for field in ("scale_l", "scale_m2"):
            scale: Scale | None = getattr(row.capability, field)
            for smaller, larger in _upside_down(scale) if scale else ():
                message = f"'{smaller}' of '{field}' is larger than '{larger}'"
                yield Finding(row.capability.marks.of(field), message)


def _upside_down(scale: Scale) -> Iterator[tuple[str, str]]:
    for smaller, larger in (("min", "max"), ("max", "pooled_train"), ("max", "total")):
        low, high = getattr(scale, smaller), getattr(scale, larger)
        if low is not None and high is not None and low > high:
            yield smaller, larger


@rule("CAT302", "range-upside-down")
def range_upside_down(subject: Subject) -> Iterator[Finding]:
    """The smallest value of a range is larger than the largest.

    It concerns the sizes of a model of equipment and the temperatures at which a material is stored.

    Fires:

        # equipment.yaml
        equipment:
          - id: pumps-reactor
            supplier: pumps
            model: Reactor
            kind: stirred-tank single-use
            volume_l: {min: 2000, max: 200}
            sources: [general-knowledge]

    Fits:

        # equipment.yaml
        equipment:
          - id: pumps-reactor
            supplier: pumps
            model: Reactor
            kind: stirred-tank single-use
            volume_l: {min: 200, max: 2000}
            sources: [general-knowledge]

    Exchange the two. Of temperatures below zero the colder one is the smallest.
    """
    for model in subject.catalog.equipment.values():
        for field in ("volume_l", "surface_m2"):
            low, high = getattr(model, f"{field}_min"), getattr(model, f"{field}_max")
            if low is not None and high is not None and low > high:
                yield Finding(model.marks.of(field), f"'{field}' goes from {low:g} down to {high:g}")
    for recipe in subject.recipes_read:
        for material in recipe.materials:
            low, high = material.storage_min_c, material.storage_max_c
            if low is not None and high is not None and low > high:
                yield Finding(
                    material.marks.of("storage_c"), f"'storage_c' goes from {low:g} down to {high:g}"
                )


@rule("CAT303", "duration-upside-down")
def duration_upside_down(subject: Subject) -> Iterator[Finding]:
    """A shorter time of a duration is longer than a longer one, or a time is negative.

    Shortest, typical and longest come in this order. Weeks of every route through the step would be wrong.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network:
          - step: process-development
            modalities: [mab]
            duration_weeks: {min: 16, typical: 12, max: 20}
            sources: [general-knowledge]

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network:
          - step: process-development
            modalities: [mab]
            duration_weeks: {min: 12, typical: 16, max: 20}
            sources: [general-knowledge]

    Put the three in order; leave out the ones that no source tells.
    """
    for duration, mark in _durations(subject):
        figures = [
            (name, getattr(duration, f"{name}_weeks"))
            for name in ("min", "typical", "max")
            if getattr(duration, f"{name}_weeks") is not None
        ]
        for (shorter, low), (longer, high) in pairwise(figures):
            if low > high:
                yield Finding(mark, f"'{shorter}' of the duration is longer than '{longer}'")
        if any(weeks < 0 for _, weeks in figures):
            yield Finding(mark, "The duration is negative")


def _durations(subject: Subject) -> Iterator[tuple[Duration, Mark]]:
    for row in subject.rows_read:
        if row.capability.duration:
            yield row.capability.duration, row.capability.marks.of("duration_weeks")
    for step in (step for recipe in subject.recipes_read for step in recipe.steps):
        if step.duration:
            yield step.duration, step.marks.of("duration_weeks")
    for lane in subject.catalog.lanes.values():
        yield lane.duration, lane.marks.of("duration_weeks")


@rule("CAT304", "vessel-beyond-belief", Severity.WARNING)
def vessel_beyond_belief(subject: Subject) -> Iterator[Finding]:
    """A single vessel is larger than any that makes medicines.

    The largest fermenters for medicines hold a few hundred thousand litres, and growth surfaces end at some
    thousand square metres. A larger figure is millilitres, a total, or a digit too many.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network:
          - step: drug-substance
            modalities: [mab]
            scale_l: {max: 2000000}
            sources: [general-knowledge]

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network:
          - step: drug-substance
            modalities: [mab]
            scale_l: {max: 2000}
            sources: [general-knowledge]

    Convert the figure to the unit of the field. What all vessels hold together is `total`.
    """
    for capability in (row.capability for row in subject.rows):
        for field, most, unit in (("scale_l", LARGEST_VESSEL_L, "L"), ("scale_m2", LARGEST_SURFACE_M2, "m²")):
            scale: Scale | None = getattr(capability, field)
            if scale and (scale.max or 0) > most:
                yield Finding(
                    capability.marks.of(field), f"One vessel of {scale.max:,.0f} {unit} is hard to believe"
                )


@rule("CAT305", "dried-batch-larger", Severity.WARNING)
def dried_batch_larger(subject: Subject) -> Iterator[Finding]:
    """The freeze-dried batch of a line is larger than its liquid one.

    Every vial that is dried was filled first on the same line, and the dryer is what limits the batch.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network:
          - step: fill-finish
            modalities: [mab]
            dose_forms: [liquid, lyophilized]
            batch_sizes:
              - {dose_form: liquid, value: 35000, unit: vials}
              - {dose_form: lyophilized, value: 60000, unit: vials}
            sources: [general-knowledge]

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network:
          - step: fill-finish
            modalities: [mab]
            dose_forms: [liquid, lyophilized]
            batch_sizes:
              - {dose_form: liquid, value: 60000, unit: vials}
              - {dose_form: lyophilized, value: 35000, unit: vials}
            sources: [general-knowledge]

    Exchange the two, or give two lines a row each.
    """
    for capability in (row.capability for row in subject.rows):
        for dried, liquid in _batches(capability):
            if dried > liquid:
                message = f"{dried:,.0f} are freeze-dried in a batch, and only {liquid:,.0f} filled liquid"
                yield Finding(capability.marks.of("batch_sizes"), message)


def _batches(capability: Capability) -> Iterator[tuple[float, float]]:
    by_form = {(batch.dose_form, batch.unit): batch.value for batch in capability.batch_sizes}
    for (form, unit), value in by_form.items():
        if form == "lyophilized" and ("liquid", unit) in by_form:
            yield value, by_form["liquid", unit]
