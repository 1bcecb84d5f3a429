"""Does the plant take this work on that day? States, owners, held capacity, age of the facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cdmo_plan.domain.availability import Hold, Status, Timeline
from cdmo_plan.domain.capability import Capability
from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.eligibility.findings import Doubt, Finding, Question, Shortfall
from cdmo_plan.domain.eligibility.need import Need
from cdmo_plan.domain.eligibility.place_checks import partner_on, work_in_words
from cdmo_plan.domain.partners import Ownership, Partner
from cdmo_plan.domain.vocabulary import REFUSING_HOLDS
from cdmo_plan.domain.world import Row, World, operator_on

OLD_AFTER_YEARS = 5


def check_status(row: Row, need: Need, world: World) -> Iterator[Finding]:
    """T1: announced, idled, closing, sold or closed plants take no new programme."""
    timelines = [row.capability.timeline, row.site.timeline if row.site else Timeline()]
    stated = [timeline for timeline in timelines if timeline.states]
    for timeline in stated:
        yield from (_citing(found, row) for found in _check_timeline(timeline, row, need))
    if not stated:
        status = Status(state="operating", marks=row.capability.marks)
        yield from (_citing(found, row) for found in _check_operating(status, row, need))
    yield from _check_company(_seller(row, need, world), need)


def _citing(finding: Finding, row: Row) -> Finding:
    return finding if finding.sources else replace(finding, sources=row.capability.sources)


def _seller(row: Row, need: Need, world: World) -> Partner:
    return world.partners.get(partner_on(row, need, world), row.partner)


def _check_company(partner: Partner, need: Need) -> Iterator[Finding]:
    status = partner.timeline.on(need.as_of)
    if status is None or status.state == "operating":
        return
    if status.state == "in-sale":
        yield Doubt(
            reason="being-sold",
            text=f"{partner.name} is being sold{_noted(status)}",
            rule="T1",
            mark=status.marks.entity,
            sources=status.sources,
        )
    elif status.state == "announced":
        yield from _check_announced(status, need)
    else:
        yield _refusal(status, status.state, f"{partner.name}: {_end_in_words(status, need)}")


def _check_timeline(timeline: Timeline, row: Row, need: Need) -> Iterator[Finding]:
    status = timeline.on(need.as_of)
    if status is None:
        later = timeline.states[0]
        yield _refusal(later, "not-yet", f"{later.state} only since {later.since}")
    elif status.state == "announced":
        yield from _check_announced(status, need)
    elif status.state == "operating":
        yield from _check_operating(status, row, need)
    else:
        yield _refusal(status, status.state, _end_in_words(status, need))


def _check_announced(status: Status, need: Need) -> Iterator[Finding]:
    when = f" for {status.expected}" if status.expected else ""
    text = f"announced{when}, not confirmed"
    if "announced" in need.include:
        yield Doubt(
            reason="announced", text=text, rule="T1", mark=status.marks.entity, sources=status.sources
        )
    else:
        yield _refusal(status, "announced", text)


def _check_operating(status: Status, row: Row, need: Need) -> Iterator[Finding]:
    if row.capability.is_inferred("status"):
        text, mark = "that it operates is inferred, not stated", status.marks.entity
        yield Doubt(reason="inferred-status", text=text, rule="T1", mark=mark, sources=status.sources)
    if status.since is not None and not status.since.surely_begun_by(need.as_of):
        text = f"operating since {status.since}: already on {need.as_of}?"
    elif status.since is None and _is_before_first_word(row, need):
        text = f"operating already on {need.as_of}? the first source is later"
    else:
        return
    yield Question(reason="status", text=text, rule="T1", mark=status.marks.entity, sources=status.sources)


def _is_before_first_word(row: Row, need: Need) -> bool:
    words = [source.published or source.read for source in row.capability.sources]
    dates = [date for date in (*words, row.capability.known_as_of) if date is not None]
    return bool(dates) and not any(date.begun_by(need.as_of) for date in dates)


def _refusal(status: Status, reason: str, text: str) -> Shortfall:
    return Shortfall(reason=reason, text=text, rule="T1", mark=status.marks.entity, sources=status.sources)


def _end_in_words(status: Status, need: Need) -> str:
    since = f" since {status.since}" if status.since else ""
    if status.ends is not None and status.ends.over_by(need.as_of):
        announced = f" ({status.since})" if status.since else ""
        return f"closure by {status.ends} announced{announced}, nothing later known"
    if status.state == "closing" and status.ends is not None:
        return f"closing{since}, to end by {status.ends}: takes no new programme"
    words = {"idled": "idled", "in-sale": "being sold", "closing": "closing", "closed": "closed"}[
        status.state
    ]
    return f"{words}{since}: takes no new programme"


def _noted(status: Status) -> str:
    return f" ({status.note})" if status.note else ""


def check_owner(row: Row, need: Need, world: World) -> Iterator[Finding]:
    """T1: a plant offers nothing before its owner's date, nor under one that is no contract manufacturer."""
    site = row.site
    if site is None or not site.owners:
        return
    operator = operator_on(site, need.as_of, world)
    if operator is None:
        owner = site.owner_on(need.as_of)
        known = owner or site.owners[0]
        party = world.organisations.get(known.owner) or world.partners.get(known.owner)
        name = party.name if party else known.owner
        who = f"owned by {name}" if owner else f"owned by {name} {_term_in_words(known)}, not"
        yield Shortfall(
            reason="owner",
            text=f"{who} on {need.as_of}: no contract offer known",
            rule="T1",
            mark=known.marks.entity,
            sources=known.sources,
        )


