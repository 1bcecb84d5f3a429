"""CAT7, agreements: can what two parties offer together be offered by these two?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cdmo_plan.catalog.rules.subject import Subject
from cdmo_plan.diagnostics.diagnostic import Severity
from cdmo_plan.diagnostics.rules import Finding, rule
from cdmo_plan.domain.agreements import Agreement


@rule("CAT701", "contract-without-page")
def contract_without_page(subject: Subject) -> Iterator[Finding]:
    """One contract is claimed, and no page was read that says so.

    It merges two partners into one contract in every route of its scope: the one claim that must never rest
    on general knowledge.

    Fires:

        # agreements.yaml
        agreements:
          - id: winds
            kind: joint-offering
            parties: [northwind, southwind]
            one_contract: true
            scope: {text: everything}
            sources: [general-knowledge]

    Fits:

        # agreements.yaml
        agreements:
          - id: winds
            kind: joint-offering
            parties: [northwind, southwind]
            scope: {text: everything}
            sources: [general-knowledge]

    Cite the page, or leave `one_contract` out: unstated merges nothing and asks.
    """
    for agreement in subject.catalog.agreements:
        pages = [source for source in agreement.sources if not source.is_general_knowledge]
        if agreement.one_contract and not pages:
            message = f"{agreement.id!r} claims one contract, and cites no page that says so"
            yield Finding(agreement.marks.of("one_contract"), message)


@rule("CAT702", "parties-too-few", Severity.WARNING)
def parties_too_few(subject: Subject) -> Iterator[Finding]:
    """An offering of several together has one party, or names one twice.

    A joint offering joins two partners at least. With one it joins nothing.

    Fires:

        # agreements.yaml
        agreements:
          - id: winds
            kind: joint-offering
            parties: [northwind]
            scope: {text: everything}
            sources: [general-knowledge]

    Fits:

        # agreements.yaml
        agreements:
          - id: winds
            kind: joint-offering
            parties: [northwind, southwind]
            scope: {text: everything}
            sources: [general-knowledge]

    Add the other party; one that is no contract manufacturer belongs into `organisations.yaml`.
    """
    for agreement in subject.catalog.agreements:
        mark = agreement.marks.of("parties")
        twice = [party for party, times in Counter(agreement.parties).items() if times > 1]
        if twice:
            yield Finding(mark, f"{agreement.id!r} names {twice[0]!r} twice")
        elif agreement.joins and len(agreement.parties) == 1:
            yield Finding(mark, f"The {agreement.kind} {agreement.id!r} has one party")


@rule("CAT703", "parties-without-partner", Severity.WARNING)
def parties_without_partner(subject: Subject) -> Iterator[Finding]:
    """None of the parties of an agreement is a contract manufacturer of the catalog, nor the owner of one.

    It concerns no plant that a route could go through. A parent or a former owner that buys and sells plants
    of the catalog is party enough.

    Fires:

        # organisations.yaml
        organisations:
          - {id: pumps, name: Pumps, kinds: [supplier], sources: [general-knowledge]}
          - {id: valves, name: Valves, kinds: [supplier], sources: [general-knowledge]}
        # agreements.yaml
        agreements:
          - id: fluids
            kind: supply
            parties: [pumps, valves]
            scope: {text: valves for pumps}
            sources: [general-knowledge]

    Fits:

        # agreements.yaml
        agreements:
          - id: fluids
            kind: supply
            parties: [pumps, northwind]
            scope: {text: reactors}
            sources: [general-knowledge]

    Add the partner that it concerns, or leave it out.
    """
    if not subject.is_complete:
        return
    concerned = {
        *subject.catalog.partners,
        *(partner.parent for partner in subject.catalog.partners.values()),
    }
    concerned |= {owner.owner for site in subject.catalog.sites.values() for owner in site.owners}
    for agreement in subject.catalog.agreements:
        if concerned.isdisjoint(agreement.parties):
            message = f"No party of {agreement.id!r} is a partner of this catalog"
            yield Finding(agreement.marks.of("parties"), message)


@rule("CAT704", "scope-step-not-offered", Severity.WARNING)
def scope_step_not_offered(subject: Subject) -> Iterator[Finding]:
    """A joint offering covers a step that none of its parties offers.

    The parties say they do it together, and the catalog knows no row for it: a row is missing, or the scope
    says more than the source does. Where a party is no partner of the catalog, the step may be its own, and
    nothing is said.

    Fires:

        # agreements.yaml
        agreements:
          - id: winds
            kind: joint-offering
            parties: [northwind, southwind]
            scope: {text: substance and conjugation, steps: [drug-substance, conjugation]}
            sources: [general-knowledge]

    Fits:

        # agreements.yaml
        agreements:
          - id: winds
            kind: joint-offering
            parties: [northwind, southwind]
            scope: {text: substance and filling, steps: [drug-substance, fill-finish]}
            sources: [general-knowledge]

    Add the row of the party that does it, as a network offer where no plant is named.
    """
    if not subject.is_complete:
        return
    partners = subject.catalog.partners
    joining = (each for each in subject.catalog.agreements if each.joins)
    for agreement in (each for each in joining if set(partners).issuperset(each.parties)):
        offered = _steps_of(agreement, subject)
        for step in sorted((agreement.scope.steps or frozenset()) - offered):
            message = f"No party of {agreement.id!r} offers {step}, which its scope covers"
            yield Finding(agreement.marks.of("scope"), message)


def _steps_of(agreement: Agreement, subject: Subject) -> frozenset[str]:
    """Return the steps of rows of the parties, of plants that they list or own, and what a fill row dries."""
    parties = set(agreement.parties)
    found: set[str] = set()
    for capability, site, partner in subject.rows:
        owners = {owner.owner for owner in site.owners} if site else set()
        if parties & {partner.id, *owners}:
            found.add(capability.step)
            if "lyophilized" in (capability.dose_forms or ()):
                found.add("lyophilization")
    return frozenset(found)


@rule("CAT705", "scope-site-of-stranger")
def scope_site_of_stranger(subject: Subject) -> Iterator[Finding]:
    """An agreement covers a plant that none of its parties has or had.

    The plant would be part of a contract with somebody else's name on it.

    Fires:

        # agreements.yaml
        agreements:
          - id: pumping
            kind: supply
            parties: [northwind, pumps]
            scope: {text: reactors, sites: [southwind-ghent]}
            sources: [general-knowledge]

    Fits:

        # agreements.yaml
        agreements:
          - id: pumping
            kind: supply
            parties: [northwind, pumps]
            scope: {text: reactors, sites: [northwind-oss]}
            sources: [general-knowledge]

    Correct the plant or the parties, or add the owner that the plant had then.
    """
    catalog = subject.catalog
    for agreement in catalog.agreements:
        for site in sorted(agreement.scope.sites or ()):
            known = catalog.sites.get(site)
            if known is None:
                continue
            holders = {known.partner, *(owner.owner for owner in known.owners)}
            parents = {catalog.partners[each].parent for each in holders if each in catalog.partners}
            if not (holders | parents) & set(agreement.parties):
                message = f"{site!r} is a plant of {known.partner!r}, which is no party of {agreement.id!r}"
                yield Finding(agreement.marks.of("scope"), message)


@rule("CAT706", "contract-where-none-joins", Severity.WARNING)
def contract_where_none_joins(subject: Subject) -> Iterator[Finding]:
    """One contract is claimed by an agreement of a kind that joins no work.

    Only joint and affiliate offerings merge partners. Of a supply deal or a sale the claim is never read.

    Fires:

        # agreements.yaml
        agreements:
          - id: winds
            kind: supply
            parties: [northwind, southwind]
            one_contract: true
            scope: {text: bags}
            sources: [offer]
        sources:
          offer: {url: "https://northwind.example/offer", published: "2024-05", read: "2026-11"}

    Fits:

        # agreements.yaml
        agreements:
          - id: winds
            kind: joint-offering
            parties: [northwind, southwind]
            one_contract: true
            scope: {text: everything}
            sources: [offer]
        sources:
          offer: {url: "https://northwind.example/offer", published: "2024-05", read: "2026-11"}

    Correct the kind, or delete the claim.
    """
    for agreement in subject.catalog.agreements:
        if agreement.one_contract and not agreement.joins:
            message = f"An agreement of the kind {agreement.kind!r} joins no work, in one contract or several"
            yield Finding(agreement.marks.of("one_contract"), message)
