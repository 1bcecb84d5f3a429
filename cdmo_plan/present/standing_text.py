"""The answer of `explain --site`: why a place is not in the answer, or what it loses by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cdmo_plan.domain.eligibility.findings import Finding
from cdmo_plan.domain.eligibility.place_checks import place_name
from cdmo_plan.domain.vocabulary import EVIDENCE_GRADES
from cdmo_plan.network.judging import Judged
from cdmo_plan.planner.standing import Difference, StageStanding, Standing
from cdmo_plan.present import markdown
from cdmo_plan.present.citations import CITED, cite
from cdmo_plan.present.console import cell, output_console
from cdmo_plan.present.csv_answers import Cell, write_csv
from cdmo_plan.present.no_route_text import Line, print_lines, under
from cdmo_plan.present.no_route_words import cost_words, who
from cdmo_plan.present.routes_markdown import lines_as_markdown
from cdmo_plan.present.stage_words import stage_name
from cdmo_plan.present.text import listed

if TYPE_CHECKING:
    from cdmo_plan.domain.world import World

COLUMNS = (
    "step",
    "role",
    "capability",
    "fits",
    "kind",
    "reason",
    "text",
    "rule",
    "term",
    "mark",
    "sources",
    "private",
)


def print_standing(standing: Standing, world: World) -> None:
    """Print where a place stands in the answer to a brief."""
    console = output_console()
    console.print(cell(title(standing, world), "bold"))
    print_lines(console, standing_lines(standing, world))


def standing_markdown(standing: Standing, world: World) -> Iterator[str]:
    """Yield the same answer as Markdown, line by line."""
    yield from (markdown.heading(title(standing, world)), "")
    yield from lines_as_markdown(standing_lines(standing, world))


def title(standing: Standing, world: World) -> str:
    """Return the place and the brief in words, and how the place stands."""
    terms = ", ".join([standing.brief.modality, *map(str, standing.brief.terms())])
    if standing.wins:
        answer = "in the best route"
    elif standing.with_it is not None:
        answer = "feasible, and not in the best route"
    else:
        answer = "in no route"
    return f"{target_name(standing, world)}, for {terms}: {answer}"


def target_name(standing: Standing, world: World) -> str:
    """Return the name of the site or partner that is asked about, marked where it is private."""
    word = standing.target.word
    site, partner = world.sites.get(word), world.partners.get(word)
    found = site if standing.target.kind == "site" else partner
    if found is None:
        return word
    return f"{found.name} (private)" if world.origins.is_private(found) else found.name


def standing_lines(standing: Standing, world: World) -> Iterator[Line]:
    """Yield what is to be said of every stage, then the best route with the place beside the best."""
    told = {(stage.step, stage.role, stage.judged, stage.does_unlisted): stage for stage in standing.stages}
    for stage in told.values():
        yield cell("")
        yield from _stage(stage, standing, world)
    yield cell("")
    yield from _comparison(standing, world)


def _stage(stage: StageStanding, standing: Standing, world: World) -> Iterator[Line]:
    name = stage_name(stage.step, stage.role, standing.brief)
    if not stage.judged:
        unlisted = "not listed there, yet it may do it: ask" if stage.does_unlisted else "not listed there"
        yield cell(f"{name}: {unlisted}")
    for judged in stage.judged:
        yield from _row(name, judged, world)


def _row(name: str, judged: Judged, world: World) -> Iterator[Line]:
    row, verdict = judged
    fits = "fits" if verdict.is_eligible else "refused"
    number = row.capability.id.rpartition("/")[2]
    line = f", line {number}" if number != "1" else ""
    place = f"{place_name(row)}{' (private)' if world.origins.is_private(*row) else ''}"
    yield cell(f"{name}{line}: {fits}, at {place} ({row.capability.id})", "bold")
    for shortfall in verdict.shortfalls:
        yield under(f"{shortfall.text} [{shortfall.rule}, {shortfall.mark}]")
        yield from (cell(f"    {cite(source)}", CITED) for source in shortfall.sources)
    if verdict.is_eligible:
        yield from (under(f"doubt: {d.text} [{d.rule}, {d.mark}]") for d in verdict.doubts)
        yield from (under(f"ask: {q.text} [{q.rule}, {q.mark}]") for q in verdict.questions if q.counted)


def _comparison(standing: Standing, world: World) -> Iterator[Line]:
    best, with_it = standing.best, standing.with_it
    if best is None:
        yield cell("There is no route at all: `cdmo-plan explain` without --site tells why.")
    elif with_it is None:
        yield cell("No route goes there.")
        yield under(f"best route: {who(best.route, world)}: {cost_words(best.metrics)}")
    elif standing.wins:
        yield cell(f"The best route goes there: {who(best.route, world)}: {cost_words(best.metrics)}")
    else:
        yield cell(f"Best route with it: {who(with_it.route, world)}: {cost_words(with_it.metrics)}")
        yield cell(f"Best route of all:  {who(best.route, world)}: {cost_words(best.metrics)}")
        yield from _lost(standing.differences)


def _lost(found: tuple[Difference, ...]) -> Iterator[Line]:
    decisive = [each for each in found if each.decides]
    for each in decisive:
        yield cell(f"It loses by {difference_words(each)}.")
    if not decisive:
        yield cell("The two are equal in every criterion of the order; ids decide among equals.")
    others = [difference_words(each) for each in found if not each.decides]
    if others:
        yield under(f"they also differ in {listed(others, 'and')}")


def difference_words(found: Difference) -> str:
    """Return a criterion with what the one and the other route has of it."""
    values = [found.preferred, found.best]
    if found.criterion == "evidence":
        mine, other = (EVIDENCE_GRADES[value] for value in values)
        return f"evidence ({mine}, the best has {other})"
    return f"{found.criterion.replace('-', ' ')} ({found.preferred}, the best has {found.best})"


def write_standing(standing: Standing, world: World) -> None:
    """Write every finding of every row of the place as comma-separated values."""
    write_csv(COLUMNS, _lines(standing, world))


def _lines(standing: Standing, world: World) -> Iterator[list[Cell]]:
    for stage in standing.stages:
        for judged in stage.judged:
            identity, fits = judged.row.capability.id, judged.verdict.is_eligible
            private = world.origins.is_private(*judged.row) or None
            findings = _findings(judged)
            for kind, finding in findings:
                where = [
                    finding.rule,
                    finding.term,
                    str(finding.mark),
                    [s.reference for s in finding.sources],
                ]
                yield [
                    stage.step,
                    stage.role,
                    identity,
                    fits,
                    kind,
                    finding.reason,
                    finding.text,
                    *where,
                    private,
                ]
            if not findings:
                yield [stage.step, stage.role, identity, fits, *[None] * (len(COLUMNS) - 5), private]


def _findings(judged: Judged) -> list[tuple[str, Finding]]:
    verdict = judged.verdict
    return [
        *(("shortfall", finding) for finding in verdict.shortfalls),
        *(("doubt", finding) for finding in verdict.doubts),
        *(("question", finding) for finding in verdict.questions),
    ]
