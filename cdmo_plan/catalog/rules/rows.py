"""CAT3, rows: do the capabilities of one site agree with each other?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator

from cdmo_plan.catalog.rules.subject import Subject
from cdmo_plan.diagnostics.diagnostic import Severity
from cdmo_plan.diagnostics.rules import Finding, rule
from cdmo_plan.domain.capability import Capability
from cdmo_plan.domain.vocabulary import PRODUCT_CLASS
from cdmo_plan.domain.world import Row

_TELLS_LINES_APART = (
    "site",
    "partner",
    "step",
    "expression",
    "technology",
    "scale_l",
    "scale_m2",
    "development_phases",
    "grade",
    "containers",
    "dose_forms",
    "barrier",
    "equipment",
    "bulk_in",
    "holds",
    "lines",
    "suites",
    "batch_sizes",
    "claims",
)


def _line(capability: Capability) -> Hashable:
    """Return what tells this line of a site from its other lines."""
    return tuple(getattr(capability, field) for field in _TELLS_LINES_APART)


def _of_one_line(every: Iterable[Row]) -> Iterator[list[Capability]]:
    lines: dict[Hashable, list[Capability]] = defaultdict(list)
    for row in every:
        lines[_line(row.capability)].append(row.capability)
    return (rows for rows in lines.values() if len(rows) > 1)


@rule("CAT311", "states-contradict", Severity.WARNING)
def states_contradict(subject: Subject) -> Iterator[Finding]:
    """Two rows that describe one line give it two states on one day.

    Rows that differ in nothing but the state are one line with a history: each row would be judged alone, and
    one of them would still offer what the other says has closed.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network:
          - {step: drug-substance, modalities: [mab], scale_l: {max: 2000}, sources: [general-knowledge],
             status: [{state: operating}]}
          - {step: drug-substance, modalities: [mab], scale_l: {max: 2000}, sources: [general-knowledge],
             status: [{state: closed, since: "2020"}]}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network:
          - {step: drug-substance, modalities: [mab], scale_l: {max: 2000}, sources: [general-knowledge],
             status: [{state: operating}, {state: closed, since: "2020"}]}

    Write one row with both states, or what tells the two lines apart.
    """
    for rows in _of_one_line(subject.rows):
        states = [row.timeline.on(subject.day) for row in rows]
        for row, state in zip(rows[1:], states[1:], strict=True):
            same_work = set(row.modalities) & set(rows[0].modalities)
            if same_work and state and states[0] and state.state != states[0].state:
                related = ((rows[0].marks.entity, f"the same line, {states[0].state}"),)
                message = f"This line is {state.state} on {subject.day}, and {states[0].state} in another row"
                yield Finding(row.marks.entity, message, related=related)


@rule("CAT312", "row-twice", Severity.WARNING)
def row_twice(subject: Subject) -> Iterator[Finding]:
    """Two rows say the same.

    They count as two lines in every list, and only their sources or notes differ.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network:
          - {step: fill-finish, modalities: [mab], sources: [general-knowledge]}
          - {step: fill-finish, modalities: [mab], sources: [general-knowledge], note: Said again.}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network:
          - {step: fill-finish, modalities: [mab], lines: 2, sources: [general-knowledge]}

    Merge them and cite all sources in one row, or write what tells them apart.
    """
    for rows in _of_one_line(subject.rows):
        first: dict[Hashable, Capability] = {}
        for row in rows:
            key = (
                frozenset(row.modalities), row.excluded, row.special, row.cleanroom, row.destinations,
                tuple((status.state, status.since) for status in row.timeline.states),
            )  # fmt: skip
            if key in first:
                related = ((first[key].marks.entity, "the other row"),)
                yield Finding(row.marks.entity, f"This row says what {first[key].id} says", related=related)
            first.setdefault(key, row)


@rule("CAT313", "excluded-and-offered")
def excluded_and_offered(subject: Subject) -> Iterator[Finding]:
    """A line excludes what it, or its twin row, offers.

    A line that works "with non-viral products only" makes no viral vector. What is excluded is refused, so
    the offer is never found.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network:
          - {step: fill-finish, modalities: [mab, aav], excluded: [viral], sources: [general-knowledge]}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network:
          - {step: fill-finish, modalities: [mab], excluded: [viral], sources: [general-knowledge]}

    Delete the one that the source does not say. Two lines of a site, one of which takes viral products, are
    two rows that say what tells them apart.
    """
    groups = [[row.capability] for row in subject.rows_read] + list(_of_one_line(subject.rows_read))
    for rows in groups:
        offered = {PRODUCT_CLASS.get(modality): row for row in rows for modality in row.modalities}
        for row in rows:
            for product_class in row.excluded:
                other = offered.get(product_class)
                if other is not None and (len(rows) == 1 or other is not row):
                    where = "it" if other is row else other.id
                    message = f"{product_class} products are excluded, and {where} offers them"
                    yield Finding(row.marks.of("excluded"), message)


@rule("CAT314", "line-outlives-site", Severity.WARNING)
def line_outlives_site(subject: Subject) -> Iterator[Finding]:
    """A line operates on a day when its whole site is closed.

    A row with states of its own is judged by them and not by those of its site.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - id: acme-oss
            city: Oss
            country: NL
            status: [{state: closed, since: "2020"}]
            capabilities:
              - step: fill-finish
                modalities: [mab]
                status: [{state: operating}]
                sources: [general-knowledge]

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sites:
          - id: acme-oss
            city: Oss
            country: NL
            status: [{state: closed, since: "2020"}]
            capabilities:
              - {step: fill-finish, modalities: [mab], sources: [general-knowledge]}

    Give the line the end of its site, or leave its status out: then the site's states hold.
    """
    for capability, site, _partner in subject.rows:
        own = capability.timeline.on(subject.day)
        whole = site.timeline.on(subject.day) if site else None
        if own and whole and own.state == "operating" and whole.state == "closed" and site:
            related = ((whole.marks.entity, f"{site.id} is closed"),)
            message = f"The line operates on {subject.day}, when its site is closed"
            yield Finding(capability.marks.of("status"), message, related=related)
