"""The net of one recipe for one brief, as plain tuples: what the search reads.

Times are whole minutes (min, typical, max). Stages are counted from 0 in the order of the work.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from cdmo_plan.domain.values import NamedTuple

if TYPE_CHECKING:
    from cdmo_plan.network.prices import Prices

Minutes = tuple[int, int, int]
ZERO: Minutes = (0, 0, 0)


class Candidate(NamedTuple):
    """A way to do one stage: a row of the catalog, or the substance site where nobody lists an open stage.

    `place` is the site's id, or `network:` with the partner's; `serves` names the only place that its output
    may go to, None for anywhere. `plants` are the sites that an offer of a network may mean (S5), none where
    the site is named. `containment`, `doubts` and `questions` are counts, `evidence` a rank (0 is the
    strongest). `lists` are the other steps that the site lists, `own_minutes` the stated durations that
    replace the recipe's, by step (RULES W2).
    """

    id: str
    stage: int
    place: str
    site: str | None
    partner: str
    country: str | None
    serves: str | None = None
    plants: frozenset[str] = frozenset()
    containment: int = 0
    doubts: int = 0
    questions: int = 0
    evidence: int = 0
    lists: frozenset[str] = frozenset()
    own_minutes: tuple[tuple[str, Minutes], ...] = ()

    @property
    def is_listed(self) -> bool:
        """Whether a row of the catalog says that this place does the stage."""
        return self.serves is None


SUPPOSED = "\x00"
"""Stands in the id of a candidate between its capability and what is supposed of it, where anything is."""


def capability_of(candidate: str) -> str:
    """Return the id of the capability behind the id of a candidate."""
    return candidate.partition(SUPPOSED)[0]


class NetStage(NamedTuple):
    """A stage that a route assigns, with all that may do it, by id; an open one need not be listed (S2)."""

    key: str
    step: str
    role: str | None
    anchor: bool
    candidates: tuple[Candidate, ...]
    is_open: bool = False


class Link(NamedTuple):
    """A material handed over from one stage to another, by their numbers."""

    source: int
    target: int


class Offer(NamedTuple):
    """An agreement that joins partners; `members` are the ids of the candidates in its scope.

    Only one stated as one contract merges contracts (RULES M4); `lead` is who signs it, if known. `questions`
    counts the unknowns that a term of the brief rests on where a route runs under it (RULES O3).
    """

    id: str
    one_contract: bool
    lead: str | None
    members: frozenset[str]
    questions: int = 0


class NetStep(NamedTuple):
    """A step of the recipe with what it waits for: (number of the step, kind of the dependency).

    `home` lists where it is done: (number of the assigned stage, step that its site must list), the first
    that holds; a schedule activity has none. `filler` says that the step is done by who fills.
    """

    id: str
    minutes: Minutes
    known: bool
    after: tuple[tuple[int, str], ...]
    home: tuple[tuple[int, str | None], ...]
    filler: bool


class Limits(NamedTuple):
    """The most that a whole route may have, None where the brief does not mind.

    `weeks` are typical ones; where a time is missing they are a lower bound, which `is_strict` does not take.
    """

    partners: int | None = None
    transfers: int | None = None
    weeks: int | None = None
    is_strict: bool = False


class Net(NamedTuple):
    """All that routes for one recipe and one brief can be made of.

    `geography` tells the continent and customs territory of a country, `lanes` the minutes of a hand-over by
    kind. `product` holds the numbers of the product's substance stage and of its last fill, where assigned.
    `prices` are what was quoted, where cost is asked for.
    """

    process: str
    stages: tuple[NetStage, ...]
    links: tuple[Link, ...]
    offers: tuple[Offer, ...]
    steps: tuple[NetStep, ...]
    geography: Mapping[str, tuple[str, str]]
    lanes: Mapping[str, Minutes]
    product: tuple[int | None, int | None]
    single_contract: bool
    limits: Limits = Limits()
    prices: Prices | None = None

    @property
    def is_possible(self) -> bool:
        """Whether every stage has somebody to do it."""
        return bool(self.stages) and all(stage.candidates for stage in self.stages)


def crosses_border(source: Candidate, target: Candidate) -> bool:
    """Tell whether a hand-over changes country; a place without a site is nowhere (RULES S5)."""
    return None not in (source.country, target.country) and source.country != target.country


def crosses_customs(source: Candidate, target: Candidate, net: Net) -> bool:
    """Tell whether a hand-over changes customs territory (RULES M3)."""
    if not crosses_border(source, target):
        return False
    return net.geography[source.country or ""][1] != net.geography[target.country or ""][1]


def moves(source: Candidate, target: Candidate) -> bool:
    """Tell whether a hand-over leaves its site; a network offer is never a transfer of its own (RULES S5)."""
    return None not in (source.site, target.site) and source.site != target.site


def is_between_unnamed(source: Candidate, target: Candidate) -> bool:
    """Tell whether a hand-over leaves its site for or from a plant that no source names (RULES S5).

    Nobody knows how long it takes. Where the unnamed plant may be the very one of the other end, it is taken
    to be: a company does at one site what it can.
    """
    return None in (source.site, target.site) and not _sites_meant(source) & _sites_meant(target)


def _sites_meant(candidate: Candidate) -> frozenset[str]:
    return candidate.plants if candidate.site is None else frozenset({candidate.site})


def hands_over(route: Sequence[Candidate | None], net: Net) -> bool:
    """Tell whether every hand-over decided so far may happen: some output serves one place only."""
    for link in net.links:
        source, target = route[link.source], route[link.target]
        if source is not None and target is not None and source.serves not in (None, target.place):
            return False
    return True
