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
    TITLE,
    Numbers,
    mark,
    note,
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


def plan_html(plan: Plan, world: World, errors: int = 0) -> str:
    """Return a plan as one piece of HTML; `errors` is how many the catalog has, which marks the answer."""
    numbers = Numbers()
    title = mark(errors) + tag("div", text(heading(plan)), TITLE)
    if plan.no_route is not None:
        return page([title, *no_route_parts(plan, plan.no_route, world, numbers)])
    views = [view_route(planned, world) for planned in plan.routes]
    below = [note(word, said) for word, said in notes(plan, views, world)]
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


def route_html(planned: PlannedRoute, brief: Brief, world: World, errors: int = 0) -> str:
    """Return one route stage by stage as one piece of HTML: who, on what evidence, what to ask."""
    view, numbers = view_route(planned, world), Numbers()
    title = mark(errors) + tag("div", text(f"#{planned.rank}  {planned.id}"), TITLE)
    sums = tag("div", text(", ".join(sum_words(view, world, is_several=True))))
    head = tag("thead", row(tag("th", text(name), HEAD) for name in ("stage", "who, and what is known")))
    told = [stage for stage in view.stages if stage.row is not None or stage.number is not None]
    bodies = "".join(_stage_body(stage, view, brief, world, numbers) for stage in told)
    lines = [tag("div", text(said)) for said in _of_the_route(view, world)]
    lines += [remark("ask", text(said)) for said in questions_of_route(view, brief, world)]
    of_what = f"catalog {' + '.join(world.layers)} {world.digest}, as of {brief.as_of}"
    table = tag("table", head + bodies, TABLE)
    return page([title, sums, table, *lines, note("Sources", of_what), numbers.listed()])


def _stage_body(stage: StageView, view: RouteView, brief: Brief, world: World, numbers: Numbers) -> str:
    name = tag("div", text(stage_name(stage.stage.step, stage.stage.role, brief)), "font-weight:600")
    host = tag("span", text(f"with {stage.accompanies}"), FAINT) if stage.accompanies else ""
    place, *rest = stage_words(stage, view, world)
    lines = [tag("span", text(place), "font-weight:600")]
    if stage.row is not None:
        capability = stage.row.capability
        lines[0] += f" {numbers.cite(capability.sources)}"
        rest.append(f"{capability.id}, {capability.marks.entity}")
    lines += [tag("div", text(said), FAINT) for said in (" ".join(rest[:-1]), rest[-1]) if said]
    verdict = stage.verdict
    lines += [remark("doubt", text(f"{d.text} [{d.rule}]")) for d in (verdict.doubts if verdict else ())]
    lines += [remark("ask", text(f"{q.text} [{q.rule}]")) for q in (verdict.questions if verdict else ())]
    cells = [tag("td", name + host, CELL), tag("td", "".join(lines), CELL)]
    return tag("tbody", row(cells), BODY)


def _of_the_route(view: RouteView, world: World) -> Iterator[str]:
    yield from assumed_words(view, world)
    yield from (transfer_words(transfer) for transfer in view.transfers)
