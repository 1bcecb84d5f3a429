"""The answer "none" in words: who is missing, which terms refuse them, who came nearest, what would help."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.eligibility.place_checks import place_name
from cdmo_plan.domain.vocabulary import STEPS
from cdmo_plan.domain.world import World
from cdmo_plan.network.net import Candidate
from cdmo_plan.network.words import place_target
from cdmo_plan.network.work import own_stage_step
from cdmo_plan.planner.fixes import Fix
from cdmo_plan.planner.near_misses import NearMiss
from cdmo_plan.planner.no_route import NoRoute, Overrun
from cdmo_plan.planner.plan import Plan
from cdmo_plan.present import left_out
from cdmo_plan.present.citations import CITED, cite
from cdmo_plan.present.console import cell
from cdmo_plan.present.layer_lines import origin_lines
from cdmo_plan.present.routes_table import print_heading, source_line
from cdmo_plan.present.stage_words import place_words, stage_name
from cdmo_plan.present.text import count

MOST_FIXES = 6
_RELAXED = "relax region for "


def print_no_route(console: Console, plan: Plan, reasons: NoRoute, world: World) -> None:
    """Print why a plan has no route, and what would open one."""
    print_heading(console, plan)
    for line in no_route_lines(plan, reasons, world):
        console.print(line, soft_wrap=isinstance(line, Text) and line.style == CITED)


def no_route_lines(plan: Plan, reasons: NoRoute, world: World) -> Iterator[Text | Padding]:
    """Yield the answer line by line; what belongs under a heading is padded, citations keep their style."""
    yield cell("")
    for step in reasons.empty:
        yield cell(
            f"Nobody in the catalog can do {stage_name(step, None, plan.brief)} under this brief.", "bold"
        )
    for terms in reasons.conflicts:
        words = " + ".join(str(term) for term in terms)
        if len(terms) == 1:
            yield cell(f"No route with: {words}")
        elif terms:
            yield cell(f"Cannot hold together: {words}")
        else:
            yield cell(f"No brief for {plan.brief.modality} has a route: the facts found have a gap.")
    yield from _near_misses(plan, reasons, world)
    yield from _fixes(reasons, world)
    yield cell("")
    for line in left_out.counted(plan.outlooks):
        yield Text.assemble(cell("Judged: ", "bold"), cell(line))
    for line in left_out.footnotes(plan.outlooks, plan.brief, world):
        yield Text.assemble(cell("Note: ", "bold"), cell(line))
    yield Text.assemble(cell("Sources: ", "bold"), cell(source_line(plan, [], world)))
    for word, text in origin_lines([], world):
        yield Text.assemble(cell(f"{word}: ", "bold"), cell(text))


def _near_misses(plan: Plan, reasons: NoRoute, world: World) -> Iterator[Text | Padding]:
    unlisted = dict(_not_listed(plan.brief, world))
    if reasons.near or unlisted or reasons.overruns:
        yield cell("")
        yield cell("Nearest misses", "bold")
    for line in unlisted.values():
        yield Padding(cell(line), (0, 0, 0, 2))
    for miss in reasons.near:
        if miss.step not in unlisted:
            yield from _near_miss(miss, plan, world)
    for overrun in reasons.overruns:
        yield Padding(cell(_overrun_words(overrun, world)), (0, 0, 0, 2))


def _not_listed(brief: Brief, world: World) -> Iterator[tuple[str, str]]:
    """Yield the steps for which `--via` names who has no row at all for them, with what they list."""
    for asked, word in brief.via:
        step, target = own_stage_step(asked), place_target(word, world)
        listed = [
            found
            for found in STEPS
            for row in world.rows(found)
            if row.partner.id in target.ids or (row.site is not None and row.site.id in target.ids)
        ]
        if step not in listed:
            steps = ", ".join(dict.fromkeys(stage_name(found, None, brief) for found in listed))
            what = f"it lists {steps}" if steps else "it lists nothing"
            yield step, f"{word} lists no {stage_name(step, None, brief)}; {what}"


def _near_miss(miss: NearMiss, plan: Plan, world: World) -> Iterator[Text | Padding]:
    row, verdict = miss.judged
    why = "; ".join(dict.fromkeys(shortfall.text for shortfall in verdict.shortfalls))
    where = place_name(row) + (" (private)" if world.origins.is_private(*row) else "")
    yield Padding(cell(f"{stage_name(miss.step, None, plan.brief)}: {where}: {why}"), (0, 0, 0, 2))
    cited = {source.reference: source for s in verdict.shortfalls for source in s.sources if s.rule == "T1"}
    for source in cited.values():
        yield cell(f"    {cite(source)}", CITED)


_LEAST = {
    "max-partners": "the fewest partners without it: {}",
    "max-transfers": "the fewest transfers without it: {}",
    "max-weeks": "the quickest route without it: {} weeks",
    "min-evidence": "the best evidence without it: {}",
}


def _overrun_words(overrun: Overrun, world: World) -> str:
    least = f"{'>=' if overrun.is_bound else ''}{overrun.least}".replace("-", " ")
    places = " + ".join(dict.fromkeys(place_words(candidate, world) for candidate in _told(overrun)))
    return f"{overrun.term}: {_LEAST[overrun.term.name].format(least)} ({places})"


def _fixes(reasons: NoRoute, world: World) -> Iterator[Text | Padding]:
    if not reasons.fixes:
        if all(reasons.conflicts):
            yield cell("")
            yield cell("No term given up by itself opens a route: more than one stands in the way.")
        return
    yield cell("")
    yield cell("What would open routes", "bold")
    for fix in reasons.fixes[:MOST_FIXES]:
        yield Padding(cell(_fix_words(fix, world)), (0, 0, 0, 2))
    if len(reasons.fixes) > MOST_FIXES:
        yield Padding(cell(f"{len(reasons.fixes) - MOST_FIXES} more in --format json"), (0, 0, 0, 2))


def _fix_words(fix: Fix, world: World) -> str:
    places = " + ".join(dict.fromkeys(place_words(candidate, world) for candidate in _told(fix)))
    least = "" if fix.is_counted else "at least "
    return f"{fix.change}{_as_option(fix)}: {least}{count(fix.opens, 'row')}, best {places}"


def _as_option(fix: Fix) -> str:
    """Return in brackets what to write for a change whose words do not tell it."""
    if fix.change.startswith("include "):
        return f" (--include {fix.change.split()[1]})"
    step = fix.change.removeprefix(_RELAXED)
    if step == fix.change:
        return ""
    stages = fix.outlook.net.stages
    places = {
        c.country for stage, c in zip(stages, fix.best, strict=True) if stage.step == step and c.country
    }
    return " (" + " ".join(f"--region {step}={place}" for place in sorted(places)) + ")" if places else ""


def _told(fix: Fix | Overrun) -> list[Candidate]:
    """Return who does what in the best route, without stages that nobody lists."""
    return [candidate for candidate in fix.best if candidate.is_listed and candidate.site is not None]
