"""What a YAML text says, in plain data: scalars as they are written, with all that is known of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple, TypeAlias

from cdmo_plan.diagnostics.diagnostic import Diagnostic
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


@dataclass(slots=True)
class Marked:
    """What a text says, where, and what is wrong with how it says it."""

    data: Data = None
    node: Node = NO_NODE
    problems: list[Diagnostic] = field(default_factory=list)
    suspects: list[Suspect] = field(default_factory=list)
    torn: list[object] = field(default_factory=list)
    """Mappings that lost a key: what else they lack is not known."""
    ended: bool = False
    """Whether the document was read to its end."""
