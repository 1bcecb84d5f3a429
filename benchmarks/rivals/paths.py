"""The graphs that a shortest path goes through: with an arc for every pair of plants, or through hubs.

Times are the net's own typical minutes, looked up once for each pair of countries.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cdmo_plan.network.net import Candidate, Net

_TYPICAL = 1
Arc = tuple[int, int]


class Paths(NamedTuple):
    """A graph with its arcs' weights in minutes; `rows` holds a route's row for each vertex that is one."""

    vertices: int
    arcs: list[Arc]
    minutes: list[int]
    source: int
    target: int
    rows: list[int | None]


class _Lanes:
    """What shipping between two countries takes."""

    def __init__(self, net: Net) -> None:
        self._net = net
        minutes = {kind: lane[_TYPICAL] for kind, lane in net.lanes.items()}
        self.domestic, self.near, self.far, self.customs = (
            minutes[kind] for kind in ("domestic", "intra-continental", "inter-continental", "customs")
        )

    def between(self, here: str, there: str) -> int:
        """Return the typical minutes between plants in two countries."""
        if here == there:
            return self.domestic
        first, second = self._net.geography[here], self._net.geography[there]
        shipping = self.near if first[0] == second[0] else self.far
        return shipping if first[1] == second[1] else shipping + self.customs


def is_chain(net: Net) -> bool:
    """Tell whether a route is a path and its time the sum of its parts."""
    expected = [[] if number == 0 else [(number - 1, "material")] for number in range(len(net.stages))]
    return [list(step.after) for step in net.steps] == expected and all(
        step.home == ((number, None),) for number, step in enumerate(net.steps)
    )


class _Growing:
    """A graph of the stages in turn, before any hand-over is in it."""

    def __init__(self, net: Net) -> None:
        self.net = net
        self.arcs: list[Arc] = []
        self.minutes: list[int] = []
        self.first: list[int] = []
        self.count = 0
        for stage in net.stages:
            self.first.append(self.count)
            self.count += len(stage.candidates)
        self.candidates = self.count
        self.takes = [
            [_own_minutes(candidate, number, net) for candidate in stage.candidates]
            for number, stage in enumerate(net.stages)
        ]

    def add(self, tail: int, head: int, minutes: int) -> None:
        self.arcs.append((tail, head))
        self.minutes.append(minutes)

    def new_vertex(self) -> int:
        self.count += 1
        return self.count - 1

    def finished(self) -> Paths:
        """Join all that begin a route, and all that end one."""
        source, target = self.new_vertex(), self.new_vertex()
        for at, takes in enumerate(self.takes[0]):
            self.add(source, at, takes)
        for at in range(self.first[-1], self.candidates):
            self.add(at, target, 0)
        rows = [number if number < self.candidates else None for number in range(self.count)]
        return Paths(self.count, self.arcs, self.minutes, source, target, rows)


def _own_minutes(candidate: Candidate, stage: int, net: Net) -> int:
    step = net.steps[stage]
    return dict(candidate.own_minutes).get(step.id, step.minutes)[_TYPICAL]


def expanded(net: Net) -> Paths:
    """Return the graph with an arc for every pair of plants that may hand over."""
    growing, lanes = _Growing(net), _Lanes(net)
    countries = {found.country for stage in net.stages for found in stage.candidates if found.country}
    between = {(here, there): lanes.between(here, there) for here in countries for there in countries}
    for number in range(len(net.stages) - 1):
        sources, targets = net.stages[number].candidates, net.stages[number + 1].candidates
        first, second = growing.first[number : number + 2]
        heads = list(
            zip(range(second, second + len(targets)), targets, growing.takes[number + 1], strict=True)
        )
        for tail, source in enumerate(sources, start=first):
            here, site = source.country, source.site
            growing.arcs += [(tail, head) for head, _, _ in heads]
            growing.minutes += [
                takes
                if site is None or target.site is None or site == target.site
                else takes + between[here, target.country]  # type: ignore[index]
                for _, target, takes in heads
            ]
    return growing.finished()


def hubs(net: Net) -> Paths:
    """Return the graph in which hand-overs run through hubs of sites and countries: it grows with plants.

    Plants of one country meet in one hub, and every two countries are one arc. Only plants that share a site
    meet twice, in their site at once and in their country a day later.
    """
    growing = _Growing(net)
    lanes = _Lanes(net)
    for number in range(len(net.stages) - 1):
        _Hubs(growing, number, lanes).join()
    return growing.finished()


class _Hubs:
    """The hubs between two stages."""

    def __init__(self, growing: _Growing, number: int, lanes: _Lanes) -> None:
        self._growing, self._number, self._lanes = growing, number, lanes
        self._found: dict[tuple[str, str], int] = {}

    def _hub(self, kind: str, name: str = "") -> int:
        if (kind, name) not in self._found:
            self._found[kind, name] = self._growing.new_vertex()
        return self._found[kind, name]

    def join(self) -> None:
        """Add all hand-overs between the two stages."""
        self._send()
        self._receive()
        here = [name for kind, name in self._found if kind == "from country"]
        there = [name for kind, name in self._found if kind == "to country"]
        for source in here:
            for target in there:
                minutes = self._lanes.between(source, target)
                self._growing.add(self._hub("from country", source), self._hub("to country", target), minutes)

    def _send(self) -> None:
        first = self._growing.first[self._number]
        for tail, source in enumerate(self._growing.net.stages[self._number].candidates, start=first):
            # From and to a plant that no source names, nothing is known to be lost on the way.
            if source.site is None or source.country is None:
                self._growing.add(tail, self._hub("from network"), 0)
                continue
            self._growing.add(tail, self._hub("site", source.site), 0)
            self._growing.add(tail, self._hub("from country", source.country), 0)
            self._growing.add(tail, self._hub("to network"), 0)

    def _receive(self) -> None:
        number = self._number + 1
        takes = self._growing.takes[number]
        for at, target in enumerate(self._growing.net.stages[number].candidates):
            head = self._growing.first[number] + at
            self._growing.add(self._hub("from network"), head, takes[at])
            if target.site is None or target.country is None:
                self._growing.add(self._hub("to network"), head, takes[at])
                continue
            if ("site", target.site) in self._found:
                self._growing.add(self._hub("site", target.site), head, takes[at])
            self._growing.add(self._hub("to country", target.country), head, takes[at])


def routes_of(paths: Paths, found: Sequence[Sequence[int]]) -> list[tuple[int, ...]]:
    """Return the distinct routes that paths stand for, in their order, as rows of the graph's candidates."""
    routes = (tuple(vertex for vertex in path if paths.rows[vertex] is not None) for path in found)
    return list(dict.fromkeys(routes))
