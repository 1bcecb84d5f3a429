"""Pages: lines break where Rich breaks them, rows stand in their columns."""

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cdmo_plan.present.console import cell
from cdmo_plan.present.page import Column, Said, beside, print_page, wrapped

WORDS = st.text(alphabet="ab-é東 ", max_size=60)


def lines_of(console: Console, renderable: object) -> list[str]:
    """Return what Rich prints, without the blanks by which it fills lines."""
    with console.capture() as captured:
        console.print(renderable)
    return [line.rstrip() for line in captured.get().split("\n")[:-1]]


def console_of(width: int, *, colours: bool = False) -> Console:
    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colours,
        color_system="standard" if colours else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )


@given(WORDS, st.integers(2, 30))
def test_lines_break_where_rich_breaks_them(text: str, width: int) -> None:
    ours = ["".join(piece for piece, _ in line) for line in wrapped(Said(text), width)]

    assert ours == lines_of(console_of(width), cell(text))


@given(
    st.lists(st.tuples(WORDS, st.integers(2, 12), st.booleans()), min_size=1, max_size=4), st.integers(1, 3)
)
def test_a_row_stands_as_in_a_table_of_rich(row: list[tuple[str, int, bool]], gap: int) -> None:
    columns = [Column(width, right) for _, width, right in row]
    grid = Table.grid(padding=(0, gap, 0, 0))
    for width, right in columns:
        grid.add_column(width=width, overflow="fold", justify="right" if right else "left")
    grid.add_row(*(cell(text) for text, _, _ in row))

    ours = [
        "".join(piece for piece, _ in line)
        for line in beside(columns, [[Said(text)] for text, _, _ in row], gap)
    ]

    assert [line.rstrip() for line in ours] == lines_of(console_of(200), grid)


def test_a_cell_holds_paragraphs_and_an_empty_one_keeps_its_room() -> None:
    columns = [Column(3, right=True), Column(4), Column(5)]

    rows = beside(columns, [[Said(7)], [], [Said("ab"), Said("cd ef gh", "dim")]], 1)

    assert ["".join(piece for piece, _ in line) for line in rows] == [
        "  7      ab",
        "         cd ef",
        "         gh",
    ]


def test_a_label_is_bold_however_the_lines_break() -> None:
    wide, narrow = (list(wrapped(Said("one two", label="Left out: "), width)) for width in (30, 6))

    assert wide == [[("Left out: ", "bold"), ("one two", "")]]
    assert narrow == [[("Left", "bold")], [("out:", "bold")], [("one", "")], [("two", "")]]


def test_styles_are_seen_on_terminals_only() -> None:
    page = [[("so", "bold"), (" far", "")], []]
    terminal, file = console_of(20, colours=True), console_of(20)

    print_page(terminal, page)
    print_page(file, page)

    assert terminal.file.getvalue() == "\x1b[1mso\x1b[0m far\n\n"  # type: ignore[attr-defined]
    assert file.file.getvalue() == "so far\n\n"  # type: ignore[attr-defined]


def test_control_characters_of_a_catalog_are_shown_and_not_obeyed() -> None:
    assert list(wrapped(Said(Text("a\x1b[2Jb\nc")), 40)) == [[("a\\x1b[2Jb c", "")]]
