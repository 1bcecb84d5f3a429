"""The columns of a coverage: parts of the world of which every plant lies in exactly one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from cdmo_plan.domain.geography import Region
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.domain.world import World
from cdmo_plan.network.words import LAY_OVER, countries_of

By = Literal["region", "country"]
ELSEWHERE: Final = "elsewhere"
MOST_MARKETS: Final = 10
"""So many markets with the most plants have columns of their own; the others stand together."""


class Market(NamedTuple):
    """A column: its id, and the words by which a brief names all of it."""

    id: str
    words: tuple[str, ...]
    countries: frozenset[str]


def markets(world: World, by: By, used: Iterable[str] = ()) -> tuple[Market, ...]:
    """Return the columns in the order of their plants, the most first.

    By country there is one for each country of `used`, or for each that has a plant where that names none.
    By region there is one for each market: a region inside a single customs territory that holds no smaller
    such region (the EU, not the EEA), else a country.
    Wider regions overlap, and their cells would count one plant several times.

    Raises:
        BriefRefused: If the catalog has no plant.
    """
    if not world.sites:
        message = "nobody does any work without a plant"
        raise BriefRefused(message, LAY_OVER)
    home = {} if by == "country" else _single_markets(world.regions.values(), world)
    plants = Counter(home.get(site.country, site.country) for site in world.sites.values())
    if by == "country":
        wanted = plants.keys() & set(used) or plants.keys()
        plants = Counter({country: number for country, number in plants.items() if country in wanted})
    ordered = sorted(plants, key=lambda name: (-plants[name], name))
    own = ordered if by == "country" else ordered[:MOST_MARKETS]
    found = [Market(name, (name,), _countries(name, world)) for name in own]
    rest = tuple(sorted(set(ordered) - set(own)))
    if rest:
        found.append(Market(ELSEWHERE, rest, frozenset().union(*(_countries(n, world) for n in rest))))
    return tuple(found)


def _countries(name: str, world: World) -> frozenset[str]:
    return world.regions[name].countries if name in world.regions else frozenset({name})


def _single_markets(regions: Iterable[Region], world: World) -> dict[str, str]:
    """Return the region that stands for a country, where one does."""
    single = [region for region in regions if _is_single(region, world)]
    inner = [r for r in single if not any(other.countries < r.countries for other in single)]
    home: dict[str, str] = {}
    for region in sorted(inner, key=lambda region: region.id):
        if not region.countries & home.keys():
            home.update(dict.fromkeys(region.countries, region.id))
    return home


def _is_single(region: Region, world: World) -> bool:
    known = [world.countries[code] for code in region.countries if code in world.countries]
    return len(known) > 1 and len({country.customs_territory for country in known}) == 1


def market_named(word: str, columns: Iterable[Market], world: World) -> Market | None:
    """Return the column that a word names: by its id, or by any name of exactly its countries."""
    for market in columns:
        if word.casefold() == market.id.casefold():
            return market
    try:
        wanted = countries_of([word], world)
    except BriefRefused:
        return None
    return next((market for market in columns if market.countries == wanted), None)
