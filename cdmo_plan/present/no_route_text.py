"""The answer "none", line by line: who is missing, which terms clash, what would help, who came nearest.

`routes` says it shortly; `explain` says all of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from cdmo_plan.domain.world import World
from cdmo_plan.planner.fixes import Fix
from cdmo_plan.planner.no_route import AT_MOST, NoRoute
from cdmo_plan.planner.plan import Plan
from cdmo_plan.present import left_out
from cdmo_plan.present import no_route_words as words
from cdmo_plan.present.citations import CITED, cite
from cdmo_plan.present.console import cell
from cdmo_plan.present.layer_lines import origin_lines
from cdmo_plan.present.routes_table import print_heading, source_line
from cdmo_plan.present.stage_words import stage_name

MOST_CONFLICTS = 3
MOST_FIXES = 6
MOST_SITES = 5

Line = Text | Padding


def print_no_route(console: Console, plan: Plan, reasons: NoRoute, world: World) -> None:
    """Print shortly why a plan has no route, and what would open one."""
    print_heading(console, plan)
    print_lines(console, no_route_lines(plan, reasons, world))


def print_lines(console: Console, lines: Iterator[Line]) -> None:
    """Print lines; citations are never wrapped."""
    for line in lines:
        console.print(line, soft_wrap=isinstance(line, Text) and line.style == CITED)


def no_route_lines(plan: Plan, reasons: NoRoute, world: World, *, in_full: bool = False) -> Iterator[Line]:
    """Yield the answer line by line; what belongs under a heading is padded, citations keep their style."""
    yield cell("")
    for step in reasons.empty:
        yield cell(
            f"Nobody in the catalog can do {stage_name(step, None, plan.brief)} under this brief.", "bold"
        )
    yield from _conflicts(plan, reasons, in_full=in_full)
    yield from _near_misses(plan, reasons, world, in_full=in_full)
    yield from _fixes(reasons, world, in_full=in_full)
    if not in_full and reasons.fixes:
        yield cell("")
        yield cell("`cdmo-plan explain` with the same terms tells the proofs, and what each change costs.")
    yield from closing_lines(plan, world)


def _conflicts(plan: Plan, reasons: NoRoute, *, in_full: bool) -> Iterator[Line]:
    shown = reasons.conflicts if in_full else reasons.conflicts[:MOST_CONFLICTS]
    for terms in shown:
        yield cell(words.conflict_words(terms, plan.brief, reasons.gap))
        proof = words.conflict_proof(terms)
        if in_full and proof:
            yield under(proof)
    if len(shown) < len(reasons.conflicts):
        yield cell(f"{len(reasons.conflicts) - len(shown)} more conflicts: see `cdmo-plan explain`")


def _near_misses(plan: Plan, reasons: NoRoute, world: World, *, in_full: bool) -> Iterator[Line]:
    unlisted = dict(words.not_listed(plan.brief, world))
    whole = reasons.whole_sites if in_full else ()
    if reasons.near or unlisted or reasons.overruns or whole:
        yield cell("")
        yield cell("Nearest misses", "bold")
    for line in unlisted.values():
        yield under(line)
    for site in whole[:MOST_SITES]:
        yield under(words.whole_site_words(site, plan.brief, world))
    if len(whole) > MOST_SITES:
        yield under(f"and {len(whole) - MOST_SITES} more sites, which --format csv names")
    for miss in reasons.near:
        if miss.step not in unlisted:
            yield under(words.near_words(miss, plan.brief, world))
            yield from (cell(f"    {cite(source)}", CITED) for source in words.cited_by(miss))
    for overrun in reasons.overruns:
        yield under(words.overrun_words(overrun, world))


def _fixes(reasons: NoRoute, world: World, *, in_full: bool) -> Iterator[Line]:
    if not reasons.fixes:
        return
    yield cell("")
    yield cell("What would open routes" + (", each solved again" if in_full else ""), "bold")
    shown = reasons.fixes if in_full else reasons.fixes[:MOST_FIXES]
    for fix in shown:
        yield from _fix(fix, world, in_full=in_full)
    if len(shown) < len(reasons.fixes):
        yield under(f"{len(reasons.fixes) - len(shown)} more: see `cdmo-plan explain`")
    if in_full and not reasons.is_complete:
        yield under(f"there may be more: after {AT_MOST} conflicts or sets of changes no more are sought")


def _fix(fix: Fix, world: World, *, in_full: bool) -> Iterator[Line]:
    best = f"best {words.who(fix.best, world)}"
    if not in_full:
        yield under(f"{words.fix_words(fix)}: {words.opens_words(fix)}, {best}")
        return
    yield under(f"{words.fix_words(fix)}: {words.opens_words(fix)}")
    yield under(f"{best}: {words.cost_words(fix.metrics)}", 4)
    confirm = words.confirm_words(fix, world)
    if confirm:
        yield under(f"to confirm: {confirm}", 4)


def closing_lines(plan: Plan, world: World) -> Iterator[Line]:
    """Yield what was judged, what to note, and which catalog the answer is from."""
    yield cell("")
    for line in left_out.counted(plan.outlooks):
        yield Text.assemble(cell("Judged: ", "bold"), cell(line))
    for line in left_out.footnotes(plan.outlooks, plan.brief, world):
        yield Text.assemble(cell("Note: ", "bold"), cell(line))
    yield Text.assemble(cell("Sources: ", "bold"), cell(source_line(plan, [], world)))
    for word, text in origin_lines([], world):
        yield Text.assemble(cell(f"{word}: ", "bold"), cell(text))


def under(text: str, indent: int = 2) -> Padding:
    """Return a line that belongs under the one before."""
    return Padding(cell(text), (0, 0, 0, indent))
