"""Plans as values: what the command line prints, as records, and as HTML."""

import json
import shlex

import pytest

from cdmo_plan import Brief, BriefRefused, Catalog, Plan, plan, to_networkx
from cdmo_plan.domain.vocabulary import EVIDENCE_GRADES
from cdmo_plan.network.graph import PRODUCT
from tests.library.conftest import AS_OF
from tests.support.schemas import assert_fits

pytestmark = pytest.mark.usefixtures("default_read_once")


def test_the_json_is_that_of_the_command_line_to_the_byte(
    shipped: Catalog, capsys: pytest.CaptureFixture[str]
) -> None:
    from cdmo_plan.cli.main import main

    words = "routes aav --region US --region fill-finish=CN --avoid pall --rank-by weeks,sites -k 3"
    main([*shlex.split(words), "--format", "json", "--as-of", AS_OF])
    brief = Brief("aav", region=["US", "fill-finish=CN"], avoid="pall", as_of=AS_OF)

    answer = plan(shipped, brief, rank_by="weeks,sites", k=3)

    assert answer.to_json() == capsys.readouterr().out
    assert answer.record() == json.loads(answer.to_json())
    assert_fits(["routes", "--format", "json"], answer.to_json())


def test_records_are_the_routes_and_each_is_a_copy(answer: Plan) -> None:
    records = answer.records()

    assert records == answer.record()["routes"] == [route.record() for route in answer.routes]
    records[0]["steps"].clear()
    answer.routes[0].record()["steps"].clear()
    assert answer.records()[0]["steps"]


def test_a_route_says_what_its_record_says(answer: Plan) -> None:
    for number, route in enumerate(answer.routes, 1):
        record = route.record()
        assert (route.rank, route.id, route.recipe, route.variants) == (
            number,
            record["id"],
            record["process"],
            record["variants"],
        )
        assert [step.sources for step in route.steps] == [tuple(s["sources"]) for s in record["steps"]]
        assert list(route.doubts) == record["doubts"]
        assert list(route.open_questions) == record["open_questions"]
        assert route.metrics.weeks == record["metrics"]["weeks"]
        assert EVIDENCE_GRADES[route.metrics.evidence] == record["metrics"]["evidence"]
        assert hash(route.steps)


def test_reprs_say_what_was_asked_and_who_does_it(answer: Plan) -> None:
    asked = "mab, region EU, container vial, dose-form lyophilized, single-contract"
    assert repr(answer) == f"<Plan {asked}: {answer.feasible} feasible rows>"
    assert repr(answer.routes[0]).startswith(f"<Route #1 {answer.routes[0].id}: ")


def test_all_gives_every_route_and_k_cuts(shipped: Catalog, one_contract: Brief) -> None:
    every = plan(shipped, one_contract, all=True)

    assert len(every.routes) == every.feasible
    assert every.is_counted
    assert [r.id for r in plan(shipped, one_contract, all=True, k=2).routes] == [
        r.id for r in every.routes[:2]
    ]


def test_rank_by_takes_a_text_or_a_sequence(shipped: Catalog, one_contract: Brief) -> None:
    text = plan(shipped, one_contract, rank_by="weeks, sites")
    listed = plan(shipped, one_contract, rank_by=("weeks", "sites"))

    assert text.answer.order[:2] == ("weeks", "sites")
    assert text.to_json() == listed.to_json()


def test_no_route_is_a_value(shipped: Catalog) -> None:
    none = plan(shipped, Brief("mab", region="US", via="drug-substance=agc-boulder", as_of=AS_OF))

    assert none.routes == ()
    assert none.feasible == 0
    assert none.no_route is not None
    assert none.no_route.empty == ("drug-substance",)
    assert none.record()["no_route"]["fixes"]
    assert "Nobody in the catalog can do substance" in none._repr_html_()


def test_unknown_words_are_refused_with_what_was_meant(shipped: Catalog) -> None:
    with pytest.raises(BriefRefused, match=r"unknown region or country 'Grmany' .*Germany"):
        plan(shipped, Brief("mab", region="Grmany", as_of=AS_OF))
    with pytest.raises(BriefRefused, match="did you mean weeks"):
        plan(shipped, Brief("mab", as_of=AS_OF), rank_by="week")
    with pytest.raises(BriefRefused, match="no recipe for modality 'mob'"):
        to_networkx(shipped, Brief("mob", as_of=AS_OF))
    with pytest.raises(ValueError, match="k is 0"):
        plan(shipped, Brief("mab", as_of=AS_OF), k=0)


def test_a_graph_for_every_recipe_that_competes(shipped: Catalog, one_contract: Brief) -> None:
    graphs = to_networkx(shipped, Brief("aav", as_of=AS_OF))

    assert list(graphs) == ["aav-adherent", "aav-suspension"]
    for recipe, graph in graphs.items():
        assert graph.graph["process"] == recipe
        assert PRODUCT in graph
    (antibody,) = to_networkx(shipped, one_contract).values()
    assert {data["kind"] for _, data in antibody.nodes(data=True)} == {"material", "operation"}


def test_the_html_of_routes_shows_who_and_what_to_ask(answer: Plan) -> None:
    plan_page, route_page = answer._repr_html_(), answer.routes[0]._repr_html_()

    for shown in ("AGC Copenhagen DK", "BioConnection Oss NL", "which AGC Biologics site makes the cell"):
        assert shown in plan_page
        assert shown in route_page
    assert "Shortlist" in plan_page
    assert "as of 2026-11-21" in plan_page
    assert "as of 2026-11-21" in route_page
