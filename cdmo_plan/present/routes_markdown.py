"""The answer of `routes` as Markdown, for a pull request or the notes of a meeting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cdmo_plan.present import markdown
from cdmo_plan.present.front_words import criterion_title, standing_words, value_words
from cdmo_plan.present.no_route_text import Line, no_route_lines
from cdmo_plan.present.numbered_sources import Citations
from cdmo_plan.present.route_view import RouteView, StageView, view_route
from cdmo_plan.present.routes_detail import closing_notes, route_lines
from cdmo_plan.present.routes_table import (
    columns_of,
    heading,
    notes,
    override_lines,
    remark_lines,
    stage_words,
    sum_words,
)
from cdmo_plan.present.stage_words import stage_name
from cdmo_plan.present.tables import Column

if TYPE_CHECKING:
    from cdmo_plan.domain.world import World
    from cdmo_plan.planner.plan import Plan

_STAGE_INDENT = 4

Stage = tuple[str, str | None]


def routes_lines(plan: Plan, world: World, *, detail: bool = False) -> Iterator[str]:
    """Yield the answer, whichever it is, line by line."""
    yield markdown.heading(heading(plan))
    yield ""
    for line in override_lines(plan):
        yield from (markdown.escaped(line), "")
    if plan.no_route is not None:
        yield from lines_as_markdown(no_route_lines(plan, plan.no_route, world))
    elif detail:
        yield from _detail(plan, world)
    else:
        yield from _rows(plan, world)


def _rows(plan: Plan, world: World) -> Iterator[str]:
    views = [view_route(planned, world) for planned in plan.routes]
    cites = Citations()
    stages = columns_of(plan)
    names = [Column(stage_name(step, role, plan.brief)) for step, role in stages]
    rows = [_row(view, stages, plan, world, cites) for view in views]
    values = [Column(criterion_title(name), right=name != "evidence") for name in plan.pareto]
    columns = [Column("#", right=True), *values, *names, Column("contracts, weeks")]
    yield from markdown.table(columns, rows)
    for view in views:
        remarks = remark_lines(view, plan.brief, world)
        if remarks:
            yield from ("", markdown.bold(f"Row {view.planned.rank}"), "")
            yield from markdown.facts(remarks)
    yield from ("", "### Notes", "")
    yield from (f"- {markdown.of_text(note)}" for note in notes(plan, views, world))
    yield from markdown.source_list(cites.sources)


def _row(view: RouteView, stages: list[Stage], plan: Plan, world: World, cites: Citations) -> list[str]:
    by_stage: dict[Stage, StageView] = {
        (stage.stage.step, stage.stage.role): stage for stage in view.assigned
    }
    cells = [_stage(by_stage.get(stage), view, world, cites) for stage in stages]
    sums = sum_words(view, world, is_several=len(plan.outlooks) > 1, told=plan.pareto)
    said = [*standing_words(plan, view.planned), *sums]
    values = [markdown.escaped(value_words(name, view.planned, world)) for name in plan.pareto]
    return [str(view.planned.rank), *values, *cells, markdown.escaped(", ".join(said))]


def _stage(stage: StageView | None, view: RouteView, world: World, cites: Citations) -> str:
    if stage is None:
        return ""
    place, *rest = stage_words(stage, view, world)
    numbers = cites.cite(stage.row.capability.sources) if stage.row else ""
    said = f"{' '.join(rest)}{numbers}"
    where = markdown.bold(place) if stage.is_anchor else markdown.escaped(place)
    return f"{where}{' ' if said.startswith('(') else ', '}{markdown.escaped(said)}"


def _detail(plan: Plan, world: World) -> Iterator[str]:
    views = [view_route(planned, world) for planned in plan.routes]
    for view in views:
        for indent, line in route_lines(view, plan.brief, world):
            if indent < _STAGE_INDENT:
                yield markdown.heading(line.plain, 3)
                yield ""
            else:
                yield f"{' ' * (indent - _STAGE_INDENT)}- {markdown.of_text(line)}"
        yield ""
    yield from (markdown.heading("Notes", 3), "")
    yield from (f"- {markdown.of_text(note)}" for note in closing_notes(plan, views, world))


def lines_as_markdown(lines: Iterable[Line]) -> Iterator[str]:
    """Yield a printed answer with its indented lines as lists, citations below what they belong to."""
    in_list = False
    for line in lines:
        indent, text = markdown.of_renderable(line)
        words = markdown.of_text(text)
        if not words.strip():
            continue
        if indent:
            yield f"{' ' * (indent - 2)}- {words}"
        else:
            yield from ([""] if in_list else [])
            yield from (words, "")
        in_list = indent > 0
