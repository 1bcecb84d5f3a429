"""The answer of `routes` as a table: rows by their stages, what to ask, what was left out, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.world import World
from cdmo_plan.network.net import NetStage
from cdmo_plan.planner.criteria import DEFAULT_ORDER
from cdmo_plan.planner.metrics import Metrics
from cdmo_plan.planner.offers import alternatives
from cdmo_plan.planner.plan import Plan
from cdmo_plan.present import left_out
from cdmo_plan.present.console import cell
from cdmo_plan.present.cost_words import cost_words, not_quoted_words
from cdmo_plan.present.front_words import (
    completeness_notes,
    criterion_title,
    criterion_width,
    front_words,
    standing_words,
    value_words,
    values_words,
)
from cdmo_plan.present.layer_lines import origin_lines
from cdmo_plan.present.route_questions import doubts_of, handover_notes, questions_of
from cdmo_plan.present.route_view import RouteView, StageView, view_route
from cdmo_plan.present.stage_words import capability_words, place_words, stage_name
from cdmo_plan.present.text import count
from cdmo_plan.present.weeks_note import weeks_note

MOST_LINES = 4
_NUMBER, _SUM, _GAP = 3, 17, 2
_NARROWEST_COLUMN = 15

Column = tuple[str, str | None]


def print_routes(console: Console, plan: Plan, world: World) -> None:
    """Print the rows of a plan with everything that a lead wants to see first."""
    views = [view_route(planned, world) for planned in plan.routes]
    print_heading(console, plan)
    console.print()
    columns = columns_of(plan)
    taken = sum(criterion_width(name) + _GAP for name in plan.pareto)
    room = console.width - _NUMBER - _SUM - 1 - _GAP * (len(columns) + 1) - taken
    width = room // max(len(columns), 1)
    stacked = width < _NARROWEST_COLUMN
    if not stacked:
        console.print(_header(columns, width, plan))
    for view in views:
        console.print(_stacked(view, plan, world) if stacked else _row(view, columns, width, plan, world))
        console.print(_remarks(view, plan.brief, world))
        console.print()
    for note in notes(plan, views, world):
        console.print(note)


def print_heading(console: Console, plan: Plan) -> None:
    """Print the brief with how many rows answer it, and where the command line replaced a file's terms."""
    console.print(cell(heading(plan), "bold"))
    for line in override_lines(plan):
        console.print(cell(line))


def override_lines(plan: Plan) -> list[str]:
    """Return where the command line replaced terms of the brief's file."""
    return [f"On the command line: {override}" for override in plan.brief.overrides]


def heading(plan: Plan) -> str:
    """Return the brief in words, and how many rows answer it."""
    best = f"{len(plan.routes)} shown, not proven the best" if plan.incomplete else ""
    shown = f", {best or f'the best {len(plan.routes)} shown'}" if len(plan.routes) < plan.feasible else ""
    return f"{question(plan)}: {found_words(plan)}{shown}"


def question(plan: Plan) -> str:
    """Return the brief in words."""
    asked = (*plan.brief.terms(), *plan.brief.relaxations())
    terms = ", ".join([plan.brief.modality, *(str(term) for term in asked)])
    ranked = _asked_for(plan.order)
    return f"{terms}, ranked by {', '.join(ranked)}" if ranked else terms


def found_words(plan: Plan) -> str:
    """Return how many rows answer a brief."""
    if not plan.feasible:
        return "no route"
    least = "" if plan.is_counted else "at least "
    if plan.pareto:
        return front_words(plan)
    return least + count(plan.feasible, "feasible route" if plan.unfolded else "feasible row")


def _asked_for(order: tuple[str, ...]) -> tuple[str, ...]:
    """Return the head of an order: what stands before the rest of the default order."""
    rest = next(
        n for n in range(len(order)) if list(order[n:]) == [c for c in DEFAULT_ORDER if c in order[n:]]
    )
    return order[:rest]


def columns_of(plan: Plan) -> list[Column]:
    """Return the stages that rows of a plan may have, by step and role, in the order of the work."""
    stages = [stage for outlook in plan.outlooks for stage in outlook.net.stages]
    return list(dict.fromkeys((stage.step, stage.role) for stage in stages))


