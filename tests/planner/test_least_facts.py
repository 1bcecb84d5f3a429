"""The least facts that make a place win, against brute force over all sets of facts on random worlds."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

from cdmo_plan.domain.answers import ONE_CONTRACT, Answer
from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.eligibility.answering import otherwise
from cdmo_plan.network.judging import Judge
from cdmo_plan.network.rows import Outlook, outlooks_of
from cdmo_plan.planner.contrasting import Contrast, contrast
from cdmo_plan.planner.inquiries import Asked
from cdmo_plan.planner.least_facts import LeastFacts
from cdmo_plan.planner.standing import Standing, best_route, is_at, is_of, standing_of
from tests.support.catalogs import TODAY, Plants, antibody, catalog
from tests.support.worlds import Case, seeded_case

Told = frozenset[tuple[str, str, bool]]
"""One fact, as the answers that tell it: a shortfall may keep out several rows."""

SMALL = (
    ("north", 77),
    ("east", 30),
    ("east", 101),
    ("west", 33),
    ("west", 56),
    ("south", 92),
    ("north", 108),
)
"""Places that lose in worlds with so few facts that all pairs of them can be tried."""


MORE_THAN_PAIRS = 3


class Brute:
    """All that could be different, and whether a place then wins, by solving again."""

    def __init__(self, case: Case, standing: Standing) -> None:
        self._case = case
        self._standing = standing
        self._judge = Judge(case.world)
        self._asked = Asked(case.world, case.brief)

    def _outlooks(self, told: Iterable[Told]) -> tuple[Outlook, ...]:
        answers = [Answer(of=of, asked=asked, is_yes=yes) for fact in told for of, asked, yes in fact]
        judge = self._judge.answering(self._judge.world.answers.beside(*answers))
        return outlooks_of(judge.world, self._case.brief, judge, with_refused=False)

    def wins(self, told: Iterable[Told]) -> bool:
        best = best_route(self._outlooks(told), self._standing.order)
        return best is not None and any(is_at(each, self._standing.target) for each in best.route)

    def facts(self) -> list[Told]:
        refused = set(self._refused())
        found = {*refused, *self._open(self._outlooks(())), *self._open(self._outlooks(refused))}
        return sorted(found, key=sorted)

    def _refused(self) -> Iterator[Told]:
        """Yield what refuses rows of the place, by what is said and where it is written."""
        kept_out: dict[tuple[object, ...], set[tuple[str, str, bool]]] = {}
        brief, world, target = self._case.brief, self._case.world, self._standing.target
        for outlook in self._standing.outlooks:
            for row, verdict in (judged for each in outlook.ledger.judged.values() for judged in each):
                if row.site is None or not is_of(row, target, brief, world):
                    continue
                weak = {each.text for each in (*verdict.doubts, *verdict.questions)}
                for found in verdict.shortfalls:
                    if not (found.reason == "strict" and found.text in weak):
                        key = otherwise(found), found.mark
                        kept_out.setdefault(key, set()).add((row.capability.id, otherwise(found), True))
        yield from map(frozenset, kept_out.values())

    def _open(self, outlooks: tuple[Outlook, ...]) -> Iterator[Told]:
        for outlook in outlooks:
            net = outlook.net
            for number, stage in enumerate(net.stages):
                for candidate in stage.candidates:
                    for inquiry in self._asked.of_candidate(outlook, number, candidate):
                        yield from (frozenset([(*inquiry.name, yes)]) for yes in (True, False))
            for asked in filter(None, map(self._asked.of_offer, net.offers)):
                yield from (frozenset([(*asked.name, yes)]) for yes in (True, False))
            candidates = [candidate for stage in net.stages for candidate in stage.candidates]
            own = {each.partner for each in candidates if is_at(each, self._standing.target)}
            for pair in combinations(sorted({each.partner for each in candidates}), 2):
                if own.intersection(pair):
                    yield frozenset([("+".join(pair), ONE_CONTRACT, True)])


def test_the_least_facts_are_those_of_brute_force_over_all_sets_of_facts() -> None:
    seen: Counter[int] = Counter()
    for place, seed in SMALL:
        case = seeded_case(seed)
        found = contrast(case.world, case.brief, place, rank_by=case.rank_by)
        brute = Brute(case, found.standing)
        facts = brute.facts()
        least = next(
            (size for size in (1, 2) if any(map(brute.wins, combinations(facts, size)))), MORE_THAN_PAIRS
        )

        assert found.is_proved
        assert found.facts is not None
        assert len(found.facts) == least
        assert brute.wins(_told(found))
        seen[least] += 1

    assert min(seen[size] for size in (1, 2, MORE_THAN_PAIRS)) > 1, seen


def _told(found: Contrast) -> frozenset[Told]:
    return frozenset(
        frozenset((answer.of, answer.asked, answer.is_yes) for answer in fact.answers)
        for fact in found.facts or ()
    )


def _in_france(**terms: object) -> Case:
    plants = Plants()
    plants.site("alpha-one", "alpha", "DE")
    plants.site("beta-one", "beta", "FR")
    rows = [plants.row(site, step) for site in ("alpha-one", "beta-one") for step in _STEPS]
    world = catalog([antibody()], rows)
    asked = Brief(modality="mab", as_of=TODAY, **terms)  # type: ignore[arg-type]
    return Case(world=world, brief=asked, rank_by=(), shapes=())


_STEPS = ("drug-substance", "fill-finish")


def test_a_site_that_nothing_but_its_country_keeps_out_has_one_fact_for_all_its_rows() -> None:
    case = _in_france(regions=("FR",), max_partners=1)
    found = contrast(case.world, case.brief, "alpha")

    assert found.standing.with_it is None
    assert found.facts is not None
    shortfalls = [fact.shortfall for fact in found.facts]
    assert [each.reason for each in shortfalls if each] == ["region"]
    assert {len((fact.inquiry.of, *fact.alike)) for fact in found.facts} == {2}
    assert found.then is not None
    assert {candidate.partner for candidate in found.then.route} == {"alpha"}


def test_where_a_bound_stops_the_search_it_claims_nothing() -> None:
    case = _in_france(regions=("FR",))
    standing = standing_of(case.world, case.brief, "alpha")
    found = LeastFacts(case.world, standing, most_tried=0).find()

    assert found.facts is None
    assert not found.is_proved
