"""What was probably meant: near words for a misspelt one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_LONGEST_WORD = 80


def did_you_mean(word: str, choices: Iterable[str], n: int = 3) -> list[str]:
    """Return at most n choices that look like the word, the nearest first; case does not matter.

    A word longer than any identifier gets no suggestion: comparing is quadratic in its length.
    """
    if len(word) > _LONGEST_WORD:
        return []
    by_folded = {choice.casefold(): choice for choice in choices}
    near = difflib.get_close_matches(word.casefold(), by_folded, n=n)
    return [by_folded[folded] for folded in near]
