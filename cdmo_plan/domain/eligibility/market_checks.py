"""May the product be sold where the brief says? Regulators that know the plant, and limits of territory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cdmo_plan.domain.capability import Capability, RegulatorRecord
from cdmo_plan.domain.eligibility.findings import Doubt, Finding, Question, Shortfall
from cdmo_plan.domain.eligibility.need import Market, Need
from cdmo_plan.domain.world import Row, World, countries_named

_EVIDENCE = ("inspected", "approved-product")


def check_destinations(row: Row, need: Need, world: World) -> Iterator[Finding]:
    """T2: a territory limit refuses markets outside of it, and asks where the two cannot be compared."""
    capability = row.capability
    if capability.destinations is None:
        return
    limit = f"makes for {', '.join(capability.destinations)} only"
    if not (need.markets and need.stage.gmp):
        yield _question("destinations", f"{limit}: which market?", "T2", capability)
        return
    allowed = _countries(capability.destinations, world)
    for market in need.markets:
        territory = market.territory
        if allowed is None or territory is None or (territory & allowed and territory - allowed):
            yield _question(
                "destinations", f"{limit}: for {market.word}'s market too?", "T2", capability, market
            )
        elif not territory & allowed:
            yield Shortfall(
                reason="destinations",
                text=f"{limit}, not for {market.word}'s market",
                rule="T2",
                term="market",
                mark=capability.marks.of("destinations"),
                sources=capability.sources,
            )


def _countries(words: Sequence[str], world: World) -> frozenset[str] | None:
    """Return the countries of a territory limit, None where a word of it is no place that is known."""
    found = [countries_named(word, world) for word in words]
    known = [countries for countries in found if countries is not None]
    return frozenset().union(*known) if len(known) == len(found) else None


def check_regulators(row: Row, need: Need, world: World) -> Iterator[Finding]:
    """F4: a market asks whether its regulator knows the line; a warning letter that stands is a doubt."""
    del world
    if need.stage.gmp:
        for market in need.markets:
            yield from _check_market(row.capability, need, market)


def _check_market(capability: Capability, need: Need, market: Market) -> Iterator[Finding]:
    records = [
        record
        for record in capability.regulators
        if record.authority.casefold() in market.authorities
        and (record.dated is None or record.dated.begun_by(need.as_of))
    ]
    letter = _standing_letter(records)
    if letter is not None:
        when = f" of {letter.dated}" if letter.dated else ""
        yield Doubt(
            reason="warning-letter",
            text=f"{letter.authority} warning letter{when}, nothing later known",
            rule="F4",
            term="market",
            value=market.word,
            mark=capability.marks.of("regulators"),
            sources=capability.sources,
        )
    known = [record for record in records if record.kind in _EVIDENCE]
    inferred = capability.is_inferred("regulators")
    if not known:
        yield _question("market", _asked(records, market), "F4", capability, market)
    elif inferred:
        text = f"inspected for {market.word}? that is inferred"
        yield _question("market", text, "F4", capability, market)


def _standing_letter(records: Sequence[RegulatorRecord]) -> RegulatorRecord | None:
    """Return the last warning letter, unless the regulator inspected or approved at a surely later day."""
    letters = [record for record in records if record.kind == "warning-letter"]
    if not letters:
        return None
    last = max(letters, key=lambda record: record.dated.last.toordinal() if record.dated else 0)
    after = [record.dated for record in records if record.kind in _EVIDENCE and record.dated is not None]
    answered = last.dated is not None and any(last.dated.over_by(date.first) for date in after)
    return None if answered else last


def _asked(records: Sequence[RegulatorRecord], market: Market) -> str:
    kinds = {record.kind for record in records}
    if None in kinds:
        return f"{market.word}: inspected or approved? the source only names it"
    if "design-intent" in kinds:
        return f"inspected for {market.word}? it is designed to be"
    return f"inspected for {market.word}?"


def _question(
    reason: str, text: str, rule: str, capability: Capability, market: Market | None = None
) -> Question:
    counted = market is not None
    return Question(
        reason=reason,
        text=text,
        rule=rule,
        term="market" if counted else None,
        value=market.word if market else "",
        mark=capability.marks.of("destinations" if reason == "destinations" else "regulators"),
        sources=capability.sources,
        counted=counted,
    )
