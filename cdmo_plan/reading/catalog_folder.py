"""A catalog folder, read: every file of it, in one order, whatever order the disk lists them in."""

from __future__ import annotations

import os
import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from cdmo_plan.diagnostics import codes
from cdmo_plan.diagnostics.diagnostic import Diagnostic
from cdmo_plan.domain.marks import Mark
from cdmo_plan.domain.values import dataclass
from cdmo_plan.reading.files import Content, ReadFile, printable, read_bytes, read_contents
from cdmo_plan.reading.mark_tree import MarkTree
from cdmo_plan.reading.places import kind_of, place_hint, yaml_files

if TYPE_CHECKING:
    from cdmo_plan.reading.fields import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCatalog:
    """All files of a catalog folder by path, and all findings about them by place."""

    root: Path
    shown_as: str
    files: tuple[ReadFile, ...]
    diagnostics: tuple[Diagnostic, ...]

    def of_kind(self, kind: str) -> tuple[ReadFile, ...]:
        """Return the files of one kind, by path."""
        return tuple(file for file in self.files if file.kind == kind)


class KnownDocument:
    """What stands for the document of a file that was read before, and need not be read again."""


def read_catalog(
    root: Path, *, shown_as: str | None = None, known: Mapping[str, str] = MappingProxyType({})
) -> ReadCatalog:
    """Read a catalog folder. Marks name files below `shown_as`, or below the root as it was given.

    Args:
        root: The folder.
        shown_as: Below what marks name its files.
        known: The digests of files, by path, that need not be read: their documents are `KnownDocument`.

    Raises:
        ReadingFailure: If the folder itself cannot be listed.
    """
    base = Path(root if shown_as is None else shown_as)
    unlisted: list[OSError] = []
    paths = sorted(yaml_files(root, unlisted))
    findings = [_unlisted(error, root, base) for error in unlisted]
    findings += _misplaced(paths, base)
    files = _read_all(root, base, paths, known)
    for file in files:
        findings += file.diagnostics
    return ReadCatalog(
        root=root, shown_as=printable(base), files=tuple(files), diagnostics=tuple(sorted(findings))
    )


def _read_all(root: Path, base: Path, paths: Sequence[str], known: Mapping[str, str]) -> list[ReadFile]:
    by_kind: dict[str, list[Content]] = defaultdict(list)
    files = []
    for path in paths:
        kind = kind_of(path)
        if kind and path in known:
            files.append(_known(path, kind, printable(base / path), known[path]))
        elif kind:
            by_kind[kind].append(_content(root, base, path))
    files += [file for kind, contents in by_kind.items() for file in read_contents(kind, contents)]
    return sorted(files, key=lambda file: file.path)


def _known(path: str, kind: str, file: str, digest: str) -> ReadFile:
    return ReadFile(
        path=path,
        kind=kind,
        document=cast("Document", KnownDocument()),
        data=None,
        marks=MarkTree(file),
        diagnostics=(),
        digest=digest,
    )


def _content(root: Path, base: Path, path: str) -> Content:
    file = printable(base / path)
    try:
        return Content(path=path, file=file, content=read_bytes(root / path))
    except OSError as error:
        message = f"The file cannot be read: {error.strerror or error}"
        return Content(
            path=path, file=file, content=b"", problem=codes.UNREADABLE_FILE.at(Mark(file, 1, 1), message)
        )


def _unlisted(error: OSError, root: Path, base: Path) -> Diagnostic:
    folder = base / os.path.relpath(str(error.filename), root)
    message = f"The folder cannot be read: {error.strerror or error}"
    return codes.UNREADABLE_FILE.at(Mark(printable(folder), 1, 1), message)


def _misplaced(paths: Sequence[str], base: Path) -> Iterator[Diagnostic]:
    taken: dict[str, str] = {}
    for path in paths:
        if kind_of(path) is None:
            mark = Mark(printable(base / path), 1, 1)
            yield codes.UNKNOWN_FILE.at(
                mark, "No file of a catalog belongs here; it is not read", hint=place_hint(path)
            )
            continue
        first = taken.setdefault(posixpath.splitext(path)[0], path)
        if first != path:
            mark = Mark(printable(base / path), 1, 1)
            related = ((Mark(printable(base / first), 1, 1), "it stands here too"),)
            message = f"The file stands beside {PurePosixPath(first).name}, and only one of the two is meant"
            yield codes.FILE_TWICE.at(mark, message, hint="keep one of them", related=related)
    if "manifest" not in taken:
        from cdmo_plan.reading.manifest_document import ManifestDocument

        fields = ", ".join(
            name for name, field in ManifestDocument.model_fields.items() if field.is_required()
        )
        yield codes.NO_MANIFEST.at(
            Mark(printable(base / "manifest.yaml"), 1, 1),
            "The folder has no manifest.yaml, which makes it a catalog",
            hint=f'create it with the fields {fields}; the first is format: "1"',
        )
