"""Synthetic worlds: plants that do not exist, seeded, to carry out a recipe.

What makes real questions hard is kept: partners own several plants, plants lie in a few countries and do a
few steps each, times come from the recipe, so that equal routes are the rule, and some partners offer work
jointly. `Traits` says how often each of it happens.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from random import Random
from typing import Final, NamedTuple

from benchmarks.recipes import HALF_WEEK
from cdmo_plan.domain.costs import Basis
from cdmo_plan.network.net import Candidate, Limits, Net, NetStage, Offer
from cdmo_plan.network.prices import Amounts, Prices, prices_of

_COUNTRIES: Final = (
    "US",
    "US",
    "US",
    "DE",
    "DE",
    "FR",
    "IT",
    "NL",
    "DK",
    "CH",
    "GB",
    "CA",
    "JP",
    "KR",
    "CN",
    "SG",
)
_EVIDENCE: Final = (0, 0, 0, 0, 1, 2)


class Traits(NamedTuple):
    """How often things happen, as chances; `sites_a_partner` and `steps_a_site` are means.

    They are those of the shipped catalog, where 233 plants of 125 partners do 1.5 of ten stages each, and
    none does more than five; a partner may do them all.
    """

    sites_a_partner: float = 1.9
    steps_a_site: float = 1.5
    most_steps: int = 5
    second_row: float = 0.1
    doubt: float = 0.15
    containment: float = 0.03
    question: float = 0.3
    network: float = 0.01
    own_duration: float = 0.0
    lists_other: float = 0.4
    offers_a_partner: float = 0.05
    questions_of_offer: float = 0.2
    unknown_step: float = 0.0
    unknown_lane: float = 0.0
    limits: float = 0.0


PLAIN: Final = Traits(second_row=0, doubt=0, containment=0, question=0, network=0, offers_a_partner=0)
"""Nothing but plants in countries: what a shortest path can express."""

RICH: Final = Traits(
    sites_a_partner=2.4,
    steps_a_site=2,
    most_steps=4,
    doubt=0.25,
    containment=0.1,
    network=0.12,
    own_duration=0.2,
    offers_a_partner=0.35,
    unknown_step=0.05,
    unknown_lane=0.1,
    limits=0.25,
)
"""All that a net can hold, often enough to matter in a world of a dozen plants."""

STATED_TIMES: Final = Traits(own_duration=0.02)
"""Now and then a plant states its own time for a step (RULES W2), so that few routes are the fastest."""

SMALL_PARTNERS: Final = Traits(sites_a_partner=1.15)


class _Plant(NamedTuple):
    id: str
    partner: str
    country: str
    steps: frozenset[str]


def populate(recipe: Net, sites: int, seed: int, traits: Traits = Traits()) -> Net:  # noqa: B008
    """Return a recipe with so many plants, the same for the same seed; every stage has somebody to do it."""
    random = Random(f"{recipe.process} {sites} {seed}")
    words = sorted({stage.step for stage in recipe.stages})
    listings = {word for step in recipe.steps for _, word in step.home if word is not None}
    plants = list(_plants(random, sites, words, sorted(listings - set(words)), traits))
    stages: list[NetStage] = []
    for number, stage in enumerate(recipe.stages):
        stages.append(stage._replace(candidates=tuple(sorted(_rows(random, number, recipe, plants, traits)))))
    stages = [_with_unlisted(number, stage, stages, recipe) for number, stage in enumerate(stages)]
    net = _with_unknown_times(random, recipe, traits)._replace(stages=tuple(stages))
    return net._replace(
        offers=tuple(_offers(random, net, plants, traits)),
        single_contract=random.random() < traits.limits / 3,
        limits=_limits(random, traits),
    )


def _plants(
    random: Random, count: int, words: Sequence[str], others: Sequence[str], traits: Traits
) -> Iterator[_Plant]:
    made = partner = 0
    while made < count:
        home = random.choice(_COUNTRIES)
        size = min(count - made, 1 + int(random.expovariate(1 / max(0.01, traits.sites_a_partner - 1)) + 0.5))
        for _ in range(size):
            country = home if random.random() < 0.6 else random.choice(_COUNTRIES)
            some = min(
                len(words),
                traits.most_steps,
                1 + int(random.expovariate(1 / max(0.01, traits.steps_a_site - 1)) + 0.5),
            )
            # The first plants take turns, so that no stage is left without anybody.
            steps = {words[made % len(words)], *random.sample(words, some - 1)}
            steps.update(word for word in others if random.random() < traits.lists_other)
            yield _Plant(f"site-{made:05d}", f"partner-{partner:05d}", country, frozenset(steps))
            made += 1
        partner += 1


def _rows(
    random: Random, number: int, recipe: Net, plants: Sequence[_Plant], traits: Traits
) -> Iterator[Candidate]:
    word = recipe.stages[number].step
    own = [step.id for step in recipe.steps if step.home == ((number, None),)]
    by_partner: dict[str, list[_Plant]] = {}
    for plant in plants:
        by_partner.setdefault(plant.partner, []).append(plant)
        if word in plant.steps:
            for row in range(1, 3 if random.random() < traits.second_row else 2):
                yield _row(random, number, f"{plant.id}/{word}/{row}", plant, own, traits)
    for partner, owned in by_partner.items():
        able = frozenset(plant.id for plant in owned if word in plant.steps)
        if able and random.random() < traits.network:
            row_of = _row(random, number, f"{partner}/{word}/1", owned[0], own, traits)
            nowhere = row_of._replace(place=f"network:{partner}", site=None, country=None)
            yield nowhere._replace(plants=able, lists=frozenset())


def _row(  # noqa: PLR0913, PLR0917  what a row is made of
    random: Random, number: int, name: str, plant: _Plant, own: Sequence[str], traits: Traits
) -> Candidate:
    typical = random.choice([1, 3, 6]) * HALF_WEEK
    states = bool(own) and random.random() < traits.own_duration
    return Candidate(
        id=name,
        stage=number,
        place=plant.id,
        site=plant.id,
        partner=plant.partner,
        country=plant.country,
        containment=int(random.random() < traits.containment),
        doubts=int(random.random() < traits.doubt),
        questions=random.choice([1, 1, 2]) if random.random() < traits.question else 0,
        evidence=random.choice(_EVIDENCE) if traits.question else 0,
        lists=plant.steps,
        own_minutes=((random.choice(own), (typical // 2, typical, 2 * typical)),) if states else (),
    )


def _with_unlisted(number: int, stage: NetStage, stages: Sequence[NetStage], recipe: Net) -> NetStage:
    """Let whoever takes what an open stage makes do it unlisted, where no plant of the partner lists it."""
    targets = [link.target for link in recipe.links if link.source == number]
    if not (stage.is_open and targets):
        return stage
    listing = {candidate.partner for candidate in stage.candidates}
    makers = {made.place: made for made in stages[targets[0]].candidates if made.partner not in listing}
    unlisted = [
        made._replace(
            id=f"{made.place}/{stage.step}/unlisted",
            stage=number,
            serves=made.place,
            containment=0,
            doubts=0,
            questions=0,
            own_minutes=(),
        )
        for made in makers.values()
    ]
    return stage._replace(candidates=tuple(sorted(chain(stage.candidates, unlisted))))


def _with_unknown_times(random: Random, recipe: Net, traits: Traits) -> Net:
    steps = tuple(
        step._replace(known=False, minutes=(0, 0, 0)) if random.random() < traits.unknown_step else step
        for step in recipe.steps
    )
    lanes = {kind: lane for kind, lane in recipe.lanes.items() if random.random() >= traits.unknown_lane}
    return recipe._replace(steps=steps, lanes=lanes)


def _offers(random: Random, net: Net, plants: Sequence[_Plant], traits: Traits) -> Iterator[Offer]:
    partners = sorted({plant.partner for plant in plants})
    for number in range(round(traits.offers_a_partner * len(partners))):
        # Who signs together has neighbours in the list, so that an offer joins a few partners in every size.
        start = random.randrange(len(partners))
        parties = sorted(
            {partners[(start + shift) % len(partners)] for shift in (0, 1, random.choice([0, 2]))}
        )
        scope = random.sample(range(len(net.stages)), random.randint(2, len(net.stages)))
        members = frozenset(
            candidate.id
            for stage in scope
            for candidate in net.stages[stage].candidates
            if candidate.partner in parties
        )
        if len(members) > 1:
            yield Offer(
                f"offer-{number:05d}",
                one_contract=random.random() < 0.7,
                lead=random.choice([None, parties[0]]),
                members=members,
                questions=int(random.random() < traits.questions_of_offer),
            )


def random_prices(random: Random, net: Net) -> Prices:
    """Return prices for most rows of a net, some open at one end; what nobody lists nobody quotes."""
    names = sorted({c.id for stage in net.stages for c in stage.candidates if c.is_listed})
    share = random.choice([0.6, 0.9, 1])
    amounts: dict[str, Amounts] = {}
    for name in names:
        least = Decimal(random.randint(0, 9)) / 2
        most = least + random.choice([0, 0, 1, 3])
        ends = random.choices([(least, most), (least, None), (None, most)], weights=[8, 1, 1])[0]
        if random.random() < share:
            amounts[name] = ends
    prices = prices_of(Basis("EUR", "batch"), date(2026, 11, 21), amounts)
    # As small as may be, for the solver's sake: the dearest of each stage.
    low, high = (
        1
        + sum(max(prices.ends.get(c.id, (0, 0))[end] or 0 for c in stage.candidates) for stage in net.stages)
        for end in (0, 1)
    )
    return prices._replace(beyond=(low, high))


def _limits(random: Random, traits: Traits) -> Limits:
    def now_and_then(value: int) -> int | None:
        return value if random.random() < traits.limits / 2 else None

    return Limits(
        partners=now_and_then(random.randint(2, 4)),
        transfers=now_and_then(random.randint(1, 4)),
        weeks=now_and_then(random.randint(30, 90)),
        is_strict=random.random() < traits.limits / 2,
    )
