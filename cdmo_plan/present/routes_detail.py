"""`routes --detail`: every stage of every row with its evidence, citations, open questions, file and line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.capability import Capability
from cdmo_plan.domain.world import Row, World
from cdmo_plan.planner.plan import Plan
from cdmo_plan.present import left_out
from cdmo_plan.present.citations import CITED, cite
from cdmo_plan.present.console import cell
from cdmo_plan.present.cost_words import cost_lines
from cdmo_plan.present.front_words import completeness_notes
from cdmo_plan.present.hyperlinks import link
from cdmo_plan.present.layer_lines import origin_lines
from cdmo_plan.present.offers import amendment_lines, offer_lines
from cdmo_plan.present.route_questions import questions_of_route
from cdmo_plan.present.route_view import RouteView, StageView, TransferView, view_route
from cdmo_plan.present.routes_table import print_heading, source_line
from cdmo_plan.present.stage_words import place_words, stage_name
from cdmo_plan.present.text import count
from cdmo_plan.present.weeks_note import weeks_note, weeks_words

Line = tuple[int, Text]


def print_detail(console: Console, plan: Plan, world: World) -> None:
    """Print every route of a plan stage by stage."""
    print_heading(console, plan)
    views = [view_route(planned, world) for planned in plan.routes]
    for view in views:
        console.print()
        for indent, line in route_lines(view, plan.brief, world):
            if line.style == CITED:
                console.print(cell(" " * indent).append_text(line), soft_wrap=True)
            else:
                console.print(Padding(line, (0, 0, 0, indent)))
    console.print()
    for note in closing_notes(plan, views, world):
        console.print(note)


def closing_notes(plan: Plan, views: list[RouteView], world: World) -> Iterator[Text]:
    """Yield what stands below the routes: all that was left out by name, work spared, weeks, sources."""
    yield from (_note(word, text) for word, text in completeness_notes(plan, world))
    if names := left_out.named(plan.outlooks, world, most=None):
        yield _note("Left out", "; ".join(names))
    yield from (_note("Note", note) for note in left_out.of_the_work(plan.outlooks, plan.brief))
    yield _note("Weeks", weeks_note(plan))
    yield _note("Sources", source_line(plan, views, world))
    yield from (_note(word, text) for word, text in origin_lines(views, world))


def _note(word: str, text: str) -> Text:
    return Text.assemble(cell(f"{word}: ", "bold"), cell(text))


def route_lines(view: RouteView, brief: Brief, world: World) -> Iterator[Line]:
    """Yield the lines on one route, each with its indent: 0 for the route, 4 for a stage, 6 below it."""
    planned = view.planned
    metrics = planned.metrics
    borders = f"{count(metrics.borders, 'border')} ({metrics.customs} of customs)"
    sums = [
        f"{count(metrics.contracts, 'contract')}, {count(metrics.partners, 'partner')}",
        f"{count(metrics.sites, 'site')}, {count(metrics.transfers, 'transfer')}, {borders}",
        weeks_words(metrics),
        f"{count(metrics.doubts, 'doubt')}, {count(metrics.open_questions, 'open question')}",
    ]
    yield 0, cell(f"#{planned.rank}  {planned.id}  {planned.outlook.net.process}", "bold")
    yield 4, cell("; ".join(sums))
    yield from ((4, cell(line)) for line in cost_lines(planned, brief, world))
    for stage in view.stages:
        if stage.row is not None or stage.number is not None:
            yield from _stage(stage, brief, world)
    yield from ((4, line) for line in _assumed(view, world))
    for transfer in view.transfers:
        yield 4, _transfer(transfer)
        for asked in transfer.questions:
            yield 6, Text.assemble(cell("ask ", "cyan"), cell(f"{asked.text} [{asked.rule}]"))
    for question in questions_of_route(view, brief, world):
        yield 4, Text.assemble(cell("ask ", "cyan"), cell(question))


def _stage(view: StageView, brief: Brief, world: World) -> Iterator[Line]:
    name = stage_name(view.stage.step, view.stage.role, brief)
    host = f" (with {view.accompanies})" if view.accompanies else ""
    yield 4, Text.assemble(cell(f"{name}{host}: ", "bold"), cell(_where(view, world)))
    if view.row is not None:
        yield 6, cell(f"{view.row.capability.id}, {view.row.capability.marks.entity}", "dim")
        yield from ((6, line) for line in amendment_lines(view.row, world))
        yield from ((6, line) for line in _row_lines(view, view.row, brief.as_of))
        yield from ((6, line) for line in offer_lines(view.row.capability, brief.as_of))
    for doubt in view.verdict.doubts if view.verdict else ():
        yield 6, Text.assemble(cell("doubt ", "yellow"), cell(f"{doubt.text} [{doubt.rule}, {doubt.mark}]"))
    for question in view.verdict.questions if view.verdict else ():
        yield 6, Text.assemble(cell("ask ", "cyan"), cell(f"{question.text} [{question.rule}]"))


def _where(view: StageView, world: World) -> str:
    candidate = view.candidate
    site = world.sites.get(candidate.site or "")
    place = place_words(candidate, world)
    return f"{place}, {site.city}" if site and site.city not in site.name else place


def _row_lines(view: StageView, row: Row, day: date) -> Iterator[Text]:
    capability = row.capability
    status = capability.timeline.on(day) if capability.timeline.states else None
    shown = status or (row.site.timeline.on(day) if row.site else None)
    state = f"{shown.state}{f' since {shown.since}' if shown.since else ''}" if shown else "state not stated"
    yield cell(f"{state}; evidence: {str(view.evidence).replace('-', ' ')}{_weak_fields(capability)}")
    if capability.note:
        yield cell(f"note: {capability.note}")
    for claim in capability.claims:
        yield cell(f"claim: {claim.what} {claim.value:g} {claim.unit}")
    if capability.duration is not None and not view.candidate.own_minutes:
        duration = capability.duration
        yield cell(
            f"claim: {duration.typical_weeks or duration.max_weeks:g} weeks, {capability.duration_scope}"
        )
    yield from (link(cell(cite(source), CITED), source.url) for source in capability.sources)


def _weak_fields(capability: Capability) -> str:
    parts = []
    if capability.inferred:
        parts.append(f"inferred: {', '.join(sorted(capability.inferred))}")
    if capability.general_knowledge:
        parts.append(f"general knowledge: {', '.join(sorted(capability.general_knowledge))}")
    return f" ({'; '.join(parts)})" if parts else ""


def _assumed(view: RouteView, world: World) -> Iterator[Text]:
    """S3: one line a site for development and testing that it does not list."""
    for place, steps in view.assumed.items():
        site = world.sites.get(place)
        words = ", ".join(dict.fromkeys(step.replace("-", " ") for step in steps))
        yield cell(f"assumed at {site.name if site else place.removeprefix('network:')}: {words}")


def _transfer(view: TransferView) -> Text:
    border = (
        " across a customs border"
        if view.crosses_customs
        else " across a border"
        if view.crosses_border
        else ""
    )
    under = f" ({view.agreement})" if view.agreement else ""
    route = f"{view.source.candidate.site} to {view.target.candidate.site}"
    return cell(f"transfer {route}: {view.kind.replace('-', ' ')}{under}{border}")
