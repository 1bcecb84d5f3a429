"""The answer "none" as HTML: who is missing, which terms refuse them, who came nearest, what would help."""

from __future__ import annotations

from collections.abc import Iterator

from cdmo_plan.domain.world import World
from cdmo_plan.planner.no_route import NoRoute
from cdmo_plan.planner.plan import Plan
from cdmo_plan.present import left_out
from cdmo_plan.present.html import Numbers, note, tag, text
from cdmo_plan.present.no_route_text import fix_words, headlines, miss_words, sources_of
from cdmo_plan.present.routes_table import source_line


def no_route_parts(plan: Plan, reasons: NoRoute, world: World, numbers: Numbers) -> Iterator[str]:
    """Yield why a plan has no route, and everything that would open one."""
    yield from (tag("div", text(line), "margin:.3em 0") for line in headlines(plan, reasons))
    misses = [f"{text(miss_words(miss, plan))} {numbers.cite(sources_of(miss))}" for miss in reasons.near]
    yield from _listed("Nearest misses", misses)
    yield from _listed("What would open routes", [text(fix_words(fix, world)) for fix in reasons.fixes])
    yield from (note("Judged", line) for line in left_out.counted(plan.outlooks))
    yield from (note("Note", line) for line in left_out.footnotes(plan.outlooks, plan.brief, world))
    yield note("Sources", source_line(plan, [], world))
    yield numbers.listed()


def _listed(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        items = "".join(tag("li", line, "margin:.15em 0") for line in lines)
        yield tag("div", text(title), "font-weight:600;margin-top:.6em")
        yield tag("ul", items, "margin:.2em 0 .6em;padding-left:1.4em")
