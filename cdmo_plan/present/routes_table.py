"""The answer of `routes` as a table: rows by their stages, what to ask, what was left out, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.world import World
from cdmo_plan.planner.criteria import DEFAULT_ORDER
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
from cdmo_plan.present.page import Column, Line, Said, beside, print_page, wrapped
from cdmo_plan.present.route_questions import doubts_of, handover_notes, questions_of
from cdmo_plan.present.route_view import RouteView, StageView, view_route
from cdmo_plan.present.shortlist import shortlist
from cdmo_plan.present.stage_words import capability_words, place_words, stage_name
from cdmo_plan.present.text import count, plain
from cdmo_plan.present.weeks_note import weeks_note, weeks_words

MOST_LINES = 4
_NUMBER, _SUM, _GAP, _STACKED_GAP = 3, 17, 2, 1
_NARROWEST_COLUMN = 15
_NUMBERS = Column(_NUMBER, right=True)

StageColumn = tuple[str, str | None]


def print_routes(console: Console, plan: Plan, world: World) -> None:
    """Print the rows of a plan with everything that a lead wants to see first."""
    print_page(console, _page(plan, world, console.width))


def _page(plan: Plan, world: World, room: int) -> Iterator[Line]:
    views = [view_route(planned, world) for planned in plan.routes]
    for said in _heading(plan):
        yield from wrapped(said, room)
    yield []
    layout = _Layout(plan, room)
    if not layout.is_stacked:
        yield from _header(layout)
    for view in views:
        yield from (_stacked if layout.is_stacked else _row)(view, layout, world)
        yield from _remarks(view, layout, world)
        yield []
    for label, text in _noted(plan, views, world):
        yield from wrapped(Said(text, label=f"{label}: "), room)


class _Layout:
    """How wide the columns of a table are: those of stages share what the others leave."""

    def __init__(self, plan: Plan, room: int) -> None:
        self.plan, self.room = plan, room
        self.stages = columns_of(plan)
        self.is_several = len(plan.outlooks) > 1
        front = [Column(criterion_width(name), name != "evidence") for name in plan.pareto]
        taken = sum(column.width + _GAP for column in front)
        left = room - _NUMBER - _SUM - 1 - _GAP * (len(self.stages) + 1) - taken
        width = left // max(len(self.stages), 1)
        self.is_stacked = width < _NARROWEST_COLUMN
        self.columns = [_NUMBERS, *front, *[Column(width)] * len(self.stages), Column(_SUM)]


def print_heading(console: Console, plan: Plan) -> None:
    """Print the brief with how many rows answer it, and where the command line replaced a file's terms."""
    print_page(console, (line for said in _heading(plan) for line in wrapped(said, console.width)))


def _heading(plan: Plan) -> list[Said]:
    return [Said(heading(plan), "bold"), *map(Said, override_lines(plan))]


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


def columns_of(plan: Plan) -> list[StageColumn]:
    """Return the stages that rows of a plan may have, by step and role, in the order of the work."""
    stages = [stage for outlook in plan.outlooks for stage in outlook.net.stages]
    return list(dict.fromkeys((stage.step, stage.role) for stage in stages))


def _header(layout: _Layout) -> Iterator[Line]:
    plan = layout.plan
    names = [criterion_title(name) for name in plan.pareto]
    names += [stage_name(step, role, plan.brief) for step, role in layout.stages]
    titles = [[Said(name, "bold")] for name in ("#", *names, "contracts, weeks")]
    yield from beside(layout.columns, titles, _GAP)
    yield from beside(layout.columns, [[Said("-" * each.width, "dim")] for each in layout.columns], _GAP)


def _row(view: RouteView, layout: _Layout, world: World) -> Iterator[Line]:
    by_column: dict[StageColumn, StageView] = {
        (stage.stage.step, stage.stage.role): stage for stage in view.assigned
    }
    values = [[Said(value_words(name, view.planned, world))] for name in layout.plan.pareto]
    stages = [_stage_cell(by_column.get(column), view, world) for column in layout.stages]
    said = [Said(line) for line in _sums(view, layout, world)]
    yield from beside(layout.columns, [[Said(view.planned.rank)], *values, *stages, said], _GAP)


def _sums(view: RouteView, layout: _Layout, world: World) -> Iterator[str]:
    yield from standing_words(layout.plan, view.planned)
    yield from sum_words(view, world, is_several=layout.is_several, told=layout.plan.pareto)


