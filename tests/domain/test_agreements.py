from datetime import date
from typing import Any

import pytest

from cdmo_plan.domain.agreements import Agreement, Scope
from cdmo_plan.domain.vocabulary import AgreementKind
from tests.domain.builders import when


def agreement(kind: AgreementKind = "joint-offering", **fields: Any) -> Agreement:
    limits: dict[str, Any] = {
        name: frozenset(fields.pop(name))
        for name in ("steps", "modalities", "development_phases", "dose_forms", "sites")
        if name in fields
    }
    dates: dict[str, Any] = {name: when(fields.pop(name, None)) for name in ("announced", "until")}
    scope = Scope(text="as the source says", **limits)
    return Agreement(id="link", kind=kind, parties=("alpha", "beta"), scope=scope, **dates, **fields)


@pytest.mark.parametrize("kind", ["joint-offering", "affiliate-offering"])
def test_an_offering_joins_the_work_of_its_parties_m4(kind: AgreementKind) -> None:
    assert agreement(kind).joins


@pytest.mark.parametrize(
    "kind",
    [
        "supplier-alliance",
        "capacity-reservation",
        "technology-license",
        "supply",
        "investment",
        "ownership-change",
        "closure",
        "expansion",
        "research-collaboration",
    ],
)
def test_no_other_link_joins_routes_m4(kind: AgreementKind) -> None:
    assert not agreement(kind, one_contract=True).joins


def test_an_unstated_contract_is_neither_yes_nor_no_m4() -> None:
    assert agreement().one_contract is None


@pytest.mark.parametrize(
    ("announced", "until", "in_force"),
    [
        (None, None, True),
        ("2024-05-14", None, True),
        ("2026-11-21", None, True),
        ("2026-11-22", None, False),
        ("2026", None, True),
        (None, "2026-11-21", True),
        (None, "2026-11-20", False),
        (None, "2025", False),
    ],
)
def test_an_agreement_is_in_force_between_its_dates_m4(
    announced: str | None, until: str | None, in_force: bool
) -> None:
    assert agreement(announced=announced, until=until).in_force_on(date(2026, 11, 21)) is in_force


def test_a_scope_without_limits_covers_all_m4() -> None:
    unlimited = agreement()

    assert unlimited.covers("aav", "commercial")
    assert unlimited.covers_stage("fill-finish", "beta-ghent")


def test_a_scope_limits_modalities_and_phases_m4() -> None:
    limited = agreement(modalities=["mab"], development_phases=["clinical"])

    assert limited.covers("mab", "clinical")
    assert limited.covers("mab", None)
    assert not limited.covers("aav", "clinical")
    assert not limited.covers("mab", "commercial")


def test_a_scope_limits_steps_and_plants_m4() -> None:
    limited = agreement(steps=["fill-finish"], sites=["beta-ghent"])

    assert limited.covers_stage("fill-finish", "beta-ghent")
    assert limited.covers_stage("fill-finish", None)
    assert not limited.covers_stage("fill-finish", "beta-basel")
    assert not limited.covers_stage("drug-substance", "beta-ghent")


def test_a_scope_limits_what_is_filled_under_it_m4() -> None:
    limited = agreement(dose_forms=["liquid"])

    assert limited.covers_stage("fill-finish", None, "liquid")
    assert limited.covers_stage("fill-finish", None)
    assert not limited.covers_stage("fill-finish", None, "frozen")
    assert limited.covers_stage("drug-substance", None, "frozen")


def test_who_fills_under_an_offering_dries_under_it_m4() -> None:
    assert agreement(steps=["fill-finish"]).covers_stage("fill-finish", None, "lyophilized")
