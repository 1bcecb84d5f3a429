"""The JSON of `routes`: the names that scripts rely on."""

import json

from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.domain.brief import Brief, Override
from cdmo_plan.planner.plan import Plan, plan
from cdmo_plan.present.routes_json import routes_record

from .conftest import AS_OF


def test_a_route_carries_the_names_of_the_contract(one_contract: Plan, shipped: Catalog) -> None:
    record = json.loads(json.dumps(routes_record(one_contract, shipped)))

    route = record["routes"][0]
    assert {"rank", "id", "variants", "steps", "transfers", "metrics"} <= set(route)
    step = next(step for step in route["steps"] if step["step"] == "drug-substance")
    assert step | {"mark": None, "source_year": None, "sources": []} == {
        "step": "drug-substance",
        "role": None,
        "capability": "agc-copenhagen/drug-substance/1",
        "placement": "site",
        "partner": "agc-biologics",
        "site": "agc-copenhagen",
        "country": "DK",
        "accompanies": None,
        "evidence": "stated",
        "sources": [],
        "source_year": None,
        "doubts": [],
        "open_questions": [],
        "mark": None,
    }
    (transfer,) = route["transfers"]
    assert {
        "from_step",
        "to_step",
        "from_site",
        "to_site",
        "kind",
        "agreement",
        "crosses_border",
        "open_questions",
    } <= set(transfer)
    metrics = route["metrics"]
    assert (metrics["contracts"], metrics["partners"], metrics["sites"], metrics["transfers"]) == (1, 2, 2, 1)
    assert {"weeks", "weeks_range", "borders", "doubts", "evidence", "open_questions"} <= set(metrics)
    assert record["no_route"] is None


def test_a_network_offer_has_neither_site_nor_country(one_contract: Plan, shipped: Catalog) -> None:
    record = routes_record(one_contract, shipped)

    step = next(s for s in record["routes"][0]["steps"] if s["step"] == "cell-line-development")
    assert (step["placement"], step["site"], step["country"]) == ("network", None, None)


def test_no_route_is_a_value(shipped: Catalog) -> None:
    brief = Brief(
        modality="mab",
        as_of=AS_OF,
        via=(("drug-substance", "agc-boulder"),),
        max_weeks=30,
        overrides=(Override(term="max-weeks", flag="30", file="60"),),
    )
    record = json.loads(json.dumps(routes_record(plan(shipped, brief), shipped)))

    assert record["routes"] == []
    assert record["brief"]["max_weeks"] == 30
    assert record["brief"]["overrides"] == [{"term": "max-weeks", "flag": "30", "file": "60"}]
    reasons = record["no_route"]
    assert reasons is not None
    assert reasons["conflicts"] == [
        {"terms": ["via drug-substance=agc-boulder"]},
        {"terms": ["max-weeks 30"]},
    ]
    assert reasons["is_complete"]
    assert all(fix["opens"] > 0 for fix in reasons["fixes"])
    assert {len(fix["changes"]) for fix in reasons["fixes"]} == {2}
    assert {change["kind"] for fix in reasons["fixes"] for change in fix["changes"]} == {"drop", "loosen"}
    assert reasons["shortfalls"]["drug-substance"]["via"] > 0
    assert reasons["overruns"] == []


def test_a_limit_in_the_way_is_told_with_the_least_that_would_do(shipped: Catalog) -> None:
    brief = Brief(modality="mab", as_of=AS_OF, regions=("EU",), max_weeks=30)
    reasons = json.loads(json.dumps(routes_record(plan(shipped, brief), shipped)))["no_route"]

    (overrun,) = reasons["overruns"]
    assert overrun["term"] == "max-weeks 30"
    assert overrun["least"] > 30
    assert not overrun["least_is_lower_bound"]
    assert len(overrun["best"]) == 3
    changes = {fix["change"]: fix["opens"] for fix in reasons["fixes"]}
    assert changes[f"raise max-weeks to {overrun['least']}"] > 0


def test_ids_of_routes_are_short_and_stable(one_contract: Plan, shipped: Catalog) -> None:
    again = plan(shipped, one_contract.brief)

    assert [route.id for route in again.routes] == [route.id for route in one_contract.routes]
    assert all(len(route.id) == 10 for route in again.routes)
