"""What a lead has to read in an answer and would else find out by asking again."""

import re

from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.domain.brief import Brief
from cdmo_plan.planner.plan import plan

from .conftest import AS_OF, Printed


def _said(text: str) -> str:
    return " ".join(text.split())


def test_a_change_says_which_option_makes_it(shipped: Catalog, printed: Printed) -> None:
    asked = (("drug-substance", "samsung-biologics"),)
    brief = Brief(modality="mab", as_of=AS_OF, regions=("EU", "US"), via=asked)
    text = _said(printed(plan(shipped, brief), 200))

    assert "relax region for drug-substance (--region drug-substance=KR): " in text
    assert "include announced capacity (--include announced): " in text


def test_the_option_that_a_change_names_opens_its_routes(shipped: Catalog) -> None:
    asked = (("drug-substance", "samsung-biologics"),)
    relaxed = Brief(
        modality="mab",
        as_of=AS_OF,
        regions=("EU", "US"),
        via=asked,
        step_regions=(("drug-substance", ("KR",)),),
    )
    assert plan(shipped, relaxed).feasible


def test_where_no_single_change_helps_several_together_are_told(shipped: Catalog, printed: Printed) -> None:
    brief = Brief(
        modality="mab",
        as_of=AS_OF,
        regions=("EU", "US"),
        development_phase="clinical",
        dose_form="lyophilized",
        via=(("drug-substance", "lonza"), ("fill-finish", "vetter")),
        single_contract=True,
    )
    answer = plan(shipped, brief)
    text = _said(printed(answer, 200))

    assert answer.no_route is not None
    assert min(len(fix.changes) for fix in answer.no_route.fixes) == 2
    assert " and drop single-contract: " in text


def test_a_limit_of_weeks_that_the_longest_exceed_is_said_to_bind_the_typical(
    shipped: Catalog, printed: Printed
) -> None:
    within = Brief(modality="mab", as_of=AS_OF, regions=("EU",), max_weeks=60)
    ample = Brief(modality="mab", as_of=AS_OF, regions=("EU",), max_weeks=500)

    assert "--max-weeks 60 binds the typical" in _said(printed(plan(shipped, within), 200))
    assert "binds the typical" not in _said(printed(plan(shipped, ample), 200))


def test_work_that_keeps_a_stage_with_materials_at_hand_is_named(shipped: Catalog, printed: Printed) -> None:
    have = ("plasmid-goi", "plasmid-repcap", "plasmid-helper")
    brief = Brief(modality="aav-suspension", as_of=AS_OF, regions=("GB",), have=have)
    kept = _said(printed(plan(shipped, brief), 200))
    all_of_it = Brief(
        modality="aav-suspension", as_of=AS_OF, regions=("GB",), have=(*have, "plasmid-research-set")
    )

    assert "still to be done by who makes the plasmid: plasmid-research" in kept
    assert "by who makes the plasmid" not in _said(printed(plan(shipped, all_of_it), 200))


def test_detail_names_all_that_a_table_counts_as_more(shipped: Catalog, printed: Printed) -> None:
    brief = Brief(modality="mab", as_of=AS_OF, regions=("EU", "US"))
    answer = plan(shipped, brief, k=1)
    table, detail = _said(printed(answer, 200)), _said(printed(answer, 200, detail=True))

    assert "more, which --detail names" in table
    assert "more, which --detail names" not in detail
    assert detail.count("not confirmed)") > table.count("not confirmed)")


def test_one_year_of_sources_is_said_once(shipped: Catalog, printed: Printed) -> None:
    brief = Brief(modality="mab", as_of=AS_OF, regions=("US",))
    text = _said(printed(plan(shipped, brief, k=1), 200))

    assert re.search(r"newest source of each row \d{4}; ", text)
