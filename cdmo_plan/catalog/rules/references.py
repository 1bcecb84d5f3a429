"""CAT2: does every identifier name something, and only one thing?"""

from __future__ import annotations

from collections.abc import Iterator

from cdmo_plan.catalog.rules.subject import Subject
from cdmo_plan.diagnostics import codes
from cdmo_plan.diagnostics.rules import Finding, rule


@rule(codes.UNKNOWN_REFERENCE)
def unknown_reference(subject: Subject) -> Iterator[Finding]:
    """An identifier names nothing in the catalog.

    What hangs on it (a parent, an owner, the lead of an agreement, a stage, a model of equipment) is missing
    from every answer. A value that `inferred` names and that the row does not have is such an identifier too:
    the one that was meant would pass for stated.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        parent: northwnd

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        parent: northwind

    Correct the id, or add what it names. What a file with errors may define is not looked for.
    """
    return subject.found(codes.UNKNOWN_REFERENCE)


@rule(codes.DUPLICATE_ID)
def duplicate_id(subject: Subject) -> Iterator[Finding]:
    """Two entities carry the same identifier.

    Partners, sites, organisations, agreements and equipment share one namespace, so that a name on the
    command line means one thing; stages, steps and materials share their recipe's. Of two entities of one id
    one hides the other.

    Fires:

        # organisations.yaml
        organisations:
          - {id: pumps, name: Pumps, kinds: [supplier], sources: [general-knowledge]}
          - {id: pumps, name: Pumps and Valves, kinds: [supplier], sources: [general-knowledge]}

    Fits:

        # organisations.yaml
        organisations:
          - {id: pumps, name: Pumps, kinds: [supplier], aliases: [Valves], sources: [general-knowledge]}

    Merge the two where they are one, else give one of them another id.
    """
    return subject.found(codes.DUPLICATE_ID)


@rule(codes.UNKNOWN_SOURCE)
def unknown_source(subject: Subject) -> Iterator[Finding]:
    """A fact cites a source that its file does not list.

    Every fact cites, and a citation that leads nowhere is none.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network:
          - {step: fill-finish, modalities: [mab], sources: [servces]}
        sources:
          services: {url: "https://acme.example/services", published: "2025", read: "2026-11"}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network:
          - {step: fill-finish, modalities: [mab], sources: [services]}
        sources:
          services: {url: "https://acme.example/services", published: "2025", read: "2026-11"}

    Correct the id, or list the source at the end of the file. Each file lists its own.
    """
    return subject.found(codes.UNKNOWN_SOURCE)


@rule(codes.CIRCLE)
def circle(subject: Subject) -> Iterator[Finding]:
    """Steps of a recipe wait for each other.

    Work that waits for itself never begins; the recipe is left out.

    Fires:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: pdna
        released_by: test
        stages: [{stage: plasmid-dna, step: plasmid-dna, kind: assigned, makes: pdna, anchor: true}]
        steps:
          - {id: grow, name: Grow, stage: plasmid-dna, category: manufacturing, after: {test: status}}
          - {id: test, name: Test, stage: plasmid-dna, category: release, after: {grow: status}}

    Fits:

        # processes/gene.yaml
        process: gene
        name: Gene
        modality: pdna
        released_by: test
        stages: [{stage: plasmid-dna, step: plasmid-dna, kind: assigned, makes: pdna, anchor: true}]
        steps:
          - {id: grow, name: Grow, stage: plasmid-dna, category: manufacturing}
          - {id: test, name: Test, stage: plasmid-dna, category: release, after: {grow: status}}

    Find the `after` that is the wrong way round.
    """
    return subject.found(codes.CIRCLE)
