"""What was probably meant: near words for a misspelt one, and the words used here for those of the trade."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

_LONGEST_WORD = 80
_SHORTEST_PART = 3

_OF_THE_TRADE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cho": "mammalian",
        "e-coli": "microbial",
        "ecoli": "microbial",
        "pichia": "yeast",
        "sf9": "insect",
        "baculovirus": "insect",
        "lyo": "lyophilized",
        "freeze-dried": "lyophilized",
        "pfs": "prefilled-syringe",
        "fih": "clinical",
        "ppq": "commercial",
        "bla": "commercial",
        "bsab": "bispecific",
        "antibody": "mab",
        "cld": "cell-line-development",
        "cell-line": "cell-line-development",
        "ds": "drug-substance",
        "dp": "fill-finish",
        "drug-product": "fill-finish",
        "md": "markdown",
        "excel": "csv",
        "xlsx": "csv",
        "max-contracts": "max-partners",
    }
)
"""What people of the field write, spelt with hyphens, and the word that is used here for it."""
_TRIAL_PHASE: Final = re.compile(r"(phase|ph)-?([123]|i{1,3})[ab]?(-([123]|i{1,3})[ab]?)?")


def did_you_mean(word: str, choices: Iterable[str], n: int = 3) -> list[str]:
    """Return at most n choices that may be meant, the likeliest first; case does not matter.

    A word of the trade comes first, then choices of which the word is a part (`samsung` in
    `samsung-biologics`), then those that look like it. A word longer than any identifier gets no suggestion:
    comparing is quadratic in its length.
    """
    if len(word) > _LONGEST_WORD:
        return []
    by_folded = {choice.casefold(): choice for choice in choices}
    folded = word.strip().casefold()
    likely = [*_of_the_trade(folded), *_holding(folded, list(by_folded))]
    likely += difflib.get_close_matches(folded, by_folded, n=n)
    return [by_folded[each] for each in dict.fromkeys(likely) if each in by_folded][:n]


def _of_the_trade(word: str) -> list[str]:
    spelt = re.sub(r"[^a-z0-9]+", "-", word).strip("-")
    if _TRIAL_PHASE.fullmatch(spelt):
        return ["clinical"]
    return [_OF_THE_TRADE[spelt]] if spelt in _OF_THE_TRADE else []


def _holding(word: str, choices: Sequence[str]) -> list[str]:
    """Return the choices that begin with the word or hold it as a part of their own, the former first."""
    if len(word) < _SHORTEST_PART:
        return []
    parts = {choice: re.findall(r"\w+", choice) for choice in choices}
    holding = [choice for choice in choices if word in parts[choice]]
    return sorted(holding, key=lambda choice: parts[choice][0] != word)
