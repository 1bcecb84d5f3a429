"""The k shortest paths of networkx and of igraph, as typical minutes of the k best routes."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from itertools import islice

import networkx as nx

from benchmarks.rivals.paths import Paths, expanded, hubs, routes_of
from cdmo_plan.network.net import Net

Rival = Callable[[Net, int], list[int]]


def networkx_expanded(net: Net, k: int) -> list[int]:
    """`networkx.shortest_simple_paths`: Yen's algorithm in Python, on the expanded graph."""
    paths = expanded(net)
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_weighted_edges_from(
        ((tail, head, minutes) for (tail, head), minutes in zip(paths.arcs, paths.minutes, strict=True)),
        weight="minutes",
    )
    found = islice(nx.shortest_simple_paths(graph, paths.source, paths.target, weight="minutes"), k)
    return [nx.path_weight(graph, path, "minutes") for path in found]


def igraph_expanded(net: Net, k: int) -> list[int]:
    """`get_k_shortest_paths` of igraph: Yen's algorithm in C, on the expanded graph."""
    return _igraph(expanded(net), k)


def igraph_hubs(net: Net, k: int) -> list[int]:
    """The same on the hub graph, whose arcs grow with plants: igraph's best case."""
    return _igraph(hubs(net), k)


def _igraph(paths: Paths, k: int) -> list[int]:
    import igraph

    graph = igraph.Graph(paths.vertices, paths.arcs, directed=True)
    asked = k
    while True:
        found = graph.get_k_shortest_paths(
            paths.source, paths.target, k=asked, weights=paths.minutes, output="epath"
        )
        best: dict[tuple[int, ...], int] = {}
        for path in found:
            ends = [paths.source, *(paths.arcs[arc][1] for arc in path)]
            best.setdefault(routes_of(paths, [ends])[0], sum(paths.minutes[arc] for arc in path))
        if len(best) >= k or len(found) < asked:
            return list(best.values())[:k]
        # Some routes came twice, through a nearer and a farther hub.
        asked *= 2


NETWORKX = "networkx, expanded graph"
HUBS = "igraph, hub graph"
EXPANDED = "igraph, expanded graph"


def rivals() -> dict[str, Rival]:
    """Return those that are installed, ready to be measured: what a library loads is loaded."""
    found: dict[str, Rival] = {NETWORKX: networkx_expanded}
    if find_spec("igraph") is not None:
        import igraph

        igraph.Graph(2, [(0, 1)], directed=True).get_k_shortest_paths(0, to=1, k=1, output="epath")
        found |= {HUBS: igraph_hubs, EXPANDED: igraph_expanded}
    return found
