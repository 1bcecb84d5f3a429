"""Where each key, value and item of a file stands: a tree of plain tuples, parallel to the data.

A file has ten thousand values and few of their marks are ever asked for, so marks of the
domain are made on request.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from cdmo_plan.domain.marks import Mark, Marks

Path: TypeAlias = tuple[str | int, ...]
Node: TypeAlias = "tuple[int, int, bool, list[Node] | dict[str, KeyedNode] | None]"
"""Line, column, whether it is a plain scalar, and what stands inside of a list or a mapping."""
KeyedNode: TypeAlias = tuple[int, int, Node]
"""The line and column of a key, and the value's node."""

NO_NODE: Node = (1, 1, False, None)


class MarkTree:
    """The marks of one file, or of a part of one. Paths are those of the data: keys and positions."""

    __slots__ = ("_file", "_node")

    def __init__(self, file: str, node: Node = NO_NODE) -> None:
        self._file = file
        self._node = node

    @property
    def mark(self) -> Mark:
        """Where this part begins."""
        return Mark(self._file, self._node[0], self._node[1])

    @property
    def is_plain(self) -> bool:
        """Whether this part is a scalar without quotes."""
        return self._node[2]

    def at(self, *path: str | int) -> MarkTree:
        """Return the part at a path, or the innermost part around it where the path is not written."""
        return MarkTree(self._file, self._find(path))

    def mark_of(self, path: Path) -> Mark:
        """Return where the value at a path begins, or the innermost value around it."""
        node = self._find(path)
        return Mark(self._file, node[0], node[1])

    def key_mark_of(self, path: Path) -> Mark:
        """Return where the key of the value at a path stands, or the value where it has no key."""
        children = self._find(path[:-1])[3]
        if path and isinstance(children, dict) and path[-1] in children:
            line, column, _node = children[str(path[-1])]
            return Mark(self._file, line, column)
        return self.mark_of(path)

    def fields(self, path: Path = ()) -> Marks:
        """Return the mark of the mapping at a path, and of each of its fields.

        A field is marked at its value; where that begins on a later line, as lists and
        mappings do, at its key, since this is the line that a reader looks for.
        """
        file = self._file
        begin, start, _plain, children = self._find(path)
        entity = Mark(file, begin, start)
        if not isinstance(children, dict):
            return Marks(entity)
        return Marks(entity, _FieldMarks(file, children))

    def _find(self, path: Path) -> Node:
        node = self._node
        for step in path:
            child = _child(node, step)
            if child is None:
                break
            node = child
        return node


class _FieldMarks(Mapping[str, Mark]):
    """The marks of the fields of a mapping, made on request."""

    __slots__ = ("_children", "_file")

    def __init__(self, file: str, children: Mapping[str, KeyedNode]) -> None:
        self._file = file
        self._children = children

    def __getitem__(self, name: str) -> Mark:
        line, column, node = self._children[name]
        return Mark(self._file, line, node[1] if node[0] == line else column)

    def __iter__(self) -> Iterator[str]:
        return iter(self._children)

    def __len__(self) -> int:
        return len(self._children)


def _child(node: Node, step: str | int) -> Node | None:
    children = node[3]
    if isinstance(children, dict):
        keyed: KeyedNode | None = children.get(str(step))
        return keyed[2] if keyed else None
    if isinstance(children, list) and isinstance(step, int) and 0 <= step < len(children):
        item: Node = children[step]
        return item
    return None
