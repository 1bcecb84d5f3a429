"""What linking a file's facts needs: its marks, its sources, and where findings go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from cdmo_plan.diagnostics import codes
from cdmo_plan.diagnostics.diagnostic import Code, Diagnostic
from cdmo_plan.diagnostics.suggestions import did_you_mean
from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.marks import Mark, Marks
from cdmo_plan.domain.sources import GENERAL_KNOWLEDGE, GENERAL_KNOWLEDGE_ID, Source
from cdmo_plan.reading.files import ReadFile
from cdmo_plan.reading.mark_tree import Path

if TYPE_CHECKING:
    from cdmo_plan.reading.shared import SourceDocument


class FileContext:
    """One file being linked."""

    def __init__(
        self,
        file: ReadFile,
        sources: Mapping[str, SourceDocument] | None = None,
        read: PartialDate | None = None,
    ) -> None:
        self._marks = file.marks
        self.problems: list[Diagnostic] = []
        self._sources = {GENERAL_KNOWLEDGE_ID: GENERAL_KNOWLEDGE}
        for name, document in (sources or {}).items():
            if name == GENERAL_KNOWLEDGE_ID:
                message = f"The id {name!r} is taken: it stands for what no source states"
                self.problems.append(codes.DUPLICATE_ID.at(self.mark(("sources", name)), message))
            else:
                self._sources[name] = self._source(name, document, read)

    def _source(self, name: str, document: SourceDocument, read: PartialDate | None) -> Source:
        return Source(
            id=name,
            url=document.url,
            citation=document.citation or document.title,
            publisher=document.publisher,
            published=document.published,
            read=document.read or read,
            supports=document.supports,
            mirror=document.mirror,
            marks=self.marks(("sources", name)),
        )

    def marks(self, path: Path) -> Marks:
        """Return the marks of the mapping at a path of the file."""
        return self._marks.fields(path)

    def mark(self, path: Path) -> Mark:
        """Return the mark of the value at a path of the file."""
        return self._marks.mark_of(path)

    def sources(self, names: Iterable[str], path: Path) -> tuple[Source, ...]:
        """Return the sources that a fact cites; one that the file does not list is a finding."""
        found = []
        for number, name in enumerate(names):
            source = self._sources.get(name)
            if source is None:
                self.unknown(
                    name, self._sources, (*path, "sources", number), what="source", code=codes.UNKNOWN_SOURCE
                )
            else:
                found.append(source)
        return tuple(found)

    def twice(self, words: Iterable[str], field: str, key: str, *, what: str) -> None:
        """Report words that stand twice as the key of the entries of a list."""
        first: dict[str, int] = {}
        for number, word in enumerate(words):
            if first.setdefault(word, number) != number:
                related = ((self.mark((field, first[word], key)), "it stands here first"),)
                message = f"The {what} {word!r} stands twice"
                mark = self.mark((field, number, key))
                self.problems.append(codes.DUPLICATE_ID.at(mark, message, related=related))

    def unknown(
        self,
        word: str,
        choices: Iterable[str],
        path: Path,
        *,
        what: str,
        code: Code = codes.UNKNOWN_REFERENCE,
    ) -> None:
        """Report an identifier that names nothing, with what may have been meant."""
        close = did_you_mean(word, choices)
        hint = f"did you mean {' or '.join(close)}?" if close else None
        self.problems.append(code.at(self.mark(path), f"No {what} has the id {word!r}", hint=hint))
