"""The answer of `ask`: whom to ask what, by partner, and what each answer could change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cdmo_plan.planner.asking import Asking, Weighed
from cdmo_plan.planner.plan import Plan, PlannedRoute
from cdmo_plan.present import markdown
from cdmo_plan.present.console import cell, output_console
from cdmo_plan.present.csv_answers import Cell, write_csv
from cdmo_plan.present.inquiry_words import asked_name, is_private, offering_name, partner_name
from cdmo_plan.present.no_route_text import Line, no_route_lines, print_lines, under
from cdmo_plan.present.no_route_words import cost_words, who
from cdmo_plan.present.routes_markdown import lines_as_markdown
from cdmo_plan.present.routes_table import found_words, question, source_line
from cdmo_plan.present.stage_words import stage_name
from cdmo_plan.present.text import count, listed

if TYPE_CHECKING:
    from cdmo_plan.domain.world import World

COLUMNS = (
    "number",
    "partner",
    "partner_name",
    "site",
    "site_name",
    "city",
    "country",
    "step",
    "question",
    "rows",
    "winner_if_yes",
    "winner_if_no",
    "yes_flips",
    "no_flips",
    "mark",
    "sources",
    "of",
    "asked",
    "private",
    "due",
    "answer",
    "dated",
    "source",
    "note",
)
"""The last five are left empty: for the day by which it is asked, and for the partner's answer."""


def print_asking(asking: Asking, world: World) -> None:
    """Print what to ask whom."""
    console = output_console()
    console.print(cell(title(asking), "bold"))
    print_lines(console, asking_lines(asking, world))


def asking_markdown(asking: Asking, world: World) -> Iterator[str]:
    """Yield the same answer as Markdown, line by line."""
    yield from (markdown.heading(title(asking)), "")
    yield from lines_as_markdown(asking_lines(asking, world))


def title(asking: Asking) -> str:
    """Return the brief in words, and how much there is to ask."""
    if asking.plan.no_route is not None:
        return f"{question(asking.plan)}: no route"
    shown = f", the first {len(asking.weighed)} shown" if len(asking.weighed) < asking.number else ""
    rows = f"the best {len(asking.plan.routes)} of {found_words(asking.plan)}"
    others = f" and {asking.beyond} on others that could win" if asking.beyond else ""
    number = count(asking.number - asking.beyond, "open question")
    return f"{question(asking.plan)}: {number} on {rows}{others}{shown}"


def asking_lines(asking: Asking, world: World) -> Iterator[Line]:
    """Yield what the answers so far changed, who wins now, then the questions by partner."""
    yield from _answered(asking, world)
    reasons = asking.plan.no_route
    if reasons is not None:
        yield from no_route_lines(asking.plan, reasons, world)
        return
    yield cell("")
    best = asking.plan.routes[0]
    yield cell(f"Best now: {who(best.route, world)}: {cost_words(best.metrics)}")
    for found in _by_partner(asking.weighed).values():
        yield cell("")
        yield cell(partner_name(found[0][1].inquiry, world), "bold")
        for where, questions in _by_place(found, asking, world).items():
            yield under(where)
            for number, weighed in questions:
                yield from _question(number, weighed, asking, world)
    yield cell("")
    if not asking.number:
        yield cell("Nothing is left to ask on these rows.")
    yield cell(f"Sources: {source_line(asking.plan, [], world)}")


def _by_partner(weighed: tuple[Weighed, ...]) -> dict[str, list[tuple[int, Weighed]]]:
    """Group questions by partner, the partner of the weightiest first; numbers tell the whole order."""
    groups: dict[str, list[tuple[int, Weighed]]] = {}
    for number, each in enumerate(weighed, start=1):
        groups.setdefault(each.inquiry.partner, []).append((number, each))
    return groups


