"""The verdict on one capability for one stage: every check, then what `--strict` makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cdmo_plan.domain.eligibility import (
    availability_checks,
    market_checks,
    place_checks,
    presentation_checks,
    product_checks,
)
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

CHECKS: tuple[Check, ...] = (
    product_checks.check_bulk,
    product_checks.check_modality,
    availability_checks.check_status,
    availability_checks.check_owner,
    availability_checks.check_holds,
    market_checks.check_destinations,
    market_checks.check_regulators,
    place_checks.check_region,
    place_checks.check_via,
    place_checks.check_avoid,
    product_checks.check_host,
    product_checks.check_scale,
    product_checks.check_phase,
    product_checks.check_grade,
    presentation_checks.check_container,
    presentation_checks.check_dose_form,
    product_checks.check_assignment,
    availability_checks.check_age,
    presentation_checks.check_segregation,
)
"""Every check, in the order in which an answer names its findings."""


def assess(row: Row, need: Need, world: World) -> Verdict:
    """Judge one row for one stage of a brief (docs/feasibility.md, three verdicts).

    A row fits, is doubted, or is refused; all reasons are returned, not only the first.
    """
    findings = [finding for check in CHECKS for finding in check(row, need, world)]
    evidence = row.capability.evidence_for(_leaned_on(row, need))
    findings += _check_evidence(row, need, evidence)
    if need.strict:
        findings += [_strictly(finding) for finding in findings if _is_weak(finding)]
    return Verdict(
        shortfalls=tuple(f for f in findings if isinstance(f, Shortfall)),
        doubts=tuple(f for f in findings if isinstance(f, Doubt)),
        questions=tuple(f for f in findings if isinstance(f, Question)),
        footnotes=tuple(f for f in findings if isinstance(f, Footnote)),
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


def _is_weak(finding: Finding) -> bool:
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


def _leaned_on(row: Row, need: Need) -> frozenset[str]:
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
