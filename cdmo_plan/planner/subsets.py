"""All smallest sets of conditions that exclude each other, and all smallest sets to give up.

The two are dual (Reiter 1987; Liffiton, Previti, Malik and Marques-Silva 2016): whatever is given up must hit
every conflict. So each smallest hitting set of the conflicts known so far is tried; it opens the way, or what
is left of the conditions shrinks to one conflict more. When none is left to try, all of both are known. Sets
are bits of whole numbers, one bit a condition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple


class Minimal(NamedTuple):
    """Minimal conflicts, and minimal corrections, the smallest first.

    Where they are not `is_complete` a bound was reached: all that is told is proved, and there may be more.
    """

    conflicts: tuple[int, ...]
    corrections: tuple[int, ...]
    is_complete: bool


def minimal_sets(everything: int, can_hold: Callable[[int], bool], at_most: int) -> Minimal:
    """Return what excludes what among conditions, nothing if all of them can hold together.

    Args:
        everything: All conditions.
        can_hold: Tells whether some conditions can hold together. Where it does, it does for every subset.
        at_most: How many conflicts, and how many corrections, to look for.
    """
    known = _Known(can_hold)
    if known.can_hold(everything):
        return Minimal((), (), is_complete=True)
    conflicts = [_shrunk(everything, known)]
    corrections: list[int] = []
    hitting = _hitting_also([0], conflicts[0])
    while untried := [found for found in hitting if found not in corrections]:
        if max(len(corrections), len(conflicts)) >= at_most:
            break
        given_up = min(untried, key=_by_size)
        if known.can_hold(everything & ~given_up):
            corrections.append(given_up)
        else:
            conflicts.append(_shrunk(everything & ~given_up, known))
            hitting = _hitting_also(hitting, conflicts[-1])
    return Minimal(tuple(sorted(conflicts, key=_by_size)), tuple(corrections), is_complete=not untried)


class _Known:
    """What was asked so far: it answers for subsets of what holds, and for supersets of what does not."""

    def __init__(self, can_hold: Callable[[int], bool]) -> None:
        self._ask = can_hold
        self._holding: list[int] = []
        self._failing: list[int] = []

    def can_hold(self, some: int) -> bool:
        if any(not some & ~held for held in self._holding):
            return True
        if any(not failed & ~some for failed in self._failing):
            return False
        holds = self._ask(some)
        (self._holding if holds else self._failing).append(some)
        return holds


def _shrunk(failing: int, known: _Known) -> int:
    """Leave out of conditions that cannot hold every one that the rest can do without."""
    for bit in bits_of(failing):
        if not known.can_hold(failing & ~bit):
            failing &= ~bit
    return failing


def _hitting_also(family: Iterable[int], conflict: int) -> list[int]:
    """Return the minimal sets that hit one conflict more than a family of minimal hitting sets (Berge)."""
    hitting = [found for found in family if found & conflict]
    missing = [found for found in family if not found & conflict]
    grown = {found | bit for found in missing for bit in bits_of(conflict)}
    return hitting + [new for new in sorted(grown) if not any(not old & ~new for old in hitting)]


def _by_size(some: int) -> tuple[int, tuple[int, ...]]:
    return some.bit_count(), tuple(bits_of(some))


def bits_of(some: int) -> Iterator[int]:
    """Yield the single conditions of a set, the first first."""
    while some:
        bit = some & -some
        yield bit
        some ^= bit
