"""The answer "none" in words: who is missing, which terms refuse them, who came nearest, what would help."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from cdmo_plan.domain.eligibility.place_checks import place_name
from cdmo_plan.domain.sources import Source
from cdmo_plan.domain.world import World
from cdmo_plan.network.net import Candidate
from cdmo_plan.planner.no_route import Fix, NearMiss, NoRoute
from cdmo_plan.planner.plan import Plan
from cdmo_plan.present import left_out
from cdmo_plan.present.citations import CITED, cite
from cdmo_plan.present.console import cell
from cdmo_plan.present.routes_table import heading, source_line
from cdmo_plan.present.stage_words import place_words, stage_name
from cdmo_plan.present.text import count

MOST_FIXES = 6


def print_no_route(console: Console, plan: Plan, reasons: NoRoute, world: World) -> None:
    """Print why a plan has no route, and what would open one."""
    console.print(cell(heading(plan), "bold"))
    for line in _lines(plan, reasons, world):
        console.print(line, soft_wrap=isinstance(line, Text) and line.style == CITED)


def _lines(plan: Plan, reasons: NoRoute, world: World) -> Iterator[Text | Padding]:
    yield cell("")
    for line in headlines(plan, reasons):
        yield cell(line, "bold" if line.startswith("Nobody") else "")
    yield from _near_misses(plan, reasons)
    yield from _fixes(reasons, world)
    yield cell("")
    for line in left_out.counted(plan.outlooks):
        yield Text.assemble(cell("Judged: ", "bold"), cell(line))
    for line in left_out.footnotes(plan.outlooks, plan.brief, world):
        yield Text.assemble(cell("Note: ", "bold"), cell(line))
    yield Text.assemble(cell("Sources: ", "bold"), cell(source_line(plan, [], world)))


def headlines(plan: Plan, reasons: NoRoute) -> Iterator[str]:
    """Yield who is missing, and which terms cannot hold together."""
    for step in reasons.empty:
        yield f"Nobody in the catalog can do {stage_name(step, None, plan.brief)} under this brief."
    for terms in reasons.conflicts:
        words = " + ".join(str(term) for term in terms)
        if len(terms) == 1:
            yield f"No route with: {words}"
        elif terms:
            yield f"Cannot hold together: {words}"
        else:
            yield f"No brief for {plan.brief.modality} has a route: the facts found have a gap."


def _near_misses(plan: Plan, reasons: NoRoute) -> Iterator[Text | Padding]:
    if reasons.near:
        yield cell("")
        yield cell("Nearest misses", "bold")
    for miss in reasons.near:
        yield from _near_miss(miss, plan)


def _near_miss(miss: NearMiss, plan: Plan) -> Iterator[Text | Padding]:
    yield Padding(cell(miss_words(miss, plan)), (0, 0, 0, 2))
    for source in sources_of(miss):
        yield cell(f"    {cite(source)}", CITED)


def miss_words(miss: NearMiss, plan: Plan) -> str:
    """Return who came near, and all that refuses them."""
    row, verdict = miss.judged
    why = "; ".join(dict.fromkeys(shortfall.text for shortfall in verdict.shortfalls))
    return f"{stage_name(miss.step, None, plan.brief)}: {place_name(row)}: {why}"


def sources_of(miss: NearMiss) -> list[Source]:
    """Return the sources of what changed over time (RULES T1), each once: the rest the brief itself says."""
    told = (s for s in miss.judged.verdict.shortfalls if s.rule == "T1")
    return list({source.reference: source for s in told for source in s.sources}.values())


def _fixes(reasons: NoRoute, world: World) -> Iterator[Text | Padding]:
    if not reasons.fixes:
        return
    yield cell("")
    yield cell("What would open routes", "bold")
    for fix in reasons.fixes[:MOST_FIXES]:
        yield Padding(cell(fix_words(fix, world)), (0, 0, 0, 2))
    if len(reasons.fixes) > MOST_FIXES:
        yield Padding(cell(f"{len(reasons.fixes) - MOST_FIXES} more in --format json"), (0, 0, 0, 2))


def fix_words(fix: Fix, world: World) -> str:
    """Return a change of the brief with what it opens."""
    places = " + ".join(dict.fromkeys(place_words(candidate, world) for candidate in _told(fix)))
    least = "" if fix.is_counted else "at least "
    return f"{fix.change}: {least}{count(fix.opens, 'row')}, best {places}"


def _told(fix: Fix) -> list[Candidate]:
    """Return who does what in the best route, without stages that nobody lists."""
    return [candidate for candidate in fix.best if candidate.is_listed and candidate.site is not None]
