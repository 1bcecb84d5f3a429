"""CAT7, ownership: who owns whom, who owned a plant when, and who lists it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from cdmo_plan.catalog.rules.subject import Subject
from cdmo_plan.diagnostics.diagnostic import Severity
from cdmo_plan.diagnostics.rules import Finding, rule
from cdmo_plan.domain.marks import Mark
from cdmo_plan.domain.partners import Organisation, Ownership, Partner


@rule("CAT711", "parent-circle")
def parent_circle(subject: Subject) -> Iterator[Finding]:
    """Companies own each other in a circle.

    Whom one avoids with a supplier is found by following parents; a circle has no top.

    Fires:

        # organisations.yaml
        organisations:
          - {id: pumps, name: Pumps, kinds: [supplier], parent: valves, sources: [general-knowledge]}
          - {id: valves, name: Valves, kinds: [parent], parent: pumps, sources: [general-knowledge]}

    Fits:

        # organisations.yaml
        organisations:
          - {id: pumps, name: Pumps, kinds: [supplier], parent: valves, sources: [general-knowledge]}
          - {id: valves, name: Valves, kinds: [parent], sources: [general-knowledge]}

    Delete the parent that is a child.
    """
    parents, marks = _parents(subject)
    reported: set[str] = set()
    for company in parents:
        chain = [company]
        while (parent := parents.get(chain[-1])) and parent not in chain:
            chain.append(parent)
        if parent == company and company not in reported:
            reported |= set(chain)
            yield Finding(marks[company], f"Companies own each other: {' < '.join([*chain, company])}")


def _parents(subject: Subject) -> tuple[Mapping[str, str], Mapping[str, Mark]]:
    partners, organisations = subject.catalog.partners, subject.catalog.organisations
    companies: list[Partner | Organisation] = [*partners.values(), *organisations.values()]
    parents = {company.id: company.parent for company in companies if company.parent is not None}
    return parents, {company.id: company.marks.of("parent") for company in companies}


@rule("CAT712", "owners-overlap", Severity.WARNING)
def owners_overlap(subject: Subject) -> Iterator[Finding]:
    """Two owners hold a plant at the same time.

    On every day of both the later one is taken for the operator. A sale ends one ownership on the day on
    which the other begins.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - id: acme-oss
            city: Oss
            country: NL
            owners: [{owner: northwind, until: "2025"}, {owner: acme, since: "2022"}]

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - id: acme-oss
            city: Oss
            country: NL
            owners: [{owner: northwind, until: "2022-06"}, {owner: acme, since: "2022-06"}]

    Give the earlier owner its last day. Of a joint venture list the company that sells the work.
    """
    for site in subject.catalog.sites.values():
        for earlier, later in combinations(site.owners, 2):
            if _surely_overlap(earlier, later):
                message = f"{earlier.owner!r} and {later.owner!r} hold {site.id} at the same time"
                related = ((earlier.marks.entity, f"{earlier.owner} from {earlier.since or 'ever'}"),)
                yield Finding(later.marks.entity, message, related=related)


def _surely_overlap(earlier: Ownership, later: Ownership) -> bool:
    """Tell whether both hold for more than the uncertainty of their dates."""
    if earlier.owner == later.owner:
        return False
    later_begins_first = (
        later.since is None or earlier.until is None or later.since.last < earlier.until.first
    )
    earlier_begins_first = (
        earlier.since is None or later.until is None or earlier.since.last < later.until.first
    )
    return later_begins_first and earlier_begins_first


@rule("CAT713", "lister-never-owner", Severity.WARNING)
def lister_never_owner(subject: Subject) -> Iterator[Finding]:
    """A partner lists a plant whose owners are all others.

    Who operates a plant is told by its owners where it has any, so the partner that lists it sells nothing
    there. A plant that a partner sold stands in the file of the new owner.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - {id: acme-oss, city: Oss, country: NL, owners: [{owner: northwind}]}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - {id: acme-oss, city: Oss, country: NL, owners: [{owner: northwind, until: "2020"},
             {owner: acme, since: "2020"}]}

    Add the partner with its dates, or move the site to its owner's file.
    """
    for site in subject.catalog.sites.values():
        if site.owners and all(owner.owner != site.partner for owner in site.owners):
            names = ", ".join(repr(owner.owner) for owner in site.owners)
            message = f"{site.partner!r} lists {site.id}, which belongs to {names}"
            yield Finding(site.marks.of("owners"), message)


@rule("CAT714", "ownership-ended", Severity.WARNING)
def ownership_ended(subject: Subject) -> Iterator[Finding]:
    """The last known owner of an operating plant has left, and nobody followed.

    On such a day nobody operates the plant: it drops out of every answer, although it is said to run.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - id: acme-oss
            city: Oss
            country: NL
            owners: [{owner: acme, until: "2024"}]
            status: [{state: operating, since: "2015"}]

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - id: acme-oss
            city: Oss
            country: NL
            owners: [{owner: acme, until: "2024"}, {owner: northwind, since: "2024"}]
            status: [{state: operating, since: "2015"}]

    Add the new owner, as an organisation where it is no contract manufacturer, or say how the plant ended.
    """
    for site in subject.catalog.sites.values():
        state = site.timeline.on(subject.day)
        gone = site.owners and all(o.until and o.until.over_by(subject.day) for o in site.owners)
        if gone and state and state.state == "operating":
            last = site.owners[-1]
            message = f"{site.id} operates, and its last owner, {last.owner!r}, left it in {last.until}"
            yield Finding(last.marks.of("until"), message)
