"""The slow honest twin: every route of a net, found and counted on its networkx graph alone.

It walks backwards from the product, takes one operation for each stage, and lets a material pass only along a
path of the graph: made, sent into a hub, received out of it. What a hand-over is (transfer, border, under
which agreement) it reads from the hubs that both ends share. Nothing here is taken from the search, its
bounds or its metrics, and nothing is clever.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations
from typing import Any, NamedTuple

import networkx as nx

from tests.support import twin_weeks
from tests.support.twin_costs import Prices, Range, cost_key, route_cost

O1 = (
    "containment",
    "contracts",
    "doubts",
    "partner-changes",
    "unnamed",
    "sites",
    "customs-borders",
    "weeks",
    "unlisted",
)
"""The default order of RULES O1; ids decide among equals."""

Hub = tuple[str, str]
Operation = dict[str, Any]


class TwinRoute(NamedTuple):
    """A route by the ids of its capabilities, in the order of the stages, with its criteria by name."""

    process: str
    ids: tuple[str, ...]
    anchors: tuple[str, ...]
    turn: tuple[str, ...]
    criteria: dict[str, Any]
    weeks_range: tuple[int, int]
    weeks_bound: bool
    cost: Range | None = None

    def worth(self, order: Sequence[str]) -> tuple[object, ...]:
        """Compare by criteria, then by the ids of anchors, then by the other ids, then by recipe."""
        return tuple(self.criteria[name] for name in order), self.turn, self.process


def full_order(rank_by: Sequence[str], development_phase: str | None = None) -> tuple[str, ...]:
    """O1 behind what is asked; W3: weeks do not rank commercial briefs."""
    order = tuple(rank_by) + tuple(name for name in O1 if name not in rank_by)
    return tuple(name for name in order if name != "weeks" or development_phase != "commercial")


def routes_of(graph: Any, prices: Prices | None = None) -> Iterator[TwinRoute]:
    """Yield every feasible route of one recipe, with its cost by the prices of capabilities, if given."""
    walker = _Walker(graph)
    for route in walker.assignments():
        found = walker.measured(route)
        if prices is not None:
            cost = route_cost(found.ids, prices)
            found = found._replace(cost=cost, criteria=found.criteria | {"cost": cost_key(cost)})
        one_contract = found.criteria["contracts"] == 1 or not graph.graph["single_contract"]
        if one_contract and _is_within(found, graph.graph["limits"]):
            yield found


def _is_within(route: TwinRoute, limits: dict[str, Any]) -> bool:
    """Tell whether no limit refuses a route; one of unknown length passes unless the brief is strict."""
    for name in ("partners", "transfers", "weeks"):
        if limits[name] is not None and route.criteria[name] > limits[name]:
            return False
    return not (limits["weeks"] is not None and limits["is_strict"] and route.weeks_bound)


def folded(routes: Iterable[TwinRoute], order: Sequence[str]) -> list[tuple[TwinRoute, int]]:
    """Fold routes into rows as RULES O2 says, each row with the number of routes that it stands for."""
    groups: dict[tuple[str, tuple[str, ...]], list[TwinRoute]] = {}
    for route in routes:
        groups.setdefault((route.process, route.anchors), []).append(route)
    rows: list[tuple[TwinRoute, int]] = []
    for members in groups.values():
        rows.extend(_rows_of(members, order))
    return sorted(rows, key=lambda row: row[0].worth(order))


def _rows_of(members: Sequence[TwinRoute], order: Sequence[str]) -> list[tuple[TwinRoute, int]]:
    best: dict[int, TwinRoute] = {}
    before: TwinRoute | None = None
    for most in range(1, max(route.criteria["contracts"] for route in members) + 1):
        allowed = [route for route in members if route.criteria["contracts"] <= most]
        if not allowed:
            continue
        now = min(allowed, key=lambda route: route.worth(order))
        if before is None or now.worth(order) < before.worth(order):
            best[most] = now
        before = now
    homes = [max(c for c in best if c <= route.criteria["contracts"]) for route in members]
    return [(route, homes.count(most)) for most, route in best.items()]


class _Walker:
    """All routes of one graph."""

    def __init__(self, graph: Any) -> None:
        self.graph = graph
        self.facts = graph.graph
        leading = nx.ancestors(graph, ("product",))
        self.stages: list[list[tuple[str, int, str]]] = [
            sorted(node for node in leading if node[0] == "do" and node[1] == number)
            for number in range(len(self.facts["stages"]))
        ]
        operations = list(chain.from_iterable(self.stages))
        self.out = {(link, op): self._sent(link, op) for link in self.facts["links"] for op in operations}
        self.into = {
            (link, op): self._received(link, op) for link in self.facts["links"] for op in operations
        }

    def _sent(self, link: tuple[int, int], operation: Any) -> set[Hub]:
        made = [node for node in self.graph.successors(operation) if node[:2] == ("made", link)]
        return self._hubs(send for node in made for send in self.graph.successors(node))

    def _received(self, link: tuple[int, int], operation: Any) -> set[Hub]:
        used = [node for node in self.graph.predecessors(operation) if node[:2] == ("at", link)]
        return {
            (hub[2], hub[3])
            for node in used
            for receive in self.graph.predecessors(node)
            for hub in self.graph.predecessors(receive)
        }

    def _hubs(self, operations: Iterable[Any]) -> set[Hub]:
        return {(hub[2], hub[3]) for operation in operations for hub in self.graph.successors(operation)}

    def assignments(self) -> Iterator[list[Any]]:
        """Walk backwards from the product: the last stages first, then whatever hands over to them."""
        waiting = [node[1] for node in self.graph.predecessors(("product",))]
        turn: list[int] = []
        while len(turn) < len(self.stages):
            free = [
                stage
                for stage in range(len(self.stages))
                if stage not in turn and all(t in turn for s, t in self.facts["links"] if s == stage)
            ]
            assert turn or set(free) == set(waiting) or not all(self.stages)
            turn.append(free[-1])
        yield from self._choose(turn, {})

    def _choose(self, turn: Sequence[int], chosen: dict[int, Any]) -> Iterator[list[Any]]:
        if not turn:
            yield [chosen[number] for number in range(len(self.stages))]
            return
        stage = turn[0]
        for operation in self.stages[stage]:
            links = [link for link in self.facts["links"] if link[0] == stage]
            if all(self.out[link, operation] & self.into[link, chosen[link[1]]] for link in links):
                yield from self._choose(turn[1:], {**chosen, stage: operation})

    def shared(self, route: Sequence[Any], link: tuple[int, int]) -> set[Hub]:
        """Return the hubs through which a hand-over of this route can go."""
        return self.out[link, route[link[0]]] & self.into[link, route[link[1]]]

    def measured(self, route: Sequence[Any]) -> TwinRoute:
        done = [self.graph.nodes[operation] for operation in route]
        anchors = [n for n, stage in enumerate(self.facts["stages"]) if stage["anchor"]]
        turn = anchors + [n for n in range(len(route)) if n not in anchors]
        is_bound = twin_weeks.is_bound(done, self.facts)
        criteria = self._criteria(route, done)
        if is_bound and self.facts["limits"]["weeks"] is not None:
            criteria["open-questions"] += 1
        shortest, typical, longest = (twin_weeks.weeks(done, self.facts, column) for column in range(3))
        return TwinRoute(
            process=self.facts["process"],
            ids=tuple(operation["id"] for operation in done),
            anchors=tuple(done[n]["place"] for n in anchors),
            turn=tuple(done[n]["id"] for n in turn),
            criteria=criteria | {"weeks": typical},
            weeks_range=(shortest, longest),
            weeks_bound=is_bound,
        )

    def _criteria(self, route: Sequence[Any], done: Sequence[Operation]) -> dict[str, int]:
        handovers = [(link, self.shared(route, link)) for link in self.facts["links"]]
        moved = [(link, hubs) for link, hubs in handovers if "site" not in {kind for kind, _ in hubs}]
        substance, fill = self.facts["product"]
        changes = None not in (substance, fill) and done[substance]["partner"] != done[fill]["partner"]
        return {
            "containment": sum(operation["containment"] for operation in done),
            "contracts": self._contracts(handovers, done),
            "doubts": sum(operation["containment"] + operation["doubts"] for operation in done),
            "partner-changes": int(changes),
            "unnamed": sum(
                operation["site"] is None and not stage["open"]
                for operation, stage in zip(done, self.facts["stages"], strict=True)
            ),
            "sites": len({operation["site"] for operation in done if operation["site"] is not None}),
            "customs-borders": sum(self._crosses(route, link, hubs, "customs") for link, hubs in moved),
            "unlisted": sum(operation["serves"] is not None for operation in done),
            "partners": len({operation["partner"] for operation in done}),
            "transfers": sum(self._has_places(route, link) for link, _ in moved),
            "borders": sum(self._crosses(route, link, hubs, "country") for link, hubs in moved),
            "evidence": max(operation["evidence"] for operation in done),
            "open-questions": sum(operation["questions"] for operation in done)
            + sum(self.facts["offers"][name]["questions"] for name in self._offers_between(handovers, done)),
        }

    def _has_places(self, route: Sequence[Any], link: tuple[int, int]) -> bool:
        """Tell whether both ends are somewhere: a network offer has no country."""
        return all(self.graph.nodes[route[end]]["country"] is not None for end in link)

    def _crosses(self, route: Sequence[Any], link: tuple[int, int], hubs: set[Hub], kind: str) -> bool:
        return self._has_places(route, link) and kind not in {found for found, _ in hubs}

    def _offers_between(
        self, handovers: Sequence[tuple[tuple[int, int], set[Hub]]], done: Sequence[Operation]
    ) -> set[str]:
        return {
            name
            for (source, target), hubs in handovers
            for kind, name in hubs
            if kind == "agreement" and done[source]["partner"] != done[target]["partner"]
        }

    def _contracts(
        self, handovers: Sequence[tuple[tuple[int, int], set[Hub]]], done: Sequence[Operation]
    ) -> int:
        """RULES M4: the least number of contracts, by trying all sets of partners and offerings."""
        offers = self.facts["offers"]
        usable = {n for n in self._offers_between(handovers, done) if offers[n]["one_contract"]}
        partners = {operation["partner"] for operation in done}
        papers = [*(("partner", name) for name in partners), *(("offer", name) for name in usable)]
        sets = chain.from_iterable(combinations(papers, size) for size in range(1, len(papers) + 1))
        return next(len(signed) for signed in sets if all(_is_covered(o, signed, offers) for o in done))


def _is_covered(operation: Operation, signed: Sequence[tuple[str, str]], offers: dict[str, Any]) -> bool:
    return any(
        operation["partner"] == name
        if kind == "partner"
        else name in operation["offers"] or offers[name]["lead"] == operation["partner"]
        for kind, name in signed
    )
