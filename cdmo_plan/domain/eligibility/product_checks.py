"""Does the capability make this product? Modality, class, host, scale, grade and phase."""

from __future__ import annotations

from collections.abc import Iterator

from cdmo_plan.domain.brief import ScaleNeed
from cdmo_plan.domain.capability import Capability, Scale
from cdmo_plan.domain.eligibility.findings import Doubt, Finding, Question, Shortfall
from cdmo_plan.domain.eligibility.need import Need
from cdmo_plan.domain.eligibility.place_checks import work_in_words
from cdmo_plan.domain.vocabulary import ANY_BIOLOGIC, PRODUCT_CLASS
from cdmo_plan.domain.world import Row, World

_ANTIBODY_LIKE = frozenset({"bispecific", "fusion-protein"})
_GENERAL_WORDS = {
    "car-t": ("cell-therapy", "CAR-T (gene-modified with a viral vector)"),
    "fusion-protein": ("recombinant-protein", "fusion proteins"),
    "vaccine-protein": ("recombinant-protein", "vaccine antigens"),
}
"""The general word that sources use for a product among others, and what it leaves to be asked."""
_DEVELOPMENT = frozenset(
    {
        "cell-line-development",
        "process-development",
        "analytical-development",
        "formulation-development",
        "qc-release",
        "labeling-packaging",
    }
)


def check_bulk(row: Row, need: Need, world: World) -> Iterator[Finding]:
    """S8: work done only on material made elsewhere does not make that material."""
    if row.capability.bulk_in and not need.is_fill:
        yield Shortfall(
            reason="bulk-in",
            text="works only on material made elsewhere",
            rule="S8",
            mark=row.capability.marks.of("bulk_in"),
            sources=row.capability.sources,
        )


def check_modality(row: Row, need: Need, world: World) -> Iterator[Finding]:
    """S1, F2, F3: a stage is matched by what it makes; filling by the class of the product."""
    capability, makes = row.capability, need.stage.makes
    yield from _check_excluded(capability, need)
    if need.is_fill or need.stage.step in _DEVELOPMENT:
        yield from _check_class(capability, need)
    elif makes in capability.modalities and not capability.is_inferred("modalities", makes):
        return
    elif makes in _ANTIBODY_LIKE and _makes_antibodies(capability):
        text = f"states antibodies: {makes} too?"
        yield _question("modality", text, "F2", capability)
    elif makes in capability.modalities:
        yield _doubt("inferred-modality", f"{makes} is inferred, not stated", "F1", capability)
    elif ANY_BIOLOGIC in capability.modalities and PRODUCT_CLASS.get(makes) == "protein":
        text = f"states biologics: {makes} too?"
        yield _question("modality", text, "F1", capability)
    elif _says_general_word(capability, makes):
        yield from _check_general(capability, makes)
    else:
        text = f"makes {capability.in_words('modalities')}, not {makes}"
        yield _shortfall("modality", text, "S1", capability)


def _says_general_word(capability: Capability, makes: str) -> bool:
    word, _ = _GENERAL_WORDS.get(makes, ("", ""))
    return word in capability.modalities and not capability.is_inferred("modalities", word)


def _makes_antibodies(capability: Capability) -> bool:
    stated = "mab" in capability.modalities and not capability.is_inferred("modalities", "mab")
    return stated and (capability.expression is None or "mammalian" in capability.expression)


def _check_excluded(capability: Capability, need: Need) -> Iterator[Finding]:
    handled = {PRODUCT_CLASS.get(need.stage.makes)} | (need.takes_in & {"viral"})
    for excluded in sorted(excluded for excluded in capability.excluded if excluded in handled):
        yield _shortfall("excluded", f"excludes {excluded} products", "F3", capability)


def _check_general(capability: Capability, makes: str) -> Iterator[Finding]:
    """F2: a source that says a general word may mean the product; a lead would ask, others first."""
    word, asked = _GENERAL_WORDS[makes]
    yield _doubt("general-modality", f"says only {word.replace('-', ' ')}", "F2", capability)
    yield _question("modality", f"{asked} too?", "F2", capability)


