"""Rules: generators that find one kind of fault each, registered with their manual pages.

Which rules there are is decided by the list of modules that is handed to `collect`: nothing
is scanned, and a rule of a module that is not on the list does not run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType, ModuleType
from typing import Generic, TypeVar

from cdmo_plan.diagnostics.diagnostic import Code, Diagnostic, Severity
from cdmo_plan.diagnostics.manual import Manual, read_manual
from cdmo_plan.domain.marks import Mark
from cdmo_plan.domain.values import NamedTuple

Subject = TypeVar("Subject")


class Finding(NamedTuple):
    """What a rule yields: where, what is wrong, and what to write instead. Its code is the rule's."""

    mark: Mark
    message: str
    hint: str | None = None
    related: tuple[tuple[Mark, str], ...] = ()


Check = Callable[[Subject], Iterator[Finding]]


class Rule(Generic[Subject]):
    """A kind of finding, and the generator that finds it, whose docstring is its manual page."""

    __slots__ = ("check", "kind")

    def __init__(self, kind: Code, check: Check[Subject]) -> None:
        self.kind = kind
        self.check = check

    @property
    def manual(self) -> Manual:
        """The manual page, which is taken apart when somebody asks for it: most commands do not.

        Raises:
            ValueError: If the docstring is no manual page.
        """
        return read_manual(self.check.__doc__, self.kind.name)

    def run(self, subject: Subject) -> Iterator[Diagnostic]:
        """Yield every finding of this rule as a diagnostic."""
        for found in self.check(subject):
            yield self.kind.at(found.mark, found.message, hint=found.hint, related=found.related)


def rule(
    code: Code | str, name: str = "", severity: Severity = Severity.ERROR
) -> Callable[[Check[Subject]], Rule[Subject]]:
    """Make a generator a rule: of a code that reading or linking knows too, or of a code of its own.

    The first line of the docstring is the summary; the function's name, the rule's.

    Raises:
        ValueError: If the docstring says something else than the code's summary.
    """

    def decorate(check: Check[Subject]) -> Rule[Subject]:
        summary = (check.__doc__ or "").lstrip().partition("\n")[0]
        if isinstance(code, str):
            kind = Code(code=code, name=name, summary=summary, severity=severity)
        elif code.summary != summary:
            message = f"{code.code} is {code.summary!r}, and its manual page begins {summary!r}"
            raise ValueError(message)
        else:
            kind = code
        return Rule(kind, check)

    return decorate


def collect(modules: Iterable[ModuleType], families: Mapping[str, str]) -> Mapping[str, Rule[Subject]]:
    """Return the rules of modules by code, in the order of their codes.

    Raises:
        ValueError: If two rules share a code or a name, or a code belongs to no family.
    """
    by_code: dict[str, Rule[Subject]] = {}
    names: set[str] = set()
    for each in (value for module in modules for value in vars(module).values() if isinstance(value, Rule)):
        kind = each.kind
        if kind.code in by_code or kind.name in names:
            message = f"two rules are {kind.code} or {kind.name}"
            raise ValueError(message)
        if kind.code[:4] not in families:
            message = f"{kind.code} {kind.name} belongs to no family"
            raise ValueError(message)
        by_code[kind.code] = each
        names.add(kind.name)
    return MappingProxyType(dict(sorted(by_code.items())))
