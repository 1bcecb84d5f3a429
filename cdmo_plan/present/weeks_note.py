"""What the weeks of an answer hold: from where to where, and what they wait for (RULES W1, W3)."""

from __future__ import annotations

from cdmo_plan.domain.process import Process
from cdmo_plan.network.rows import Outlook
from cdmo_plan.planner.metrics import Metrics
from cdmo_plan.planner.plan import Plan


def weeks_note(plan: Plan) -> str:
    """Return what the weeks hold: from where to where, and a filing that is waited for (RULES W1, W3)."""
    phase = "phase-1 recipe" if plan.brief.development_phase == "commercial" else "recipe"
    ends = dict.fromkeys(_end_words(outlook.ledger.process) for outlook in plan.outlooks)
    note = f"{phase}, gene to {' or '.join(ends)}, typical (shortest-longest); no site queue known"
    most, longest = plan.brief.max_weeks, [planned.metrics.weeks_range[1] for planned in plan.routes]
    if most is not None and max(longest, default=0) > most:
        note = f"{note}; --max-weeks {most} binds the typical"
    waits = dict.fromkeys(weeks for outlook in plan.outlooks if (weeks := _filing_weeks(outlook)))
    return "; ".join([note, *(f"includes {weeks:.0f} wk of filing and its review" for weeks in waits)])


def _end_words(process: Process) -> str:
    is_filled = any(stage.product == "fill" for stage in process.stages)
    return "released vial" if is_filled else "the first patient's release"


def _filing_weeks(outlook: Outlook) -> float:
    """W1: weeks of filing and review that lead to the release, where the recipe makes it wait for them."""
    leading = {step.id for step in outlook.net.steps}
    durations = [
        step.duration
        for step in outlook.ledger.process.steps
        if step.category == "regulatory" and step.id in leading
    ]
    return sum(found.typical_weeks or 0 for found in durations if found is not None)


def weeks_words(metrics: Metrics) -> str:
    """Return the weeks as typical, with the shortest and longest in brackets (RULES W1, W3)."""
    bound = ">=" if metrics.weeks_bound else ""
    return f"{bound}{metrics.weeks} wk ({metrics.weeks_range[0]}-{metrics.weeks_range[1]})"
