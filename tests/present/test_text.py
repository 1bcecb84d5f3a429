"""Texts that a terminal must not obey, and sentences of lists."""

import io
import json
import sys

import pytest

from cdmo_plan.present.console import make_console
from cdmo_plan.present.json_answers import write_json
from cdmo_plan.present.tables import Column, print_table
from cdmo_plan.present.text import count, listed, plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zürich 東京 [red]", "Zürich 東京 [red]"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\x9bb\x7f", "a\\x9bb\\x7f"),
        ("a\u202eb\u200b", "a\\u202eb\\u200b"),
        ("two\nlines\tand\u00a0more\u2028", "two lines and more "),
        ("\udcff", "\\udcff"),
    ],
)
def test_what_a_terminal_would_obey_is_shown_escaped(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_lists_and_counts_read_as_sentences() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"], "and") == "a, b and c"
    assert (count(1, "site"), count(2000, "site"), count(2, "capability", "capabilities")) == (
        "1 site",
        "2,000 sites",
        "2 capabilities",
    )


@pytest.mark.parametrize(
    ("columns", "width"), [(None, 100), ("72", 72), ("0", 20), ("wide", 100), ("", 100), ("²", 100)]
)
def test_the_width_of_a_pipe_is_that_of_the_variable(
    monkeypatch: pytest.MonkeyPatch, columns: str | None, width: int
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    if columns is not None:
        monkeypatch.setenv("COLUMNS", columns)

    assert make_console(io.StringIO()).width == width


def test_a_pipe_gets_no_colour_even_where_it_is_forced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    stream = io.StringIO()
    make_console(stream).print("bold", style="bold red")

    assert stream.getvalue() == "bold\n"


def test_json_survives_what_a_terminal_would_obey(capsys: pytest.CaptureFixture[str]) -> None:
    write_json({"name": "a\x1b\x9b\x7f\u202eü"})

    printed = capsys.readouterr().out
    assert not {"\x1b", "\x9b", "\x7f", "\u202e"} & set(printed)
    assert json.loads(printed) == {"name": "a\x1b\x9b\x7f\u202eü"}


def test_json_fits_any_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="latin-1"))
    write_json({"name": "東京"})
    sys.stdout.flush()

    assert json.loads(raw.getvalue().decode("ascii")) == {"name": "東京"}


def _table(width: int, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    stream = io.StringIO()
    columns = [Column("id"), Column("sites", right=True), Column("steps", wraps=True, below=True)]
    rows = [
        ["a-very-long-id", "12", "drug-substance, fill-finish, lyophilization, conjugation"],
        ["b", "3", "-"],
    ]
    print_table(make_console(stream), columns, rows)
    return stream.getvalue()


def test_columns_stand_beside_each_other_then_below_then_stacked(monkeypatch: pytest.MonkeyPatch) -> None:
    beside, below, stacked = (_table(width, monkeypatch) for width in (100, 40, 20))

    assert beside.splitlines()[0] == "id              sites  steps"
    assert "a-very-long-id     12  drug-substance, fill-finish, lyophilization, conjugation" in beside
    assert below.splitlines()[3] == "a-very-long-id     12"
    assert below.splitlines()[4] == "    drug-substance, fill-finish,"
    assert stacked.splitlines()[0:2] == ["a-very-long-id", "  sites  12"]


def test_wide_characters_keep_columns_straight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    stream = io.StringIO()
    print_table(make_console(stream), [Column("name"), Column("id")], [["東京", "x"], ["Oss", "y"]])

    assert stream.getvalue().splitlines()[2:] == ["東京  x", "Oss   y"]
