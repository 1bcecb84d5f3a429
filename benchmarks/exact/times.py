"""From gene to released vial as constraints, and whether some time is missing (RULES M1, S5, W1, W2).

Times are lower bounds of what they stand for: least where weeks are minimised or limited, which is all that
is asked of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

from benchmarks.exact.choices import Choices, Literal
from cdmo_plan.network.net import Candidate, NetStep

_TYPICAL: Final = 1
MINUTES_A_WEEK: Final = 7 * 24 * 60
Home = tuple[int, Literal]


class Times:
    """The times of one net's routes, at their typical length."""

    def __init__(self, choices: Choices) -> None:
        self._choices = choices
        self._net = choices.net
        self._delays: dict[tuple[int, int, str, bool], list[tuple[str, Literal]]] = {}
        self._homes = [self._homes_of(step) for step in self._net.steps]
        self.weeks = choices.model.new_int_var(0, self._horizon() // MINUTES_A_WEEK + 1, "weeks")
        self.is_bound = choices.model.new_bool_var("is_bound")
        self._schedule()
        for cause in self._missing():
            choices.model.add_implication(cause, self.is_bound)

    def _homes_of(self, step: NetStep) -> list[Home]:
        """S3: where a step is done, the first of its homes that lists it."""
        homes: list[Home] = []
        before: list[Literal] = []
        for stage, listing in step.home:
            lists = (
                self._choices.yes if listing is None else self._choices.where(stage, partial(_lists, listing))
            )
            here = self._choices.all_of(lists, *(other.negated() for other in before))
            homes.append((stage, here))
            before.append(lists)
        return homes

    def _horizon(self) -> int:
        own = [
            minutes[_TYPICAL]
            for stage in self._net.stages
            for candidate in stage.candidates
            for _, minutes in candidate.own_minutes
        ]
        lanes = sum(lane[_TYPICAL] for lane in self._net.lanes.values())
        longest = max(own, default=0)
        return sum(max(step.minutes[_TYPICAL], longest) + lanes for step in self._net.steps)

    def _schedule(self) -> None:
        model, horizon = self._choices.model, self._horizon()
        ends = [model.new_int_var(0, horizon, "") for _ in self._net.steps]
        for number, step in enumerate(self._net.steps):
            takes = self._takes(number, step)
            model.add(ends[number] >= takes)
            for other, kind in step.after:
                model.add(ends[number] >= ends[other] + takes)
                for source, target, both in self._moves_between(other, number, kind):
                    delay = sum(
                        self._net.lanes[lane][_TYPICAL] * is_used
                        for lane, is_used in self._lanes(source, target, kind, to_filler=step.filler)
                        if lane in self._net.lanes
                    )
                    model.add(ends[number] >= ends[other] + takes + delay).only_enforce_if(both)
            model.add(MINUTES_A_WEEK * self.weeks >= ends[number])

    def _takes(self, number: int, step: NetStep) -> object:
        """W2: the recipe's time, or what the place states for exactly this step."""
        usual = step.minutes[_TYPICAL]
        return usual + sum(
            (minutes - usual) * self._choices.all_of(here, chosen)
            for here, chosen, minutes in self._stated(number, step)
        )

    def _stated(self, number: int, step: NetStep) -> Iterator[tuple[Literal, Literal, int]]:
        for stage, here in self._homes[number]:
            candidates = self._net.stages[stage].candidates
            for candidate, chosen in zip(candidates, self._choices.chosen[stage], strict=True):
                for name, minutes in candidate.own_minutes:
                    if name == step.id:
                        yield here, chosen, minutes[_TYPICAL]

    def _moves_between(self, source: int, target: int, kind: str) -> Iterator[tuple[int, int, Literal]]:
        """Yield the stages at whose sites two steps may be done, with whether they are done there."""
        if kind == "status":
            return
        for first, here in self._homes[source]:
            for second, there in self._homes[target]:
                if first != second:
                    yield first, second, self._choices.all_of(here, there)

    def _lanes(self, source: int, target: int, kind: str, *, to_filler: bool) -> list[tuple[str, Literal]]:
        key = (source, target, kind, to_filler)
        if key not in self._delays:
            found = self._documents(source, target, to_filler=to_filler)
            self._delays[key] = list(found if kind == "document" else self._shipping(source, target))
        return self._delays[key]

    def _documents(self, source: int, target: int, *, to_filler: bool) -> Iterator[tuple[str, Literal]]:
        moves, same = self._choices.moves(source, target), self._choices.same(source, target, "partner")
        yield "transfer-intra-company", self._choices.all_of(moves, same)
        between = "transfer-to-filler" if to_filler else "transfer-inter-company"
        yield between, self._choices.all_of(moves, same.negated())

    def _shipping(self, source: int, target: int) -> Iterator[tuple[str, Literal]]:
        all_of, moves = self._choices.all_of, self._choices.moves(source, target)
        at_home = self._choices.same(source, target, "country")
        near = self._choices.same(source, target, "continent")
        yield "domestic", all_of(moves, at_home)
        yield "intra-continental", all_of(moves, at_home.negated(), near)
        yield "inter-continental", all_of(moves, at_home.negated(), near.negated())
        yield "customs", all_of(moves, self._choices.crosses(source, target, "customs"))

    def _missing(self) -> Iterator[Literal]:
        """Yield what makes the weeks a lower bound: a step or a hand-over whose time nobody knows."""
        for number, step in enumerate(self._net.steps):
            if not step.known:
                stated = [self._choices.all_of(*two) for *two, _ in self._stated(number, step)]
                yield self._choices.any_of(stated).negated()
            for other, kind in step.after:
                for source, target, both in self._moves_between(other, number, kind):
                    unknown = [
                        is_used
                        for lane, is_used in self._lanes(source, target, kind, to_filler=step.filler)
                        if lane not in self._net.lanes
                    ]
                    for cause in (*unknown, self._is_between_unnamed(source, target)):
                        yield self._choices.all_of(both, cause)

    def _is_between_unnamed(self, source: int, target: int) -> Literal:
        """S5: one end is at a plant that no source names, and it cannot be that of the other end."""
        choices = self._choices
        unnamed = choices.any_of([choices.has(end, "site").negated() for end in (source, target)])
        here, there = self._meant(source), self._meant(target)
        meeting = choices.any_of(
            [choices.all_of(here[site], there[site]) for site in sorted(here.keys() & there.keys())]
        )
        return choices.all_of(unnamed, meeting.negated())

    def _meant(self, stage: int) -> dict[str, Literal]:
        sites: dict[str, list[Literal]] = {}
        candidates = self._net.stages[stage].candidates
        for candidate, chosen in zip(candidates, self._choices.chosen[stage], strict=True):
            for site in _sites_meant(candidate):
                sites.setdefault(site, []).append(chosen)
        every = self._choices.chosen[stage]
        return {site: self._choices.one_of(some, every) for site, some in sites.items()}


def _lists(step: str, candidate: Candidate) -> bool:
    return step in candidate.lists


def _sites_meant(candidate: Candidate) -> frozenset[str]:
    return candidate.plants if candidate.site is None else frozenset({candidate.site})
