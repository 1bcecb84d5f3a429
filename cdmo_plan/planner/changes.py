"""How often a route changes site, country, customs territory or partner along its hand-overs.

The least number of changes on a tree whose nodes may each take some of the labels is found by passing sets
(Fitch 1971, Hartigan 1973): a part of the tree tells its neighbour the least changes within it, and the
labels at its end that have no more; any other label costs one more, for one may change on the way out.
Hand-overs that close a ring count only where both ends surely differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cdmo_plan.planner.slots import Domains, Labels

Message = tuple[int, int]
"""The least changes in a part of the tree, and the labels of its end that need no more."""


class Changes:
    """One kind of label along some hand-overs; a place without the label changes nothing (RULES S5)."""

    def __init__(self, labels: Labels, links: Iterable[tuple[int, int]], stages: int) -> None:
        self._labels = labels
        links = list(links)
        self.highest = len(links)
        self._tree, self._rings = _spanning(links, stages)

    def least(self, domains: Domains) -> int:
        """Return the least changes of any route within these domains."""
        found = [self._labels.of(domain) for domain in domains]
        tree, rings, told = self._certain(found, domains)
        messages = _gather(found, tree, told)
        return rings + sum(_end(found[root], messages[root])[0] for root in _roots(tree, messages))

    def most(self, domains: Domains) -> int:
        """Return the most changes of any route: one a hand-over whose ends may differ."""
        found = [self._labels.of(domain) for domain in domains]
        both = (found[source] | found[target] for source, target in (*self._tree, *self._rings))
        return sum(labels & (labels - 1) > 0 for labels in both)

    def keep(self, domains: Domains, most: int) -> bool:
        """Drop slots whose label makes too many changes; tell whether any route may be left."""
        found = [self._labels.of(domain) for domain in domains]
        tree, rings, told = self._certain(found, domains)
        messages = _gather(found, tree, told)
        roots = _roots(tree, messages)
        least = {root: _end(found[root], messages[root])[0] for root in roots}
        spare = most - rings - sum(least.values())
        if spare < 0:
            return False
        _scatter(found, tree, messages)
        top = {root: root for root in roots}
        for child, parent in reversed(tree):
            top[child] = top[parent]
        for stage, root in top.items():
            self._cut(domains, stage, found[stage], messages[stage], least[root] + spare)
        return all(domains)

    def _cut(
        self, domains: Domains, stage: int, labels: int, messages: dict[int, Message], most: int
    ) -> None:
        domain = domains[stage]
        if not domain & (domain - 1):
            return
        spare = most - sum(least for least, _ in messages.values())
        if spare >= len(messages):
            return
        allowed = _shared(labels, [free for _, free in messages.values()], len(messages) - spare)
        if allowed != labels:
            domains[stage] = domain & self._labels.named(allowed)

    def _certain(
        self, found: Sequence[int], domains: Domains
    ) -> tuple[list[tuple[int, int]], int, list[dict[int, Message]]]:
        """Return the tree without stages that may be anywhere, and what is known of the rings.

        That is how many surely change, and what a stage is told by the other end of a ring, once the label
        there is decided: then that end is as good as a part of the tree.
        """
        wild = self._labels.wild
        told: list[dict[int, Message]] = [{} for _ in domains]
        surely, tree = 0, self._tree
        if wild:
            tree = [(s, t) for s, t in tree if not (domains[s] | domains[t]) & wild]
        for number, (source, target) in enumerate(self._rings):
            one, other = found[source], found[target]
            if (domains[source] | domains[target]) & wild:
                continue
            if not one & (one - 1):
                told[target][-1 - number] = (0, one)
            elif not other & (other - 1):
                told[source][-1 - number] = (0, other)
            else:
                surely += not one & other
        return tree, surely, told


def _roots(tree: Sequence[tuple[int, int]], messages: Sequence[dict[int, Message]]) -> list[int]:
    """Return the stages where what is told ends."""
    children = {child for child, _ in tree}
    return [stage for stage, told in enumerate(messages) if told and stage not in children]


def _spanning(
    links: Sequence[tuple[int, int]], stages: int
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return a spanning forest as (child, parent), every child before its parent's own, and what is left."""
    part = list(range(stages))
    chosen: list[tuple[int, int]] = []
    rings: list[tuple[int, int]] = []
    for source, target in links:
        before, after = part[source], part[target]
        (rings if before == after else chosen).append((source, target))
        part = [before if number == after else number for number in part]
    tree: list[tuple[int, int]] = []
    reached: set[int] = set()
    for root in reversed(range(stages)):
        if root not in reached:
            _reach(root, chosen, reached, tree)
    return tree[::-1], rings


def _reach(
    stage: int, links: Sequence[tuple[int, int]], reached: set[int], tree: list[tuple[int, int]]
) -> None:
    reached.add(stage)
    for source, target in links:
        other = target if source == stage else source
        if stage in (source, target) and other not in reached:
            tree.append((other, stage))
            _reach(other, links, reached, tree)


def _gather(
    found: Sequence[int], tree: Sequence[tuple[int, int]], messages: list[dict[int, Message]]
) -> list[dict[int, Message]]:
    """Add what each stage is told by its children."""
    for child, parent in tree:
        messages[parent][child] = _end(found[child], messages[child])
    return messages


def _scatter(
    found: Sequence[int], tree: Sequence[tuple[int, int]], messages: list[dict[int, Message]]
) -> None:
    """Add what each stage is told by its parent."""
    for child, parent in reversed(tree):
        others = {stage: told for stage, told in messages[parent].items() if stage != child}
        messages[child][parent] = _end(found[parent], others)


def _end(labels: int, messages: dict[int, Message]) -> Message:
    """Return the least changes of the part that ends here, and the labels here that have no more."""
    least = 0
    for inner, free in messages.values():
        least += inner
        if len(messages) == 1:
            return (least, labels & free) if labels & free else (least + 1, labels)
    sets = [free for _, free in messages.values()]
    for agreeing in range(len(sets), 0, -1):
        shared = _shared(labels, sets, agreeing)
        if shared:
            return least + len(sets) - agreeing, shared
    return least + len(sets), labels


def _shared(labels: int, sets: Sequence[int], times: int) -> int:
    """Return the labels that are in so many of the sets at least."""
    at_least = [labels] + [0] * len(sets)
    for found in sets:
        for count in range(len(sets), 0, -1):
            at_least[count] |= at_least[count - 1] & found
    return at_least[times] if times > 0 else labels
