"""Recipes without anybody to carry them out: nets whose stages have no candidates yet.

A chain, an in-tree, a recipe with joins and shared inputs, random ones, and those of the shipped catalog.
Durations are whole multiples of half a week, few and often equal, as in real recipes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from cdmo_plan.catalog.load import load_folder
from cdmo_plan.domain.brief import Brief
from cdmo_plan.network.net import Link, Minutes, Net, NetStage, NetStep
from cdmo_plan.network.rows import outlooks_of

HALF_WEEK: Final = 7 * 24 * 60 // 2
DAY: Final = 24 * 60

LANES: Final[dict[str, Minutes]] = {
    "domestic": (DAY, DAY, 3 * DAY),
    "intra-continental": (DAY, 2 * DAY, 5 * DAY),
    "inter-continental": (2 * DAY, 4 * DAY, 10 * DAY),
    "customs": (DAY // 2, 2 * DAY, 14 * DAY),
    "transfer-intra-company": (4 * 7 * DAY, 12 * 7 * DAY, 20 * 7 * DAY),
    "transfer-to-filler": (8 * 7 * DAY, 13 * 7 * DAY, 26 * 7 * DAY),
    "transfer-inter-company": (26 * 7 * DAY, 30 * 7 * DAY, 35 * 7 * DAY),
}
"""About as long as the shipped catalog's lanes."""

GEOGRAPHY: Final[dict[str, tuple[str, str]]] = {
    "US": ("north-america", "US"),
    "CA": ("north-america", "CA"),
    "DE": ("europe", "EEA"),
    "FR": ("europe", "EEA"),
    "IT": ("europe", "EEA"),
    "NL": ("europe", "EEA"),
    "DK": ("europe", "EEA"),
    "CH": ("europe", "CH"),
    "GB": ("europe", "GB"),
    "JP": ("asia", "JP"),
    "KR": ("asia", "KR"),
    "CN": ("asia", "CN"),
    "SG": ("asia", "SG"),
}


class Part(NamedTuple):
    """One stage of a recipe to be made: `inputs` are the keys of the stages whose product it takes."""

    key: str
    inputs: tuple[str, ...] = ()
    half_weeks: int = 4
    step: str = ""
    is_anchor: bool = False
    is_open: bool = False


def assembled(name: str, parts: Sequence[Part], *, development: bool = False, release: bool = False) -> Net:
    """Return the recipe of some parts, each after its inputs, the last of them the product's fill.

    `development` adds work that accompanies the stage before the last and hands it a document, and the
    formulation of the product, which the filler does where it lists it; `release` adds a test of the product
    that waits for the status of every first stage.
    """
    numbers = {part.key: number for number, part in enumerate(parts)}
    steps = [
        _step(part.key, part.half_weeks, [(numbers[key], "material") for key in part.inputs], number)
        for number, part in enumerate(parts)
    ]
    last = len(parts) - 1
    if development:
        steps = _with_development(steps, last - 1, last)
    if release:
        first = [(number, "status") for number, part in enumerate(parts) if not part.inputs]
        steps.append(_step("release", 2, [(last, "material"), *first], last))
    return Net(
        process=name,
        stages=tuple(
            NetStage(part.key, part.step or part.key, None, part.is_anchor, (), part.is_open)
            for part in parts
        ),
        links=tuple(Link(numbers[key], number) for number, part in enumerate(parts) for key in part.inputs),
        offers=(),
        steps=tuple(_in_order(steps)),
        geography=GEOGRAPHY,
        lanes=LANES,
        product=(last - 1, last),
        single_contract=False,
    )