def _stacked(view: RouteView, layout: _Layout, world: World) -> Iterator[Line]:
    plan, rank = layout.plan, view.planned.rank
    lines = [
        (
            stage_name(stage.stage.step, stage.stage.role, plan.brief),
            " ".join(stage_words(stage, view, world)),
        )
        for stage in view.assigned
    ]
    lines += [("front", values_words(plan, view.planned, world))] if plan.pareto else []
    lines.append(("", ", ".join(_sums(view, layout, world))))
    longest = max(cell_len(plain(name)) for name, _ in lines)
    left = layout.room - _NUMBER - _STACKED_GAP - _STACKED_GAP
    name_width = min(longest, left // 2)
    columns = [_NUMBERS, Column(name_width), Column(left - name_width)]
    for number, (name, text) in enumerate(lines):
        cells = [[Said("" if number else rank)], [Said(name, "bold")], [Said(text)]]
        yield from beside(columns, cells, _STACKED_GAP)


def _stage_cell(stage: StageView | None, view: RouteView, world: World) -> list[Said]:
    if stage is None:
        return []
    first, *rest = stage_words(stage, view, world)
    return [Said(first, "bold" if stage.is_anchor else ""), Said(" ".join(rest))]


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
    """Yield what a row says of the whole: the recipe where several compete, the cost unless it is told."""
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


def remark_lines(view: RouteView, brief: Brief, world: World) -> list[tuple[str, str]]:
    """Return what of a row is not quoted, its doubts and questions, each with one word before it."""
    missing = not_quoted_words(view.planned, brief, world)
    doubts = [("cost", f"not quoted: {missing}")] if missing else []
    doubts += [("doubt", text) for text in doubts_of(view)]
    return doubts + [("ask", text) for text in questions_of(view, brief, world)]


def _remarks(view: RouteView, layout: _Layout, world: World) -> Iterator[Line]:
    lines = remark_lines(view, layout.plan.brief, world)
    word = len("doubt")
    text = max(layout.room - _NUMBER - word - 2 * _STACKED_GAP, 1)
    columns = [_NUMBERS, Column(word), Column(text)]
    for kind, said in lines[:MOST_LINES]:
        cells = [[], [Said(kind, "yellow" if kind == "doubt" else "cyan")], [Said(said)]]
        yield from beside(columns, cells, _STACKED_GAP)
    if len(lines) > MOST_LINES:
        more = count(len(lines) - MOST_LINES, "more doubt or question", "more doubts or questions")
        yield from beside(columns, [[], [], [Said(f"{more}: --detail shows them", "dim")]], _STACKED_GAP)


def notes(plan: Plan, views: list[RouteView], world: World) -> Iterator[Text]:
    """Yield what stands under the rows: who else would do, what was left out and why, years and digest."""
    for word, text in _noted(plan, views, world):
        yield Text.assemble(cell(f"{word}: ", "bold"), cell(text))


def _noted(plan: Plan, views: list[RouteView], world: World) -> Iterator[tuple[str, str]]:
    yield from completeness_notes(plan, world)
    for line in shortlist(plan, world):
        yield "Shortlist", line
    for offer in plan.unconfirmed:
        opens = count(offer.opens, "more row")
        yield "Ask", f"{offer.agreement}: joint offering, one contract not stated; {opens} if it is"
    names = left_out.named(plan.outlooks, world)
    if names:
        yield "Left out", "; ".join(names)
    for line in left_out.counted(plan.outlooks):
        yield "Judged", line
    for line in left_out.footnotes(plan.outlooks, plan.brief, world):
        yield "Note", line
    for line in handover_notes(views):
        yield "Note", line
    yield "Weeks", weeks_note(plan)
    yield "Sources", source_line(plan, views, world)
    yield from origin_lines(views, world)


def source_line(plan: Plan, views: list[RouteView], world: World) -> str:
    """Return the years of the sources, the catalog and the day of the answer (RULES T3)."""
    newest = [s.row.capability.newest_year for v in views for s in v.assigned if s.row is not None]
    known = sorted(year for year in newest if year is not None)
    years = " to ".join(dict.fromkeys(str(year) for year in (*known[:1], *known[-1:])))
    span = f"newest source of each row {years}; " if known else ""
    return f"{span}catalog {' + '.join(world.layers)} {world.digest}, as of {plan.brief.as_of}"
