"""What was measured, as Markdown: tables, and the sections of the pages that hold them."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table whose columns but the first are aligned to the right."""
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def circumstances(command: str, *packages: str) -> str:
    """Return when, with what and by which command something was measured."""
    today = datetime.now(tz=UTC).date().isoformat()
    used = [f"Python {platform.python_version()}", *(f"{name} {_version(name)}" for name in packages)]
    return f"Run on {today} by `{command}`, with {', '.join(used)}."


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def write_section(page: Path, name: str, text: str) -> None:
    """Replace what stands between the marks of a section in a page.

    Raises:
        ValueError: If the page has no such section.
    """
    marks = f"<!-- {name}: generated -->", f"<!-- {name}: end -->"
    pattern = re.compile(f"{re.escape(marks[0])}.*?{re.escape(marks[1])}", re.DOTALL)
    before = page.read_text(encoding="utf-8")
    if not pattern.search(before):
        message = f"{page} has no section {name}"
        raise ValueError(message)
    section = f"{marks[0]}\n{text.strip()}\n{marks[1]}"
    page.write_text(pattern.sub(lambda _: section, before), encoding="utf-8")
