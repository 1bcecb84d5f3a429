"""What is written where an encoding lacks a character."""

import io

import pytest

from cdmo_plan.present.ascii_text import replace_what_cannot_be_written


@pytest.mark.parametrize(
    ("encoding", "text", "written"),
    [
        ("ascii", "Søborg, Zürich, Kraków, Łódź", "Soborg, Zurich, Krakow, Lodz"),
        ("ascii", "5 µL → 2 \u00d7 2000 L — “a”", '5 uL -> 2 x 2000 L - "a"'),
        ("ascii", "───", "---"),
        ("ascii", "½ 東京 ﬁ 😀", "\\xbd \\u6771\\u4eac \\ufb01 \\U0001f600"),
        ("latin-1", "Søborg → Łódź", "Søborg -> Lódz"),
        ("utf-8", "Søborg → 東京", "Søborg → 東京"),
    ],
)
def test_a_stand_in_is_written(encoding: str, text: str, written: str) -> None:
    buffer = io.BytesIO()
    stream = io.TextIOWrapper(buffer, encoding=encoding)

    replace_what_cannot_be_written(stream)
    stream.write(text)
    stream.flush()

    assert buffer.getvalue().decode(encoding) == written


def test_other_streams_are_left_alone() -> None:
    stream = io.StringIO()

    replace_what_cannot_be_written(stream)

    assert stream.write("→") == 1