def _term_in_words(owner: Ownership) -> str:
    words = [f"since {owner.since}" if owner.since else "", f"until {owner.until}" if owner.until else ""]
    return " ".join(word for word in words if word)


def check_holds(row: Row, need: Need, world: World) -> Iterator[Finding]:
    """T2: captive, one-client and own-product capacity is refused; partly held capacity is a doubt."""
    at_site = row.site.holds if row.site else ()
    holds = row.capability.holds + at_site + _seller(row, need, world).holds
    for hold in holds:
        if not hold.holds_on(need.as_of):
            continue
        kind = Shortfall if hold.kind in REFUSING_HOLDS and "held" not in need.include else Doubt
        words = _hold_in_words(hold, world)
        yield kind(
            reason="held",
            text=words,
            value=words,
            rule="T2",
            mark=hold.marks.entity,
            sources=hold.sources or row.capability.sources,
        )


def _hold_in_words(hold: Hold, world: World) -> str:
    named = hold.beneficiary or ""
    party = world.organisations.get(named) or world.partners.get(named)
    whom = (party.name if party else named) or None
    words = {
        "captive": "captive" + (f" ({whom})" if whom else ""),
        "one-client": f"kept for {whom or 'one client'}",
        "own-products-only": "own products only",
        "partly-reserved": f"partly reserved for {whom or 'another'}",
        "government-standby": "government standby" + (f" ({whom})" if whom else ""),
        "shared-with-own-products": "shared with own products",
        "priority-access": f"priority access of {whom or 'another'}",
    }
    return words[hold.kind]


def check_age(row: Row, need: Need, world: World) -> Iterator[Finding]:
    """T3: a row that no page was found for is a doubt, and so is a newest source over five years old.

    A page without a date is as old as the day when it was read, or older: it is no doubt by itself.
    """
    capability = row.capability
    if capability.is_general_knowledge:
        reason, text = "general-knowledge", "general knowledge alone; no source found"
    elif "step" in capability.general_knowledge:
        unfounded = f"general knowledge alone; no source says that it {work_in_words(need)}"
        reason, text = "general-knowledge", unfounded
    elif _is_old(capability.newest, need):
        reason, text = "old-source", f"newest source of {capability.newest_year}"
    elif capability.newest is None and _is_old(_last_read(capability), need):
        reason, text = "old-source", f"no source has a date; last read in {_last_read(capability)}"
    else:
        return
    mark = capability.marks.of("sources")
    yield Doubt(reason=reason, text=text, rule="T3", mark=mark, sources=capability.sources)


def _is_old(dated: PartialDate | None, need: Need) -> bool:
    return dated is not None and dated.years_over_by(need.as_of, OLD_AFTER_YEARS)


def _last_read(capability: Capability) -> PartialDate | None:
    read = [source.read for source in capability.sources if source.read is not None]
    return max(read, key=lambda date: date.last, default=None)
