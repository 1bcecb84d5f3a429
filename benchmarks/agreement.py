"""The search against the exact model: optimum, the order of equals, the k best, rows and fronts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from random import Random
from time import process_time
from typing import NamedTuple, TypeAlias

from benchmarks import pages
from benchmarks.exact.solve import Exact, UnfinishedError
from benchmarks.recipes import joined, random_recipe
from benchmarks.worlds import RICH, populate
from cdmo_plan.catalog.load import load_folder
from cdmo_plan.domain.brief import Brief
from cdmo_plan.network.net import Net
from cdmo_plan.network.rows import outlooks_of
from cdmo_plan.planner.criteria import CRITERIA, DEFAULT_ORDER
from cdmo_plan.planner.search import Search

K = 10
COMMAND = "uv run --group verify python -m benchmarks agreement"
Answer: TypeAlias = object


class Case(NamedTuple):
    """A net with the questions to be asked of it: an order of all criteria, and those of a front."""

    name: str
    net: Net
    order: tuple[str, ...]
    front: tuple[str, ...]


class Outcome(NamedTuple):
    """What both said to one question, with the CPU seconds of each; `exact` is None where it did not end."""

    case: str
    question: str
    search: Answer
    exact: Answer
    seconds: tuple[float, float]

    @property
    def agrees(self) -> bool:
        """Whether both said the same."""
        return self.search == self.exact


def _best(search: Search) -> Answer:
    best = search.best()
    return best and best.key


def _first(search: Search) -> Answer:
    best = search.best()
    return best and tuple(candidate.id for candidate in best.route)


def _k_best(search: Search) -> Answer:
    routes = search.best_routes(K)
    assert len({route.ids for route in routes}) == len(routes), "a route is listed twice"
    return [route.key for route in routes]


QUESTIONS: dict[str, tuple[Callable[[Search, Case], Answer], Callable[[Exact, Case], Answer]]] = {
    "optimum": (lambda search, _: _best(search), lambda exact, _: exact.best()),
    "first by ids": (lambda search, _: _first(search), lambda exact, _: exact.first()),
    f"{K} best routes": (lambda search, _: _k_best(search), lambda exact, _: exact.k_best(K)),
    f"{K} best rows": (
        lambda search, _: [row.key for row in search.rows(K)],
        lambda exact, _: exact.best_rows(K),
    ),
    "front": (
        lambda search, case: [point.values for point in search.front(case.front)],
        lambda exact, _: exact.front(),
    ),
}
"""Each asked of the search and of the exact model."""

OPTIMA = ("optimum", "first by ids")


def small(seed: int) -> Case:
    """Return a world of 8 to 30 plants with all that a net can hold, and a random order."""
    random = Random(seed)
    net = populate(random_recipe(random), random.randint(8, 30), seed, RICH)
    return _case(random, f"small {seed}", net)


def medium(seed: int) -> Case:
    """Return a world of 40 to 200 plants, of a random recipe or the one of eight stages."""
    random = Random(seed)
    recipe = joined() if seed % 4 == 0 else random_recipe(random)
    return _case(random, f"medium {seed}", populate(recipe, random.randint(40, 200), seed, RICH))


def _case(random: Random, name: str, net: Net) -> Case:
    # Half of the worlds are asked in the order that users have unless they say otherwise.
    asked = random.sample(list(CRITERIA), random.randint(1, 4)) if random.random() < 0.5 else []
    front = random.sample(list(CRITERIA), random.randint(2, 4))
    return Case(name, net, tuple(dict.fromkeys([*asked, *DEFAULT_ORDER])), tuple(front))


def shipped() -> Iterator[Case]:
    """Yield every recipe of the shipped catalog with all its plants, for a brief of its modality alone."""
    catalog = load_folder(Path(__file__).parents[1] / "catalogs").catalog
    for modality in dict.fromkeys(process.modality for process in catalog.processes):
        brief = Brief(modality=modality, as_of=date(2026, 11, 21))
        for outlook in outlooks_of(catalog, brief):
            yield Case(f"shipped {outlook.net.process}", outlook.net, DEFAULT_ORDER, ())


def compare(case: Case, questions: Sequence[str]) -> Iterator[Outcome]:
    """Ask both the same, each from the net alone."""
    for question in questions:
        ask_search, ask_exact = QUESTIONS[question]
        start = process_time()
        searched = ask_search(Search(case.net, case.order), case)
        middle = process_time()
        order = case.front if question == "front" else case.order
        try:
            exact = ask_exact(Exact(case.net, order), case)
        except UnfinishedError:
            exact = UnfinishedError
        yield Outcome(case.name, question, searched, exact, (middle - start, process_time() - middle))


class Group(NamedTuple):
    """Cases that are asked the same questions."""

    name: str
    cases: Iterator[Case]
    questions: tuple[str, ...]


def groups(small_worlds: int, medium_worlds: int, first_seed: int) -> list[Group]:
    """Return all cases: so many synthetic worlds, and every shipped recipe."""
    seeds = range(first_seed, first_seed + small_worlds)
    more = range(first_seed, first_seed + medium_worlds)
    return [
        Group("synthetic, 8 to 30 plants", map(small, seeds), tuple(QUESTIONS)),
        Group("synthetic, 40 to 200 plants", map(medium, more), OPTIMA),
        Group("the shipped catalog, each recipe", shipped(), OPTIMA),
    ]


def run(small_worlds: int, medium_worlds: int, first_seed: int, *, write: bool) -> bool:
    """Compare all and print it as a table; tell whether the two agree wherever the exact model ended."""
    lines: list[list[str]] = []
    differing: list[Outcome] = []
    for group in groups(small_worlds, medium_worlds, first_seed):
        outcomes: dict[str, list[Outcome]] = {question: [] for question in group.questions}
        for case in group.cases:
            for outcome in compare(case, group.questions):
                outcomes[outcome.question].append(outcome)
            print(f"{case.name}: asked", file=sys.stderr)
        for question, found in outcomes.items():
            ended = [outcome for outcome in found if outcome.exact is not UnfinishedError]
            differing += [outcome for outcome in ended if not outcome.agrees]
            lines.append(_line(group.name, question, found, ended))
    asked = f"--small {small_worlds} --medium {medium_worlds} --seed {first_seed}"
    head = ["worlds", "question", "asked", "agree", "differ", "no end", "CPU s, search", "CPU s, CP-SAT"]
    text = pages.table(head, lines)
    text += "\n\n" + pages.circumstances(f"{COMMAND} {asked}", "ortools")
    print(text)
    for outcome in differing:
        print(f"{outcome.case}, {outcome.question}: {outcome.search} is not {outcome.exact}")
    if write:
        pages.write_section(pages.DOCS / "verification.md", "agreement", text)
    return not differing


def _line(group: str, question: str, found: Sequence[Outcome], ended: Sequence[Outcome]) -> list[str]:
    agreeing = sum(outcome.agrees for outcome in ended)
    numbers = (len(found), agreeing, len(ended) - agreeing, len(found) - len(ended))
    seconds = [sum(outcome.seconds[side] for outcome in found) for side in range(2)]
    return [group, question, *map(str, numbers), *(f"{total:.1f}" for total in seconds)]
