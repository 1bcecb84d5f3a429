"""Running rules over a catalog that was loaded."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from cdmo_plan.catalog.load import Loaded
from cdmo_plan.catalog.rules.registry import RULES
from cdmo_plan.catalog.rules.subject import Subject
from cdmo_plan.diagnostics.diagnostic import Diagnostic, Severity


def check(loaded: Loaded, day: date, codes: Collection[str] | None = None) -> tuple[Diagnostic, ...]:
    """Return what the rules of these codes find, all rules if left out, by place.

    What reading and linking found is among it: their codes have rules too.
    """
    subject = Subject(loaded, day)
    chosen = RULES.values() if codes is None else [RULES[code] for code in codes]
    return tuple(sorted(found for rule in chosen for found in rule.run(subject)))


def with_errors(loaded: Loaded, day: date) -> Loaded:
    """Return a catalog with every error that the rules find added to what loading found.

    An answer from a catalog with errors is refused or marked, whoever found them.
    """
    codes = [code for code, rule in RULES.items() if rule.kind.severity is Severity.ERROR]
    known = {(found.code, found.mark, found.message) for found in loaded.diagnostics}
    more = [e for e in check(loaded, day, codes) if (e.code, e.mark, e.message) not in known]
    return loaded._replace(diagnostics=tuple(sorted([*loaded.diagnostics, *more]))) if more else loaded