def _check_class(capability: Capability, need: Need) -> Iterator[Finding]:
    wanted = PRODUCT_CLASS.get(need.stage.makes)
    stated = [m for m in capability.modalities if PRODUCT_CLASS.get(m) == wanted]
    if stated:
        if all(capability.is_inferred("modalities", m) for m in stated):
            text = f"{', '.join(stated)} is inferred, not stated"
            yield _doubt("inferred-modality", text, "F1", capability)
    elif ANY_BIOLOGIC not in capability.modalities:
        text = f"handles {capability.in_words('modalities')}, not {need.stage.makes}"
        yield _shortfall("modality", text, "F3", capability)
    elif wanted in _ASKED_CLASSES:
        text = f"states biologics: {_ASKED_CLASSES[wanted]} too?"
        yield _question("modality", text, "F3", capability)
    elif wanted in _CONTAINED_CLASSES:
        text = f"states only biologics, not {_CONTAINED_CLASSES[wanted]}"
        yield _doubt("containment", text, "F3", capability)


_ASKED_CLASSES = {"dna": "DNA", "small-molecule": "small molecules"}
_CONTAINED_CLASSES = {
    "conjugate": "conjugates (high potency)",
    "viral": "viral products (biosafety level)",
    "lnp": "LNP",
    "cells": "cells",
}


def check_host(row: Row, need: Need, world: World) -> Iterator[Finding]:
    """F1, F4: the host that the recipe or the brief wants; a mismatch refuses, also an inferred one."""
    if need.hosts is None:
        return
    capability = row.capability
    term = "expression" if need.host_is_term else None
    wanted = " or ".join(sorted(need.hosts))
    if capability.expression is None:
        if need.stage.kind != "open":
            yield _doubt("host-unstated", "host not stated", "F1", capability)
            yield _question("expression", f"{wanted}?", "F1", capability)
        return
    serving = need.hosts & set(capability.expression)
    if not serving:
        text = f"works with {capability.in_words('expression')}, not {wanted}"
        yield _shortfall("expression", text, "F1", capability, term)
    elif need.stage.kind != "open" and all(capability.is_inferred("expression", host) for host in serving):
        text = f"{wanted}? the host is inferred"
        yield _question("expression", text, "F1", capability)


def check_scale(row: Row, need: Need, world: World) -> Iterator[Finding]:
    """F4: one vessel between the smallest and the largest, a pooled train, or several vessels."""
    if need.scale is None:
        return
    capability, scale = row.capability, row.capability.scale_l
    inferred = capability.is_inferred("scale_l")
    shortfall = _scale_shortfall(scale, need.scale) if scale else None
    if shortfall is not None:
        text = shortfall + (" (inferred)" if inferred else "")
        yield _shortfall("scale", text, "F4", capability, "scale-l")
    elif scale is None and _is_adherent_only(capability):
        text = f"adherent culture, stated in m2: {need.scale} L does not apply"
        yield _shortfall("scale", text, "F4", capability, "scale-l")
    elif scale is None:
        yield _question("scale", f"{need.scale} L? scale not stated", "F1", capability)
    elif not _scale_is_certain(scale, need.scale):
        yield _question("scale", f"{need.scale} L? vessels not stated one by one", "F1", capability)
    elif inferred:
        yield _question("scale", f"{need.scale} L? the scale is inferred", "F1", capability)


def _is_adherent_only(capability: Capability) -> bool:
    return capability.scale_m2 is not None and "suspension-hek" not in (capability.expression or ())


