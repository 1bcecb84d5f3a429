"""A finding is a value: what is wrong, where, how badly, and what to do about it."""

from __future__ import annotations

import enum

from cdmo_plan.domain.marks import Mark
from cdmo_plan.domain.values import dataclass


class Severity(enum.Enum):
    """How much a finding weighs; the value is the word that scripts read."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    def at_least(self, other: Severity) -> bool:
        """Tell whether this weighs as much as another, or more."""
        return _WEIGHTS[self] >= _WEIGHTS[other]

    def __str__(self) -> str:
        """Return the word."""
        return self.value


_WEIGHTS = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding about data. A renderer gives it a voice; it never prints itself."""

    code: str
    name: str
    severity: Severity
    message: str
    mark: Mark
    hint: str | None = None
    related: tuple[tuple[Mark, str], ...] = ()

    @property
    def sort_key(self) -> tuple[Mark, str, str]:
        """File, line, column, then code: the order of a report, whatever order found it."""
        return (self.mark, self.code, self.message)

    def __lt__(self, other: Diagnostic) -> bool:
        return self.sort_key < other.sort_key

    def __str__(self) -> str:
        """Return one line, as logs and failing tests want it."""
        return f"{self.mark}: {self.severity} {self.code} {self.name}: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A kind of finding: a stable code to group and silence by, a name to read, what it means."""

    code: str
    name: str
    summary: str
    severity: Severity = Severity.ERROR

    def at(
        self,
        mark: Mark,
        message: str,
        *,
        hint: str | None = None,
        related: tuple[tuple[Mark, str], ...] = (),
    ) -> Diagnostic:
        """Return a finding of this kind; one kind always has one severity."""
        return Diagnostic(
            code=self.code,
            name=self.name,
            severity=self.severity,
            message=message,
            mark=mark,
            hint=hint,
            related=related,
        )
