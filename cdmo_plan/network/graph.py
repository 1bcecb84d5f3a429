"""The net as one networkx graph: a P-graph of places where material is and operations that make or move it.

Nodes are tuples. A **material at a place** is an OR node (any producer will do), an **operation** an AND node
(it needs all its inputs). Hand-overs run through hubs: everything that a partner's sites make of one material
meets in one node, and everything that they may receive leaves it, so that edges grow with sites and never
with pairs of sites.

    ("do", stage, candidate)            operation: a stage at a candidate
    ("made", link, place)               material where it was made
    ("send", link, place, hub)          operation: into a hub
    ("hub", link, kind, id)             material within reach of all that share the hub
    ("receive", link, hub, place)       operation: out of a hub
    ("at", link, place)                 material where it is used
    ("product",)                        what the route is for

A link is `(source stage, target stage)`; a hub is `(kind, id)`, its kind one of `site`, `partner`,
`agreement`, `country`, `customs` and `anywhere`.

P-graphs: Friedler, Tarjan, Huang, Fan (1992), Chem. Eng. Sci. 47(8).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import networkx as nx

from cdmo_plan.network.net import Candidate, Link, Net

Hub = tuple[str, str]
Node = tuple[object, ...]
PGraph: TypeAlias = "nx.DiGraph[Node]"
PRODUCT = ("product",)


def to_networkx(net: Net) -> PGraph:
    """Return the net as a directed graph.

    `kind` of a node is `material` or `operation`; operations that do a stage carry the candidate's fields as
    attributes, and the offerings in whose scope it lies. The graph's own attributes hold as plain data what
    no node can: `process`, `stages` and `links`, `offers` by id, `steps` with their durations, `lanes`,
    `geography`, `product`, `single_contract` and `limits`, each as in the net.
    """
    graph: PGraph = nx.DiGraph()
    graph.graph.update(_attributes(net))
    graph.add_node(PRODUCT, kind="material")
    for number, stage in enumerate(net.stages):
        for candidate in stage.candidates:
            node = ("do", number, candidate.id)
            offers = frozenset(offer.id for offer in net.offers if candidate.id in offer.members)
            graph.add_node(node, kind="operation", step=stage.step, offers=offers, **candidate._asdict())
            if all(link.source != number for link in net.links):
                graph.add_edge(node, PRODUCT)
    for link in net.links:
        _add_link(graph, link, net)
    return graph


def _attributes(net: Net) -> dict[str, object]:
    return {
        "process": net.process,
        "stages": tuple(
            {"key": s.key, "step": s.step, "role": s.role, "anchor": s.anchor, "open": s.is_open}
            for s in net.stages
        ),
        "links": tuple(tuple(link) for link in net.links),
        "offers": {
            o.id: {"one_contract": o.one_contract, "lead": o.lead, "questions": o.questions}
            for o in net.offers
        },
        "steps": tuple(step._asdict() for step in net.steps),
        "lanes": dict(net.lanes),
        "geography": dict(net.geography),
        "product": net.product,
        "single_contract": net.single_contract,
        "limits": net.limits._asdict(),
    }


def _add_link(graph: PGraph, link: Link, net: Net) -> None:
    for candidate in net.stages[link.source].candidates:
        made = _material(graph, "made", link, candidate.place, ("do", link.source, candidate.id))
        for hub in _hubs(candidate, net):
            if candidate.serves is None or hub[0] == "site":
                _operate(graph, made, ("send", link, made[2], hub), ("hub", link, *hub))
    for candidate in net.stages[link.target].candidates:
        used = ("at", link, candidate.place)
        graph.add_node(used, kind="material")
        graph.add_edge(used, ("do", link.target, candidate.id))
        for hub in _hubs(candidate, net):
            if ("hub", link, *hub) in graph:
                _operate(graph, ("hub", link, *hub), ("receive", link, hub, candidate.place), used)


def _material(graph: PGraph, word: str, link: Link, place: str, producer: Node) -> tuple[str, Link, str]:
    # What an unlisted stage makes serves its own site only, so it must not mix with what others make there.
    place = f"{place}!" if graph.nodes[producer]["serves"] else place
    node = (word, link, place)
    graph.add_node(node, kind="material")
    graph.add_edge(producer, node)
    return node


def _operate(graph: PGraph, source: Node, operation: Node, target: Node) -> None:
    graph.add_node(operation, kind="operation")
    graph.add_node(target, kind="material")
    graph.add_edge(source, operation)
    graph.add_edge(operation, target)


def _hubs(candidate: Candidate, net: Net) -> Iterator[Hub]:
    yield ("site", candidate.place)
    yield ("partner", candidate.partner)
    yield from (("agreement", offer.id) for offer in net.offers if candidate.id in offer.members)
    if candidate.country is not None:
        yield ("country", candidate.country)
        yield ("customs", net.geography[candidate.country][1])
    yield ("anywhere", "")
