"""The answer of `contrast`: a preferred place beside the best, criterion by criterion, and what if."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cdmo_plan.domain.vocabulary import EVIDENCE_GRADES
from cdmo_plan.network.net import Candidate, NetStage
from cdmo_plan.network.rows import Outlook
from cdmo_plan.planner.contrasting import Contrast
from cdmo_plan.planner.criteria import CRITERIA
from cdmo_plan.planner.least_facts import MOST_FACTS
from cdmo_plan.planner.metrics import COUNTS
from cdmo_plan.planner.plan import PlannedRoute
from cdmo_plan.planner.suppositions import Fact
from cdmo_plan.present import markdown
from cdmo_plan.present.citations import CITED, cite
from cdmo_plan.present.console import cell, output_console
from cdmo_plan.present.cost_words import cost_words as price_words
from cdmo_plan.present.csv_answers import Cell, write_csv
from cdmo_plan.present.inquiry_words import asked_name, is_private
from cdmo_plan.present.no_route_text import Line, print_lines, under
from cdmo_plan.present.no_route_words import cost_words, who
from cdmo_plan.present.routes_markdown import lines_as_markdown
from cdmo_plan.present.stage_words import place_words, stage_name
from cdmo_plan.present.standing_text import standing_lines, target_name
from cdmo_plan.present.tables import Column, print_table

if TYPE_CHECKING:
    from cdmo_plan.domain.world import World

COLUMNS = ("kind", "name", "with_it", "best", "decides", "of", "asked", "answer", "mark", "private")


def print_contrast(contrast: Contrast, world: World) -> None:
    """Print a preferred place beside the best."""
    console = output_console()
    console.print(cell(title(contrast, world), "bold"))
    if contrast.standing.with_it is None:
        print_lines(console, standing_lines(contrast.standing, world))
        print_lines(console, _what_if(contrast, world))
        return
    console.print()
    if contrast.rival is not None:
        print_table(console, columns(contrast, world), rows(contrast, world))
    print_lines(console, closing_lines(contrast, world))


def contrast_markdown(contrast: Contrast, world: World) -> Iterator[str]:
    """Yield the same answer as Markdown, line by line."""
    yield from (markdown.heading(title(contrast, world)), "")
    if contrast.standing.with_it is None:
        yield from lines_as_markdown(standing_lines(contrast.standing, world))
        yield from lines_as_markdown(_what_if(contrast, world))
        return
    if contrast.rival is not None:
        shown = markdown.escaped_rows(rows(contrast, world))
        yield from markdown.table(columns(contrast, world), shown)
        yield ""
    yield from lines_as_markdown(closing_lines(contrast, world))


def title(contrast: Contrast, world: World) -> str:
    """Return the place, the brief in words, and how the place does."""
    standing = contrast.standing
    terms = ", ".join([standing.brief.modality, *map(str, standing.brief.terms())])
    if standing.with_it is None:
        answer = "in no route"
    else:
        answer = "in the best route" if standing.wins else "not in the best route"
    return f"{target_name(standing, world)}, for {terms}: {answer}"


def columns(contrast: Contrast, world: World) -> list[Column]:
    """Return what is compared."""
    rival = "the best without it" if contrast.standing.wins else "the best"
    name = target_name(contrast.standing, world)
    return [Column("criterion"), Column(f"with {name}", wraps=True), Column(rival, wraps=True), Column("")]


def rows(contrast: Contrast, world: World) -> list[list[str]]:
    """Return who does what, then every criterion of the order and those in which the two differ."""
    with_it, rival = contrast.standing.with_it, contrast.rival
    if with_it is None or rival is None:
        return []
    mine, other = _stages(with_it, contrast, world), _stages(rival, contrast, world)
    places = [[name, mine.get(name, ""), other.get(name, ""), ""] for name in dict.fromkeys((*mine, *other))]
    found = {each.criterion: each for each in contrast.differences}
    names = dict.fromkeys((*contrast.standing.order, *found))
    return places + [
        [
            name.replace("-", " "),
            _value(name, with_it, world),
            _value(name, rival, world),
            "decides" if name in found and found[name].decides else "",
        ]
        for name in names
    ]


def _stages(planned: PlannedRoute, contrast: Contrast, world: World) -> dict[str, str]:
    brief, outlook = contrast.standing.brief, planned.outlook
    return {
        stage_name(stage.step, stage.role, brief): _place(candidate, stage, outlook, world)
        for stage, candidate in zip(outlook.net.stages, planned.route, strict=True)
    }


def _place(candidate: Candidate, stage: NetStage, outlook: Outlook, world: World) -> str:
    """Return who does a stage, marked where the row that says so is private."""
    words = place_words(candidate, world)
    row = outlook.ledger.row_of(stage.key, candidate.id)
    is_told = "(private)" in words or row is None or not world.origins.is_private(row.capability)
    return words if is_told else f"{words} (private)"


def _value(criterion: str, planned: PlannedRoute, world: World) -> str:
    if criterion == "cost":
        return price_words(planned, world)
    value = COUNTS[CRITERIA[criterion]](planned.route, planned.outlook.net)
    if criterion == "evidence":
        return EVIDENCE_GRADES[value]
    return f">={value}" if criterion == "weeks" and planned.metrics.weeks_bound else str(value)


def closing_lines(contrast: Contrast, world: World) -> Iterator[Line]:
    """Yield what decides, and the least facts that would have to be different."""
    yield cell("")
    if contrast.rival is None:
        yield cell("There is no other route to compare it with.")
        return
    decisive = [each.criterion.replace("-", " ") for each in contrast.differences if each.decides]
    verb = "wins" if contrast.standing.wins else "loses"
    if decisive:
        yield cell(f"It {verb} by {decisive[0]}.")
    else:
        yield cell(f"It {verb} by nothing but the order of ids: all criteria of the order are equal.")
    if not contrast.standing.wins:
        yield from _what_if(contrast, world)


def _what_if(contrast: Contrast, world: World) -> Iterator[Line]:
    yield cell("")
    if contrast.facts is None:
        tried = "" if contrast.is_proved else ", as far as was tried"
        yield cell(f"No {MOST_FACTS} facts that could be different make it win{tried}.")
        yield under("looked at: open questions, what refuses its own capabilities, one contract with another")
        return
    fewer = "fewer do not suffice" if contrast.is_proved else "fewer may suffice: not all sets were tried"
    yield cell(f"It would win if these facts were different; {fewer}", "bold")
    for fact in contrast.facts:
        yield from _fact(fact, world)
    if contrast.then is not None:
        yield cell(
            f"Then the best is {who(contrast.then.route, world)}: {cost_words(contrast.then.metrics)}."
        )
        yield under("solved again with these facts")


def _fact(fact: Fact, world: World) -> Iterator[Line]:
    inquiry = fact.inquiry
    yield under(fact_words(fact, world))
    if fact.shortfall is None:
        yield under(f"{inquiry.of}: {inquiry.asked}", 4)
    else:
        yield under(", ".join((inquiry.of, *fact.alike)), 4)
        yield from (cell(f"    {cite(source)}", CITED) for source in inquiry.sources)


def fact_words(fact: Fact, world: World) -> str:
    """Return who would have to answer what, or what would have to be otherwise where."""
    inquiry = fact.inquiry
    name = asked_name(inquiry, world)
    if fact.shortfall is not None:
        found = fact.shortfall
        return f"{name} would not be refused for: {found.text} [{found.rule}, {found.mark}]"
    return f"{name} answers {'yes' if fact.is_yes else 'no'} to: {inquiry.text}"


def write_contrast(contrast: Contrast, world: World) -> None:
    """Write stages, criteria and facts as comma-separated values, one a line."""
    write_csv(COLUMNS, _lines(contrast, world))


def _lines(contrast: Contrast, world: World) -> Iterator[list[Cell]]:
    known = {name.replace("-", " ") for name in CRITERIA}
    for name, mine, other, decides in rows(contrast, world):
        kind = "criterion" if name in known else "stage"
        yield [kind, name, mine, other, decides == "decides", *[None] * 5]
    for fact in contrast.facts or ():
        inquiry = fact.inquiry
        kind = "answer" if fact.shortfall is None else "shortfall"
        asked = inquiry.asked if fact.shortfall is None else fact.shortfall.reason
        is_yes = fact.is_yes if fact.shortfall is None else None
        mark = str(inquiry.mark) if inquiry.sources or fact.shortfall else None
        for of in (inquiry.of, *fact.alike):
            yield [
                kind,
                inquiry.text,
                None,
                None,
                None,
                of,
                asked,
                is_yes,
                mark,
                is_private(inquiry, world) or None,
            ]
