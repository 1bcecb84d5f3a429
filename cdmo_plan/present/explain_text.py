"""The answer of `explain`: why there is no route, or what binds a brief that has some."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cdmo_plan.domain.brief import Term
from cdmo_plan.present import markdown
from cdmo_plan.present import no_route_words as words
from cdmo_plan.present.console import cell, output_console
from cdmo_plan.present.csv_answers import Cell, write_csv
from cdmo_plan.present.no_route_text import Line, closing_lines, no_route_lines, print_lines, under
from cdmo_plan.present.routes_markdown import lines_as_markdown
from cdmo_plan.present.routes_table import found_words, override_lines, question

if TYPE_CHECKING:
    from cdmo_plan.domain.world import World
    from cdmo_plan.planner.explaining import Explanation
    from cdmo_plan.planner.fixes import Fix

COLUMNS = ("kind", "terms", "text", "opens", "contracts", "partners", "borders", "weeks", "best", "confirm")


def print_explanation(explanation: Explanation, world: World) -> None:
    """Print why there is no route, or what binds closest where there are some."""
    console = output_console()
    console.print(cell(title(explanation), "bold"))
    for line in override_lines(explanation.plan):
        console.print(cell(line))
    print_lines(console, _lines(explanation, world))


def explanation_markdown(explanation: Explanation, world: World) -> Iterator[str]:
    """Yield the same answer as Markdown, line by line."""
    yield from (markdown.heading(title(explanation)), "")
    for line in override_lines(explanation.plan):
        yield from (markdown.escaped(line), "")
    yield from lines_as_markdown(_lines(explanation, world))


def title(explanation: Explanation) -> str:
    """Return the brief in words, and whether it has routes."""
    answer = "contradicts itself" if explanation.contradictions else found_words(explanation.plan)
    return f"{question(explanation.plan)}: {answer}"


def _lines(explanation: Explanation, world: World) -> Iterator[Line]:
    plan = explanation.plan
    if explanation.contradictions:
        yield cell("")
    for each in explanation.contradictions:
        yield cell(f"{each}.")
        yield under(f"{each.hint}")
    if plan.no_route is not None:
        yield from no_route_lines(plan, plan.no_route, world, in_full=True)
        return
    best = plan.routes[0]
    yield cell("")
    yield cell("There are routes: `cdmo-plan routes` with the same terms ranks them.")
    yield under(f"best {words.who(best.route, world)}: {words.cost_words(best.metrics)}")
    yield cell("")
    if explanation.binding:
        yield cell("Terms that keep rows out, the one that keeps out most first", "bold")
    else:
        yield cell("No term of the brief keeps rows out.")
    for fix in explanation.binding:
        yield under(f"without {_term(fix)}: {words.opens_words(fix)}")
        yield under(f"best {words.who(fix.best, world)}: {words.cost_words(fix.metrics)}", 4)
    yield from closing_lines(plan, world)


def _term(fix: Fix) -> str:
    return " and ".join(str(change.condition) for change in fix.changes)


def write_explanation(explanation: Explanation, world: World) -> None:
    """Write conflicts, changes, near misses and binding terms as comma-separated values, one a line."""
    write_csv(COLUMNS, _rows(explanation, world))


def _rows(explanation: Explanation, world: World) -> Iterator[list[Cell]]:
    plan, nothing = explanation.plan, [None] * (len(COLUMNS) - 3)
    for each in explanation.contradictions:
        yield ["contradiction", [str(term) for term in each.terms], each.why, *nothing]
    for fix in explanation.binding:
        yield ["binding-term", *_fix(fix, world)]
    if plan.no_route is None:
        return
    for terms in plan.no_route.conflicts:
        text = words.conflict_words(terms, plan.brief, plan.no_route.gap)
        yield ["conflict", [str(term) for term in terms], text, *nothing]
    for fix in plan.no_route.fixes:
        yield ["fix", *_fix(fix, world)]
    for site in plan.no_route.whole_sites:
        yield ["whole-site", [site.fails], words.whole_site_words(site, plan.brief, world), *nothing]
    for miss in plan.no_route.near:
        yield ["near-miss", list(miss.fails), words.near_words(miss, plan.brief, world), *nothing]


def _fix(fix: Fix, world: World) -> list[Cell]:
    return [
        [str(change.condition) for change in fix.changes if isinstance(change.condition, Term)],
        fix.change,
        fix.opens,
        fix.metrics.contracts,
        fix.metrics.partners,
        fix.metrics.borders,
        fix.metrics.weeks,
        words.who(fix.best, world),
        words.confirm_words(fix, world),
    ]
