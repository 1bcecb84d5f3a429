"""YAML text becomes plain data and a parallel tree of marks, from the parser's events.

A scalar stays the text that is written: its type is decided by the field it fills, later.
Events and not nodes, since composing nodes recurses in C and crashes on deep nesting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from cdmo_plan.diagnostics import codes
from cdmo_plan.diagnostics.diagnostic import Code
from cdmo_plan.domain.marks import Mark
from cdmo_plan.reading import limits
from cdmo_plan.reading.decoding import UNPRINTABLE
from cdmo_plan.reading.mark_tree import KeyedNode, Node
from cdmo_plan.reading.marked import LOST, Data, Lost, Marked, Suspect
from cdmo_plan.reading.other_readers import SUSPECT
from cdmo_plan.reading.syntax import explain

LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""libyaml's parser, or PyYAML's own where PyYAML was built without libyaml."""


Collected: TypeAlias = list[Data] | dict[str, Data]
CollectedMarks: TypeAlias = list[Node] | dict[str, KeyedNode]


class _Stopped(Exception):  # noqa: N818 - not an error: a reason to read no further
    """Nothing after this event can be read."""


class _Frame:
    """A list or mapping that is still open."""

    __slots__ = ("column", "data", "key", "key_column", "key_line", "key_plain", "line", "marks")

    def __init__(self, data: Collected, marks: CollectedMarks, line: int, column: int) -> None:
        self.data = data
        self.marks = marks
        self.line = line
        self.column = column
        self.key: str | Lost | None = None
        self.key_line = self.key_column = 0
        self.key_plain = False


def read_events(text: str, file: str) -> Marked:
    """Read a YAML text; every problem is a diagnostic, and nothing is raised."""
    builder = _Builder(file)
    marked = builder.marked
    try:
        builder.run(yaml.parse(text, Loader=LOADER))
        marked.ended = True
    except _Stopped:
        pass
    except yaml.YAMLError as error:
        marked.problems.append(explain(error, text, file))
    except (ValueError, OverflowError) as error:  # PyYAML's own scanner, on escapes beyond Unicode
        mark = Mark(file, *builder.last)
        marked.problems.append(codes.SYNTAX.at(mark, f"After this place the file is not YAML: {error}"))
    if marked.ended and marked.data is None:
        marked.problems.append(codes.EMPTY_FILE.at(Mark(file, 1, 1), "The file says nothing"))
    return marked


