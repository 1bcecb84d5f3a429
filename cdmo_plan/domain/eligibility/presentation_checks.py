"""Does the filler fill this presentation, and may it share its building with it?"""

from __future__ import annotations

from collections.abc import Iterator

from cdmo_plan.domain.capability import Capability
from cdmo_plan.domain.eligibility.findings import Finding, Question, Shortfall
from cdmo_plan.domain.eligibility.need import Need
from cdmo_plan.domain.vocabulary import PRODUCT_CLASS
from cdmo_plan.domain.world import Row, World

_SEGREGATED_CLASSES = frozenset({"viral", "conjugate", "cells"})
_LABORATORY_WORK = frozenset(
    {
        "vector-construction",
        "cell-line-development",
        "process-development",
        "analytical-development",
        "formulation-development",
        "qc-release",
    }
)


def check_container(row: Row, need: Need, world: World) -> Iterator[Finding]:
    """F4: the container of the last fill."""
    capability, wanted = row.capability, need.container
    if wanted is None:
        return
    if capability.containers is None:
        yield _question("container", f"{wanted}? containers not stated", capability, "containers")
    elif wanted not in capability.containers:
        text = f"fills {capability.in_words('containers')}, not {wanted}"
        yield _shortfall("container", text, "F4", capability, "containers")
    elif capability.is_inferred("containers", wanted):
        yield _question("container", f"{wanted}? the container is inferred", capability, "containers")


def check_dose_form(row: Row, need: Need, world: World) -> Iterator[Finding]:
    """F4, S6: the dose form of the last fill; filling and freeze-drying are one line at one site."""
    capability, wanted = row.capability, need.dose_form
    if wanted is None:
        return
    if capability.dose_forms is not None and wanted in capability.dose_forms:
        if capability.is_inferred("dose_forms", wanted):
            yield _question("dose-form", f"{wanted}? the dose form is inferred", capability, "dose_forms")
    elif wanted == "lyophilized" and _has_dryer(row, need, world):
        text = "freeze-dryer listed beside a line that states no freeze-drying: same line?"
        yield _question("dose-form", text, capability, "dose_forms", rule="S6")
    elif capability.dose_forms is None:
        yield _question("dose-form", f"{wanted}? dose forms not stated", capability, "dose_forms")
    elif wanted == "frozen" and "liquid" in capability.dose_forms:
        yield _question("dose-form", "freezes after a liquid fill?", capability, "dose_forms", rule="F4")
    else:
        text = f"fills {capability.in_words('dose_forms')}, not {wanted}"
        yield _shortfall("dose-form", text, "F4", capability, "dose_forms")


def _has_dryer(row: Row, need: Need, world: World) -> bool:
    if row.site is None:
        return False
    dryers = [found for found in world.rows_at(row.site.id) if found.capability.step == "lyophilization"]
    states = [dryer.capability.timeline.on(need.as_of) for dryer in dryers]
    return any(status is None or status.state == "operating" for status in states)


def check_segregation(row: Row, need: Need, world: World) -> Iterator[Finding]:
    """F6: viral, cytotoxic and cell work share a building only where segregation is stated."""
    capability, site = row.capability, row.site
    wanted = PRODUCT_CLASS.get(need.stage.makes)
    if site is None or capability.segregated is not None or need.stage.step in _LABORATORY_WORK:
        return
    beside = {
        PRODUCT_CLASS.get(modality)
        for found in world.rows_at(site.id)
        for modality in found.capability.modalities
        if found.capability.step not in _LABORATORY_WORK and found.capability.segregated is None
    } - {wanted, "dna", None}
    if wanted in _SEGREGATED_CLASSES and beside:
        text = f"segregation of {wanted} work from the rest of the site?"
    elif wanted != "dna" and beside & _SEGREGATED_CLASSES:
        text = f"segregation from {' and '.join(sorted(map(str, beside & _SEGREGATED_CLASSES)))} work?"
    else:
        return
    mark, sources = capability.marks.entity, capability.sources
    yield Question(reason="segregation", text=text, rule="F6", mark=mark, sources=sources)


def _shortfall(reason: str, text: str, rule: str, capability: Capability, field: str) -> Shortfall:
    mark, sources = capability.marks.of(field), capability.sources
    return Shortfall(reason=reason, text=text, rule=rule, term=reason, mark=mark, sources=sources)


def _question(reason: str, text: str, capability: Capability, field: str, *, rule: str = "F1") -> Question:
    mark, sources = capability.marks.of(field), capability.sources
    return Question(
        reason=reason, text=text, rule=rule, term=reason, mark=mark, sources=sources, counted=True
    )
