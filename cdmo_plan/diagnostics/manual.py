"""The manual page of a rule: its docstring, taken apart into prose and examples.

An example is an indented block below `Fires:` or `Fits:`. A comment line such as
`# partners/acme.yaml` begins each file of it, and may say how the file is kept where plain
text cannot show it: `# partners/acme.yaml, saved as latin-1`.
"""

from __future__ import annotations

import inspect
import re
from typing import Final

from cdmo_plan.domain.values import NamedTuple

_SECTION: Final = r"^(Fires|Fits):\n\n((?: {4}.*\n|\n)+)"
_FILE: Final = r"^# (?P<path>[\w./-]+\.ya?ml)(?:, (?P<how>.+))?\n"


class ExampleFile(NamedTuple):
    """One file of an example; `how` says how it is kept, where that is what the rule is about."""

    path: str
    text: str
    how: str | None = None


class Manual(NamedTuple):
    """What a rule finds, why it matters, where it fires, where it does not, and what to do."""

    summary: str
    text: str
    fires: tuple[ExampleFile, ...]
    fits: tuple[ExampleFile, ...]


def read_manual(docstring: str | None, name: str) -> Manual:
    """Read the manual page of the rule of that name.

    Raises:
        ValueError: If there is none, or it lacks one of the two examples.
    """
    text = inspect.cleandoc(docstring or "") + "\n"
    sections = {section: _files(block) for section, block in re.findall(_SECTION, text, re.MULTILINE)}
    if not sections.get("Fires") or not sections.get("Fits"):
        message = f"the rule {name} needs a manual page with an example that fires and one that fits"
        raise ValueError(message)
    return Manual(
        summary=text.partition("\n")[0],
        text=text.partition("\n")[2].strip("\n"),
        fires=sections["Fires"],
        fits=sections["Fits"],
    )


def _files(block: str) -> tuple[ExampleFile, ...]:
    text = inspect.cleandoc(block) + "\n"
    begins = list(re.finditer(_FILE, text, re.MULTILINE))
    ends = [*(each.start() for each in begins[1:]), len(text)]
    return tuple(
        ExampleFile(begin["path"], text[begin.end() : end], begin["how"])
        for begin, end in zip(begins, ends, strict=False)
    )