class _Builder:
    """Takes events one by one and keeps the lists and mappings that are still open."""

    def __init__(self, file: str) -> None:
        self.marked = Marked()
        self.last = (1, 1)
        self._file = file
        self._documents = 0
        self._frames = [_Frame([], [], 1, 1)]
        self._handlers: dict[type[Event], Callable[[Any], None]] = {
            ScalarEvent: self._scalar,
            MappingStartEvent: self._open_mapping,
            SequenceStartEvent: self._open_list,
            MappingEndEvent: self._close,
            SequenceEndEvent: self._close,
            AliasEvent: self._alias,
            DocumentStartEvent: self._document,
        }

    def run(self, events: Iterator[Event]) -> None:
        """Take all events, up to a limit."""
        handlers, most = self._handlers, limits.MAX_EVENTS
        for count, event in enumerate(events, 1):
            if count > most:
                message = f"The file has more than {most:,} parts (keys, values, lists and mappings)"
                self._stop(codes.TOO_MANY_EVENTS, event, message, "split it into several files")
            handler = handlers.get(type(event))
            if handler:
                handler(event)
        root = self._frames[0]
        if root.data:
            self.marked.data, self.marked.node = root.data[0], root.marks[0]

    def _scalar(self, event: ScalarEvent) -> None:
        start, text, plain = event.start_mark, event.value, not event.style
        line, column = start.line + 1, start.column + 1
        self.last = (line, column)
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        if not text.isprintable() and UNPRINTABLE.search(text):
            message = "The text holds an escape for an invisible character"
            self._refuse(codes.CONTROL_CHARACTER, event, message, "delete the escape")
        frame = self._frames[-1]
        if frame.key is None and type(frame.data) is dict:
            self._take_key(frame, event)
        elif plain and text in _NOTHING:
            self._put(None, (line, column, plain, None))
        else:
            if plain and SUSPECT.match(text):
                self.marked.suspects.append(Suspect(self._path(), text, line, column))
            self._put(text, (line, column, plain, None))

    def _take_key(self, frame: _Frame, event: ScalarEvent) -> None:
        text, plain = event.value, not event.style
        frame.key_line, frame.key_column = self.last
        frame.key_plain = plain
        frame.key = text
        if plain and text == "<<":
            message = "A merge key (<<) hides what a mapping says"
            self._lose_key(frame, codes.MERGE_KEY, event, message, "write out the fields that it brings in")
        elif plain and not text:
            self._lose_key(frame, codes.KEY_NOT_TEXT, event, "A key is empty", "name the field")
        elif text in frame.marks:
            self._refuse_duplicate(frame, event, text)
        elif plain and (SUSPECT.match(text) or text in _NOTHING):
            self.marked.suspects.append(Suspect(self._path(), text, *self.last, is_key=True))

    def _refuse_duplicate(self, frame: _Frame, event: Event, text: str) -> None:
        first = frame.marks[text]
        frame.key = LOST
        mark = self._mark(event)
        self.marked.problems.append(
            codes.DUPLICATE_KEY.at(
                mark,
                f"The key {text[:80]!r} stands twice in this mapping",
                hint="keep one of the two",
                related=((Mark(self._file, first[0], first[1]), "it stands here first"),),
            )
        )

    def _lose_key(self, frame: _Frame, code: Code, event: Event, message: str, hint: str) -> None:
        frame.key = LOST
        self.marked.torn.append(frame.data)
        self._refuse(code, event, message, hint)

    def _open_mapping(self, event: MappingStartEvent) -> None:
        self._open(event, {}, {})

    def _open_list(self, event: SequenceStartEvent) -> None:
        self._open(event, [], [])

    def _open(self, event: CollectionStartEvent, data: Collected, marks: CollectedMarks) -> None:
        start = event.start_mark
        self.last = (start.line + 1, start.column + 1)
        if len(self._frames) > limits.MAX_LEVELS:
            message = f"Lists and mappings stand more than {limits.MAX_LEVELS} levels deep"
            self._stop(codes.TOO_DEEP, event, message, "no catalog needs more than ten levels")
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        self._frames.append(_Frame(data, marks, *self.last))

    def _close(self, _event: CollectionEndEvent) -> None:
        closed = self._frames.pop()
        frame = self._frames[-1]
        if frame.key is None and type(frame.data) is dict:
            mark = Mark(self._file, closed.line, closed.column)
            message, hint = "A key is a list or a mapping", "a key is a single text"
            self.marked.problems.append(codes.KEY_NOT_TEXT.at(mark, message, hint=hint))
            self.marked.torn.append(frame.data)
            frame.key = LOST
            return
        self._put(closed.data, (closed.line, closed.column, False, closed.marks))

    def _put(self, value: Data, node: Node) -> None:
        frame = self._frames[-1]
        data, key = frame.data, frame.key
        if type(data) is list:
            data.append(value)
            frame.marks.append(node)
            return
        if key is not LOST:
            data[key] = value
            frame.marks[key] = (frame.key_line, frame.key_column, frame.key_plain, node)
        frame.key = None

    def _alias(self, event: AliasEvent) -> None:
        self._refuse(
            codes.ALIAS, event, f"The alias *{event.anchor[:80]} repeats a value", "write out the value"
        )
        frame = self._frames[-1]
        if frame.key is None and type(frame.data) is dict:
            self.marked.torn.append(frame.data)
            frame.key = LOST
            return
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        self._put(LOST, (line, column, False, None))

    def _document(self, event: DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            message = "A second document begins here; what follows is not read"
            self._stop(codes.SECOND_DOCUMENT, event, message, "keep one document in a file")

    def _refuse_properties(self, event: ScalarEvent | CollectionStartEvent) -> None:
        if event.anchor is not None:
            message = f"The anchor &{event.anchor[:80]} names a value"
            self._refuse(
                codes.ALIAS, event, message, "delete it, and write out the value wherever it is meant"
            )
        if event.tag is not None:
            message = f"A value carries the tag {event.tag[:80]}"
            self._refuse(codes.TAG, event, message, "delete it: the field says what type its value has")

    def _refuse(self, code: Code, event: Event, message: str, hint: str) -> None:
        self.marked.problems.append(code.at(self._mark(event), message, hint=hint))

    def _stop(self, code: Code, event: Event, message: str, hint: str) -> None:
        self._refuse(code, event, message, hint)
        raise _Stopped

    def _mark(self, event: Event) -> Mark:
        return Mark(self._file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _path(self) -> Path:
        return tuple(frame.key if type(frame.data) is dict else len(frame.data) for frame in self._frames[1:])


_NOTHING: Final = frozenset({"", "null", "~"})
