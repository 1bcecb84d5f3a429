"""Links of the terminal: where it has them, and never by what a catalog says."""

import io

import pytest
from rich.console import Console

from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.sources import Source
from cdmo_plan.present.console import cell, make_console
from cdmo_plan.present.hyperlinks import has_links, link
from cdmo_plan.present.numbered_sources import Citations

ESCAPE = "\x1b]8;"


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_HYPERLINK", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)


def printed(address: str | None) -> str:
    stream = Terminal()
    Console(file=stream, force_terminal=True, color_system="standard", width=80).print(
        link(cell("page"), address)
    )
    return stream.getvalue()


def test_an_address_is_a_link() -> None:
    shown = printed("https://example.org/a?b=c;d")

    assert ";https://example.org/a?b=c;d\x1b\\page\x1b]8;;\x1b\\" in shown


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "example.org",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://a\x1b\\b",
        "https://a\x07b",
        "https://a b",
        "https://a\nb",
        "https://\u00e9.org",
        "https://a\u202eb",
    ],
)
def test_what_is_no_plain_address_is_no_link(address: str | None) -> None:
    assert printed(address) == "page\n"


def source() -> Source:
    return Source(
        id="page", url="https://example.org/a", publisher="Example", published=PartialDate.parse("2024")
    )


@pytest.mark.parametrize(
    ("name", "value", "has"),
    [
        ("TERM", "xterm-256color", True),
        ("TERM", "dumb", False),
        ("NO_COLOR", "1", False),
        ("NO_COLOR", "", True),
    ],
)
def test_sources_are_links_on_terminals_with_colour(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, has: bool
) -> None:
    monkeypatch.setenv(name, value)
    stream = Terminal()
    citations = Citations()
    citations.cite([source()])

    citations.print(make_console(stream))

    assert (ESCAPE in stream.getvalue()) is has
    assert ("\x1b" in stream.getvalue()) is has
    assert "https://example.org/a" in stream.getvalue()


def test_a_pipe_gets_no_escape_even_if_colour_is_forced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    stream = io.StringIO()
    citations = Citations()
    citations.cite([source()])

    citations.print(make_console(stream))

    assert "\x1b" not in stream.getvalue()


@pytest.mark.parametrize(
    ("environment", "has"),
    [
        ({}, False),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "linux"}, False),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM_PROGRAM": "iTerm.app"}, True),
        ({"TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"VTE_VERSION": "6003"}, True),
        ({"VTE_VERSION": "4600"}, False),
        ({"VTE_VERSION": "new"}, False),
        ({"WT_SESSION": "a"}, True),
        ({"TERM": "xterm-kitty", "FORCE_HYPERLINK": "0"}, False),
    ],
)
def test_only_terminals_that_are_known_have_links(environment: dict[str, str], has: bool) -> None:
    assert has_links(environment) is has
