"""What each stage asks, with the terms of the brief that bind it (RULES F4)."""

from __future__ import annotations

from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.eligibility.need import Need, Target
from cdmo_plan.domain.process import Process, Stage
from cdmo_plan.domain.vocabulary import PRODUCT_CLASS
from cdmo_plan.network.judging import Judge
from cdmo_plan.network.words import (
    avoid_targets,
    check_step,
    countries_of,
    country_or_region,
    market_of,
    place_target,
)

_GRADES = {
    "commercial": frozenset({"gmp"}),
    "clinical": frozenset({"gmp", "high-quality"}),
    "preclinical": frozenset({"gmp", "high-quality"}),
}


def need_of(stage: Stage, process: Process, brief: Brief, judge: Judge) -> Need:
    """Resolve what a brief asks of one stage of a recipe.

    Raises:
        BriefRefused: If the brief names a region, step, site, partner, supplier or regulator that nobody
            knows.
    """
    words = _region_words(stage, brief)
    is_substance, is_fill = stage.product == "substance", stage.product == "fill"
    return Need(
        stage=stage,
        as_of=brief.as_of,
        countries=judge.named(countries_of, words) if words else None,
        region_words=" or ".join(words),
        hosts=_hosts(stage, process, brief),
        host_is_term=brief.expression is not None,
        scale=brief.scale if is_substance else None,
        container=brief.container if is_fill else None,
        dose_form=brief.wanted_dose_form if is_fill else None,
        development_phase=brief.development_phase if stage.gmp else None,
        grades=_grades(stage, process, brief),
        grade_is_term=brief.development_phase is not None,
        takes_in=_takes_in(stage, process),
        via=_via(stage, brief, judge),
        markets=tuple(judge.named(market_of, word) for word in brief.markets),
        avoid=_avoid(brief, judge),
        min_evidence=brief.min_evidence,
        include=brief.include,
        strict=brief.strict,
    )


def _region_words(stage: Stage, brief: Brief) -> tuple[str, ...]:
    asked = _names_of(stage)
    return next((words for step, words in brief.step_regions if check_step(step) in asked), brief.regions)


def _names_of(stage: Stage) -> frozenset[str]:
    """Return the steps by which a brief may name a stage: filling and freeze-drying are one (RULES S6)."""
    return frozenset({stage.step} | ({"lyophilization"} if stage.product == "fill" else set()))


def _hosts(stage: Stage, process: Process, brief: Brief) -> frozenset[str] | None:
    grown = process.host_stage
    if grown is None or (stage.kind != "open" and stage.key != grown.key):
        return frozenset(stage.expression or ()) or None
    return frozenset({brief.expression} if brief.expression else grown.expression or ()) or None


def _grades(stage: Stage, process: Process, brief: Brief) -> frozenset[str] | None:
    if stage.step != "plasmid-dna":
        return None
    if process.modality == "pdna":
        return _GRADES["commercial"]
    return _GRADES[brief.development_phase or "clinical"]


def _takes_in(stage: Stage, process: Process) -> frozenset[str]:
    steps = {step.id: step for step in process.steps}
    makes = {found.key: found.makes for found in process.stages}
    homes = {
        process.home_of(steps[dependency.step])
        for step in process.steps
        if step.stage == stage.key
        for dependency in step.after
        if dependency.kind == "material" and dependency.step in steps
    }
    return frozenset(PRODUCT_CLASS[makes[home]] for home in homes if home and home != stage.key)


def _avoid(brief: Brief, judge: Judge) -> tuple[Target, ...]:
    regions = [
        Target(kind="region", word=word, ids=judge.named(country_or_region, word))
        for word in brief.avoid_regions
    ]
    return (*(target for word in brief.avoid for target in judge.named(avoid_targets, word)), *regions)


def _via(stage: Stage, brief: Brief, judge: Judge) -> tuple[Target, ...]:
    asked = _names_of(stage)
    return tuple(judge.named(place_target, word) for step, word in brief.via if check_step(step) in asked)
