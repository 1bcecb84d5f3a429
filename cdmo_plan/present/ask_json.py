"""The answer of `ask` as JSON (its contract is schema version 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdmo_plan.domain.world import World
from cdmo_plan.planner.asking import Asking, Weighed
from cdmo_plan.planner.plan import Plan
from cdmo_plan.present.inquiry_words import origin_of
from cdmo_plan.present.no_route_json import no_route_record
from cdmo_plan.present.routes_json import brief_record
from cdmo_plan.present.standing_json import compared_record

if TYPE_CHECKING:
    from cdmo_plan.present.records_of_questions import (
        AskBody,
        FlippedRecord,
        GivenAnswerRecord,
        QuestionRecord,
    )
    from cdmo_plan.present.records_of_standings import ComparedRouteRecord


def asking_record(asking: Asking, world: World) -> AskBody:
    """Return the answer as plain data; the habits of all answers stand before it."""
    plan = asking.plan
    return {
        "brief": brief_record(plan.brief),
        "rank_by": list(plan.order),
        "feasible": plan.feasible,
        "rows": len(plan.routes),
        "best": _best(plan, world),
        "number": asking.number,
        "questions": [_question(number, each, world) for number, each in enumerate(asking.weighed, start=1)],
        "answers": _answers(asking),
        "flipped": None if asking.before is None else _flipped(asking.before, plan, world),
        "no_route": None if plan.no_route is None else no_route_record(plan.no_route, world),
    }


def _best(plan: Plan, world: World) -> ComparedRouteRecord | None:
    return compared_record(plan.routes[0], world) if plan.routes else None


def _question(number: int, weighed: Weighed, world: World) -> QuestionRecord:
    inquiry = weighed.inquiry
    return {
        "number": number,
        "of": inquiry.of,
        "asked": inquiry.asked,
        "partner": inquiry.partner,
        "site": inquiry.site,
        "step": inquiry.step,
        "question": inquiry.text,
        "counted": inquiry.is_counted,
        "rows": list(weighed.ranks),
        "yes_flips": weighed.yes_flips,
        "no_flips": weighed.no_flips,
        "if_yes": compared_record(weighed.if_yes, world),
        "if_no": compared_record(weighed.if_no, world),
        "mark": str(inquiry.mark),
        "sources": [source.reference for source in inquiry.sources],
        **origin_of(inquiry, world),
    }


def _answers(asking: Asking) -> list[GivenAnswerRecord]:
    return [
        {
            "of": answer.of,
            "asked": answer.asked,
            "answer": answer.is_yes,
            "dated": answer.dated.text if answer.dated else None,
            "source": answer.source,
            "bears": answer not in asking.unheard,
        }
        for answer in asking.answers
    ]


def _flipped(before: Plan, after: Plan, world: World) -> FlippedRecord:
    return {
        "feasible_before": before.feasible,
        "feasible": after.feasible,
        "best_before": _best(before, world),
        "best": _best(after, world),
    }
