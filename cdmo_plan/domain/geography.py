"""Countries, the regions that briefs name, the regulators of markets, and the lanes between places."""

from __future__ import annotations

from cdmo_plan.domain.duration import Duration
from cdmo_plan.domain.marks import UNMARKED, Marks
from cdmo_plan.domain.sources import Source
from cdmo_plan.domain.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country by its ISO 3166-1 alpha-2 code; a move inside one customs territory is no import."""

    code: str
    name: str
    continent: str
    customs_territory: str
    aliases: tuple[str, ...] = ()
    marks: Marks = UNMARKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A named set of countries; its id equals no other country's code."""

    id: str
    name: str
    countries: frozenset[str]
    aliases: tuple[str, ...] = ()
    note: str | None = None
    marks: Marks = UNMARKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulator:
    """An authority that lets products onto a market, or inspects plants for one.

    `territory` are the countries of its market, None where the catalog does not say. `acts_for` names the
    authority whose market its inspections count for too, as those of a member state's do in the European
    Union.
    """

    id: str
    name: str
    territory: frozenset[str] | None = None
    acts_for: str | None = None
    aliases: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    marks: Marks = UNMARKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """How long a hand-over takes: door to door, at the border, or as technology transfer.

    `kind` is one of `domestic`, `intra-continental`, `inter-continental`, `customs`, for materials, or
    `transfer-intra-company`, `transfer-to-filler`, `transfer-inter-company`, for documents.
    """

    kind: str
    duration: Duration
    sources: tuple[Source, ...] = ()
    note: str | None = None
    marks: Marks = UNMARKED
