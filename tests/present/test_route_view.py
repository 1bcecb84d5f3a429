"""A route as every format tells it: accompanying stages, transfers, assumptions (RULES S2, S3, S5, M3)."""

from dataclasses import replace

from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.planner.plan import Plan, plan
from cdmo_plan.present.route_view import RouteView, StageView, view_route

from .conftest import ONE_CONTRACT


def stage(view: RouteView, step: str, role: str | None = None) -> StageView:
    return next(found for found in view.stages if (found.stage.step, found.stage.role) == (step, role))


def first(answer: Plan, world: Catalog, substance: str) -> RouteView:
    views = [view_route(planned, world) for planned in answer.routes]
    return next(view for view in views if stage(view, "drug-substance").candidate.site == substance)


def test_every_stage_of_the_recipe_stands_in_the_route(one_contract: Plan, shipped: Catalog) -> None:
    view = first(one_contract, shipped, "agc-copenhagen")

    steps = [found.stage.step for found in view.stages]
    assert {"cell-line-development", "drug-substance", "fill-finish", "lyophilization"} <= set(steps)
    assert "labeling-packaging" not in steps, "labelling is a stage only on request (S4)"


def test_freeze_drying_accompanies_the_fill_at_the_same_site(one_contract: Plan, shipped: Catalog) -> None:
    dryer = stage(first(one_contract, shipped, "agc-copenhagen"), "lyophilization")

    assert (dryer.accompanies, dryer.candidate.site) == ("fill-finish", "bioconnection-oss")
    assert dryer.row is not None


def test_development_accompanies_its_manufacturing_stage(one_contract: Plan, shipped: Catalog) -> None:
    view = first(one_contract, shipped, "agc-copenhagen")

    development = stage(view, "process-development")
    assert (development.accompanies, development.candidate.site) == ("drug-substance", "agc-copenhagen")
    assert development.row is not None
    assert development.row.capability.id == "agc-copenhagen/process-development/1"
    assert "analytical-development" in view.assumed["agc-copenhagen"]


def test_an_offer_of_a_network_has_no_site_and_makes_no_transfer(
    one_contract: Plan, shipped: Catalog
) -> None:
    view = first(one_contract, shipped, "agc-copenhagen")

    cell_line = stage(view, "cell-line-development")
    assert (cell_line.candidate.site, cell_line.candidate.country) == (None, None)
    (transfer,) = view.transfers
    assert (transfer.source.candidate.site, transfer.target.candidate.site) == (
        "agc-copenhagen",
        "bioconnection-oss",
    )
    assert (transfer.kind, transfer.agreement) == ("agreement", "agc-bioconnection-joint-offering")
    assert (transfer.crosses_border, transfer.crosses_customs) == (True, False)


def test_a_cell_line_that_nobody_lists_goes_with_the_substance(one_contract: Plan, shipped: Catalog) -> None:
    cell_line = stage(first(one_contract, shipped, "thermo-groningen"), "cell-line-development")

    assert (cell_line.row, cell_line.accompanies) == (None, "drug-substance")
    assert cell_line.verdict is not None
    assert [question.reason for question in cell_line.verdict.questions] == ["unlisted"]


def test_transfers_in_the_view_are_those_counted(shipped: Catalog) -> None:
    answer = plan(shipped, replace(ONE_CONTRACT, single_contract=False, dose_form=None), k=None)

    for planned in answer.routes:
        view = view_route(planned, shipped)
        assert len(view.transfers) == planned.metrics.transfers
        assert sum(transfer.crosses_border for transfer in view.transfers) == planned.metrics.borders
