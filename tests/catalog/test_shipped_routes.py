"""The catalog that ships: the routes that its facts allow."""

from datetime import date
from pathlib import Path

import pytest

from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.domain.brief import Brief
from cdmo_plan.planner.plan import Plan, plan
from tests.support.real import real_catalog

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return real_catalog()


def planned(catalog: Catalog, modality: str) -> Plan:
    return plan(catalog, Brief(modality=modality, as_of=TODAY), k=50)


@pytest.mark.parametrize("modality", ["bispecific", "recombinant-protein-microbial", "recombinant-protein"])
def test_routes_are_found_although_few_list_who_makes_the_cell_line(catalog: Catalog, modality: str) -> None:
    answer = planned(catalog, modality)

    assert answer.no_route is None
    assert answer.feasible >= 5
    assert all(found.metrics.weeks for found in answer.routes)


def test_a_strain_that_nobody_lists_is_made_by_the_substance_plant_with_a_question_s2(
    catalog: Catalog,
) -> None:
    for found in planned(catalog, "recombinant-protein-microbial").routes:
        strain, substance, _fill = found.route
        verdict = found.outlook.ledger.verdict_of("cell-line-development", strain.id)
        if strain.is_listed:
            assert strain.partner == substance.partner
            continue
        assert strain.id == f"{substance.site}/cell-line-development/unlisted"
        assert [(question.rule, question.counted) for question in verdict.questions] == [("S2", False)]
        assert verdict.questions[0].text.startswith("who makes the cell line?")


def test_microbial_substance_comes_from_microbes_or_yeast(catalog: Catalog) -> None:
    for found in planned(catalog, "recombinant-protein-microbial").routes:
        row = found.outlook.ledger.row_of("drug-substance", found.route[1].id)
        assert row is not None
        assert {"microbial", "yeast"} & set(row.capability.expression or ("microbial",))


def test_a_specialist_may_make_the_cell_line_of_a_bispecific_s2(catalog: Catalog) -> None:
    brief = Brief(modality="bispecific", as_of=TODAY, via=(("cell-line-development", "selexis"),))

    answer = plan(catalog, brief)

    assert answer.routes
    assert {found.route[0].id for found in answer.routes} == {"selexis-geneva/cell-line-development/1"}
