"""The door: a file, a text or a folder becomes documents with their marks, and findings.

Nothing is raised for bad data, whatever stands in a file. Only a path that was asked for and
cannot be read at all is a `ReadingFailure`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cdmo_plan.diagnostics import codes
from cdmo_plan.diagnostics.diagnostic import Diagnostic, Severity
from cdmo_plan.domain.digests import sha256
from cdmo_plan.domain.marks import Mark
from cdmo_plan.domain.values import dataclass
from cdmo_plan.reading import limits
from cdmo_plan.reading.decoding import decode
from cdmo_plan.reading.events import read_events
from cdmo_plan.reading.mark_tree import MarkTree
from cdmo_plan.reading.marked import Data, Marked
from cdmo_plan.reading.places import ReadingFailure, printable, read_bytes
from cdmo_plan.reading.quick_reader import quick_document

if TYPE_CHECKING:
    from cdmo_plan.reading.fields import Document
    from cdmo_plan.reading.validation import Validated

__all__ = ["ReadFile", "ReadingFailure", "printable", "read_bytes", "read_contents", "read_file", "read_text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """One file, read: its document, or None where it has an error, and all that was found.

    The document is what pydantic makes of the file, or a `QuickDocument` with the same fields.
    `data` is what could be read of a file without a document, so that its identifiers can
    still be recognised; nothing else should be concluded from it.
    """

    path: str
    kind: str
    document: Document | None
    data: Data
    marks: MarkTree
    diagnostics: tuple[Diagnostic, ...]
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The bytes of one file, and the names by which to speak of it."""

    path: str
    file: str
    content: bytes
    problem: Diagnostic | None = None


def read_text(text: str | bytes, kind: str, name: str = "<text>") -> ReadFile:
    """Read one document from memory; the name stands in its marks."""
    content = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return read_contents(kind, [Content(path=name, file=name, content=content)])[0]


def read_file(path: Path, kind: str) -> ReadFile:
    """Read one document from a file.

    Raises:
        ReadingFailure: If the file cannot be opened or read.
    """
    try:
        content = read_bytes(path)
    except OSError as error:
        message = f"{path}: {error.strerror or error}"
        raise ReadingFailure(message) from error
    return read_contents(kind, [Content(path=path.name, file=printable(path), content=content)])[0]


def read_contents(kind: str, contents: Sequence[Content]) -> list[ReadFile]:
    """Read the files of one kind together, which is faster than one by one."""
    marked = [_read_marked(content) for content in contents]
    quick = [quick_document(kind, each, content.file) for content, each in zip(contents, marked, strict=True)]
    doubtful = [
        number
        for number, each in enumerate(marked)
        if quick[number] is None and each.ended and each.data is not None
    ]
    validated: dict[int, Validated] = {}
    if doubtful:
        from cdmo_plan.reading.validation import validate

        asked = [(contents[number].file, marked[number]) for number in doubtful]
        validated = dict(zip(doubtful, validate(kind, asked), strict=True))
    return [
        _finish(kind, content, marked[number], *validated.get(number, (quick[number], ())))
        for number, content in enumerate(contents)
    ]


def _read_marked(content: Content) -> Marked:
    if content.problem:
        return Marked(problems=[content.problem])
    if len(content.content) > limits.MAX_BYTES:
        message = f"The file is larger than {limits.MAX_BYTES / 1e6:g} MB, and is not read"
        mark = Mark(content.file, 1, 1)
        return Marked(problems=[codes.TOO_LARGE.at(mark, message, hint="split it into several files")])
    text, problems = decode(content.content, content.file)
    if text is None:
        return Marked(problems=problems)
    marked = read_events(text, content.file)
    marked.problems[:0] = problems
    return marked


def _finish(
    kind: str, content: Content, marked: Marked, document: Document | None, more: Sequence[Diagnostic]
) -> ReadFile:
    problems = [*marked.problems, *more]
    return ReadFile(
        path=content.path,
        kind=kind,
        document=None if _any_error(problems) else document,
        data=marked.data,
        marks=MarkTree(content.file, marked.node),
        diagnostics=tuple(sorted(problems)),
        digest=sha256(content.content).hexdigest(),
    )


def _any_error(problems: Iterable[Diagnostic]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)