def _grid(columns: list[Column], width: int, plan: Plan) -> Table:
    grid = Table.grid(padding=(0, _GAP, 0, 0))
    grid.add_column(width=_NUMBER, justify="right")
    for name in plan.pareto:
        grid.add_column(width=criterion_width(name), justify="left" if name == "evidence" else "right")
    for _ in columns:
        grid.add_column(width=width, overflow="fold")
    grid.add_column(width=_SUM, overflow="fold")
    return grid


def _header(columns: list[Column], width: int, plan: Plan) -> Table:
    grid = _grid(columns, width, plan)
    names = [cell(criterion_title(name), "bold") for name in plan.pareto]
    names += [cell(stage_name(step, role, plan.brief), "bold") for step, role in columns]
    grid.add_row(cell("#", "bold"), *names, cell("contracts, weeks", "bold"))
    sizes = [_NUMBER, *map(criterion_width, plan.pareto), *[width] * len(columns), _SUM]
    grid.add_row(*(cell("-" * size, "dim") for size in sizes))
    return grid


def _row(view: RouteView, columns: list[Column], width: int, plan: Plan, world: World) -> Table:
    is_several = len(plan.outlooks) > 1
    grid = _grid(columns, width, plan)
    by_column: dict[Column, StageView] = {
        (stage.stage.step, stage.stage.role): stage for stage in view.assigned
    }
    cells = [_stage_cell(by_column.get(column), view, world) for column in columns]
    sums_of_row = sum_words(view, world, is_several=is_several, told=plan.pareto)
    said = [*standing_words(plan, view.planned), *sums_of_row]
    sums = Text("\n").join(cell(line) for line in said)
    values = [cell(value_words(name, view.planned, world)) for name in plan.pareto]
    grid.add_row(cell(view.planned.rank), *values, *cells, sums)
    return grid


def _stacked(view: RouteView, plan: Plan, world: World) -> Table:
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=_NUMBER, justify="right")
    grid.add_column()
    grid.add_column(overflow="fold")
    for number, stage in enumerate(view.assigned):
        name = stage_name(stage.stage.step, stage.stage.role, plan.brief)
        text = " ".join(stage_words(stage, view, world))
        grid.add_row(cell(view.planned.rank if number == 0 else ""), cell(name, "bold"), cell(text))
    is_several = len(plan.outlooks) > 1
    sums = sum_words(view, world, is_several=is_several, told=plan.pareto)
    said = [*standing_words(plan, view.planned), *sums]
    if plan.pareto:
        grid.add_row("", cell("front", "bold"), cell(values_words(plan, view.planned, world)))
    grid.add_row("", "", cell(", ".join(said)))
    return grid


def _stage_cell(stage: StageView | None, view: RouteView, world: World) -> Text:
    if stage is None:
        return cell("")
    first, *rest = stage_words(stage, view, world)
    return Text("\n").join([cell(first, "bold" if stage.is_anchor else ""), cell(" ".join(rest))])


def stage_words(stage: StageView, view: RouteView, world: World) -> Iterator[str]:
    """Yield what a row says of a stage: the place, what is stated of it, and how many others would do."""
    yield place_words(stage.candidate, world)
    yield from capability_words(stage)
    if stage.row is not None and world.origins.is_private(stage.row.capability):
        yield "private"
    route, net = view.planned.route, view.planned.outlook.net
    others = 0 if stage.is_anchor or stage.number is None else len(alternatives(route, net, stage.number))
    if others:
        yield f"+{count(others, 'other')}"


def sum_words(view: RouteView, world: World, *, is_several: bool, told: Sequence[str] = ()) -> Iterator[str]:
    """Yield what a row says of the route as a whole; the recipe where several compete.

    What it costs is not said again where it is `told` as a column.
    """
    metrics = view.planned.metrics
    if is_several:
        yield view.planned.outlook.net.process
    yield count(metrics.contracts, "contract")
    joint = [agreement for agreement in world.agreements if agreement.id in view.agreements]
    for agreement in joint:
        word = "joint offering" if agreement.one_contract else "joint, unstated"
        yield f"{word} {agreement.announced.year}" if agreement.announced else word
    if metrics.contracts == 1 and metrics.partners == 1:
        yield "same partner"
    if metrics.borders:
        customs = f" ({metrics.customs} customs)" if metrics.customs else ""
        yield count(metrics.borders, "border") + customs
    yield weeks_words(metrics)
    if metrics.cost is not None and "cost" not in told:
        yield cost_words(view.planned, world)
    if view.planned.variants > 1:
        yield f"{view.planned.variants} variants"


