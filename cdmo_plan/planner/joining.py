"""Which steps of a recipe the calendar needs: not those that tell nothing that their neighbours do not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from cdmo_plan.domain.values import NamedTuple
from cdmo_plan.network.net import NetStep
from cdmo_plan.planner.levels import TYPICAL

Wait = tuple[int, str, int]
"""What is waited for, how it gets here, and how many minutes more pass between the two."""


class Joined(NamedTuple):
    """A step with what went into it; it waits for others by their number among those that are left."""

    step: int
    after: tuple[Wait, ...]
    earliest: int


@lru_cache(maxsize=128)
def joined(
    steps: tuple[NetStep, ...], homes: tuple[int, ...], nobody: int, stating: frozenset[int]
) -> tuple[Joined, ...]:
    """Return the steps that are left of a recipe, each behind all that it waits for.

    Args:
        steps: Those of a net, of which there are as many as recipes: the same are asked for again.
        homes: By step the number of where it is done.
        nobody: The number of what nobody does at a place.
        stating: The steps for which somebody states another time than the recipe.
    """
    joining = _Joining([step.minutes[TYPICAL] for step in steps], homes, nobody, stating)
    for number, (step, waits_for) in enumerate(zip(steps, _telling(steps), strict=True)):
        for before, kind in waits_for:
            joining.wait(number, before, _way(kind, step), 0)
    return joining.left()


class _Joining:
    """Steps on their way to tasks: one after the other goes that tells nothing that others do not tell.

    A step may go where the only one that waits for it, or the only one that it waits for, is done by the very
    same, and a first activity, that nobody does at a place, in any case. What passed through it then gets
    straight to the next, so many minutes later. The earliest end of all that is left, and the longest rest
    behind it, stay the same for every slot; and who is late for what is gone is late for the next, too.
    """

    def __init__(
        self, minutes: list[int], homes: Sequence[int], nobody: int, stating: frozenset[int]
    ) -> None:
        self._minutes = minutes
        self._homes = homes
        self._nobody = nobody
        self._stating = stating
        self._earliest = [0] * len(homes)
        self._after: list[dict[tuple[int, str], int]] = [{} for _ in homes]
        self._behind: list[set[int]] = [set() for _ in homes]

    def wait(self, number: int, before: int, way: str, minutes: int) -> None:
        """Let a step wait for another, and so many minutes more."""
        after = self._after[number]
        after[before, way] = max(minutes, after.get((before, way), 0))
        self._behind[before].add(number)

    def left(self) -> tuple[Joined, ...]:
        """Return what is left."""
        left = [number for number in reversed(range(len(self._homes))) if not self._went_to_next(number)]
        left = [number for number in reversed(left) if not self._went_to_last(number)]
        turn = {number: turn for turn, number in enumerate(left)}
        return tuple(
            Joined(
                number,
                tuple((turn[before], way, more) for (before, way), more in self._after[number].items()),
                self._earliest[number],
            )
            for number in left
        )

    def _went_to_next(self, number: int) -> bool:
        home, behind = self._homes[number], self._behind[number]
        is_first_activity = home == self._nobody and not self._after[number]
        return (
            self._went(number, by_way_in=True) if is_first_activity or self._is_all(behind, home) else False
        )

    def _went_to_last(self, number: int) -> bool:
        before = {before for before, _ in self._after[number]}
        is_free = not self._earliest[number] and self._is_all(before, self._homes[number])
        return self._went(number, by_way_in=False) if is_free else False

    def _is_all(self, numbers: set[int], home: int) -> bool:
        """Tell whether these are one, done at this home."""
        return len(numbers) == 1 and all(self._homes[number] == home for number in numbers)

    def _went(self, number: int, *, by_way_in: bool) -> bool:
        """Let a step go, if its time is the same for all and anything waits for it."""
        if number in self._stating or not self._behind[number]:
            return False
        after, earliest = self._after[number], self._earliest[number]
        for behind in sorted(self._behind[number]):
            for way in [way for before, way in self._after[behind] if before == number]:
                more = self._minutes[number] + self._after[behind].pop((number, way))
                if earliest or not after:
                    self._earliest[behind] = max(self._earliest[behind], earliest + more)
                for (before, way_in), minutes in after.items():
                    self.wait(behind, before, way_in if by_way_in else way, minutes + more)
        for before, _ in after:
            self._behind[before].discard(number)
        return True


def _telling(steps: Sequence[NetStep]) -> list[list[tuple[int, str]]]:
    """Return by step what it waits for, without that which another of them waits for too, if nothing is lost.

    That is where no place of the one is compared with a place of the other, or all is done at one home.
    """
    earlier: list[set[int]] = []
    at_home: list[set[int]] = []
    found = []
    for step in steps:
        earlier.append({n for before, _ in step.after for n in (before, *earlier[before])})
        same = [before for before, _ in step.after if steps[before].home == step.home]
        at_home.append({n for before in same for n in (before, *at_home[before])})
        kept = []
        for before, kind in step.after:
            is_implied = _is_apart(steps[before], kind, step) and any(
                before in earlier[n] for n, _ in step.after
            )
            if not is_implied and not any(before in at_home[n] for n in same):
                kept.append((before, kind))
        found.append(kept)
    return found


def _is_apart(before: NetStep, kind: str, step: NetStep) -> bool:
    stages = {stage for stage, _ in step.home}
    if not (before.home and step.home):
        return True
    return kind == "status" and stages.isdisjoint(stage for stage, _ in before.home)


def _way(kind: str, step: NetStep) -> str:
    if kind != "document":
        return kind
    return "transfer-to-filler" if step.filler else "transfer-inter-company"
