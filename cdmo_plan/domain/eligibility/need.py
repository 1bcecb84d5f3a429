"""What one stage of a resolved brief asks of a capability."""

from __future__ import annotations

from datetime import date
from typing import Literal

from cdmo_plan.domain.brief import ScaleNeed
from cdmo_plan.domain.process import Stage
from cdmo_plan.domain.values import dataclass
from cdmo_plan.domain.vocabulary import Evidence

TargetKind = Literal["site", "partner", "country", "region", "supplier"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What `--via`, `--avoid` or `--avoid-region` names; `ids` are all that count as it.

    A supplier counts with its affiliates, a region is its countries.
    """

    kind: TargetKind
    word: str
    ids: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """A regulator whose market is to be supplied.

    `authorities` are the casefolded names under which records count for it, its own and those of authorities
    that inspect on its behalf. `territory` are its countries, None where the catalog does not say.
    """

    word: str
    authorities: frozenset[str]
    territory: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A stage with the terms that bind it (RULES F4); None and empty bind nothing.

    `countries` are the allowed ones; `region_words` how the brief said it. `hosts` is what the recipe or the
    brief wants; `host_is_term` tells which of both. `grades` are the plasmid grades that will do, and
    `grade_is_term` tells whether the brief's phase says so. `takes_in` are the product classes of what the
    stage gets from others. `markets` bind GMP stages, `min_evidence` every stage.
    """

    stage: Stage
    as_of: date
    countries: frozenset[str] | None = None
    region_words: str = ""
    hosts: frozenset[str] | None = None
    host_is_term: bool = False
    scale: ScaleNeed | None = None
    container: str | None = None
    dose_form: str | None = None
    development_phase: str | None = None
    grades: frozenset[str] | None = None
    grade_is_term: bool = False
    takes_in: frozenset[str] = frozenset()
    markets: tuple[Market, ...] = ()
    via: tuple[Target, ...] = ()
    avoid: tuple[Target, ...] = ()
    min_evidence: Evidence | None = None
    include: frozenset[str] = frozenset()
    strict: bool = False

    @property
    def is_fill(self) -> bool:
        """Whether the stage fills the product or an intermediate."""
        return self.stage.step in ("fill-finish", "lyophilization")