def weeks_words(metrics: Metrics) -> str:
    """Return the weeks as typical, with the shortest and longest in brackets (RULES W1, W3)."""
    bound = ">=" if metrics.weeks_bound else ""
    return f"{bound}{metrics.weeks} wk ({metrics.weeks_range[0]}-{metrics.weeks_range[1]})"


def remark_lines(view: RouteView, brief: Brief, world: World) -> list[tuple[str, str]]:
    """Return what of a row is not quoted, its doubts and questions, each with one word before it."""
    missing = not_quoted_words(view.planned, brief, world)
    doubts = [("cost", f"not quoted: {missing}")] if missing else []
    doubts += [("doubt", text) for text in doubts_of(view)]
    return doubts + [("ask", text) for text in questions_of(view, brief, world)]


def _remarks(view: RouteView, brief: Brief, world: World) -> Table:
    lines = remark_lines(view, brief, world)
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=_NUMBER)
    grid.add_column(width=len("doubt"))
    grid.add_column(overflow="fold")
    for kind, text in lines[:MOST_LINES]:
        grid.add_row("", cell(kind, "yellow" if kind == "doubt" else "cyan"), cell(text))
    if len(lines) > MOST_LINES:
        more = count(len(lines) - MOST_LINES, "more doubt or question", "more doubts or questions")
        grid.add_row("", "", cell(f"{more}: --detail shows them", "dim"))
    return grid


def notes(plan: Plan, views: list[RouteView], world: World) -> Iterator[Text]:
    """Yield what stands under the rows: who else would do, what was left out and why, years and digest."""
    yield from (_note(word, text) for word, text in completeness_notes(plan, world))
    yield from _shortlist(plan, world)
    for offer in plan.unconfirmed:
        opens = count(offer.opens, "more row")
        yield _note("Ask", f"{offer.agreement}: joint offering, one contract not stated; {opens} if it is")
    names = left_out.named(plan.outlooks, world)
    if names:
        yield _note("Left out", "; ".join(names))
    for line in left_out.counted(plan.outlooks):
        yield _note("Judged", line)
    for line in left_out.footnotes(plan.outlooks, plan.brief, world):
        yield _note("Note", line)
    for line in handover_notes(views):
        yield _note("Note", line)
    yield _note("Weeks", weeks_note(plan))
    yield _note("Sources", source_line(plan, views, world))
    yield from (_note(word, text) for word, text in origin_lines(views, world))


def _shortlist(plan: Plan, world: World) -> Iterator[Text]:
    lines = [
        (outlook.net.process, stage_name(stage.step, stage.role, plan.brief), _listed(stage, world))
        for outlook in plan.outlooks
        for stage in outlook.net.stages
        if not stage.anchor and outlook.net.is_possible
    ]
    yield from (_note("Shortlist", line) for line in left_out.without_repeats(lines))


def _listed(stage: NetStage, world: World) -> str:
    ordered = sorted(stage.candidates, key=lambda c: (c.containment, c.doubts, c.questions, c.id))
    stating = [c for c in ordered if c.is_listed and not c.containment]
    names = list(dict.fromkeys(place_words(candidate, world) for candidate in stating))
    contained = len({c.place for c in ordered if c.containment})
    unlisted = sum(not c.is_listed for c in ordered)
    parts = [", ".join(names)] if names else []
    parts += [f"{contained} more state only biologics"] if contained else []
    parts += [f"{unlisted} substance sites where nobody lists it"] if unlisted else []
    return "; ".join(parts)


def _note(word: str, text: str) -> Text:
    return Text.assemble(cell(f"{word}: ", "bold"), cell(text))


def source_line(plan: Plan, views: list[RouteView], world: World) -> str:
    """Return the years of the sources, the catalog and the day of the answer (RULES T3)."""
    newest = [s.row.capability.newest_year for v in views for s in v.assigned if s.row is not None]
    known = sorted(year for year in newest if year is not None)
    years = " to ".join(dict.fromkeys(str(year) for year in (*known[:1], *known[-1:])))
    span = f"newest source of each row {years}; " if known else ""
    return f"{span}catalog {' + '.join(world.layers)} {world.digest}, as of {plan.brief.as_of}"