def _by_place(
    found: list[tuple[int, Weighed]], asking: Asking, world: World
) -> dict[str, list[tuple[int, Weighed]]]:
    """Group what one partner is asked by the plant and the work, or the agreement, that it is about."""
    groups: dict[str, list[tuple[int, Weighed]]] = {}
    for number, weighed in found:
        inquiry = weighed.inquiry
        step = stage_name(inquiry.step, None, asking.plan.brief) if inquiry.step else ""
        site = asked_name(inquiry, world) if inquiry.site else ""
        place = site or ("network" if step else "")
        where = ", ".join(filter(None, (place, step))) or offering_name(inquiry, world)
        groups.setdefault(where, []).append((number, weighed))
    return groups


def _question(number: int, weighed: Weighed, asking: Asking, world: World) -> Iterator[Line]:
    inquiry = weighed.inquiry
    yield under(f"{number}. {inquiry.text}", 4)
    yield under(f"{_decides(weighed, asking)}; {_flips(weighed, world)}", 7)
    yield under(f"{inquiry.of}: {inquiry.asked}", 7)


def _decides(weighed: Weighed, asking: Asking) -> str:
    best = len(asking.plan.routes)
    if not weighed.ranks:
        return f"decides none of the best {best}"
    noun = "row" if len(weighed.ranks) == 1 else "rows"
    return f"decides {noun} {listed([str(rank) for rank in weighed.ranks], 'and')} of {best}"


def _flips(weighed: Weighed, world: World) -> str:
    told = [
        f"after {word}, {_wins(route, world)}"
        for word, route, flips in (
            ("yes", weighed.if_yes, weighed.yes_flips),
            ("no", weighed.if_no, weighed.no_flips),
        )
        if flips
    ]
    return "; ".join(told) or "the best stays the best after yes and after no"


def _wins(route: PlannedRoute | None, world: World) -> str:
    return "no route is left" if route is None else f"{who(route.route, world)} wins"


def _answered(asking: Asking, world: World) -> Iterator[Line]:
    """Yield what the answers that were given change, and which of them bear on nothing."""
    if asking.before is None:
        return
    yield cell("")
    yield cell(f"With {count(sum(1 for _ in asking.answers), 'answer')}:", "bold")
    before, after = asking.before, asking.plan
    yield under(f"{found_words(before)} before, {found_words(after)} now")
    was, now = _best(before, world), _best(after, world)
    yield under(f"the best stays {now}" if _same(before, after) else f"the best was {was}, and is now {now}")
    for answer in asking.unheard:
        yield under(f"changes nothing here: {answer.asked} of {answer.of}, {answer}")


def _same(before: Plan, after: Plan) -> bool:
    return [route.id for route in before.routes[:1]] == [route.id for route in after.routes[:1]]


def _best(plan: Plan, world: World) -> str:
    return who(plan.routes[0].route, world) if plan.routes else "no route"


def write_asking(asking: Asking, world: World) -> None:
    """Write the questions as comma-separated values, one a line, with room for the answers."""
    write_csv(COLUMNS, _rows(asking, world))


def _rows(asking: Asking, world: World) -> Iterator[list[Cell]]:
    for number, each in enumerate(asking.weighed, start=1):
        inquiry = each.inquiry
        partner = world.partners.get(inquiry.partner) or world.organisations.get(inquiry.partner)
        site = world.sites.get(inquiry.site or "")
        yield [
            number,
            inquiry.partner,
            partner.name if partner else None,
            inquiry.site,
            *((site.name, site.city, site.country) if site else (None, None, None)),
            inquiry.step,
            inquiry.text,
            [str(rank) for rank in each.ranks],
            who(each.if_yes.route, world) if each.if_yes else None,
            who(each.if_no.route, world) if each.if_no else None,
            each.yes_flips,
            each.no_flips,
            str(inquiry.mark),
            [source.reference for source in inquiry.sources],
            inquiry.of,
            inquiry.asked,
            is_private(inquiry, world) or None,
            *[None] * 5,
        ]
