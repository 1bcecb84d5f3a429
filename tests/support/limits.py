"""Random regulators of rows, and random limits of briefs: on markets, evidence and whole routes."""

from random import Random
from typing import Any

from cdmo_plan.domain.capability import RegulatorRecord
from cdmo_plan.domain.dates import PartialDate


def random_regulators(random: Random) -> tuple[RegulatorRecord, ...]:
    kinds = (None, "inspected", "inspected", "approved-product", "design-intent", "warning-letter")
    dates = [None, *map(PartialDate.parse, ("2019", "2024-10", "2026-02"))]
    return tuple(
        RegulatorRecord(
            authority=random.choice(["FDA", "FDA", "EMA", "BfArM", "WHO"]),
            kind=random.choice(kinds),
            dated=random.choice(dates),
        )
        for _ in range(random.choice([0, 1, 1, 2, 3]))
    )


def random_limits(random: Random) -> dict[str, Any]:
    """Limit whole routes and markets now and then, about where random worlds have some routes left."""
    chances = {
        "avoid_regions": (0.08, (random.choice(["eu", "US", "US", "CH", "CH"]),)),
        "markets": (0.12, tuple(random.sample(["FDA", "EMA", "BfArM", "WHO"], random.choice([1, 1, 2])))),
        "max_partners": (0.15, random.choice([1, 2, 2, 3])),
        "max_transfers": (0.15, random.choice([0, 1, 1, 2])),
        "max_weeks": (0.2, random.randint(5, 18)),
        "min_evidence": (0.06, random.choice(["stated", "network-stated", "inferred"])),
    }
    return {name: value for name, (chance, value) in chances.items() if random.random() < chance}
