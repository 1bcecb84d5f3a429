"""HTML that any notebook shows and any page prints: one text, no script, no style sheet, nothing fetched.

Colours are those of the page around it, so that it reads in light and dark; lines are grey on both. Styles
stand at their elements, since notebooks that are not trusted lose style sheets. Catalog text is data: it is
escaped wherever it stands, and becomes an address only where it is one of the web.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from cdmo_plan.domain.sources import Source
from cdmo_plan.present.numbered_sources import in_words
from cdmo_plan.present.text import plain

_LINE: Final = "1px solid rgba(128,128,128,.45)"
PAGE: Final = (
    "font-family:system-ui,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:13px;line-height:1.45;"
    "max-width:1120px;overflow-x:auto"
)
STRONG: Final = "font-weight:600"
TITLE: Final = "font-weight:600;font-size:1.1em"
TABLE: Final = "border-collapse:collapse;width:100%;margin:.6em 0;font-size:inherit;border:0"
HEAD: Final = f"text-align:left;vertical-align:bottom;padding:.3em .9em .3em 0;border:0;border-bottom:{_LINE}"
CELL: Final = "text-align:left;vertical-align:top;padding:.5em .9em .15em 0;border:0;white-space:normal"
NUMBER: Final = CELL.replace("text-align:left", "text-align:right;font-weight:600;width:1.5em")
BELOW: Final = f"text-align:left;padding:.15em 0 .6em 0;border:0;border-bottom:{_LINE};white-space:normal"
BODY: Final = "break-inside:avoid;background:transparent"
_ADDRESS: Final = re.compile(r"(https?://[^\s,;]*[^\s,;.])")
REMARK_EM: Final = 4.0
NOTE_EM: Final = 5.6
FAINT: Final = "opacity:.75"


def text(value: object) -> str:
    """Return a text of the catalog or the brief as HTML shows it, and nothing obeys it."""
    return html.escape(plain(value))


def tag(name: str, content: str, style: str = "", **attributes: object) -> str:
    """Return an element around what is HTML already; attributes are escaped."""
    named = {"style": style, **attributes} if style else attributes
    words = "".join(f' {key}="{html.escape(str(value))}"' for key, value in named.items())
    return f"<{name}{words}>{content}</{name}>"


def link(url: str, shown: str) -> str:
    """Return a link to a page of the web, or only its text for any other kind of address."""
    try:
        address = urlsplit(url)
    except ValueError:
        return text(shown)
    if address.scheme not in ("http", "https") or not address.netloc:
        return text(shown)
    # An address of hundreds of letters must not widen the page.
    style = "color:inherit;text-decoration:underline;overflow-wrap:anywhere"
    return tag("a", text(shown), style, href=plain(url), rel="noopener", target="_blank")


def linked(words: str) -> str:
    """Return a sentence with the addresses in it as links."""
    parts = _ADDRESS.split(words)
    return "".join(link(part, part) if number % 2 else text(part) for number, part in enumerate(parts))


def row(cells: Iterable[str]) -> str:
    """Return a row of a table."""
    return tag("tr", "".join(cells), "background:transparent")


def remark(word: str, sentence: str, width: float = REMARK_EM, weight: int = 600) -> str:
    """Return a line with the word that says what it is: `doubt`, `ask`; what follows is HTML already."""
    label = tag(
        "span", text(word), f"display:inline-block;min-width:{width}em;font-weight:{weight};text-indent:0"
    )
    return tag("div", label + sentence, f"margin:.15em 0;padding-left:{width}em;text-indent:-{width}em")


def mark(words: str) -> str:
    """Return the line that marks an answer, nothing where there is nothing to mark."""
    return tag("div", text(words), STRONG) if words else ""


def page(parts: Iterable[str]) -> str:
    """Return the parts as one answer."""
    return tag("div", "\n".join(parts), PAGE)


class Numbers:
    """The sources that an answer cites, numbered in the order of their first use."""

    def __init__(self) -> None:
        self._sources: dict[tuple[str, str], Source] = {}

    def cite(self, sources: Iterable[Source]) -> str:
        """Return the numbers of sources as they stand behind a fact, each a link to its page."""
        marks = []
        for source in sources:
            key = (source.reference, str(source.published))
            self._sources.setdefault(key, source)
            number = list(self._sources).index(key) + 1
            marks.append(link(source.url or "", str(number)))
        return tag("span", f"[{', '.join(dict.fromkeys(marks))}]", FAINT) if marks else ""

    def listed(self) -> str:
        """Return the list of them, addresses in full, so that a printed page can be followed too."""
        lines = [_listed(number, source) for number, source in enumerate(self._sources.values(), 1)]
        return tag("div", "".join(lines), "margin-top:.4em") if lines else ""


def _listed(number: int, source: Source) -> str:
    address = f"<br>{link(source.url, source.url)}" if source.url else ""
    line = remark(f"[{number}]", text(in_words(source)) + address, 2.6, 400)
    return tag("div", line, "break-inside:avoid")
