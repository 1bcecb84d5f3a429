"""A source as one line."""

from __future__ import annotations

from typing import Final

from cdmo_plan.domain.sources import Source

CITED: Final = "dim italic"
"""The style of citations, which are never wrapped: a broken address cannot be followed."""


def cite(source: Source) -> str:
    """Return a source as a line: publisher, day, address; a copy of a page is called one."""
    # Without an address the citation is all that finds the source, whoever published it.
    who = source.publisher or source.citation or source.id
    if source.publisher and source.citation and not source.url:
        who = f"{source.publisher}, {source.citation}"
    when = f", {source.published}" if source.published else ""
    copy = " (copy of the page)" if source.mirror else ""
    return f"{who}{when}: {source.reference}{copy}" if source.url else f"{who}{when}"
