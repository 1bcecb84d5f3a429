"""What an explanation costs, in queries: twelve terms with no route, as shipped and on 1,000 synthetic sites.

Run from the root: `uv run python -m benchmarks.explain`. CPU time, the best of three.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from cdmo_plan.catalog.load import load_folder
from cdmo_plan.catalog.memory import Catalog, rows_by_site, rows_by_step, sites_by_partner
from cdmo_plan.domain.brief import Brief, ScaleNeed
from cdmo_plan.domain.partners import Partner, Site
from cdmo_plan.domain.vocabulary import STEPS
from cdmo_plan.domain.world import Row
from cdmo_plan.planner.explaining import explain_brief
from cdmo_plan.planner.plan import plan

CATALOG = Path(__file__).parents[1] / "catalogs"
SITES = 1000
HARD = Brief(
    modality="mab",
    as_of=date(2026, 11, 21),
    regions=("JP",),
    avoid_regions=("FR",),
    container="prefilled-syringe",
    dose_form="lyophilized",
    expression="mammalian",
    development_phase="commercial",
    scale=ScaleNeed.parse("15000"),
    markets=("FDA", "EMA"),
    avoid=("lonza",),
    single_contract=True,
    max_partners=1,
)
EASY = Brief(modality="mab", as_of=date(2026, 11, 21), regions=("EU",), dose_form="lyophilized")


def synthetic(world: Catalog, sites: int) -> Catalog:
    """Return a catalog of so many sites: those of another one again and again, under made-up ids."""
    plants, partners, rows = dict(world.sites), dict(world.partners), _rows(world)
    copy = 1
    while len(plants) < sites:
        name = {each: f"synthetic-{copy}-{each}" for each in (*world.sites, *world.partners)}
        partners |= {name[each.id]: replace(each, id=name[each.id]) for each in world.partners.values()}
        for site in list(world.sites.values())[: sites - len(plants)]:
            plants[name[site.id]] = replace(site, id=name[site.id], partner=name[site.partner], owners=())
        rows += [
            _copied(row, name, plants, partners) for row in _rows(world) if _is_copied(row, name, plants)
        ]
        copy += 1
    return replace(
        world,
        partners=partners,
        sites=plants,
        by_step=rows_by_step(rows),
        by_site=rows_by_site(rows),
        by_partner=sites_by_partner(plants.values()),
    )


def _rows(world: Catalog) -> list[Row]:
    return [row for step in STEPS for row in world.rows(step)]


def _is_copied(row: Row, name: dict[str, str], plants: dict[str, Site]) -> bool:
    return row.site is not None and name[row.site.id] in plants


def _copied(row: Row, name: dict[str, str], plants: dict[str, Site], partners: dict[str, Partner]) -> Row:
    capability, site = row.capability, row.site
    assert site is not None
    tail = capability.id.removeprefix(site.id)
    moved = replace(capability, id=name[site.id] + tail, site=name[site.id], partner=name[capability.partner])
    return Row(moved, plants[name[site.id]], partners[name[row.partner.id]])


def cpu(ask: Callable[[], object], times: int = 3) -> float:
    """Return the least CPU time of a few runs, in seconds."""
    found = []
    for _ in range(times):
        begun = time.process_time()
        ask()
        found.append(time.process_time() - begun)
    return min(found)


def main() -> None:
    """Measure and print."""
    shipped = load_folder(CATALOG).catalog
    for world in (shipped, synthetic(shipped, SITES)):
        one = cpu(partial(plan, world, EASY))
        explanation = explain_brief(world, HARD)
        reasons = explanation.plan.no_route
        assert reasons is not None
        assert reasons.is_complete
        assert all(fix.opens for fix in reasons.fixes)
        spent = cpu(partial(explain_brief, world, HARD))
        told = f"{len(reasons.conflicts)} conflicts, {len(reasons.fixes)} sets of changes"
        print(
            f"{len(world.sites):,} sites: a query {one * 1000:.0f} ms, an explanation {spent * 1000:.0f} ms"
        )
        print(f"  {spent / one:.1f} queries; {len(HARD.terms())} terms, {told}")


if __name__ == "__main__":
    main()
