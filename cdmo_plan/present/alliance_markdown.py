"""An alliance as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cdmo_plan.analysis.alliance import Alliance
from cdmo_plan.analysis.shared_equipment import SharedModel
from cdmo_plan.domain.world import World
from cdmo_plan.present import alliance_words as words
from cdmo_plan.present import markdown
from cdmo_plan.present.alliance_table import opened_columns, opened_title


def alliance_lines(answer: Alliance, shared: Sequence[SharedModel], world: World) -> Iterator[str]:
    """Yield the answer line by line."""
    yield markdown.heading(words.heading(answer, world))
    if answer.is_hypothetical:
        yield from ("", markdown.bold(words.HYPOTHETICAL))
    yield from _section("Agreements", words.agreement_facts(answer, world))
    rows = list(words.opened_rows(answer))
    if rows:
        yield from ("", markdown.heading(opened_title(answer), 3), "")
        yield from markdown.table(opened_columns(), markdown.escaped_rows(rows))
    yield from _section(words.MISSING, words.missing_facts(answer))
    yield from _section(words.THIRD, words.third_facts(answer, world))
    if shared:
        yield from _section(words.SAME_EQUIPMENT, words.equipment_facts(shared, world))
        yield from ("", markdown.escaped(words.EQUIPMENT))
    yield from _section("Notes", words.notes(answer, world))


def _section(title: str, facts: Iterable[tuple[str, str]]) -> Iterator[str]:
    found = list(facts)
    if found:
        yield from ("", markdown.heading(title, 3), "")
        yield from markdown.facts(found)
