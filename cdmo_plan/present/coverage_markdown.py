"""Coverage as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from cdmo_plan.analysis.coverage import Coverage
from cdmo_plan.domain.world import World
from cdmo_plan.present import coverage_words as words
from cdmo_plan.present import markdown
from cdmo_plan.present.tables import Column


def coverage_lines(answer: Coverage, world: World) -> Iterator[str]:
    """Yield the answer line by line."""
    yield from (markdown.heading(words.title(answer)), "")
    columns = [Column("modality"), *(Column(market.id, right=True) for market in answer.markets)]
    rows = [
        [row[0].modality, *(" ".join(words.figures(cell)).strip() for cell in row)] for row in answer.rows
    ]
    yield from markdown.table(columns, markdown.escaped_rows(rows))
    yield from ("", markdown.escaped(words.legend()))
    for modality, facts in words.remarks(answer, world):
        yield from ("", markdown.heading(modality, 3), "")
        yield from markdown.facts(facts)
    yield from ("", "### Notes", "")
    yield from markdown.facts(words.notes(answer, world))
