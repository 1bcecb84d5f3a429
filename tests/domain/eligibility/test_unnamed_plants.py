"""S5: which plants a company may mean that offers work for its network."""

from typing import Any

import pytest

from cdmo_plan.domain.eligibility.unnamed_plants import plants_meant
from tests.domain.builders import need, owner, row, site, timeline, world

LYON, BASEL = site("alpha-lyon"), site("alpha-basel", name="Basel", city="Basel", country="CH")


def meant(step: Any, *others: Any, makes: str = "mab", **terms: Any) -> list[str]:
    offer = row(step, network=True)
    return [found.id for found in plants_meant(offer, need(step, makes, **terms), world(offer, *others))]


def test_every_plant_that_lists_the_step_may_be_meant() -> None:
    both = row("fill-finish", at=LYON), row("fill-finish", at=BASEL)

    assert meant("fill-finish", *both) == ["alpha-basel", "alpha-lyon"]


def test_a_plant_that_lists_the_step_leaves_out_those_of_like_work() -> None:
    assert meant("fill-finish", row("fill-finish", at=LYON), row("lyophilization", at=BASEL)) == [
        "alpha-lyon"
    ]


@pytest.mark.parametrize("state", ["announced", "closed", "idled"])
def test_a_plant_that_lists_it_and_does_not_operate_is_the_one_and_cannot_be_meant(state: Any) -> None:
    planned = row("fill-finish", at=LYON, timeline=timeline((state, "2025")))

    assert meant("fill-finish", planned, row("lyophilization", at=BASEL)) == []


def test_a_plant_that_was_sold_is_not_the_partner_s_any_more() -> None:
    sold = row("fill-finish", at=site("alpha-lyon", owners=(owner("terumo"),)))

    assert meant("fill-finish", sold, row("lyophilization", at=BASEL)) == ["alpha-basel"]


@pytest.mark.parametrize(
    ("step", "makes", "other", "modality", "may_be"),
    [
        ("fill-finish", "mab", "lyophilization", "mab", True),
        ("fill-finish", "mab", "lyophilization", "any-biologic", True),
        ("fill-finish", "mab", "drug-substance", "mab", False),
        ("fill-finish", "mab", "process-development", "mab", False),
        ("labeling-packaging", "mab", "fill-finish", "bispecific", True),
        ("plasmid-dna", "pdna", "fill-finish", "any-biologic", False),
        ("lnp-formulation", "mrna-lnp", "fill-finish", "mrna-lnp", False),
        ("lnp-formulation", "mrna-lnp", "mrna-ivt", "mrna-lnp", True),
        ("viral-vector", "aav", "drug-substance", "mab", False),
        ("viral-vector", "aav", "cell-processing", "lentivirus", True),
        ("cell-line-development", "mab", "process-development", "mab", True),
        ("cell-line-development", "mab", "drug-substance", "bispecific", True),
        ("cell-line-development", "mab", "fill-finish", "mab", False),
        ("process-development", "mab", "drug-substance", "aav", False),
        ("drug-substance", "mab", "process-development", "mab", False),
    ],
)
def test_where_no_plant_lists_the_step_like_work_on_the_class_shows_who_could(
    step: str, makes: str, other: str, modality: str, *, may_be: bool
) -> None:
    like = row(other, at=LYON, modalities=(modality,))

    assert meant(step, like, makes=makes) == (["alpha-lyon"] if may_be else [])


def test_development_may_be_at_any_plant_that_makes_the_substance_or_develops_it() -> None:
    plants = [
        row("cell-line-development", at=BASEL),
        row("drug-substance", at=LYON),
        row("fill-finish", at=site("alpha-ulm", country="DE")),
    ]

    assert meant("cell-line-development", *plants) == ["alpha-basel", "alpha-lyon"]


def test_what_the_brief_allows_is_not_asked() -> None:
    assert meant("fill-finish", row("fill-finish"), countries={"US"}, region_words="US") == ["alpha-lyon"]


def test_a_network_without_plants_means_none() -> None:
    assert meant("fill-finish") == []
