"""Markdown that says what the catalog says, and nothing that a page would obey."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.padding import Padding
from rich.text import Text

from cdmo_plan.present import markdown
from cdmo_plan.present.tables import Column


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Oss | Ghent", r"Oss \| Ghent"),
        ("<script>alert(1)</script>", r"\<script>alert(1)\</script>"),
        ("[Acme](javascript:x)", r"\[Acme\](javascript:x)"),
        ("![x](https://example.com/a.png)", r"!\[x\](<https://example.com/a.png>)"),
        ("*bold* and __bold__ and ~gone~", r"\*bold\* and \_\_bold\_\_ and \~gone\~"),
        ("scale_l stays", "scale_l stays"),
        ("`code`", r"\`code\`"),
        ("&lt;b&gt; & co", r"\&lt;b\&gt; & co"),
        ("# title", r"\# title"),
        ("> 45 weeks", r"\> 45 weeks"),
        ("- item", r"\- item"),
        ("-80 °C", "-80 °C"),
        ("---", r"\---"),
        ("1. first", r"1\. first"),
        ("ask @acme about #12", "ask `@acme` about `#12`"),
        ("me@example.org", "me@example.org"),
        ("costs $5 to $6", r"costs \$5 to \$6"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("\x1b[31mred\u202e", r"\\x1b\[31mred\\u202e"),
    ],
)
def test_a_text_stays_a_text(text: str, shown: str) -> None:
    assert markdown.escaped(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("see https://example.com/a_b_c*d.", "see <https://example.com/a_b_c*d>."),
        ("(https://example.com/a|b)", "(<https://example.com/a%7Cb>)"),
        ("https://example.com/a>b", "<https://example.com/a>>b"),
    ],
)
def test_an_address_becomes_a_link(text: str, shown: str) -> None:
    assert markdown.escaped(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a.yaml:1:2", "`a.yaml:1:2`"), ("a`b", "`` a`b ``"), ("a|b", r"`a\|b`"), ("a\nb", "`a b`")],
)
def test_code_holds_anything(text: str, shown: str) -> None:
    assert markdown.code(text) == shown


def test_blanks_stand_outside_of_bold() -> None:
    assert markdown.bold("Note: ") == "**Note:** "
    assert markdown.bold(" ") == " "


def test_a_printed_line_keeps_its_labels() -> None:
    line = Text.assemble(Text("Ask: ", "bold"), Text("who | when"))

    assert markdown.of_text(line) == r"**Ask:** who \| when"
    assert markdown.of_text(Text("Nearest misses", "bold")) == "**Nearest misses**"
    assert markdown.of_text(Text("transfer a to b", "dim")) == "transfer a to b"


def test_a_padded_line_is_indented() -> None:
    indent, text = markdown.of_renderable(Padding(Text("x"), (0, 0, 0, 2)))

    assert (indent, text.plain) == (2, "x")
    assert markdown.of_renderable(Text("    y"))[0] == 4


def test_only_lines_of_text_can_be_told() -> None:
    with pytest.raises(TypeError, match="str"):
        markdown.of_renderable("x")


class Tags(HTMLParser):
    """What a reader of HTML would find."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.found.append(tag)


@given(st.lists(st.lists(st.text(st.sampled_from("|\\`*<a>b[]()_~ \n#@-:/&;")), min_size=2, max_size=2)))
def test_a_table_has_as_many_cells_as_columns_and_no_html(rows: list[list[str]]) -> None:
    lines = list(markdown.table([Column("one"), Column("two")], markdown.escaped_rows(rows)))

    assert len(lines) == 2 + len(rows)
    for line in lines:
        bars = re.findall(r"(?<!\\)(?:\\\\)*\|", line)
        assert len(bars) == 3
        tags = Tags()
        tags.feed(re.sub(r"\\.", "", line))
        assert not tags.found
