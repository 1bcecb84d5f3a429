"""What a finding asks, by a name that an answer can give; and what an answer makes of the finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from cdmo_plan.domain.answers import Answers
from cdmo_plan.domain.eligibility.findings import Doubt, Finding, Question, Shortfall
from cdmo_plan.domain.eligibility.need import Need
from cdmo_plan.domain.vocabulary import PRODUCT_CLASS


def _host(need: Need) -> str:
    return " or ".join(sorted(need.hosts or ()))


def _makes(need: Need) -> str:
    return need.stage.makes


def _class(need: Need) -> str:
    return PRODUCT_CLASS[need.stage.makes]


def _phase(need: Need) -> str:
    return need.development_phase or ""


TOPICS: Final[Mapping[str, tuple[str, Callable[[Need], str] | None]]] = MappingProxyType(
    {
        "container": ("container", lambda need: need.container or ""),
        "dose-form": ("dose-form", lambda need: need.dose_form or ""),
        "scale": ("scale-l", lambda need: str(need.scale or "")),
        "phase": ("development-phase", _phase),
        "phase-unstated": ("development-phase", _phase),
        "expression": ("expression", _host),
        "host-unstated": ("expression", _host),
        "modality": ("modality", _makes),
        "inferred-modality": ("modality", _makes),
        "general-modality": ("modality", _makes),
        "containment": ("containment", _class),
        "segregation": ("segregation", _class),
        "grade": ("grade", lambda need: " or ".join(sorted(need.grades or ()))),
        "market": ("market", None),
        "warning-letter": ("warning-letter", None),
        "destinations": ("destinations", None),
        "which-site": ("which-site", None),
        "held": ("held", None),
        "status": ("status", None),
        "announced": ("announced", None),
        "being-sold": ("being-sold", None),
        "old-source": ("old-source", None),
        "general-knowledge": ("general-knowledge", None),
        "inferred-site": ("inferred-site", None),
        "inferred-step": ("inferred-step", None),
        "inferred-status": ("inferred-status", None),
    }
)
"""By reason: the topic of the question, and what of the need it is about where the finding does not tell.

A question and the doubt that rests on it are one topic.
"""


def asked_by(finding: Finding, need: Need) -> str:
    """Return the name of what a finding asks: `container vial`, `market FDA`, `old-source`."""
    topic, about = TOPICS.get(finding.reason, (finding.reason, None))
    return f"{topic} {about(need) if about else finding.value}".strip()


def answered(of: str, found: Iterable[Finding], need: Need, answers: Answers) -> Iterator[Finding]:
    """Yield what is left of findings of a capability: yes takes them away, no refuses it."""
    for finding in found:
        answer = answers.to(of, asked_by(finding, need)) if isinstance(finding, Question | Doubt) else None
        if answer is None:
            yield finding
        elif not answer.is_yes:
            yield Shortfall(
                reason="answered-no",
                text=f"{finding.text} {answer}",
                rule=finding.rule,
                term=finding.term,
                mark=answer.mark,
            )


def otherwise(shortfall: Shortfall) -> str:
    """Return the name of what would have to be different for a shortfall not to be."""
    return f"otherwise {shortfall.reason}: {shortfall.text}"


def supposed(of: str, found: Iterable[Finding], answers: Answers) -> Iterator[Finding]:
    """Yield findings of a capability without the shortfalls that are supposed not to be."""
    for finding in found:
        answer = answers.to(of, otherwise(finding)) if isinstance(finding, Shortfall) else None
        if answer is None or not answer.is_yes:
            yield finding
