"""CAT9: what do catalogs that lie over each other say of the same entity?

In the examples, the files of `mine/` are a second catalog, laid over the first.
"""

from __future__ import annotations

from collections.abc import Iterator

from cdmo_plan.catalog.rules.subject import Subject
from cdmo_plan.diagnostics import codes
from cdmo_plan.diagnostics.diagnostic import Severity
from cdmo_plan.diagnostics.rules import Finding, rule
from cdmo_plan.domain.quotes import Quote, Slot


@rule(codes.LAYERS_CONTRADICT)
def layers_contradict(subject: Subject) -> Iterator[Finding]:
    """A layer states something else than a layer below it; the later one wins.

    One of the two is out of date, or the two speak of different things. Answers follow the later layer and
    name it.

    Fires:

        # mine/amendments/northwind.yaml
        capabilities:
          - capability: northwind-oss/drug-substance/1
            scale_l: {max: 4000}
            sources: [audit]
        sources:
          audit: {citation: Audit report, published: "2026-09", read: "2026-11"}

    Fits:

        # mine/amendments/northwind.yaml
        capabilities:
          - capability: northwind-oss/drug-substance/1
            scale_l: {total: 4000}
            sources: [audit]
        sources:
          audit: {citation: Audit report, published: "2026-09", read: "2026-11"}

    Find out which is right. Where it is the later one, tell the keeper of the catalog below.
    """
    return subject.found(codes.LAYERS_CONTRADICT)


@rule(codes.WRITTEN_ANEW)
def written_anew(subject: Subject) -> Iterator[Finding]:
    """A layer writes an entity of a layer below as a whole, and does not amend it.

    What the layer below learns later of that entity is hidden for good, and the copy grows old in silence.

    Fires:

        # mine/organisations.yaml
        organisations:
          - {id: pumps, name: Pumps and Valves, kinds: [supplier], sources: [general-knowledge]}

    Fits:

        # mine/amendments/pumps.yaml
        withdraw:
          - {id: pumps, reason: renamed and merged, sources: [general-knowledge]}
        # mine/organisations.yaml
        organisations:
          - {id: pumps, name: Pumps and Valves, kinds: [supplier], sources: [general-knowledge]}

    Partners, sites and capabilities are amended in `amendments/`. Anything else, or a whole that is to be
    replaced, is withdrawn in the layer that writes it anew.
    """
    return subject.found(codes.WRITTEN_ANEW)


@rule(codes.WITHDRAWN_STILL_NAMED)
def withdrawn_still_named(subject: Subject) -> Iterator[Finding]:
    """Something names an entity that a layer withdraws.

    An agreement loses a party, a plant its owner, or an amendment has nothing left to amend.

    Fires:

        # mine/amendments/southwind.yaml
        withdraw:
          - {id: southwind, reason: wound up, sources: [general-knowledge]}

    Fits:

        # mine/amendments/southwind.yaml
        withdraw:
          - {id: southwind, reason: wound up, sources: [general-knowledge]}
          - {id: winds, reason: southwind is wound up, sources: [general-knowledge]}

    Withdraw what names it too, or amend it.
    """
    return subject.found(codes.WITHDRAWN_STILL_NAMED)


@rule(codes.AMENDMENT_REPEATS)
def amendment_repeats(subject: Subject) -> Iterator[Finding]:
    """An amendment says what a layer below says already.

    It was needed once, most often, and the layer below has caught up. Answers would go on naming the later
    layer for a fact that is known without it.

    Fires:

        # mine/amendments/northwind.yaml
        capabilities:
          - capability: northwind-oss/drug-substance/1
            scale_l: {max: 2000}
            sources: [general-knowledge]

    Fits:

        # mine/amendments/northwind.yaml
        capabilities:
          - capability: northwind-oss/drug-substance/1
            lines: 2
            sources: [general-knowledge]

    Delete the field from the amendment.
    """
    return subject.found(codes.AMENDMENT_REPEATS)


@rule("CAT905", "quote-in-public", Severity.WARNING)
def quote_in_public(subject: Subject) -> Iterator[Finding]:
    """A quote or a slot stands in a catalog that is not private.

    Offers are given in confidence as a rule, and a public catalog is copied without a second look.

    Fires:

        # mine/amendments/northwind.yaml
        capabilities:
          - capability: northwind-oss/drug-substance/1
            slots: [{dated: "2026-11", since: "2027-03", sources: [general-knowledge]}]
            sources: [general-knowledge]

    Fits:

        # mine/manifest.yaml
        format: "1"
        catalog: mine
        title: What suppliers told us
        as_of: "2026-11-21"
        licence: LicenseRef-Confidential
        visibility: private
        # mine/amendments/northwind.yaml
        capabilities:
          - capability: northwind-oss/drug-substance/1
            slots: [{dated: "2026-11", since: "2027-03", sources: [general-knowledge]}]
            sources: [general-knowledge]

    Keep it in a catalog of its own whose manifest says `visibility: private`. A published price list is an
    exception.
    """
    for row in subject.rows:
        offers: tuple[Quote | Slot, ...] = (*row.capability.quotes, *row.capability.slots)
        for offer in offers:
            layer = subject.catalog.origins.of(offer.marks.entity)
            if layer is not None and not layer.is_private:
                message = f"What was offered for {row.capability.id} stands in the public layer {layer.name}"
                yield Finding(offer.marks.entity, message)
