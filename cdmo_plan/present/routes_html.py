"""The answer of `routes` as HTML for notebooks: a plan as a table of rows, a route stage by stage."""

from __future__ import annotations

from collections.abc import Iterator

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
    Numbers,
    page,
    remark,
    row,
    tag,
    text,
)
from cdmo_plan.present.no_route_html import no_route_parts
from cdmo_plan.present.route_questions import doubts_of, questions_of, questions_of_route
from cdmo_plan.present.route_view import RouteView, StageView, view_route
from cdmo_plan.present.routes_detail import assumed_words, transfer_words
from cdmo_plan.present.routes_table import (
    Column,
    columns_of,
    heading,
    notes,
    stage_words,
    sum_words,
)
from cdmo_plan.present.stage_words import stage_name


def plan_html(plan: Plan, world: World) -> str:
    """Return a plan as one piece of HTML, self-contained."""
    numbers = Numbers()
    title = tag("div", text(heading(plan)), "font-weight:600;font-size:1.1em")
    if plan.no_route is not None:
        return page([title, *no_route_parts(plan, plan.no_route, world, numbers)])
    views = [view_route(planned, world) for planned in plan.routes]
    below = [remark(word, text(said)) for word, said in notes(plan, views, world)]
    return page([title, _table(plan, views, world, numbers), *below, numbers.listed()])


def _table(plan: Plan, views: list[RouteView], world: World, numbers: Numbers) -> str:
    columns = columns_of(plan)
    names = ["#", *(stage_name(step, role, plan.brief) for step, role in columns), "contracts, weeks"]
    head = tag("thead", row(tag("th", text(name), HEAD) for name in names))
    bodies = (_body(view, columns, plan, world, numbers) for view in views)
    return tag("table", head + "".join(bodies), TABLE)


def _body(view: RouteView, columns: list[Column], plan: Plan, world: World, numbers: Numbers) -> str:
    by_column: dict[Column, StageView] = {
        (stage.stage.step, stage.stage.role): stage for stage in view.assigned
    }
    cells = [_stage_cell(by_column.get(column), view, world, numbers) for column in columns]
    sums = "<br>".join(text(line) for line in sum_words(view, world, is_several=len(plan.outlooks) > 1))
    first = row([tag("td", text(view.planned.rank), NUMBER), *cells, tag("td", sums, CELL)])
    lines = [remark("doubt", text(said)) for said in doubts_of(view)]
    lines += [remark("ask", text(said)) for said in questions_of(view, plan.brief, world)]
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


def route_html(planned: PlannedRoute, brief: Brief, world: World) -> str:
    """Return one route stage by stage as one piece of HTML: who, on what evidence, what to ask."""
    view, numbers = view_route(planned, world), Numbers()
    sums = ", ".join(sum_words(view, world, is_several=True))
    title = tag("div", text(f"#{planned.rank}  {planned.id}"), "font-weight:600;font-size:1.1em")
    head = tag("thead", row(tag("th", text(name), HEAD) for name in ("stage", "who, and what is stated", "")))
    told = [stage for stage in view.stages if stage.row is not None or stage.number is not None]
    bodies = "".join(_stage_body(stage, view, brief, world, numbers) for stage in told)
    lines = [remark("", text(said)) for said in _of_the_route(view, world)]
    lines += [remark("ask", text(said)) for said in questions_of_route(view, brief, world)]
    return page([title, tag("div", text(sums)), tag("table", head + bodies, TABLE), *lines, numbers.listed()])


def _stage_body(stage: StageView, view: RouteView, brief: Brief, world: World, numbers: Numbers) -> str:
    name = tag("div", text(stage_name(stage.stage.step, stage.stage.role, brief)), "font-weight:600")
    host = tag("span", text(f"with {stage.accompanies}"), FAINT) if stage.accompanies else ""
    place, *rest = stage_words(stage, view, world)
    said = tag("div", text(" ".join(rest)), FAINT)
    row_of = stage.row.capability if stage.row else None
    where = tag("div", text(f"{row_of.id}, {row_of.marks.entity}"), FAINT) if row_of else ""
    cited = numbers.cite(row_of.sources) if row_of else ""
    who = tag("td", f"{tag('span', text(place), 'font-weight:600')} {cited}{said}{where}", CELL)
    verdict = stage.verdict
    lines = [remark("doubt", text(f"{d.text} [{d.rule}]")) for d in (verdict.doubts if verdict else ())]
    lines += [remark("ask", text(f"{q.text} [{q.rule}]")) for q in (verdict.questions if verdict else ())]
    cells = [tag("td", name + host, CELL), who, tag("td", "".join(lines), CELL)]
    return tag("tbody", row(cells), BODY)


def _of_the_route(view: RouteView, world: World) -> Iterator[str]:
    yield from assumed_words(view, world)
    yield from (transfer_words(transfer) for transfer in view.transfers)
