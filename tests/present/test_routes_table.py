"""The table of routes at every width: nothing cut, nothing dropped in silence."""

import re
from dataclasses import replace

import pytest

from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.domain.brief import Brief
from cdmo_plan.planner.plan import Plan, plan

from .conftest import AS_OF, ONE_CONTRACT, Printed


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 200])
def test_no_line_is_wider_than_the_terminal_and_no_name_is_cut(
    one_contract: Plan, printed: Printed, width: int
) -> None:
    text = printed(one_contract, width)

    assert max(len(line) for line in text.splitlines()) <= width
    assert "…" not in text
    flat = "".join(text.split())
    assert "AGCCopenhagen" in flat or "AGC" in flat
    assert "agc-bioconnection-joint-offering" in flat


def test_a_lead_reads_rows_questions_and_what_was_left_out(one_contract: Plan, printed: Printed) -> None:
    text = " ".join(printed(one_contract, 200).split())

    assert "4 feasible rows" in text
    assert "which AGC Biologics site makes the cell line?" in text
    assert "its scope says clinical stage" in text
    assert "Shortlist: fill + dry: BioConnection Oss NL" in text
    assert "rentschler-vetter-joint-offering: joint offering, one contract not stated; 1 more row" in text
    assert "Fujifilm Hillerød, substance 2 (announced for 2026, not confirmed)" in text
    assert re.search(r"refused by region \d\d", text)
    assert "as of 2026-11-21" in text
    assert "no site queue known" in text


def test_the_order_asked_for_is_said(shipped: Catalog, printed: Printed) -> None:
    answer = plan(shipped, ONE_CONTRACT, rank_by=["weeks", "sites"])

    assert "ranked by weeks, sites:" in " ".join(printed(answer).split())


def test_recipes_that_compete_are_told_apart(shipped: Catalog, printed: Printed) -> None:
    answer = plan(shipped, Brief(modality="aav", as_of=AS_OF, regions=("US",)))

    text = printed(answer, 120)
    assert "aav-suspension" in text
    assert "aav-adherent" in text


def test_commercial_briefs_say_that_the_recipe_is_for_phase_1(shipped: Catalog, printed: Printed) -> None:
    answer = plan(shipped, replace(ONE_CONTRACT, development_phase="commercial", single_contract=False))

    text = printed(answer, 200)
    assert "phase-1 recipe" in text
    assert "ranked by" not in text


def test_what_is_meant_for_an_authority_is_told_apart_from_what_it_inspected(
    shipped: Catalog, printed: Printed
) -> None:
    meant = plan(shipped, Brief(modality="adc", as_of=AS_OF, regions=("CN",)), k=1)
    warned = plan(
        shipped,
        Brief(modality="mab", as_of=AS_OF, regions=("US",), via=(("fill-finish", "bora-baltimore-camden"),)),
        k=1,
    )

    assert "meant for FDA EMA NMPA" in " ".join(printed(meant, 400).split())
    assert "FDA warning letter" in " ".join(printed(warned, 400).split())


def test_an_avoided_supplier_leaves_one_footnote_and_names_its_sisters(
    shipped: Catalog, printed: Printed
) -> None:
    brief = Brief(modality="aav", as_of=AS_OF, regions=("CN",), expression="suspension-hek", avoid=("pall",))
    text = " ".join(printed(plan(shipped, brief)).split())

    assert text.count("equipment not stated, kept:") == 1
    assert "lists equipment of pall: pall-icellis-500" in text
    assert "Pall belongs to Danaher" in text


def test_an_avoided_country_names_partners_seated_there(shipped: Catalog, printed: Printed) -> None:
    text = printed(plan(shipped, Brief(modality="mab", as_of=AS_OF, regions=("EU",), avoid=("CN",))), 120)

    assert "kept, though seated or owned in CN: WuXi Biologics" in text


def test_detail_cites_every_row_with_file_and_line(one_contract: Plan, printed: Printed) -> None:
    text = printed(one_contract, 80, detail=True)

    assert "catalogs/partners/agc-biologics.yaml:" in text
    assert "https://bioprocessintl.com/facilities-capacity/cdmo-agc-completes-denmark-site-expansion" in text
    assert "assumed at BioConnection Oss: qc release" in text
    assert "whose Qualified Person certifies" in text
    assert "evidence: network stated" in text


def test_no_route_says_who_is_missing_and_what_would_help(shipped: Catalog, printed: Printed) -> None:
    brief = Brief(modality="mab", as_of=AS_OF, regions=("US",), via=(("drug-substance", "agc-boulder"),))
    text = printed(plan(shipped, brief), 200)

    assert "Nobody in the catalog can do substance under this brief." in text
    assert "closure by 2025-12-31 announced (2025-09), nothing later known" in text
    assert "https://www.pharmamanufacturing.com/industry-news/news/55317631/" in text
    assert "drop via drug-substance=agc-boulder" in text


def test_who_lists_no_such_step_is_told_with_what_it_lists(shipped: Catalog, printed: Printed) -> None:
    brief = Brief(modality="mab", as_of=AS_OF, via=(("fill-finish", "agc-copenhagen"),))
    text = " ".join(printed(plan(shipped, brief), 200).split())

    assert "agc-copenhagen lists no fill; it lists" in text
    assert "substance" in text
    assert "not agc-copenhagen" not in text


def test_what_hand_overs_leave_open_is_asked_of_a_row_or_noted_once(
    shipped: Catalog, printed: Printed
) -> None:
    conjugates = Brief(modality="adc", as_of=AS_OF, regions=("EU",))
    antibodies = Brief(modality="mab", as_of=AS_OF, regions=("EU",))
    row_by_row = " ".join(printed(plan(shipped, conjugates), 200).split())
    once = " ".join(printed(plan(shipped, antibodies), 200).split())

    assert "toxic bulk crosses to another site (border): does it take that in?" in row_by_row
    assert "toxic bulk" not in once
    assert once.count("bulk goes frozen to another site") == 1
    detail = " ".join(printed(plan(shipped, antibodies), 200, detail=True).split())
    assert "thaws, pools and compounds frozen substance? [M2]" in detail


def test_cells_that_wait_for_a_filing_say_so(shipped: Catalog, printed: Printed) -> None:
    cells = " ".join(printed(plan(shipped, Brief(modality="car-t", as_of=AS_OF)), 200).split())
    antibodies = " ".join(printed(plan(shipped, Brief(modality="mab", as_of=AS_OF)), 200).split())

    assert "gene to the first patient's release" in cells
    assert "includes 10 wk of filing and its review" in cells
    assert "patients' cells keep about 35 h fresh" in cells
    assert "filing" not in antibodies


def test_detail_asks_at_the_stage_that_the_question_is_about(one_contract: Plan, printed: Printed) -> None:
    lines = printed(one_contract, 200, detail=True).splitlines()
    asked = next(n for n, line in enumerate(lines) if "which AGC Biologics site makes the cell line?" in line)
    stages = [n for n, line in enumerate(lines) if line.strip().startswith(("cell line:", "substance:"))]

    assert stages[0] < asked < stages[1]
