"""Plain data becomes documents, or findings: all of a kind of file at once, and every error of each.

Files that are surely right are not asked about here: `quick_reader` spares them pydantic.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from cdmo_plan.diagnostics import codes
from cdmo_plan.diagnostics.diagnostic import Diagnostic
from cdmo_plan.domain.marks import Mark
from cdmo_plan.reading import limits
from cdmo_plan.reading.documents import document_of
from cdmo_plan.reading.fields import Document
from cdmo_plan.reading.mark_tree import MarkTree, Path
from cdmo_plan.reading.marked import LOST, Marked
from cdmo_plan.reading.shapes import expected_at
from cdmo_plan.reading.traps import find_traps
from cdmo_plan.reading.wording import KEY, word


class Validated(NamedTuple):
    """The document that a file holds, or what keeps it from being one, and what else is to be told."""

    document: Document | None
    problems: list[Diagnostic]


def validate(kind: str, files: Sequence[tuple[str, Marked]]) -> list[Validated]:
    """Validate the files of one kind, given with their names; one result for each, in their order."""
    errors: dict[int, list[ErrorDetails]] = {}
    documents: list[Document | None] = [None] * len(files)
    try:
        documents[:] = _adapter(kind).validate_python(tuple(marked.data for _file, marked in files))
    except ValidationError as error:
        errors = _by_file(error)
        sound = [number for number in range(len(files)) if number not in errors]
        again = _adapter(kind).validate_python(tuple(files[number][1].data for number in sound))
        for number, document in zip(sound, again, strict=True):
            documents[number] = document
    return [
        Validated(documents[number], _problems(kind, file, marked, errors.get(number, [])))
        for number, (file, marked) in enumerate(files)
    ]


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    document: Any = document_of(kind)
    return TypeAdapter(tuple[document, ...])


def _by_file(error: ValidationError) -> dict[int, list[ErrorDetails]]:
    errors: dict[int, list[ErrorDetails]] = {}
    for details in error.errors(include_url=False):
        errors.setdefault(int(details["loc"][0]), []).append(details)
    return errors


def _problems(kind: str, file: str, marked: Marked, errors: list[ErrorDetails]) -> list[Diagnostic]:
    found = _findings(kind, file, marked, errors)
    places = {problem.mark for problem in marked.problems + found}
    traps = find_traps(marked.suspects, partial(expected_at, document_of(kind)), file)
    return found + [trap for trap in traps if trap.mark not in places]


def _findings(kind: str, file: str, marked: Marked, errors: list[ErrorDetails]) -> list[Diagnostic]:
    tree = MarkTree(file, marked.node)
    findings: dict[Path, Diagnostic] = {}
    for details in errors:
        path = details["loc"][1:]
        if path in findings or _follows_from_a_refusal(details, marked):
            continue
        if len(findings) == limits.MAX_VALIDATION_PROBLEMS:
            message = (
                f"The file has more than {len(findings):,} problems of this sort; the rest is not listed"
            )
            findings[()] = codes.MORE_PROBLEMS.at(Mark(file, 1, 1), message)
            break
        code, message, hint = word(details, document_of(kind))
        findings[path] = code.at(_mark(tree, path, details["type"]), message, hint=hint)
    return list(findings.values())


def _follows_from_a_refusal(details: ErrorDetails, marked: Marked) -> bool:
    if details["input"] is LOST:
        return True
    if details["type"] == "too_short" and len(details["input"]) >= details.get("ctx", {})["min_length"]:
        return True  # Its items were refused, each with a finding of its own.
    return details["type"] == "missing" and any(details["input"] is each for each in marked.torn)


def _mark(tree: MarkTree, path: Path, error: str) -> Mark:
    if error == "missing":
        return tree.mark_of(path[:-1])
    if path and path[-1] == KEY:
        return tree.key_mark_of(path[:-1])
    return tree.key_mark_of(path) if error == "extra_forbidden" else tree.mark_of(path)
