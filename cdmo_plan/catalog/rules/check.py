"""Running rules over a catalog that was loaded."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from cdmo_plan.catalog.load import Loaded
from cdmo_plan.catalog.rules.registry import RULES
from cdmo_plan.catalog.rules.subject import Subject
from cdmo_plan.diagnostics.diagnostic import Diagnostic, Severity


def check(loaded: Loaded, day: date, codes: Collection[str] | None = None) -> tuple[Diagnostic, ...]:
    """Return what the rules of these codes find, all rules if left out, by place.

    What reading and linking found is among it: their codes have rules too. What keeps a file from being
    understood is always among it: no rule could look into the file, so silence would pass for a check.
    """
    subject = Subject(loaded, day)
    chosen = RULES.values() if codes is None else [RULES[code] for code in codes]
    found = {found for rule in chosen for found in rule.run(subject)}
    return tuple(sorted(found.union(_not_understood(loaded))))


def _not_understood(loaded: Loaded) -> Iterator[Diagnostic]:
    unread = {file.marks.mark.file for file in loaded.read_files if file.document is None}
    errors = (found for found in loaded.diagnostics if found.severity is Severity.ERROR)
    return (found for found in errors if found.mark.file in unread)


def with_errors(loaded: Loaded, day: date) -> Loaded:
    """Return a catalog with every error that the rules find added to what loading found.

    An answer from a catalog with errors is refused or marked, whoever found them.
    """
    codes = [code for code, rule in RULES.items() if rule.kind.severity is Severity.ERROR]
    known = {(found.code, found.mark, found.message) for found in loaded.diagnostics}
    more = [e for e in check(loaded, day, codes) if (e.code, e.mark, e.message) not in known]
    return loaded._replace(diagnostics=tuple(sorted([*loaded.diagnostics, *more]))) if more else loaded
