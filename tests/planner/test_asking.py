"""What answers do: yes takes a question away, no refuses; both proved by solving the brief again."""

from collections import Counter

from cdmo_plan.domain.answers import ONE_CONTRACT, Answer, Answers
from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.network.judging import Judge
from cdmo_plan.network.rows import outlooks_of
from cdmo_plan.planner.asking import Asking, ask, winner
from cdmo_plan.planner.inquiries import Asked
from cdmo_plan.planner.plan import plan
from tests.support.catalogs import TODAY, Plants, antibody, catalog
from tests.support.real import brief, real_catalog
from tests.support.worlds import Case, seeded_case


def _asked(case: Case) -> Asking | None:
    try:
        asking = ask(case.world, case.brief, top=None, rank_by=case.rank_by)
    except BriefRefused:
        return None
    return asking if asking.plan.routes else None


def test_what_an_answer_flips_is_what_a_plan_with_the_answer_says() -> None:
    seen: Counter[str] = Counter()
    for case in map(seeded_case, range(30)):
        asking = _asked(case)
        for weighed in asking.weighed if asking else ():
            for is_yes, told in ((True, weighed.if_yes), (False, weighed.if_no)):
                answer = Answer(of=weighed.inquiry.of, asked=weighed.inquiry.asked, is_yes=is_yes)
                world = case.world.with_answers(Answers.of([answer]))
                routes = plan(world, case.brief, rank_by=case.rank_by, k=1).routes
                assert [route.id for route in routes] == ([told.id] if told else [])
            seen["yes flips"] += weighed.yes_flips
            seen["no flips"] += weighed.no_flips
            seen["asked"] += 1

    assert seen["asked"] > 70, seen
    assert seen["no flips"] > 20, seen
    assert seen["yes flips"] > 0, seen


def test_every_question_whose_yes_makes_another_route_win_is_asked() -> None:
    seen: Counter[str] = Counter()
    for case in map(seeded_case, range(40, 62)):
        try:
            asking = ask(case.world, case.brief, top=None, k=1, rank_by=case.rank_by)
        except BriefRefused:
            continue
        if not asking.plan.routes:
            continue
        asked = {weighed.inquiry.name for weighed in asking.weighed}
        judge = Judge(case.world)
        for name in _open(asking, case) - asked:
            best = winner(judge, asking.plan, Answer(of=name[0], asked=name[1], is_yes=True))
            assert best is not None
            assert best.id == asking.plan.routes[0].id
            seen["needless"] += 1
        seen["beyond"] += asking.beyond

    assert min(seen["needless"], seen["beyond"]) > 3, seen


def _open(asking: Asking, case: Case) -> set[tuple[str, str]]:
    """Return all that is open about anybody who fits."""
    asked = Asked(case.world, case.brief)
    offers = [offer for outlook in asking.plan.outlooks for offer in outlook.net.offers]
    return {inquiry.name for inquiry in map(asked.of_offer, offers) if inquiry is not None} | {
        inquiry.name
        for outlook in asking.plan.outlooks
        for number, stage in enumerate(outlook.net.stages)
        for candidate in stage.candidates
        for inquiry in asked.of_candidate(outlook, number, candidate)
    }


def test_no_question_that_was_answered_is_asked_again() -> None:
    answered = 0
    for case in map(seeded_case, range(12)):
        asking = _asked(case)
        for weighed in (asking.weighed if asking else ())[:2]:
            name = weighed.inquiry.name
            for is_yes in (True, False):
                given = Answers.of([Answer(of=name[0], asked=name[1], is_yes=is_yes)])
                again = ask(case.world, case.brief, top=None, rank_by=case.rank_by, answers=given)
                assert name not in {each.inquiry.name for each in again.weighed}
                assert not again.unheard
                answered += 1

    assert answered > 12


def test_a_no_never_opens_and_a_yes_never_closes_a_route() -> None:
    compared = 0
    for case in map(seeded_case, range(14)):
        asking = _asked(case)
        for weighed in (asking.weighed if asking else ())[:3]:
            routes = {
                word: {
                    route.id
                    for route in plan(
                        case.world.with_answers(
                            Answers.of(
                                [Answer(of=weighed.inquiry.of, asked=weighed.inquiry.asked, is_yes=word)]
                            )
                        ),
                        case.brief,
                        k=None,
                        unfold=True,
                    ).routes
                }
                for word in (True, False)
            }
            before = {route.id for route in plan(case.world, case.brief, k=None, unfold=True).routes}
            assert routes[False] <= before <= routes[True]
            compared += 1

    assert compared > 10


def test_the_heaviest_come_first_and_top_cuts() -> None:
    asked = brief("mab", regions=("EU",), container="vial", dose_form="lyophilized")
    every = ask(real_catalog(), asked, top=None)
    first = ask(real_catalog(), asked, top=3)
    flips = [each.yes_flips + each.no_flips for each in every.weighed]

    assert flips == sorted(flips, reverse=True)
    assert first.weighed == every.weighed[:3]
    assert first.number == every.number == len(every.weighed)


def test_an_answer_on_the_shipped_catalog_changes_the_winner_and_one_elsewhere_does_not() -> None:
    asked = brief("mab", regions=("EU",), container="vial")
    no = Answer(of="agc-biologics/network/cell-line-development/1", asked="which-site EU", is_yes=False)
    idle = Answer(of="vetter-ravensburg/fill-finish/1", asked="container cartridge", is_yes=True)
    asking = ask(real_catalog(), asked, answers=Answers.of([no, idle]))

    assert asking.before is not None
    assert asking.before.routes[0].id != asking.plan.routes[0].id
    assert asking.unheard == (idle,)


def test_partners_who_say_that_they_offer_one_contract_are_one_contract() -> None:
    plants = Plants()
    plants.site("alpha-one", "alpha", "DE")
    plants.site("beta-one", "beta", "US")
    rows = [plants.row("alpha-one", "drug-substance"), plants.row("beta-one", "fill-finish")]
    world = catalog([antibody()], rows)
    asked = Brief(modality="mab", as_of=TODAY, single_contract=True)
    told = Answers.of([Answer(of="alpha+beta", asked=ONE_CONTRACT, is_yes=True)])

    assert plan(world, asked).no_route is not None
    (route,) = plan(world.with_answers(told), asked).routes
    assert route.metrics.contracts == 1


def test_a_judge_who_keeps_what_was_found_heeds_answers() -> None:
    heeded = 0
    for case in map(seeded_case, range(14)):
        asking = _asked(case)
        judge = Judge(case.world)
        for weighed in asking.weighed if asking else ():
            answer = Answer(of=weighed.inquiry.of, asked=weighed.inquiry.asked, is_yes=False)
            told = judge.answering(Answers.of([answer]))
            afresh = outlooks_of(told.world, case.brief)
            assert outlooks_of(told.world, case.brief, told) == afresh
            assert [o.net for o in outlooks_of(told.world, case.brief, told, with_refused=False)] == [
                o.net for o in afresh
            ]
            heeded += 1

    assert heeded > 20
