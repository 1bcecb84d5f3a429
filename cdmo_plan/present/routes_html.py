"""The answer of `routes` as HTML for notebooks: a plan as a table of rows, a route stage by stage."""

from __future__ import annotations

from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.world import World
from cdmo_plan.planner.plan import Plan, PlannedRoute
from cdmo_plan.present.html import (
    BELOW,
    BODY,
    CELL,
    FAINT,
    HEAD,
    NUMBER,
    TABLE,
    TITLE,
    Numbers,
    mark,
    page,
    remark,
    row,
    tag,
    text,
)
from cdmo_plan.present.layer_lines import origin_lines
from cdmo_plan.present.no_route_text import no_route_lines
from cdmo_plan.present.printed_html import lines_html, note_html, stages_html
from cdmo_plan.present.route_view import RouteView, StageView, view_route
from cdmo_plan.present.routes_detail import route_lines
from cdmo_plan.present.routes_table import (
    StageColumn,
    columns_of,
    heading,
    notes,
    remark_lines,
    stage_words,
    sum_words,
)
from cdmo_plan.present.stage_words import stage_name


def plan_html(plan: Plan, world: World, marked: str = "") -> str:
    """Return a plan as one piece of HTML; `marked` is the sentence that marks the answer, if any."""
    title = mark(marked) + tag("div", text(heading(plan)), TITLE)
    if plan.no_route is not None:
        return page([title, *lines_html(no_route_lines(plan, plan.no_route, world))])
    numbers = Numbers()
    views = [view_route(planned, world) for planned in plan.routes]
    below = (note_html(note) for note in notes(plan, views, world))
    return page([title, _table(plan, views, world, numbers), *below, numbers.listed()])


def _table(plan: Plan, views: list[RouteView], world: World, numbers: Numbers) -> str:
    columns = columns_of(plan)
    names = ["#", *(stage_name(step, role, plan.brief) for step, role in columns), "contracts, weeks"]
    head = tag("thead", row(tag("th", text(name), HEAD) for name in names))
    bodies = (_body(view, columns, plan, world, numbers) for view in views)
    return tag("table", head + "".join(bodies), TABLE)


def _body(view: RouteView, columns: list[StageColumn], plan: Plan, world: World, numbers: Numbers) -> str:
    by_column: dict[StageColumn, StageView] = {
        (stage.stage.step, stage.stage.role): stage for stage in view.assigned
    }
    cells = [_stage_cell(by_column.get(column), view, world, numbers) for column in columns]
    sums = "<br>".join(text(line) for line in sum_words(view, world, is_several=len(plan.outlooks) > 1))
    first = row([tag("td", text(view.planned.rank), NUMBER), *cells, tag("td", sums, CELL)])
    lines = [remark(word, text(said)) for word, said in remark_lines(view, plan.brief, world)]
    below = tag("td", "".join(lines), BELOW, colspan=len(columns) + 1)
    return tag("tbody", first + row([tag("td", "", BELOW), below]), BODY)


def _stage_cell(stage: StageView | None, view: RouteView, world: World, numbers: Numbers) -> str:
    if stage is None:
        return tag("td", "", CELL)
    first, *rest = stage_words(stage, view, world)
    place = tag("div", text(first), f"font-weight:{600 if stage.is_anchor else 500}")
    said = tag("span", text(" ".join(rest)), FAINT)
    cited = numbers.cite(stage.row.capability.sources) if stage.row else ""
    return tag("td", f"{place}{said} {cited}", CELL)


def route_html(planned: PlannedRoute, brief: Brief, world: World, marked: str = "") -> str:
    """Return one route stage by stage as one piece of HTML: who, on what evidence, what to ask."""
    view = view_route(planned, world)
    (_, title), *lines = route_lines(view, brief, world)
    of_what = f"catalog {' + '.join(world.layers)} {world.digest}, as of {brief.as_of}"
    return page(
        [
            mark(marked),
            tag("div", text(title.plain), TITLE),
            *stages_html(lines),
            tag("div", text(of_what), "margin-top:.6em"),
            *(tag("div", text(f"{word}: {said}")) for word, said in origin_lines([view], world)),
        ]
    )
