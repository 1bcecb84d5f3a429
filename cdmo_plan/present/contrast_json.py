"""The answer of `contrast` as JSON (its contract is schema version 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdmo_plan.domain.world import World
from cdmo_plan.planner.contrasting import Contrast
from cdmo_plan.planner.suppositions import Fact
from cdmo_plan.present.inquiry_words import origin_of
from cdmo_plan.present.no_route_json import shortfall_records
from cdmo_plan.present.standing_json import compared_record, difference_records, standing_record

if TYPE_CHECKING:
    from cdmo_plan.present.records_of_standings import ContrastBody, WhatIfRecord


def contrast_record(contrast: Contrast, world: World) -> ContrastBody:
    """Return the answer as plain data; the habits of all answers stand before it."""
    facts = contrast.facts
    return {
        **standing_record(contrast.standing, world),
        "wins": contrast.standing.wins,
        "rival": compared_record(contrast.rival, world),
        "differences": difference_records(
            contrast.differences, contrast.standing.with_it, contrast.rival, world
        ),
        "facts": None if facts is None else [_fact(fact, world) for fact in facts],
        "is_proved": contrast.is_proved,
        "then": compared_record(contrast.then, world),
    }


def _fact(fact: Fact, world: World) -> WhatIfRecord:
    inquiry = fact.inquiry
    return {
        "kind": "answer" if fact.shortfall is None else "shortfall",
        "of": inquiry.of,
        "asked": inquiry.asked,
        "question": inquiry.text,
        "partner": inquiry.partner,
        "site": inquiry.site,
        "answer": fact.is_yes if fact.shortfall is None else None,
        "shortfall": None if fact.shortfall is None else shortfall_records([fact.shortfall])[0],
        "capabilities": [] if fact.shortfall is None else [inquiry.of, *fact.alike],
        **origin_of(inquiry, world),
    }
