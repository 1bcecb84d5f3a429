"""The verdict on one capability for one stage: every check, then what `--strict` makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from cdmo_plan.domain.answers import NO_ANSWERS, Answers
from cdmo_plan.domain.eligibility import (
    availability_checks,
    market_checks,
    place_checks,
    presentation_checks,
    product_checks,
)
from cdmo_plan.domain.eligibility.answering import answered, supposed
from cdmo_plan.domain.eligibility.findings import (
    Doubt,
    Finding,
    Footnote,
    Question,
    Shortfall,
    Verdict,
    evidence_rank,
)
from cdmo_plan.domain.eligibility.need import Need
from cdmo_plan.domain.vocabulary import Evidence
from cdmo_plan.domain.world import Row, World

Check = Callable[[Row, Need, World], Iterator[Finding]]

_MEANT = ("as_of", "stage.step", "stage.makes", "countries", "avoid")
"""What tells which plants an offer of a network may mean."""
READS: Final[Mapping[Check, tuple[str, ...]]] = MappingProxyType(
    {
        product_checks.check_bulk: ("stage.step",),
        product_checks.check_modality: ("stage.step", "stage.makes", "takes_in"),
        availability_checks.check_status: ("as_of", "include"),
        availability_checks.check_owner: ("as_of",),
        availability_checks.check_holds: ("as_of", "include"),
        market_checks.check_destinations: ("stage.gmp", "markets"),
        market_checks.check_regulators: ("stage.gmp", "markets", "as_of"),
        place_checks.check_region: (*_MEANT, "region_words"),
        place_checks.check_via: (*_MEANT, "via"),
        place_checks.check_avoid: ("as_of", "stage.step", "stage.makes", "avoid"),
        product_checks.check_host: ("stage.kind", "hosts", "host_is_term"),
        product_checks.check_scale: ("scale",),
        product_checks.check_phase: ("development_phase",),
        product_checks.check_grade: ("grades", "grade_is_term"),
        presentation_checks.check_container: ("container",),
        presentation_checks.check_dose_form: ("dose_form", "as_of"),
        product_checks.check_assignment: (),
        availability_checks.check_age: ("as_of",),
        presentation_checks.check_segregation: ("stage.step", "stage.makes"),
    }
)
"""Every check, in the order in which an answer names its findings, with all that it reads of a need.

Two needs for one step that agree in these fields get the same findings, which is what makes many like briefs
cheap; of the stage only what a check reads of it, for recipes share steps.
"""
CHECKS: tuple[Check, ...] = tuple(READS)

_BOUND_BY: Final[Mapping[Check, str]] = MappingProxyType(
    {
        market_checks.check_regulators: "markets",
        place_checks.check_via: "via",
        place_checks.check_avoid: "avoid",
        product_checks.check_host: "hosts",
        product_checks.check_scale: "scale",
        product_checks.check_phase: "development_phase",
        product_checks.check_grade: "grades",
        presentation_checks.check_container: "container",
        presentation_checks.check_dose_form: "dose_form",
    }
)
"""Checks that find nothing unless a term binds the stage, by the field of the need that holds the term."""


def binds(check: Check, need: Need) -> bool:
    """Tell whether a check may find anything: nothing is found of a term that does not bind the stage."""
    field = _BOUND_BY.get(check)
    return field is None or bool(getattr(need, field))


def assess(row: Row, need: Need, world: World) -> Verdict:
    """Judge one row for one stage of a brief (docs/feasibility.md, three verdicts).

    A row fits, is doubted, or is refused; all reasons are returned, not only the first.
    """
    found = (finding for check in CHECKS if binds(check, need) for finding in check(row, need, world))
    return conclude(row, need, leaned_on(need), found, world.answers)


def conclude(
    row: Row, need: Need, leaned: frozenset[str], found: Iterable[Finding], answers: Answers = NO_ANSWERS
) -> Verdict:
    """Return the verdict that follows from what the checks found and what was answered.

    `leaned` is `leaned_on(need)`.
    """
    if answers:
        found = answered(row.capability.id, found, need, answers)
    evidence = row.capability.evidence_for(leaned)
    findings = list(found)
    if need.min_evidence is not None:
        findings += _check_evidence(row, need, evidence)
    if need.strict:
        findings += [_strictly(finding) for finding in findings if is_weak(finding)]
    if answers:
        findings = list(supposed(row.capability.id, findings, answers))
    if not findings:
        return Verdict((), (), (), (), evidence)
    return Verdict(
        shortfalls=tuple([f for f in findings if isinstance(f, Shortfall)]),
        doubts=tuple([f for f in findings if isinstance(f, Doubt)]),
        questions=tuple([f for f in findings if isinstance(f, Question)]),
        footnotes=tuple([f for f in findings if isinstance(f, Footnote)]),
        evidence=evidence,
    )


def _check_evidence(row: Row, need: Need, evidence: Evidence) -> Iterator[Finding]:
    """F4: a row whose evidence is weaker than the grade asked for."""
    if need.min_evidence is not None and evidence_rank(evidence) > evidence_rank(need.min_evidence):
        yield Shortfall(
            reason="evidence",
            text=f"evidence {evidence}, you asked for {need.min_evidence}",
            rule="F4",
            term="min-evidence",
            mark=row.capability.marks.entity,
            sources=row.capability.sources,
        )


def is_weak(finding: Finding) -> bool:
    """Tell whether `--strict` refuses what was found: doubts, questions that count, equipment unstated."""
    counted = isinstance(finding, Question) and finding.counted
    return counted or isinstance(finding, Doubt | Footnote)


def _strictly(finding: Finding) -> Shortfall:
    return Shortfall(
        reason="strict",
        text=finding.text,
        rule=finding.rule,
        term="strict",
        mark=finding.mark,
        sources=finding.sources,
    )


def leaned_on(need: Need) -> frozenset[str]:
    """Return the fields of a row that an answer to a need leans on, and single values of them."""
    fields = {"modalities", f"modalities.{need.stage.makes}", "site", "status", "step"}
    if need.hosts is not None:
        fields |= {"expression", *(f"expression.{host}" for host in need.hosts)}
    for name in ("container", "dose_form", "development_phase"):
        value = getattr(need, name)
        if value is not None:
            fields |= {f"{name}s", f"{name}s.{value}"}
    if need.scale is not None:
        fields.add("scale_l")
    if need.grades is not None:
        fields.add("grade")
    if need.markets and need.stage.gmp:
        fields.add("regulators")
    return frozenset(fields)
