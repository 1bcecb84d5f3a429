"""Which rules are meant by codes, beginnings of codes and names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cdmo_plan.catalog.rules.registry import RULES
from cdmo_plan.diagnostics.codes import FAMILIES
from cdmo_plan.diagnostics.suggestions import did_you_mean


class UnknownRuleError(ValueError):
    """A word names no rule and no family; `near` is what was probably meant."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word
        self.near = did_you_mean(word, [*RULES, *(rule.kind.name for rule in RULES.values()), *FAMILIES])


def select(selected: Iterable[str], ignored: Iterable[str]) -> tuple[str, ...]:
    """Return the codes that are selected (all, if none is named) and not ignored, in their order.

    Raises:
        UnknownRuleError: If a word names no rule.
    """
    wanted = {code for word in _words(selected) for code in codes_of(word)} or set(RULES)
    unwanted = {code for word in _words(ignored) for code in codes_of(word)}
    return tuple(code for code in RULES if code in wanted - unwanted)


def codes_of(word: str) -> tuple[str, ...]:
    """Return the codes that a code, the beginning of codes, or a name means; case does not matter.

    Raises:
        UnknownRuleError: If it means none.
    """
    folded = word.strip().upper()
    codes = tuple(
        code
        for code, rule in RULES.items()
        if rule.kind.name.upper() == folded or (folded.startswith("CAT") and code.startswith(folded))
    )
    if not codes:
        raise UnknownRuleError(word.strip())
    return codes


def _words(lists: Iterable[str]) -> Iterator[str]:
    return (word for each in lists for word in each.split(",") if word.strip())
