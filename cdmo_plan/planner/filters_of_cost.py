"""What cost says of domains, where a capability that does several stages is paid once.

A price is counted for stages no two of which one capability could do: every route pays at least the least of
each. What is decided is packed first, so that a finished route is counted whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cdmo_plan.network.net import capability_of
from cdmo_plan.network.prices import Prices
from cdmo_plan.planner.filters import Levels, least_of, levels_of, most_of, up_to
from cdmo_plan.planner.slots import Domains, Slots, bits_of


class CostFilter:
    """The rank of the cost of a route (`network.prices`)."""

    def __init__(self, slots: Slots, prices: Prices) -> None:
        self._prices = prices
        self.highest = prices.unquoted
        """A route that was not quoted in full."""
        quoted = [
            {slot: name for slot, c in found.items() if (name := capability_of(c.id)) in prices.ends}
            for found in slots.candidates
        ]
        self._quoted = list(map(bits_of, quoted))
        self._low, self._high = (
            [levels_of({slot: self._number(name, end) for slot, name in found.items()}) for found in quoted]
            for end in (0, 1)
        )
        stages = Counter(name for found in quoted for name in set(found.values()))
        numbers = {name: number for number, name in enumerate(n for n, many in stages.items() if many > 1)}
        self._shared = [
            [(1 << slot, 1 << numbers[name]) for slot, name in found.items() if name in numbers]
            for found in quoted
        ]
        self._alone = [stage for stage, shared in enumerate(self._shared) if not shared]
        self._sharing = [stage for stage, shared in enumerate(self._shared) if shared]

    def _number(self, name: str, end: int) -> int:
        number = self._prices.ends[name][end]
        return self._prices.beyond[end] if number is None else number

    def least(self, domains: Domains) -> int:
        """Return the rank of the least upper end with the least lower end."""
        own = list(map(int.__and__, domains, self._quoted))
        if not all(own):
            return self.highest
        stages = self._apart(own)
        low, high = (
            min(most, sum(least_of(levels[stage], own[stage]) for stage in stages))
            for levels, most in zip((self._low, self._high), self._prices.beyond, strict=True)
        )
        return self._prices.rank((low, high))

    def most(self, domains: Domains) -> int:
        """Return the rank of the greatest ends that all stages could have, as if each were paid."""
        if any(domain & ~quoted for domain, quoted in zip(domains, self._quoted, strict=True)):
            return self.highest
        low, high = (
            min(beyond, sum(map(most_of, levels, domains)))
            for levels, beyond in zip((self._low, self._high), self._prices.beyond, strict=True)
        )
        return self._prices.rank((low, high))

    def keep(self, domains: Domains, most: int) -> bool:
        """Drop what was not quoted, and what costs more than the least of other stages leaves."""
        if most >= self.highest:
            return all(domains)
        domains[:] = map(int.__and__, domains, self._quoted)
        if not all(domains):
            return False
        low, high = self._prices.split(most)
        if high >= self._prices.beyond[1]:
            return True
        stages = self._apart(domains)
        spare = _spend(self._high, domains, stages, high)
        if spare is None or not all(domains):
            return False
        # Only where the upper end can be no less does the lower one decide.
        if spare or low >= self._prices.beyond[0]:
            return True
        return _spend(self._low, domains, stages, low) is not None and all(domains)

    def _apart(self, domains: Domains) -> list[int]:
        """Return stages no two of which can be done by one capability: decided ones, then dear ones first."""
        found, covered = list(self._alone), 0
        dearest = {stage: least_of(self._high[stage], domains[stage]) for stage in self._sharing}
        for stage in sorted(dearest, key=lambda s: (domains[s] & (domains[s] - 1) != 0, -dearest[s])):
            names = 0
            for slot, name in self._shared[stage]:
                if slot & domains[stage]:
                    names |= name
            if not names & covered:
                found.append(stage)
                covered |= names
        return found


def _spend(levels: Sequence[Levels], domains: Domains, stages: Sequence[int], most: int) -> int | None:
    """Drop slots that cost too much; return what is left above the least, None if that is too much."""
    least = {stage: least_of(levels[stage], domains[stage]) for stage in stages}
    spare = most - sum(least.values())
    if spare < 0:
        return None
    for stage, found in enumerate(levels):
        domains[stage] &= up_to(found, least[stage] + spare if stage in least else most)
    return spare
