"""Random worlds in which suppliers have quoted: some in another currency, some no longer, some half open."""

from dataclasses import replace
from decimal import Decimal
from random import Random

from cdmo_plan.catalog.memory import rows_by_site, rows_by_step
from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.quotes import Quote
from cdmo_plan.domain.world import Row
from cdmo_plan.planner.costs import Wanted
from tests.support.worlds import Case, seeded_case

BASIS = Wanted("EUR", "batch")
_AMOUNTS = tuple(map(Decimal, ("0", "1", "1", "2", "2.50", "7.25", "40")))
_DATES = ("2024", "2024-05", "2024-05-02", "2025", "2026-10", "2026-11-21", "2027")


def quoted_case(seed: int) -> Case:
    """Make the case of a number with quotes, ranked by cost among what it is ranked by."""
    random, case = Random(f"quoted {seed}"), seeded_case(seed)  # noqa: S311
    # Where hardly anything is quoted no route has a cost: in most worlds nearly all is.
    chance = random.choice([0.5, 0.9, 0.9, 1])
    rows = [_quoted(random, found, chance) for some in case.world.by_step.values() for found in some]
    world = replace(case.world, by_step=rows_by_step(rows), by_site=rows_by_site(rows))
    names = list(case.rank_by[:3])
    names.insert(random.randint(0, len(names)), "cost")
    # What nobody lists nobody quotes, so that half of the briefs begin behind it.
    brief = case.brief
    if random.random() < 0.5 and brief.from_step is None and not brief.have:
        brief = replace(
            brief, from_step=next(s.step for s in world.processes[0].stages if s.kind == "assigned")
        )
    return replace(case, world=world, brief=brief, rank_by=tuple(names), cost=BASIS)


def _quoted(random: Random, row: Row, chance: float) -> Row:
    quotes = []
    if random.random() < chance:
        quotes.append(_quote(random, "EUR", "batch"))
    quotes.extend(
        _quote(random, random.choice(["EUR", "USD"]), random.choice(["batch", "batch", "project"]))
        for _ in range(random.choice([0, 0, 1, 3]))
    )
    return row._replace(capability=replace(row.capability, quotes=tuple(quotes)))


def _quote(random: Random, currency: str, what: str) -> Quote:
    ends: list[Decimal | None] = [*sorted(random.choices(_AMOUNTS, k=2))]
    if random.random() < 0.15:
        ends[random.randrange(2)] = None
    last = random.choice([None, None, None, "2024-08", "2026-11-21", "2027"])
    return Quote(
        what=what,
        min=ends[0],
        max=ends[1],
        currency=currency,
        dated=PartialDate.parse(random.choice(_DATES[:2] if random.random() < 0.6 else _DATES)),
        valid_until=None if last is None else PartialDate.parse(last),
    )
