"""A value of which some fields are known only when they are asked for, as from a file read in parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING


class Late:
    """The base of a dataclass with slots whose instances may owe some of their fields.

    An instance that is constructed owes nothing, and one that owes cannot be told from it.
    """

    __slots__ = ("_owed",)

    _owed: Callable[[Late], None]

    def owe(self, fill: Callable[[Late], None]) -> None:
        """Take note of what will set every field that is not set yet."""
        object.__setattr__(self, "_owed", fill)

    if not TYPE_CHECKING:  # every attribute would be known

        def __getattr__(self, name: str) -> object:
            """Return a field that is not set yet, after all of them were; there is no other reason to ask."""
            try:
                fill = object.__getattribute__(self, "_owed")
            except AttributeError:
                message = f"{type(self).__name__!r} object has no attribute {name!r}"
                raise AttributeError(message, name=name, obj=self) from None
            object.__delattr__(self, "_owed")
            fill(self)
            return object.__getattribute__(self, name)
