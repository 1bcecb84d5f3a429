"""Which plants list the same models of equipment for a step as the parties of an alliance.

The same model is where a transfer of a process begins, not where it ends: cells, media, control and quality
systems differ, and rows that state no equipment may have it too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from cdmo_plan.analysis.inventory import all_rows, takes_work
from cdmo_plan.analysis.parties import Parties
from cdmo_plan.domain.vocabulary import ANY_BIOLOGIC
from cdmo_plan.domain.world import Row, World, operator_on
from cdmo_plan.network.words import suppliers_under


class Lister(NamedTuple):
    """A place that lists a model for a step: its partner of that day, its site (None: the network).

    `takes_work` tells whether plant and line take new programmes on the day.
    """

    partner: str
    site: str | None
    country: str | None
    capability: str
    takes_work: bool


class SharedModel(NamedTuple):
    """A model with who lists it for a step: the parties, and all others."""

    model: str
    step: str
    parties: tuple[Lister, ...]
    others: tuple[Lister, ...]


def shared_equipment(parties: Parties, day: date, world: World) -> tuple[SharedModel, ...]:
    """Return the models that the parties list, by id and step, with others who list them for a like product.

    Where a party is a supplier, only its models and those of its affiliates; where none is, all.
    """
    suppliers = frozenset[str]().union(*(suppliers_under(name, world) for name in parties.organisations))
    listing: dict[tuple[str, str], list[Row]] = {}
    for row in all_rows(world):
        for model in row.capability.equipment or ():
            if not parties.organisations or _supplier(model, world) in suppliers:
                listing.setdefault((model, row.capability.step), []).append(row)
    return tuple(_shared(parties, listing, day, world))


def _shared(
    parties: Parties, listing: dict[tuple[str, str], list[Row]], day: date, world: World
) -> Iterator[SharedModel]:
    for (model, step), rows in sorted(listing.items()):
        listers = [(row, _lister(row, day, world)) for row in rows]
        own = [(row, found) for row, found in listers if found.partner in parties.partners]
        made = frozenset[str]().union(*(row.capability.modalities for row, _ in own))
        others = (pair for pair in listers if pair[1].partner not in parties.partners)
        if own:
            like = (
                found for row, found in others if made & {*row.capability.modalities} or _is_any(row, made)
            )
            yield SharedModel(model, step, tuple(found for _, found in own), tuple(like))


def _is_any(row: Row, made: Collection[str]) -> bool:
    return ANY_BIOLOGIC in made or ANY_BIOLOGIC in row.capability.modalities


def _supplier(model: str, world: World) -> str | None:
    found = world.equipment.get(model)
    return found.supplier if found else None


def _lister(row: Row, day: date, world: World) -> Lister:
    partner = (operator_on(row.site, day, world) if row.site else None) or row.partner.id
    return Lister(
        partner=partner,
        site=row.site.id if row.site else None,
        country=row.site.country if row.site else None,
        capability=row.capability.id,
        takes_work=takes_work(row, day, world),
    )
