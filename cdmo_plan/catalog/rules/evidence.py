"""CAT4, evidence: how well is a capability founded, and is what is inferred marked rightly?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cdmo_plan.catalog.rules.subject import Subject
from cdmo_plan.diagnostics.diagnostic import Severity
from cdmo_plan.diagnostics.rules import Finding, rule
from cdmo_plan.diagnostics.suggestions import did_you_mean
from cdmo_plan.domain.capability import Capability
from cdmo_plan.domain.eligibility.availability_checks import OLD_AFTER_YEARS
from cdmo_plan.domain.marks import Mark
from cdmo_plan.reading.capability_documents import CapabilityDocument

DECIDING: Final = ("modalities", "expression", "containers", "dose_forms")
"""Fields whose values decide whether a row serves a brief."""

# What a mark may speak of beside the fields of a row: the assignment of the row to its plant.
_MAY_BE_MARKED: Final = frozenset(CapabilityDocument.model_fields) | {"site"}


@rule("CAT411", "page-never-retrieved", Severity.WARNING)
def page_never_retrieved(subject: Subject) -> Iterator[Finding]:
    """A capability rests on general knowledge alone.

    Somebody knows it and no page was read for it. Routes through it are graded `general-knowledge`, the
    lowest of the grades.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], sources: [general-knowledge]}]

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], sources: [news]}]
        sources:
          news: {url: "https://acme.example/news", published: "2025", read: "2026-11"}

    Find a page that says it, or leave the row out.
    """
    for capability in (row.capability for row in subject.rows):
        if capability.sources and all(source.is_general_knowledge for source in capability.sources):
            yield Finding(capability.marks.of("sources"), f"No page was read for {capability.id}")


@rule("CAT412", "row-stale", Severity.INFO)
def row_stale(subject: Subject) -> Iterator[Finding]:
    """The newest source of a capability is over five years old.

    Plants are sold and lines rebuilt: routes through the row are doubted, and ranked behind.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], sources: [news]}]
        sources:
          news: {url: "https://acme.example/news", published: "2012", read: "2026-11"}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], sources: [news]}]
        sources:
          news: {url: "https://acme.example/news", published: "2025", read: "2026-11"}

    Find a newer source. Where an undated page shows it today, say so in `known_as_of`.
    """
    for capability in (row.capability for row in subject.rows):
        year = capability.newest_year
        if year is not None and subject.day.year - year > OLD_AFTER_YEARS:
            yield Finding(
                capability.marks.of("sources"), f"The newest source of {capability.id} is of {year}"
            )


@rule("CAT413", "row-undated", Severity.INFO)
def row_undated(subject: Subject) -> Iterator[Finding]:
    """No source of a capability has a date.

    Answers show the year of a row's newest source. Without one, a page of long ago looks like one of today.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], sources: [news]}]
        sources:
          news: {url: "https://acme.example/services", read: "2026-11"}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], known_as_of: "2026-11", sources: [news]}]
        sources:
          news: {url: "https://acme.example/services", read: "2026-11"}

    Add `published` to a source, or `known_as_of` to the row of a page that carries no date.
    """
    for capability in (row.capability for row in subject.rows):
        pages = [source for source in capability.sources if not source.is_general_knowledge]
        if pages and capability.newest_year is None:
            yield Finding(capability.marks.of("sources"), f"No source of {capability.id} has a date")


@rule("CAT414", "inference-decides", Severity.INFO)
def inference_decides(subject: Subject) -> Iterator[Finding]:
    """A value by which briefs find a row is inferred, and no source states it.

    Modalities, hosts, containers and dose forms decide what a row serves. An inferred one may refuse, and
    raises a question or a doubt where it serves.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab, bispecific], sources: [news],
                   inferred: [modalities.bispecific]}]
        sources:
          news: {url: "https://acme.example/news", published: "2025", read: "2026-11"}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], sources: [news]}]
        sources:
          news: {url: "https://acme.example/news", published: "2025", read: "2026-11"}

    Nothing is wrong. A source that states it is worth finding.
    """
    for capability in (row.capability for row in subject.rows):
        names = sorted(name for name in capability.inferred if name.partition(".")[0] in DECIDING)
        if names:
            yield Finding(capability.marks.of("inferred"), f"Inferred, not stated: {', '.join(names)}")


@rule("CAT415", "general-knowledge-decides", Severity.WARNING)
def general_knowledge_decides(subject: Subject) -> Iterator[Finding]:
    """A value by which briefs find a row is general knowledge.

    The row has sources, and for this value none. A route that leans on it is graded `general-knowledge`.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], containers: [vial], sources: [news],
                   general_knowledge: [containers]}]
        sources:
          news: {url: "https://acme.example/news", published: "2025", read: "2026-11"}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], sources: [news]}]
        sources:
          news: {url: "https://acme.example/news", published: "2025", read: "2026-11"}

    Find a page that states it, or leave the value out: unknown is a question, and not a no.
    """
    for capability in (row.capability for row in subject.rows):
        names = sorted(name for name in capability.general_knowledge if name.partition(".")[0] in DECIDING)
        if names:
            yield Finding(
                capability.marks.of("general_knowledge"), f"Known to the trade only: {', '.join(names)}"
            )


@rule("CAT416", "mark-without-value")
def mark_without_value(subject: Subject) -> Iterator[Finding]:
    """A row marks a field or value as inferred that it does not have.

    The value that was meant passes for stated, and answers lean on it without saying so.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab, bispecific], sources: [news],
                   inferred: [modalities.bispecifics]}]
        sources:
          news: {url: "https://acme.example/news", published: "2025", read: "2026-11"}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab, bispecific], sources: [news],
                   inferred: [modalities.bispecific]}]
        sources:
          news: {url: "https://acme.example/news", published: "2025", read: "2026-11"}

    Write the name of the field, or `field.value` as both stand in the row.
    """
    for capability in (row.capability for row in subject.rows):
        for mark, name in _marked(capability):
            field, _, value = name.partition(".")
            held = getattr(capability, field, None) or ()
            if field not in _MAY_BE_MARKED:
                yield Finding(mark, f"A capability has no field {field!r}", _meant(field, _MAY_BE_MARKED))
            elif field not in {"site", "status"} and field not in capability.marks.fields:
                yield Finding(mark, f"This row has no {field!r}")
            elif value and isinstance(held, tuple) and value not in held:
                message = f"{field!r} of this row does not hold {value!r}"
                yield Finding(mark, message, _meant(value, [str(each) for each in held]))


def _marked(capability: Capability) -> Iterator[tuple[Mark, str]]:
    for field in ("inferred", "general_knowledge"):
        yield from ((capability.marks.of(field), name) for name in sorted(getattr(capability, field)))


def _meant(word: str, choices: frozenset[str] | list[str]) -> str | None:
    near = did_you_mean(word, sorted(choices), n=1)
    return f"did you mean {near[0]}?" if near else None
