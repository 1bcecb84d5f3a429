"""What an alliance opens, against enumeration on random worlds and the announcements of the catalog."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import NamedTuple

import pytest

from cdmo_plan.analysis.alliance import AS_IF_ONE_CONTRACT, Alliance, AllianceCell, Reach, alliance
from cdmo_plan.analysis.parties import Parties, parties_of
from cdmo_plan.analysis.world_of_parties import world_of_parties
from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.domain.agreements import Agreement, Scope
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.network.graph import to_networkx
from cdmo_plan.network.judging import Judge
from cdmo_plan.network.rows import outlooks_of
from cdmo_plan.planner.metrics import measure
from cdmo_plan.planner.plan import plan
from tests.support.real import brief, real_catalog
from tests.support.twin import routes_of
from tests.support.worlds import seeded_case

WORLDS_A_BLOCK = 75


class Enumerated(NamedTuple):
    """A route of the parties by its ids, with its contracts and the partners on it."""

    process: str
    ids: tuple[str, ...]
    anchors: tuple[str, ...]
    contracts: int
    questions: int
    partners: frozenset[str]


def _routes(cell: AllianceCell, judge: Judge, parties: Parties) -> Iterator[Enumerated]:
    for asked in cell.briefs:
        # That a judge who keeps what was found changes nothing is proved in tests/network/test_judging.py.
        for outlook in outlooks_of(judge.world, asked, judge):
            partner_of = {c.id: c.partner for stage in outlook.net.stages for c in stage.candidates}
            for route in routes_of(to_networkx(outlook.net)):
                partners = frozenset(partner_of[name] for name in route.ids)
                if partners <= set(parties.partners):
                    asked_of = route.criteria["open-questions"]
                    contracts = route.criteria["contracts"]
                    yield Enumerated(route.process, route.ids, route.anchors, contracts, asked_of, partners)


def _reach(routes: list[Enumerated]) -> Reach:
    return Reach(len({(route.process, route.anchors) for route in routes}), len(routes))


def _check(cell: AllianceCell, parties: Parties, before: Judge, after: Judge) -> str:
    old = {(route.process, route.ids): route for route in _routes(cell, before, parties)}
    new = {(route.process, route.ids): route for route in _routes(cell, after, parties)}
    assert old.keys() == new.keys(), "an agreement changes contracts, never what is possible"
    opened = [route for key, route in new.items() if route.contracts == 1 < old[key].contracts]
    assert cell.at_any == _reach(list(new.values()))
    assert cell.before == _reach([route for route in old.values() if route.contracts == 1])
    assert cell.after == _reach([route for route in new.values() if route.contracts == 1])
    assert cell.opened == _reach(opened)
    assert set(cell.contracts_before) == {old[route.process, route.ids].contracts for route in opened}
    for partner, alone in cell.alone.items():
        assert alone == _reach([route for route in new.values() if route.partners == {partner}])
    assert bool(cell.missing) is (cell.after.routes == 0)
    assert not cell.asks or all(route.questions for route in new.values() if route.contracts == 1)
    assert (cell.missing == ("contract",)) is (bool(new) and not cell.after.routes)
    return "opened" if opened else "contract" if cell.missing == ("contract",) else "other"


def _without(world: Catalog, parties: Parties) -> Catalog:
    kept = [a for a in world.agreements if len(set(a.parties) & set(parties.ids)) < 2]
    return replace(world, agreements=tuple(kept))


def _with_hypothesis(world: Catalog, parties: Parties) -> Catalog:
    hypothesis = Agreement(
        id=AS_IF_ONE_CONTRACT,
        kind="joint-offering",
        parties=parties.partners,
        scope=Scope(text="hypothetical"),
        one_contract=True,
    )
    return replace(world, agreements=(*world.agreements, hypothesis))


@pytest.mark.parametrize("is_hypothetical", [False, True])
@pytest.mark.parametrize("block", range(4))
def test_no_route_is_opened_that_exists_without_the_agreement(block: int, is_hypothetical: bool) -> None:
    seen: Counter[str] = Counter()
    for seed in range(block * WORLDS_A_BLOCK, (block + 1) * WORLDS_A_BLOCK):
        case = seeded_case(seed)
        random = Random(seed)  # noqa: S311
        names = sorted(case.world.partners)
        parties = Parties(tuple(random.sample(names, min(len(names), random.choice([2, 2, 3])))), ())
        world = case.world
        before, after = (
            (world, _with_hypothesis(world, parties))
            if is_hypothetical
            else (_without(world, parties), world)
        )
        terms = replace(case.brief, step_regions=(), regions=())
        try:
            answer = alliance(
                world, terms, parties, modalities=[case.brief.modality], is_hypothetical=is_hypothetical
            )
        except BriefRefused:
            continue
        judges = Judge(before), Judge(after)
        for cell in answer.cells:
            seen[_check(cell, parties, *judges)] += 1
    assert seen["opened"]
    assert seen["contract"] or is_hypothetical


@pytest.fixture(scope="module")
def agc() -> Alliance:
    world = real_catalog()
    terms = brief("mab", container="vial")
    return alliance(world, terms, parties_of(["AGC Biologics", "bioconnection"], world))


def test_agc_and_bioconnection_open_vials_of_proteins_over_three_continents(agc: Alliance) -> None:
    opened = {(cell.modality, cell.dose_form, cell.market.id) for cell in agc.opened}
    proteins = ("mab", "bispecific", "fusion-protein", "recombinant-protein")
    announced = {
        (modality, form, market)
        for modality in proteins
        for form in ("liquid", "lyophilized")
        for market in ("EU", "US", "JP")
    }
    assert announced <= opened
    assert {cell[0] for cell in opened} == set(proteins)
    for cell in agc.opened:
        assert [alone.routes for alone in cell.alone.values()] == [0, 0]
        assert cell.before.routes == 0
        assert cell.contracts_before == (2,)
    assert agc.merging == ("agc-bioconnection-joint-offering",)


def test_what_is_opened_is_what_routes_answers_to_the_brief_of_the_cell(agc: Alliance) -> None:
    (cell,) = [
        cell
        for cell in agc.opened
        if (cell.modality, cell.dose_form, cell.market.id) == ("recombinant-protein", "lyophilized", "EU")
    ]
    (asked,) = cell.briefs
    found = plan(real_catalog(), replace(asked, single_contract=True), k=None, unfold=True)
    joint = [
        route
        for route in found.routes
        if {c.partner for c in route.route} == {"agc-biologics", "bioconnection"}
    ]
    assert len(joint) == cell.opened.routes


def test_an_agreement_saves_no_weeks_of_any_route(agc: Alliance) -> None:
    (asked,) = agc.opened[0].briefs
    for route in plan(real_catalog(), asked, k=50, unfold=True).routes:
        alone = measure(route.route, route.outlook.net._replace(offers=()))
        assert (alone.weeks, alone.weeks_range) == (route.metrics.weeks, route.metrics.weeks_range)


def test_a_commercial_brief_is_outside_the_scope_of_agc_and_bioconnection() -> None:
    world = real_catalog()
    terms = brief("mab", development_phase="commercial")
    answer = alliance(world, terms, parties_of(["agc-biologics", "bioconnection"], world), modalities=["mab"])
    assert answer.opened == ()
    assert ("contract",) in {cell.missing for cell in answer.cells}


def test_a_third_partner_opens_the_cells_that_are_told_of_it(agc: Alliance) -> None:
    world = real_catalog()
    assert agc.thirds
    doubts = [sum(fill.only_doubts for fill in third.fills) for third in agc.thirds]
    assert any(doubts)
    ranks = [(-len(third.fills), n, third.partner) for third, n in zip(agc.thirds, doubts, strict=True)]
    assert ranks == sorted(ranks)
    third = agc.thirds[0]
    parties = Parties((*agc.parties.partners, third.partner), ())
    fill = third.fills[0]
    answer = alliance(
        world,
        replace(agc.terms, dose_form=fill.dose_form),
        parties,
        modalities=[fill.modality],
        is_hypothetical=True,
    )
    (cell,) = [cell for cell in answer.cells if cell.market.id == fill.market]
    assert cell.after.routes > 0
    asked = replace(cell.briefs[0], single_contract=False)
    routes = plan(world_of_parties(world, parties.partners, asked.as_of), asked, k=None, unfold=True).routes
    doubtless = [r for r in routes if not any(c.doubts + c.containment for c in r.route)]
    assert fill.only_doubts is (not doubtless)


def test_packgene_and_pall_are_a_supplier_alliance_that_opens_nothing() -> None:
    world = real_catalog()
    parties = parties_of(["packgene", "Pall"], world)
    answer = alliance(world, brief("aav"), parties, modalities=["aav"])
    assert parties == Parties(("packgene",), ("pall",))
    assert [agreement.kind for agreement in answer.linking] == ["supplier-alliance"]
    assert answer.merging == ()
    assert answer.opened == ()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["agc-biologics"], "an alliance has two parties or more, not agc-biologics alone"),
        (["agc-biologics", "AGC Biologics"], "an alliance has two parties or more"),
        (["agc-biologics", "bioconection", "pal"], "unknown partner or organisation 'bioconection'"),
        (["agc-biologics", "bioconnection-oss"], "bioconnection-oss is a plant"),
        (["pall", "cytiva"], "none of pall, cytiva is a contract manufacturer"),
    ],
)
def test_who_cannot_be_a_party_is_refused(words: list[str], message: str) -> None:
    with pytest.raises(BriefRefused, match=message):
        parties_of(words, real_catalog())


def test_every_unknown_party_is_told_at_once() -> None:
    with pytest.raises(BriefRefused, match="unknown partner or organisation 'agc'") as refused:
        parties_of(["agc", "bioconnection", "samsun"], real_catalog())
    (other,) = refused.value.also
    assert other.message == "unknown partner or organisation 'samsun'"


def test_what_rests_on_an_open_question_says_so(agc: Alliance) -> None:
    asks = {(cell.modality, cell.dose_form): cell.asks for cell in agc.opened if cell.market.id == "EU"}
    assert asks["mab", "liquid"] == ()
    assert asks["bispecific", "liquid"] == ("drug-substance",)


def test_what_the_scope_does_not_fill_is_not_opened(agc: Alliance) -> None:
    assert {cell.dose_form for cell in agc.opened} == {"liquid", "lyophilized"}
    (frozen,) = [c for c in agc.cells if (c.modality, c.dose_form, c.market.id) == ("mab", "frozen", "EU")]
    assert frozen.at_any.routes
    assert frozen.missing == ("contract",)
