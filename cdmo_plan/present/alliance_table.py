"""An alliance on a terminal: what links the parties, what that opens, what stays missing, who would help."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from cdmo_plan.analysis.alliance import Alliance
from cdmo_plan.analysis.shared_equipment import SharedModel
from cdmo_plan.domain.world import World
from cdmo_plan.present import alliance_words as words
from cdmo_plan.present.console import cell
from cdmo_plan.present.tables import Column, emit, print_facts, print_table


def print_alliance(console: Console, answer: Alliance, shared: Sequence[SharedModel], world: World) -> None:
    """Print the answer."""
    if answer.is_hypothetical:
        emit(console, cell(words.HYPOTHETICAL, "bold yellow"))
    emit(console, cell(words.heading(answer, world), "bold"))
    _section(console, "Agreements", words.agreement_facts(answer, world))
    rows = list(words.opened_rows(answer))
    if rows:
        console.print()
        emit(console, cell(opened_title(answer), "bold"))
        print_table(console, opened_columns(), rows)
    _section(console, words.MISSING, words.missing_facts(answer))
    _section(console, words.THIRD, words.third_facts(answer, world))
    if shared:
        _section(console, words.SAME_EQUIPMENT, words.equipment_facts(shared, world))
        emit(console, cell(words.EQUIPMENT))
    console.print()
    for name, text in words.notes(answer, world):
        emit(console, Text.assemble(cell(f"{name}: ", "bold"), cell(text)))


def opened_title(answer: Alliance) -> str:
    """Return what stands above the opened cells."""
    mark = " (HYPOTHETICAL)" if answer.is_hypothetical else ""
    return f"Rows at one contract{mark}"


def opened_columns() -> list[Column]:
    """Return the columns of the opened cells."""
    return [
        Column("modality"),
        Column("dose forms", wraps=True),
        Column("each alone"),
        Column("without", right=True),
        Column("with it, by where the substance is made", wraps=True, below=True),
        Column("contracts"),
    ]


def _section(console: Console, title: str, facts: Iterable[tuple[str, str]]) -> None:
    found = list(facts)
    if found:
        console.print()
        emit(console, cell(title, "bold"))
        print_facts(console, found)
