"""The answer of `contrast` as JSON (its contract is schema version 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdmo_plan.domain.world import World
from cdmo_plan.planner.contrasting import Contrast
from cdmo_plan.present.standing_json import compared_record, difference_records, standing_record

if TYPE_CHECKING:
    from cdmo_plan.present.records_of_standings import ContrastBody


def contrast_record(contrast: Contrast, world: World) -> ContrastBody:
    """Return the answer as plain data; the habits of all answers stand before it."""
    facts = contrast.facts
    return {
        **standing_record(contrast.standing, world),
        "wins": contrast.standing.wins,
        "rival": compared_record(contrast.rival),
        "differences": difference_records(
            contrast.differences, contrast.standing.with_it, contrast.rival, world
        ),
        "facts": None
        if facts is None
        else [
            {
                "of": fact.inquiry.of,
                "asked": fact.inquiry.asked,
                "question": fact.inquiry.text,
                "partner": fact.inquiry.partner,
                "answer": fact.is_yes,
            }
            for fact in facts
        ],
        "is_proved": contrast.is_proved,
        "then": compared_record(contrast.then),
    }
