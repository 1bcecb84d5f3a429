"""What is said of a coverage in every format: cells, what they lack, and what no figure here can mean."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from cdmo_plan.analysis.coverage import HANDOVER, TOO_LONG, Cell, Coverage, StageName
from cdmo_plan.analysis.judged_recipes import Unasked
from cdmo_plan.analysis.markets import ELSEWHERE, Market
from cdmo_plan.domain.world import World
from cdmo_plan.present.stage_words import STAGE_NAMES
from cdmo_plan.present.text import count

GAP: Final = "-"
SINGLE: Final = "!"
DOUBTS: Final = "?"
TOGETHER: Final = "somebody without a doubt for each stage, but not in one route"
OBSTACLES: Final = {HANDOVER: "no hand-over fits", TOO_LONG: "nothing within --max-weeks"}
SHADES: Final = (("█", 30), ("▓", 10), ("▒", 3), ("░", 1))
"""How dark a cell is, by the least number of rows."""

O4: Final = (
    "An empty cell is a gap in what was found, not in the market: a partner may do what no source of this "
    "catalog states."
)
COUNTED: Final = (
    "A row is one choice of places for the stages that matter most, as `cdmo-plan routes` counts it; "
    "all are counted. What a partner offers without naming a plant counts wherever it has a plant that "
    "could do it. Partners with one owner count as one."
)


def shade(rows: int) -> str:
    """Return how dark a cell with so many rows is, a blank for none."""
    return next((word for word, least in SHADES if rows >= least), " ")


def legend() -> str:
    """Return what the marks of a cell mean."""
    shades = ", ".join(f"{word} {least} or more" for word, least in SHADES)
    return (
        f"{shades} rows; below them independent partners for substance/fill; "
        f"{SINGLE} one partner only for some stage; {DOUBTS} a doubt in every route; {GAP} no route"
    )


def figures(cell: Cell) -> tuple[str, str]:
    """Return the two lines of a cell: rows with their shade, and partners for substance and fill."""
    if not cell.rows:
        return GAP, ""
    doubts = DOUBTS if cell.only_doubts else ""
    partners = f"{cell.substance}" if cell.fill is None else f"{cell.substance}/{cell.fill}"
    return f"{shade(cell.rows)}{cell.rows:,}{doubts}", f"{partners}{SINGLE if cell.single else ''}"


def title(answer: Coverage) -> str:
    """Return what was asked, in words."""
    terms = [str(term) for term in (*answer.terms.terms(), *answer.terms.relaxations())]
    where = "drug substance made there" if answer.region_of == "substance" else "every stage there"
    shape = f"{count(len(answer.rows), 'modality', 'modalities')} x {count(len(answer.markets), answer.by)}"
    shape = shape.replace("countrys", "countries")
    return ", ".join([f"Coverage: {shape}, {where}", *terms])


def remarks(answer: Coverage, world: World) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield for each modality what stands behind its marks: `nobody`, `one source`, `only doubts`."""
    for row in answer.rows:
        found = [
            ("nobody", "; ".join(_by_stage(row, lambda cell: [(missing_word(s), "") for s in cell.missing]))),
            ("one source", "; ".join(_by_stage(row, lambda cell: list(_sole(cell, world))))),
            ("only doubts", "; ".join(_by_stage(row, _doubtful))),
        ]
        known = [(label, text) for label, text in found if text]
        if known:
            yield row[0].modality, known


def _by_stage(row: Iterable[Cell], told: Callable[[Cell], list[tuple[str, str]]]) -> Iterator[str]:
    places: dict[str, list[str]] = {}
    for cell in row:
        for stage, who in told(cell):
            places.setdefault(stage, []).append(f"{market_word(cell.market)}{who}")
    yield from (f"{stage}: {', '.join(found)}" for stage, found in places.items())


def _sole(cell: Cell, world: World) -> Iterator[tuple[str, str]]:
    partners = {sources.stage: sources.partners for sources in cell.sources}
    for stage in cell.single:
        (only,) = partners[stage]
        yield stage_word(stage), f" ({party_name(only, world)})"


def _doubtful(cell: Cell) -> list[tuple[str, str]]:
    return [(TOGETHER if stage[0] == HANDOVER else stage_word(stage), "") for stage in cell.doubtful]


def party_name(party: str, world: World) -> str:
    """Return the name of a partner or an organisation, its id where the catalog holds neither."""
    known = world.partners.get(party) or world.organisations.get(party)
    return told(known.name, world, known) if known else party


def told(words: str, world: World, *entities: object) -> str:
    """Return how something is named, marked where it may not be shared."""
    return f"{words} (private)" if world.origins.is_private(*entities) else words


def stage_word(stage: StageName) -> str:
    """Return a stage as a heading has it."""
    step, role = stage
    name = STAGE_NAMES.get(step, step.replace("-", " "))
    return f"{name} ({role})" if role else name


def missing_word(step: str) -> str:
    """Return a stage that is missing in words, or what else is in the way."""
    return OBSTACLES.get(step) or stage_word((step, None))


def market_word(market: Market) -> str:
    """Return how a market is headed."""
    return market.id


def unasked_lines(unasked: Iterable[Unasked]) -> Iterator[str]:
    """Yield the reasons why modalities have no cells, each with those that it holds for."""
    by_reason: dict[str, list[str]] = {}
    for found in unasked:
        by_reason.setdefault(found.reason, []).append(found.modality)
    yield from (f"{', '.join(names)}: {reason}" for reason, names in by_reason.items())


def notes(answer: Coverage, world: World) -> Iterator[tuple[str, str]]:
    """Yield what stands under the cells in every format."""
    yield "Counted", COUNTED
    rest = next((market for market in answer.markets if market.id == ELSEWHERE), None)
    if rest is not None:
        yield "Elsewhere", ", ".join(rest.words)
    for text in unasked_lines(answer.unasked):
        yield "Not asked", text
    yield "Gaps", O4
    first = next((cell for cell in answer.cells() if cell.rows), None)
    if first is not None:
        yield (
            "Rows",
            f"cdmo-plan coverage --show {first.modality}:{first.market.id} (with the options of this answer)",
        )
    yield "Sources", f"catalog {' + '.join(world.layers)} {world.digest}, as of {answer.terms.as_of}"