def _scale_shortfall(scale: Scale, need: ScaleNeed) -> str | None:
    wanted = need.volume_l
    largest = scale.max if need.vessels > 1 else max(scale.max or 0, scale.pooled_train or 0) or None
    total = scale.total
    if total is None and scale.max is not None and scale.vessels is not None:
        total = max(scale.max * scale.vessels, scale.pooled_train or 0)
    if largest is not None and wanted > largest:
        return f"{largest:,.0f} L, you asked for {wanted:,.0f}"
    if scale.min is not None and wanted < scale.min:
        return f"from {scale.min:,.0f} L, you asked for {wanted:,.0f}"
    if total is not None and wanted * need.vessels > total:
        return f"{total:,.0f} L in all, you asked for {need}"
    return None


def _scale_is_certain(scale: Scale, need: ScaleNeed) -> bool:
    one_vessel = scale.max is not None and (scale.min is not None or need.volume_l == scale.max)
    if need.vessels == 1:
        return one_vessel or scale.pooled_train == need.volume_l
    enough = (scale.vessels or 0) >= need.vessels or (scale.total or 0) >= need.volume_l * need.vessels
    return one_vessel and enough


def check_phase(row: Row, need: Need, world: World) -> Iterator[Finding]:
    """F4: the development phase binds GMP stages."""
    if need.development_phase is None:
        return
    capability, wanted = row.capability, need.development_phase
    if capability.development_phases is None:
        yield _doubt("phase-unstated", "development phase not stated", "F1", capability)
        yield _question("phase", f"{wanted} supply?", "F1", capability)
    elif wanted == "preclinical" and wanted not in capability.development_phases:
        yield _question("phase", "preclinical supply too?", "F4", capability)
    elif wanted not in capability.development_phases:
        text = f"{capability.in_words('development_phases')} only, not {wanted}"
        yield _shortfall("phase", text, "F4", capability, "development-phase")
    elif capability.is_inferred("development_phases", wanted):
        text = f"{wanted} supply? the phase is inferred"
        yield _question("phase", text, "F1", capability)


def check_grade(row: Row, need: Need, world: World) -> Iterator[Finding]:
    """F4: the grade of plasmid that the product's phase wants."""
    if need.grades is None:
        return
    capability = row.capability
    wanted, inferred = " or ".join(sorted(need.grades)), capability.is_inferred("grade")
    if capability.grade is not None and capability.grade not in need.grades:
        text = f"{capability.grade} plasmid{' (inferred)' if inferred else ''}, not {wanted}"
        yield _shortfall("grade", text, "F4", capability, "development-phase" if need.grade_is_term else None)
    elif capability.grade is None or inferred:
        text = f"{wanted} plasmid?" + (" the grade is inferred" if inferred else "")
        yield _question("grade", text, "F1", capability, counted=need.grade_is_term)


def check_assignment(row: Row, need: Need, world: World) -> Iterator[Finding]:
    """O1, F1: that this plant has the capability, or that it is this step, is a doubt where inferred."""
    if row.capability.is_inferred("site"):
        yield _doubt("inferred-site", "assignment to this site is inferred", "F1", row.capability)
    if "step" in row.capability.inferred:
        text = f"that it {work_in_words(need)} is inferred, not stated"
        yield _doubt("inferred-step", text, "F1", row.capability)


_FIELDS = {"modality": "modalities", "scale": "scale_l", "phase": "development_phases"}
"""The field of a capability that a reason is about, where it has another name."""


def _shortfall(
    reason: str, text: str, rule: str, capability: Capability, term: str | None = None
) -> Shortfall:
    mark, sources = capability.marks.of(_FIELDS.get(reason, reason)), capability.sources
    return Shortfall(reason=reason, text=text, rule=rule, term=term, mark=mark, sources=sources)


def _doubt(reason: str, text: str, rule: str, capability: Capability) -> Doubt:
    return Doubt(
        reason=reason, text=text, rule=rule, mark=capability.marks.entity, sources=capability.sources
    )


def _question(reason: str, text: str, rule: str, capability: Capability, *, counted: bool = True) -> Question:
    mark, sources = capability.marks.of(_FIELDS.get(reason, reason)), capability.sources
    return Question(reason=reason, text=text, rule=rule, mark=mark, sources=sources, counted=counted)
