"""CAT3, times: can dates, periods and states follow each other as they are written?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Protocol

from cdmo_plan.catalog.rules.subject import Subject
from cdmo_plan.diagnostics.diagnostic import Severity
from cdmo_plan.diagnostics.rules import Finding, rule
from cdmo_plan.domain.availability import Hold, Status, Timeline
from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.marks import Mark, Marks


class _Marked(Protocol):
    @property
    def marks(self) -> Marks: ...


@rule("CAT321", "period-upside-down")
def period_upside_down(subject: Subject) -> Iterator[Finding]:
    """A period ends before it begins.

    Owners, states, holds and agreements hold from a day until a day. One that ends first never holds, and
    drops out of every answer in silence.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        held: [{kind: one-client, since: "2026", until: "2024"}]

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        held: [{kind: one-client, since: "2024", until: "2026"}]

    Exchange the two dates.
    """
    for what, begins, ends, mark in _periods(subject):
        if begins and ends and ends.last < begins.first:
            yield Finding(mark, f"{what} begins in {begins} and ends in {ends}")


_Period = tuple[str, PartialDate | None, PartialDate | None, Mark]


def _periods(subject: Subject) -> Iterator[_Period]:
    for site in subject.sites_read:
        yield from (("The ownership", o.since, o.until, o.marks.of("until")) for o in site.owners)
    for status in _states(subject):
        yield "The state", status.since, status.ends, status.marks.of("ends")
    for hold in _holds(subject):
        yield "The hold", hold.since, hold.until, hold.marks.of("until")
    for agreement in subject.catalog.agreements:
        yield "The agreement", agreement.announced, agreement.until, agreement.marks.of("until")


def _timelines(subject: Subject) -> Iterator[tuple[Timeline, _Marked]]:
    """Yield every timeline with the entity that it belongs to."""
    for partner in subject.catalog.partners.values():
        yield partner.timeline, partner
    for site in subject.sites_read:
        yield site.timeline, site
        yield from ((supply.timeline, supply) for supply in site.supplies)
    yield from ((row.capability.timeline, row.capability) for row in subject.rows_read)


def _states(subject: Subject) -> Iterator[Status]:
    return (status for timeline, _ in _timelines(subject) for status in timeline.states)


def _holds(subject: Subject) -> Iterator[Hold]:
    holders: list[Iterable[Hold]] = [partner.holds for partner in subject.catalog.partners.values()]
    holders += [site.holds for site in subject.sites_read]
    holders += [row.capability.holds for row in subject.rows_read]
    return (hold for holds in holders for hold in holds)


@rule("CAT322", "states-out-of-order", Severity.WARNING)
def states_out_of_order(subject: Subject) -> Iterator[Finding]:
    """States are not written in the order of their dates.

    The planner sorts them, a reviewer reads them as they stand: the last one looks like today's.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        status: [{state: closed, since: "2024"}, {state: operating, since: "2015"}]

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        status: [{state: operating, since: "2015"}, {state: closed, since: "2024"}]

    Put the earliest first. A state without `since` holds for all earlier days and stands before the others.
    """
    for timeline, _ in _timelines(subject):
        for earlier, later in pairwise(timeline.states):
            # Linking sorted them by date: marks that run backwards tell how the file has them.
            if later.marks.entity < earlier.marks.entity:
                date = earlier.since or "no date"
                yield Finding(
                    earlier.marks.entity,
                    f"The state '{earlier.state}' ({date}) stands after the later '{later.state}'",
                )


@rule("CAT323", "ready-before-announced", Severity.WARNING)
def ready_before_announced(subject: Subject) -> Iterator[Finding]:
    """An announced state was to operate before it was announced.

    Nobody announces for a day that has passed: one of the two dates is wrong, or the plant operates already.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network:
          - step: drug-substance
            modalities: [mab]
            status: [{state: announced, expected: "2023", sources: [news]}]
            sources: [news]
        sources:
          news: {url: "https://acme.example/news", published: "2025-02", read: "2026-11"}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network:
          - step: drug-substance
            modalities: [mab]
            status: [{state: announced, expected: "2027", sources: [news]}]
            sources: [news]
        sources:
          news: {url: "https://acme.example/news", published: "2025-02", read: "2026-11"}

    Look both dates up again. Where a source says that it runs, write the state `operating`.
    """
    for status in _states(subject):
        if status.state != "announced" or status.expected is None:
            continue
        published = [source.published for source in status.sources if source.published]
        announced = status.since or min(published, key=lambda date: date.first, default=None)
        if announced and status.expected.last < announced.first:
            message = f"It was to operate in {status.expected}, and was announced only on {announced}"
            yield Finding(status.marks.of("expected"), message)


@rule("CAT324", "announcement-overdue", Severity.INFO)
def announcement_overdue(subject: Subject) -> Iterator[Finding]:
    """A date for which a state was announced has passed, and no source tells what came.

    It stays announced and out of routes until a source confirms it, so this is the first thing to look up
    when a catalog is reviewed.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network:
          - step: drug-substance
            modalities: [mab]
            status: [{state: announced, expected: "2025"}]
            sources: [general-knowledge]

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network:
          - step: drug-substance
            modalities: [mab]
            status: [{state: announced, expected: "2028"}]
            sources: [general-knowledge]

    Search for a newer source, and add the state that it reports.
    """
    for timeline, _ in _timelines(subject):
        status = timeline.on(subject.day)
        due = (status.expected or status.ends) if status else None
        if status and due and status.state in {"announced", "closing"} and due.over_by(subject.day):
            message = f"'{status.state}' for {due}: nothing later is known on {subject.day}"
            yield Finding(status.marks.entity, message)


@rule("CAT325", "source-from-the-future", Severity.WARNING)
def source_from_the_future(subject: Subject) -> Iterator[Finding]:
    """A source was published after it was read, or after today.

    What has not been published cannot be cited. Most often the day and the month are exchanged.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], sources: [news]}]
        sources:
          news: {url: "https://acme.example/news", published: "2026-08", read: "2026-02"}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], sources: [news]}]
        sources:
          news: {url: "https://acme.example/news", published: "2026-02", read: "2026-08"}

    Look the date up again. `--as-of` says which day today is.
    """
    for source in subject.sources:
        published = source.document.published
        read = source.document.read or getattr(source.file.document, "sources_read", None)
        for date, name, field in ((published, "published", "published"), (read, "read", "read")):
            if date and date.first > subject.day:
                yield Finding(source.mark_of(field), f"The source was {name} in {date}, after {subject.day}")
        if published and read and published.first > read.last:
            message = f"The source was published in {published}, after it was read in {read}"
            yield Finding(source.mark_of("published"), message)
