"""CAT4, evidence: how well is a capability founded, and what of it is inferred?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cdmo_plan.catalog.rules.subject import Subject
from cdmo_plan.diagnostics.diagnostic import Severity
from cdmo_plan.diagnostics.rules import Finding, rule
from cdmo_plan.domain.eligibility.availability_checks import OLD_AFTER_YEARS

DECIDING: Final = ("modalities", "expression", "containers", "dose_forms")
"""Fields whose values decide whether a row serves a brief."""


@rule("CAT411", "page-never-retrieved", Severity.WARNING)
def page_never_retrieved(subject: Subject) -> Iterator[Finding]:
    """A capability rests on general knowledge alone.

    Somebody knows it and no page was read for it. Routes through it are doubted, ranked behind, and graded
    `general-knowledge`, the lowest of the grades.

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
        if capability.is_general_knowledge:
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
