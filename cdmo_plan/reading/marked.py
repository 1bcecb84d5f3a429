"""What a YAML text says, in plain data: scalars as they are written, with all that is known of them."""

from __future__ import annotations

from typing import Final, TypeAlias

from cdmo_plan.diagnostics.diagnostic import Diagnostic
from cdmo_plan.domain.values import NamedTuple
from cdmo_plan.reading.mark_tree import NO_NODE, Node


class Lost:
    """Stands for a value that was refused, so that nothing further is said about it."""


LOST: Final = Lost()

Data: TypeAlias = "str | Lost | list[Data] | dict[str, Data] | None"


class Suspect(NamedTuple):
    """A plain scalar that another reader may change: a key, or a value."""

    path: tuple[str | int | Lost, ...]
    text: str
    line: int
    column: int
    is_key: bool = False


class Marked:
    """What a text says, where, and what is wrong with how it says it."""

    def __init__(
        self, data: Data = None, problems: list[Diagnostic] | None = None, *, ended: bool = False
    ) -> None:
        self.data = data
        self.node: Node = NO_NODE
        self.problems = problems or []
        self.suspects: list[Suspect] = []
        self.torn: list[object] = []
        """Mappings that lost a key: what else they lack is not known."""
        self.ended = ended
        """Whether the document was read to its end."""
