"""CSV that any reader takes apart again, and of which no spreadsheet computes a cell."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdmo_plan.present.csv_answers import Cell, cell, harmless, write_csv


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (-71.5, "-71.5"),
        (2, "2"),
        ([], ""),
        (["a", "b"], "a; b"),
        (["a", "=b"], "a; '=b"),
        ("two\nlines", "two lines"),
    ],
)
def test_a_value_is_spelt_as_in_json(value: Cell, shown: str) -> None:
    assert cell(value) == shown


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t=", " =", "\r+", "＝", "＋", "－", "＠"])  # noqa: RUF001
def test_no_text_begins_like_a_formula(begin: str) -> None:
    assert harmless(f"{begin}HYPERLINK(1)").startswith("'")


def test_other_texts_are_as_they_were() -> None:
    assert harmless("'quoted'") == "'quoted'"
    assert harmless("a = b") == "a = b"


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)).map(str.strip))
def test_the_apostrophe_can_be_taken_away_again(text: str) -> None:
    written = harmless(text)

    assert written in {text, f"'{text}"}
    assert harmless(written) != written or written == text


@given(st.lists(st.lists(st.text(), min_size=3, max_size=3), max_size=5))
def test_a_reader_finds_the_cells_again(rows: list[list[str]]) -> None:
    stream = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", stream)
        write_csv(("a", "b", "c"), rows)

    text = stream.getvalue()
    assert "\r" not in text
    assert text.count("\n") == len(rows) + 1
    assert list(csv.reader(io.StringIO(text))) == [
        ["a", "b", "c"],
        *([harmless(x) for x in row] for row in rows),
    ]
