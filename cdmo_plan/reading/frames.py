"""Lists and mappings that are still being read: what they hold so far, and where."""

from __future__ import annotations

from typing import TypeAlias

from cdmo_plan.reading.mark_tree import KeyedNode, Node
from cdmo_plan.reading.marked import LOST, Data, Lost


class OpenList:
    """A list whose end has not come yet."""

    __slots__ = ("column", "data", "line", "marks")

    def __init__(self, line: int, column: int) -> None:
        self.data: list[Data] = []
        self.marks: list[Node] = []
        self.line = line
        self.column = column

    @property
    def step(self) -> int:
        """The position that the next value takes."""
        return len(self.data)

    def put(self, value: Data, node: Node) -> None:
        """Add a value."""
        self.data.append(value)
        self.marks.append(node)

    @property
    def node(self) -> Node:
        """The marks of the list and of all in it."""
        return (self.line, self.column, False, self.marks)


class OpenMapping:
    """A mapping whose end has not come yet; `key` waits for its value."""

    __slots__ = ("column", "data", "key", "key_column", "key_line", "line", "marks")

    def __init__(self, line: int, column: int) -> None:
        self.data: dict[str, Data] = {}
        self.marks: dict[str, KeyedNode] = {}
        self.line = line
        self.column = column
        self.key: str | Lost | None = None
        self.key_line = self.key_column = 0

    @property
    def step(self) -> str | Lost:
        """The key that the next value takes."""
        return LOST if self.key is None else self.key

    def take_key(self, key: str | Lost, line: int, column: int) -> None:
        """Remember a key until its value comes; the value of a lost key is dropped."""
        self.key, self.key_line, self.key_column = key, line, column

    def put(self, value: Data, node: Node) -> None:
        """Add a value under the key that waits for it."""
        if isinstance(self.key, str):
            self.data[self.key] = value
            self.marks[self.key] = (self.key_line, self.key_column, node)
        self.key = None

    @property
    def node(self) -> Node:
        """The marks of the mapping and of all in it."""
        return (self.line, self.column, False, self.marks)


Frame: TypeAlias = OpenList | OpenMapping