def _step(name: str, half_weeks: int, after: Iterable[tuple[int, str]], home: int) -> NetStep:
    typical = half_weeks * HALF_WEEK
    return NetStep(
        id=name,
        minutes=(typical // 2, typical, 2 * typical),
        known=True,
        after=tuple(after),
        home=((home, None),),
        filler=False,
    )


def _with_development(steps: list[NetStep], substance: int, fill: int) -> list[NetStep]:
    count = len(steps)
    development = _step("development", 10, steps[substance].after[:1], substance)
    formulation = _step("formulation", 8, [(substance, "document")], fill)
    both = ((fill, "formulation-development"), (substance, None))
    made, filled = steps[substance], steps[fill]
    steps[substance] = made._replace(after=(*made.after, (count, "document")))
    steps[fill] = filled._replace(after=(*filled.after, (count + 1, "document")), filler=True)
    return [*steps, development, formulation._replace(home=both, filler=True)]


def _in_order(steps: Sequence[NetStep]) -> list[NetStep]:
    """Put every step behind all that it waits for."""
    placed: dict[int, int] = {}
    while len(placed) < len(steps):
        for number, step in enumerate(steps):
            if number not in placed and all(other in placed for other, _ in step.after):
                placed[number] = len(placed)
    return [
        steps[number]._replace(after=tuple((placed[other], kind) for other, kind in steps[number].after))
        for number in placed
    ]


def chain(length: int = 8) -> Net:
    """Return a recipe in which every stage takes what the one before it made, and nothing else."""
    anchors = {length // 2, length - 1}
    parts = [
        Part(f"stage-{n}", (f"stage-{n - 1}",) if n else (), 2 + n % 3 * 2, is_anchor=n in anchors)
        for n in range(length)
    ]
    return assembled(f"chain of {length}", parts)


def tree() -> Net:
    """Return a recipe of eight stages in which branches join and nothing is shared."""
    parts = [
        Part("gene", (), 4, "plasmid-dna"),
        Part("helper", (), 4, "plasmid-dna"),
        Part("cells", (), 12, is_open=True),
        Part("linker", (), 6),
        Part("vector", ("gene", "helper", "cells"), 8, is_anchor=True),
        Part("capture", ("vector",), 2),
        Part("conjugate", ("capture", "linker"), 4, is_anchor=True),
        Part("fill", ("conjugate",), 4),
    ]
    return assembled("tree of 8", parts)


def joined() -> Net:
    """Return a recipe of eight stages with joins, shared inputs and work that accompanies stages."""
    parts = [
        Part("gene", (), 4, "plasmid-dna"),
        Part("helper", (), 4, "plasmid-dna"),
        Part("cells", (), 12, is_open=True),
        Part("bank", ("cells",), 4),
        Part("vector", ("gene", "helper", "bank"), 8, is_anchor=True),
        Part("reference", ("gene", "bank"), 6),
        Part("substance", ("vector", "reference"), 4, is_anchor=True),
        Part("fill", ("substance", "reference"), 4),
    ]
    return assembled("joins of 8", parts, development=True, release=True)


def random_recipe(random: Random) -> Net:
    """Return a recipe of four to seven stages, any of which may take what any earlier ones made."""
    count = random.randint(4, 7)
    keys = [f"stage-{number}" for number in range(count)]
    inputs: list[tuple[str, ...]] = [()]
    for number in range(1, count):
        several = random.sample(keys[:number], min(number, random.choice([1, 1, 2, 2, 3])))
        inputs.append(() if random.random() < 0.25 and number < count - 2 else tuple(sorted(several)))
    unused = [key for key in keys[:-1] if all(key not in taken for taken in inputs)]
    inputs[-1] = tuple(sorted({*inputs[-1], *unused}))
    open_stage = random.choice([None, 0, 1])
    words = [random.choice([key, key, "plasmid-dna"]) if not inputs[n] else key for n, key in enumerate(keys)]
    parts = [
        Part(
            key,
            inputs[number],
            random.choice([2, 4, 4, 7]),
            words[number],
            is_anchor=number == count - 2 or random.random() < 0.2,
            is_open=number == open_stage,
        )
        for number, key in enumerate(keys)
    ]
    name = "random recipe"
    return assembled(name, parts, development=random.random() < 0.5, release=random.random() < 0.5)


@cache
def shipped(process: str) -> Net:
    """Return a recipe of the shipped catalog, which real plants would carry out."""
    catalog = load_folder(Path(__file__).parents[1] / "catalogs").catalog
    net = outlooks_of(catalog, Brief(modality=process, as_of=date(2026, 11, 21)))[0].net
    stages = tuple(stage._replace(candidates=()) for stage in net.stages)
    return net._replace(stages=stages, offers=(), geography=GEOGRAPHY)
