"""The search against the exact model: optimum, the order of equals, the k best, rows and fronts.

What CP-SAT says of a net is recorded with a digest of it, so that the search can be held to it again where
OR-Tools is not installed. What the record lacks, or holds of another net, is asked.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import NamedTuple, TypeAlias

from benchmarks import pages
from benchmarks.recipes import joined, random_recipe
from benchmarks.record import Record, plain
from benchmarks.worlds import RICH, populate, random_prices
from cdmo_plan.catalog.load import load_folder
from cdmo_plan.domain.brief import Brief
from cdmo_plan.network.net import Net
from cdmo_plan.network.rows import outlooks_of
from cdmo_plan.planner.criteria import CRITERIA, DEFAULT_ORDER
from cdmo_plan.planner.search import Search

K = 10
COMMAND = "uv run --group verify python -m benchmarks agreement"
RECORD = Path(__file__).parents[1] / "tests" / "fixtures" / "exact-answers.json"
Answer: TypeAlias = object
NO_END = "no end"
UNQUOTED = [name for name in CRITERIA if name != "cost"]
"""The criteria of a world without quotes."""


class Case(NamedTuple):
    """A net with the questions to be asked of it: an order of criteria, and those of a front."""

    name: str
    net: Net
    order: tuple[str, ...]
    front: tuple[str, ...]


class Outcome(NamedTuple):
    """What both said to one question; `exact` is `NO_END` where the solver gave up."""

    case: str
    question: str
    search: Answer
    exact: Answer

    @property
    def agrees(self) -> bool:
        """Whether both said the same."""
        return self.search == self.exact


def _optimum(search: Search, _: Case) -> Answer:
    best = search.best()
    return best and best.key


def _first(search: Search, _: Case) -> Answer:
    best = search.best()
    return best and [candidate.id for candidate in best.route]


def _k_best(search: Search, _: Case) -> Answer:
    routes = search.best_routes(K)
    assert len({route.ids for route in routes}) == len(routes), "a route is listed twice"
    return [route.key for route in routes]


def _rows(search: Search, _: Case) -> Answer:
    return [row.key for row in search.rows(K)]


def _front(search: Search, case: Case) -> Answer:
    return [point.values for point in search.front(case.front)]


QUESTIONS: dict[str, Callable[[Search, Case], Answer]] = {
    "optimum": _optimum,
    "first by ids": _first,
    f"{K} best routes": _k_best,
    f"{K} best rows": _rows,
    "front": _front,
}
OPTIMA = ("optimum", "first by ids")
ROWS = f"{K} best rows"
WORLDS_WITH_ROWS = 100
"""Rows are dear to CP-SAT, and not asked of more worlds."""


def ask_search(case: Case, question: str) -> Answer:
    """Return what the search says, in the words of JSON."""
    search = Search(case.net, case.order)
    answer = plain(QUESTIONS[question](search, case))
    assert search.missing is None, "the search ended before its answer was complete"
    return answer


def ask_exact(case: Case, question: str) -> Answer:
    """Return what CP-SAT says, in the words of JSON."""
    from benchmarks.exact.solve import Exact, UnfinishedError

    exact = Exact(case.net, case.front if question == "front" else case.order)
    ask: dict[str, Callable[[], Answer]] = {
        "optimum": exact.best,
        "first by ids": exact.first,
        f"{K} best routes": lambda: exact.k_best(K),
        f"{K} best rows": lambda: exact.best_rows(K),
        "front": exact.front,
    }
    try:
        return plain(ask[question]())
    except UnfinishedError:
        return NO_END


def small(seed: int) -> Case:
    """Return a world of 8 to 30 plants with all that a net can hold, and a random order."""
    random = Random(seed)
    net = populate(random_recipe(random), random.randint(8, 30), seed, RICH)
    return _case(random, f"small {seed}", net)


def quoted(seed: int) -> Case:
    """Return a small world in which most capabilities were quoted, and an order with cost in it."""
    case, random = small(seed), Random(f"quoted {seed}")
    prices = random_prices(random, case.net)
    order = list(case.order[:3])
    order.insert(random.randint(0, 2), "cost")
    front = ("cost", *(name for name in case.front[:2]))
    full = tuple(dict.fromkeys([*order, *DEFAULT_ORDER]))
    return Case(f"quoted {seed}", case.net._replace(prices=prices), full, front)


def medium(seed: int) -> Case:
    """Return a world of 40 to 200 plants, of a random recipe or the one of eight stages."""
    random = Random(seed)
    recipe = joined() if seed % 4 == 0 else random_recipe(random)
    return _case(random, f"medium {seed}", populate(recipe, random.randint(40, 200), seed, RICH))


def _case(random: Random, name: str, net: Net) -> Case:
    # Half of the worlds are asked in the order that users have unless they say otherwise.
    asked = random.sample(UNQUOTED, random.randint(1, 4)) if random.random() < 0.5 else []
    front = random.sample(UNQUOTED, random.randint(2, 4))
    return Case(name, net, tuple(dict.fromkeys([*asked, *DEFAULT_ORDER])), tuple(front))


def shipped() -> Iterator[Case]:
    """Yield every recipe of the shipped catalog with all its plants, for a brief of its modality alone."""
    catalog = load_folder(Path(__file__).parents[1] / "catalogs").catalog
    for modality in dict.fromkeys(process.modality for process in catalog.processes):
        brief = Brief(modality=modality, as_of=date(2026, 11, 21))
        for outlook in outlooks_of(catalog, brief):
            yield Case(f"shipped {outlook.net.process}", outlook.net, DEFAULT_ORDER, ())


def compare(case: Case, questions: Sequence[str], record: Record) -> Iterator[Outcome]:
    """Ask both the same, each from the net alone, or read in the record what CP-SAT said of this net."""
    for question in questions:
        exact = record.answer(case.name, question, case, lambda asked=question: ask_exact(case, asked))  # type: ignore[misc]
        yield Outcome(case.name, question, ask_search(case, question), exact)


def asked_of(case: Case, questions: Sequence[str]) -> tuple[str, ...]:
    """Return what is asked of a case: rows of the first worlds only."""
    kind, _, seed = case.name.partition(" ")
    without_rows = int(seed) >= WORLDS_WITH_ROWS if kind == "small" else kind == "quoted"
    return tuple(name for name in questions if not (without_rows and name == ROWS))


class Group(NamedTuple):
    """Cases that are asked the same questions."""

    name: str
    cases: Iterator[Case]
    questions: tuple[str, ...]


class Worlds(NamedTuple):
    """How many synthetic worlds of each kind."""

    small: int
    medium: int
    quoted: int


def groups(small_worlds: int, medium_worlds: int, quoted_worlds: int) -> list[Group]:
    """Return all cases: so many synthetic worlds, and every shipped recipe."""
    without_rows = tuple(question for question in QUESTIONS if question != ROWS)
    return [
        Group("synthetic, 8 to 30 plants", map(small, range(small_worlds)), tuple(QUESTIONS)),
        Group("synthetic, 8 to 30 plants, with quotes", map(quoted, range(quoted_worlds)), without_rows),
        Group("synthetic, 40 to 200 plants", map(medium, range(medium_worlds)), OPTIMA),
        Group("the shipped catalog, each recipe", shipped(), OPTIMA),
    ]


def run(worlds: Worlds, *, afresh: bool = False, write: bool = False) -> bool:
    """Compare all and print it as a table; tell whether the two agree wherever the exact model ended."""
    record = Record(RECORD, afresh=afresh)
    lines: list[list[str]] = []
    differing: list[Outcome] = []
    for group in groups(*worlds):
        outcomes: dict[str, list[Outcome]] = {question: [] for question in group.questions}
        for case in group.cases:
            for outcome in compare(case, asked_of(case, group.questions), record):
                outcomes[outcome.question].append(outcome)
            print(f"{case.name}: asked", file=sys.stderr)
        for question, found in outcomes.items():
            ended = [outcome for outcome in found if outcome.exact != NO_END]
            differing += [outcome for outcome in ended if not outcome.agrees]
            agreeing = sum(outcome.agrees for outcome in ended)
            numbers = (len(found), agreeing, len(ended) - agreeing, len(found) - len(ended))
            lines.append([group.name, question, *map(str, numbers)])
    text = pages.table(["worlds", "question", "asked", "agree", "differ", "no end"], lines)
    asked = f"{COMMAND} --small {worlds.small} --medium {worlds.medium} --quoted {worlds.quoted}"
    text += "\n\n" + pages.circumstances(asked, "ortools")
    print(text)
    for outcome in differing:
        print(f"{outcome.case}, {outcome.question}: {outcome.search} is not {outcome.exact}")
    if write:
        record.save()
        pages.write_section(pages.DOCS / "verification.md", "agreement", text)
    return not differing
