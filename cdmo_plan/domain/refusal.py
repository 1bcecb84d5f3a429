"""A brief that cannot be asked: unknown words, before any search (never a finding about data)."""

from __future__ import annotations


class BriefRefused(Exception):  # noqa: N818  a refusal is an answer, not a failure of the program
    """The brief names something that the catalog does not know, or that makes no sense.

    `message` says what is wrong, `hint` what to write instead; `also` is what else is wrong.
    """

    def __init__(self, message: str, hint: str | None = None, also: tuple[BriefRefused, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.also = also

    def __str__(self) -> str:
        """Return both, as a traceback shows them."""
        return f"{self.message} ({self.hint})" if self.hint else self.message
