"""The places of a net as bits of whole numbers: a set of them, however large, is one number.

A **slot** is a place with its owner: the same slot, and so the same bit, in every stage. A **domain** is the
set of slots that may still do one stage. A **label** is what slots may share: a site, a partner, a country,
a customs territory, a continent; labels have bits of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import compress, pairwise
from typing import Final

from cdmo_plan.network.net import Candidate, Net

Key = tuple[str | None, ...]
Domains = list[int]
"""For each stage the slots that may still do it."""
Pick = tuple[int, ...]
"""A route by the slots of its stages."""


MANY = 100
"""Of more slots and labels, all are gone through at once: each step on a large number costs its length."""
_ZERO_OR_ONE: Final = bytes.maketrans(b"01", bytes((0, 1)))


def bits_of(numbers: Iterable[int]) -> int:
    """Return the set of these numbers."""
    found = list(numbers)
    if not found:
        return 0
    digits = bytearray(b"0") * (max(found) + 1)
    for number in found:
        digits[number] = 49
    digits.reverse()
    return int(digits, 2)


def members(bits: int) -> Iterator[int]:
    """Yield the numbers of a set, the least first."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def _flags(bits: int) -> bytes:
    """Return a set as bytes, 1 for each number that is in it."""
    return bin(bits)[:1:-1].encode().translate(_ZERO_OR_ONE)


class Labels:
    """One kind of label. A slot without one (a network's, where nobody names the site) is `wild`."""

    def __init__(self, names: Sequence[str | None]) -> None:
        numbers: dict[str | None, int] = {}
        self._label = [numbers.setdefault(name, len(numbers)) for name in names]
        self._sets = [0] * len(numbers)
        for slot, number in enumerate(self._label):
            self._sets[number] |= 1 << slot
        self.wild = self._sets[numbers[None]] if None in numbers else 0
        self.numbers = {name: number for name, number in numbers.items() if name is not None}
        self._is_own = len(numbers) == len(names)
        self._known: dict[int, int] = {}
        self._named: dict[int, int] = {}

    def of(self, slots: int) -> int:
        """Return the labels of a set of slots; the wild have none."""
        if self._is_own:
            return slots & ~self.wild
        found = self._known.get(slots)
        if found is None:
            rest = slots & ~self.wild
            if len(self._sets) > MANY and rest.bit_count() > MANY:
                found = bits_of(set(compress(self._label, _flags(rest))))
            else:
                found, sets = 0, self._sets
                while rest:
                    number = self._label[(rest & -rest).bit_length() - 1]
                    found |= 1 << number
                    rest &= ~sets[number]
            self._known[slots] = found
        return found

    def named(self, labels: int) -> int:
        """Return the slots that have one of these labels."""
        if self._is_own:
            return labels
        found = self._named.get(labels)
        if found is None:
            if labels.bit_count() > MANY:
                flags = _flags(labels) + bytes(len(self._sets) - labels.bit_length())
                found = bits_of(compress(range(len(self._label)), map(flags.__getitem__, self._label)))
            else:
                found = 0
                for number in members(labels):
                    found |= self._sets[number]
            self._named[labels] = found
        return found

    def spread(self, slots: int) -> int:
        """Return all slots that share a label with one of these."""
        return self.named(self.of(slots))


class Slots:
    """The slots of one net, numbered in the order of the ids of their candidates."""

    def __init__(self, net: Net) -> None:
        self.net = net
        keyed = [_keyed(stage.candidates) for stage in net.stages]
        first: dict[Key, str] = {}
        some: dict[Key, Candidate] = {}
        for found in keyed:
            for key, candidate in found.items():
                if key not in first or candidate.id < first[key]:
                    first[key], some[key] = candidate.id, candidate
        order = sorted(first, key=first.__getitem__)
        self.some = [some[key] for key in order]
        """By slot a candidate of it: all are at the same place."""
        number = {key: slot for slot, key in enumerate(order)}
        self.candidates = [{number[key]: c for key, c in found.items()} for found in keyed]
        self.domains = [bits_of(found) for found in self.candidates]
        self._is_sorted = [_is_sorted(found) for found in self.candidates]

    @cached_property
    def place(self) -> Labels:
        """The places: sites, or a partner's network."""
        return self._labels(lambda c: c.place)

    @cached_property
    def site(self) -> Labels:
        """The sites."""
        return self._labels(lambda c: c.site)

    @cached_property
    def partner(self) -> Labels:
        """The partners."""
        return self._labels(lambda c: c.partner)

    @cached_property
    def country(self) -> Labels:
        """The countries."""
        return self._labels(lambda c: c.country)

    @cached_property
    def continent(self) -> Labels:
        """The continents."""
        return self._labels(lambda c: self.net.geography[c.country][0] if c.country else None)

    @cached_property
    def customs(self) -> Labels:
        """The customs territories."""
        return self._labels(lambda c: self.net.geography[c.country][1] if c.country else None)

    def _labels(self, name: Callable[[Candidate], str | None]) -> Labels:
        return Labels([name(candidate) for candidate in self.some])

    def in_order(self, stage: int, domain: int) -> Iterator[int]:
        """Yield the slots of a domain in the order of the ids of its candidates."""
        if self._is_sorted[stage]:
            return members(domain)
        candidates = self.candidates[stage]
        return iter(sorted(members(domain), key=lambda slot: candidates[slot].id))

    def such(self, stage: int, holds: Callable[[Candidate], object]) -> int:
        """Return the slots of a stage whose candidate is such."""
        return bits_of(slot for slot, candidate in self.candidates[stage].items() if holds(candidate))


def _keyed(candidates: Iterable[Candidate]) -> dict[Key, Candidate]:
    """Return candidates by what tells their slot: rows of one place for one stage have a slot each."""
    found: dict[Key, Candidate] = {}
    for candidate in candidates:
        key: Key = (candidate.place, candidate.site, candidate.partner, candidate.country)
        while key in found:
            key = (*key, "again")
        found[key] = candidate
    return found


def _is_sorted(found: dict[int, Candidate]) -> bool:
    ids = [found[slot].id for slot in sorted(found)]
    return all(before < after for before, after in pairwise(ids))
