"""The catalog as if only the parties of an alliance took work: for the rows behind a cell."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from cdmo_plan.analysis.alliance import AS_IF_ONE_CONTRACT
from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.domain.agreements import Agreement, Scope
from cdmo_plan.domain.world import Row, World, operator_on


def world_of_parties(
    world: Catalog, partners: Collection[str], day: date, *, is_hypothetical: bool = False
) -> Catalog:
    """Return a catalog with the rows of these partners alone, and the hypothetical agreement if wanted.

    Sites, and what else stands at them, stay: they say how work is segregated, and where a network could do
    it.
    """
    kept = {
        step: tuple(row for row in rows if _seller(row, day, world) in partners)
        for step, rows in world.by_step.items()
    }
    hypothesis = Agreement(
        id=AS_IF_ONE_CONTRACT,
        kind="joint-offering",
        parties=tuple(partners),
        scope=Scope(
            text="HYPOTHETICAL: all that the parties do, as if under one contract; no source states it"
        ),
        one_contract=True,
    )
    added = (hypothesis,) if is_hypothetical else ()
    return replace(world, by_step=kept, agreements=(*world.agreements, *added))


def _seller(row: Row, day: date, world: World) -> str:
    return (operator_on(row.site, day, world) if row.site else None) or row.partner.id
