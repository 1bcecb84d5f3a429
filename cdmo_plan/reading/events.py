"""YAML text becomes plain data and a parallel tree of marks, from the parser's events.

A scalar stays the text that is written: its type is decided by the field it fills, later.
Events and not nodes, since composing nodes recurses in C and crashes on deep nesting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, Final, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
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
from cdmo_plan.reading.decoding import has_unprintable
from cdmo_plan.reading.frames import Frame, OpenList, OpenMapping
from cdmo_plan.reading.marked import LOST, Marked, Suspect
from cdmo_plan.reading.other_readers import SUSPECT
from cdmo_plan.reading.syntax import explain, explain_value

LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""libyaml's parser, or PyYAML's own where PyYAML was built without libyaml."""

_NOTHING: Final = frozenset({"", "null", "~"})
_LONGEST_NAME: Final = 60


class _Stopped(Exception):  # noqa: N818 - not an error: a reason to read no further
    """Nothing after this event can be read."""


@lru_cache(maxsize=4096)
def _is_suspect_key(text: str) -> bool:
    """Tell whether another reader may change a key: half of all scalars are keys, and few differ."""
    return SUSPECT.match(text) is not None or text in _NOTHING


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
        marked.problems.append(explain_value(error, Mark(file, builder.line, builder.column)))
    if marked.ended and marked.data is None:
        marked.problems.append(codes.EMPTY_FILE.at(Mark(file, 1, 1), "The file says nothing"))
    return marked


class _Builder:
    """Takes events one by one and keeps the lists and mappings that are still open."""

    def __init__(self, file: str) -> None:
        self.marked = Marked()
        self.line = self.column = 1
        self._file = file
        self._documents = 0
        self._root = OpenList(1, 1)
        self._frames: list[Frame] = [self._root]
        self._handlers: dict[type[Event], Callable[[Any], None]] = {
            ScalarEvent: self._scalar,
            MappingStartEvent: self._open_mapping,
            SequenceStartEvent: self._open_list,
            MappingEndEvent: self._close,
            SequenceEndEvent: self._close,
            AliasEvent: self._alias,
            DocumentStartEvent: self._document,
        }

    def run(self, events: Iterator[Any]) -> None:
        """Take all events, up to a limit."""
        handlers, most = self._handlers, limits.MAX_EVENTS
        for count, event in enumerate(events, 1):
            start = event.start_mark
            self.line, self.column = start.line + 1, start.column + 1
            if count > most:
                message = f"The file has more than {most:,} parts (keys, values, lists and mappings)"
                self._stop(codes.TOO_MANY_EVENTS, message, "split it into several files")
            handler = handlers.get(type(event))
            if handler:
                handler(event)
        self._take_root()

    def _take_root(self) -> None:
        if self._root.data:
            self.marked.data, self.marked.node = self._root.data[0], self._root.marks[0]

    def _scalar(self, event: ScalarEvent) -> None:
        text, plain = event.value, not event.style
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        if has_unprintable(text):
            message = "The text holds an escape for an invisible character"
            self._refuse(codes.CONTROL_CHARACTER, message, "delete the escape")
        frame = self._frames[-1]
        if isinstance(frame, OpenMapping) and frame.key is None:
            self._take_key(frame, text, plain=plain)
        elif plain and text in _NOTHING:
            frame.put(None, (self.line, self.column, True, None))
        else:
            if plain and SUSPECT.match(text):
                self._suspect(text)
            frame.put(text, (self.line, self.column, plain, None))

    def _take_key(self, frame: OpenMapping, text: str, *, plain: bool) -> None:
        if plain and text == "<<":
            message = "A merge key (<<) hides what a mapping says"
            self._lose_key(frame, codes.MERGE_KEY, message, "write out the fields that it brings in")
        elif plain and not text:
            self._lose_key(frame, codes.KEY_NOT_TEXT, "A key is empty", "name the field")
        elif text in frame.marks:
            self._refuse_duplicate(frame, text)
        else:
            frame.take_key(text, self.line, self.column)
            if plain and _is_suspect_key(text):
                self._suspect(text, is_key=True)

    def _refuse_duplicate(self, frame: OpenMapping, text: str) -> None:
        line, column, _node = frame.marks[text]
        frame.take_key(LOST, self.line, self.column)
        self.marked.problems.append(
            codes.DUPLICATE_KEY.at(
                Mark(self._file, self.line, self.column),
                f"The key {text[:_LONGEST_NAME]!r} stands twice in this mapping",
                hint="keep one of the two",
                related=((Mark(self._file, line, column), "it stands here first"),),
            )
        )

    def _lose_key(self, frame: OpenMapping, code: Code, message: str, hint: str) -> None:
        frame.take_key(LOST, self.line, self.column)
        self.marked.torn.append(frame.data)
        self._refuse(code, message, hint)

    def _open_mapping(self, event: MappingStartEvent) -> None:
        self._open(event, OpenMapping(self.line, self.column))

    def _open_list(self, event: SequenceStartEvent) -> None:
        self._open(event, OpenList(self.line, self.column))

    def _open(self, event: MappingStartEvent | SequenceStartEvent, opened: Frame) -> None:
        if len(self._frames) > limits.MAX_LEVELS:
            message = f"Lists and mappings stand more than {limits.MAX_LEVELS} levels deep"
            self._stop(codes.TOO_DEEP, message, "no catalog needs more than ten levels")
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        self._frames.append(opened)

    def _close(self, _event: MappingEndEvent | SequenceEndEvent) -> None:
        closed = self._frames.pop()
        frame = self._frames[-1]
        if isinstance(frame, OpenMapping) and frame.key is None:
            self.line, self.column = closed.line, closed.column
            message, hint = "A key is a list or a mapping", "write a key as a single text"
            self._lose_key(frame, codes.KEY_NOT_TEXT, message, hint)
        else:
            frame.put(closed.data, closed.node)

    def _alias(self, event: AliasEvent) -> None:
        message = f"The alias *{_short(event.anchor)} repeats a value that stands elsewhere"
        frame = self._frames[-1]
        if isinstance(frame, OpenMapping) and frame.key is None:
            self._lose_key(frame, codes.ALIAS, message, "write out the key")
        else:
            self._refuse(codes.ALIAS, message, "write out the value")
            frame.put(LOST, (self.line, self.column, False, None))

    def _document(self, _event: DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            self._take_root()
            self.marked.ended = True
            message = "A second document begins here, and is not read"
            self._stop(codes.SECOND_DOCUMENT, message, "keep one document in a file")

    def _refuse_properties(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent) -> None:
        if event.anchor is not None:
            message = f"The anchor &{_short(event.anchor)} names a value, to be repeated elsewhere"
            self._refuse(codes.ALIAS, message, "delete it, and write out the value wherever it is meant")
        if event.tag is not None:
            message = f"A value carries the tag {_short(event.tag)}"
            self._refuse(codes.TAG, message, "delete it: the field says what type its value has")

    def _suspect(self, text: str, *, is_key: bool = False) -> None:
        path = tuple(frame.step for frame in self._frames[1:])
        self.marked.suspects.append(Suspect(path, text, self.line, self.column, is_key))

    def _refuse(self, code: Code, message: str, hint: str) -> None:
        self.marked.problems.append(code.at(Mark(self._file, self.line, self.column), message, hint=hint))

    def _stop(self, code: Code, message: str, hint: str) -> NoReturn:
        self._refuse(code, message, hint)
        raise _Stopped


def _short(name: object) -> str:
    return str(name)[:_LONGEST_NAME]
