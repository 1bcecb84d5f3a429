"""Terms that exclude each other by their words alone are refused, all of them named."""

from typing import Any

import pytest

from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.partners import Ownership
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.network.contradictions import KINDS, refuse_contradictions
from cdmo_plan.planner.plan import plan
from tests.support.catalogs import TODAY, Plants, antibody, catalog

FILL, DRY, MAKE = "fill-finish", "lyophilization", "drug-substance"


def _world() -> Catalog:
    plants = Plants()
    plants.site("alpha-one", "alpha", "DE")
    plants.site("alpha-two", "alpha", "US")
    plants.site("beta-one", "beta", "CH")
    sold = Ownership(owner="beta", since=PartialDate.parse("2025"))
    plants.site("sold-one", "alpha", "FR", owners=(sold,))
    rows = [plants.row(site, step) for site in plants.sites for step in (MAKE, FILL)]
    return catalog([antibody()], rows)


def _refused(**terms: Any) -> list[str]:
    brief = Brief(modality="mab", as_of=TODAY, **terms)
    try:
        refuse_contradictions(brief, _world())
    except BriefRefused as refusal:
        return [refusal.message, *(other.message for other in refusal.also)]
    return []


@pytest.mark.parametrize(
    ("terms", "named", "why"),
    [
        (
            {"via": ((FILL, "alpha-one"), (FILL, "alpha-two"))},
            ["via fill-finish=alpha-one", "via fill-finish=alpha-two"],
            "one stage is done at one place only",
        ),
        (
            {"via": ((FILL, "alpha"), (DRY, "beta-one"))},
            ["via fill-finish=alpha", "via lyophilization=beta-one"],
            "filling and freeze-drying are one line, and done at one place only",
        ),
        (
            {"via": ((FILL, "alpha-one"),), "avoid": ("Alpha One",)},
            ["via fill-finish=alpha-one", "avoid Alpha One"],
            "both name alpha-one",
        ),
        (
            {"via": ((FILL, "alpha"),), "avoid": ("alpha",)},
            ["via fill-finish=alpha", "avoid alpha"],
            "both name alpha",
        ),
        (
            {"via": ((FILL, "sold-one"),), "avoid": ("beta",)},
            ["via fill-finish=sold-one", "avoid beta"],
            "Sold One is a site of Beta",
        ),
        (
            {"via": ((FILL, "alpha-one"),), "avoid": ("Germany",)},
            ["via fill-finish=alpha-one", "avoid Germany"],
            "Alpha One is in Germany (DE)",
        ),
        (
            {"via": ((FILL, "alpha-one"),), "regions": ("US", "CH")},
            ["via fill-finish=alpha-one", "region US or CH"],
            "Alpha One is in Germany (DE)",
        ),
        (
            {"via": ((DRY, "alpha-one"),), "regions": ("eu",), "step_regions": ((FILL, ("US",)),)},
            ["via lyophilization=alpha-one", "region fill-finish=US"],
            "Alpha One is in Germany (DE)",
        ),
        (
            {"via": ((FILL, "alpha-one"),), "avoid_regions": ("EU",)},
            ["via fill-finish=alpha-one", "avoid-region EU"],
            "Alpha One is in Germany (DE)",
        ),
        (
            {"regions": ("eu",), "avoid_regions": ("europe",)},
            ["region eu", "avoid-region europe"],
            "no country is left",
        ),
        (
            {"regions": ("eu",), "avoid_regions": ("DE",), "avoid": ("FR", "CH")},
            ["region eu", "avoid-region DE", "avoid FR"],
            "no country is left",
        ),
        (
            {"step_regions": ((MAKE, ("US",)),), "avoid": ("US",)},
            ["region drug-substance=US", "avoid US"],
            "United States (US) is all there is",
        ),
        (
            {"dose_form": "liquid", "via": ((DRY, "alpha"),)},
            ["dose-form liquid", "via lyophilization=alpha"],
            "a liquid product is not freeze-dried",
        ),
        (
            {"dose_form": "frozen", "to_step": DRY},
            ["dose-form frozen", "to lyophilization"],
            "a frozen product is not freeze-dried",
        ),
        (
            {"max_partners": 1, "via": ((MAKE, "alpha"), (FILL, "beta-one"))},
            ["via drug-substance=alpha", "via fill-finish=beta-one", "max-partners 1"],
            "these are 2 partners: Alpha, Beta",
        ),
        (
            {"strict": True, "include": frozenset({"held"})},
            ["strict", "include held"],
            "held capacity comes in with a doubt, and --strict leaves doubts out",
        ),
    ],
)
def test_all_terms_are_named_with_the_reason(terms: dict[str, Any], named: list[str], why: str) -> None:
    *first, last = (f"`--{name}`" for name in named)

    assert _refused(**terms) == [f"{', '.join(first)} and {last} contradict each other: {why}"]


@pytest.mark.parametrize(
    "terms",
    [
        {},
        {"via": ((FILL, "alpha-one"), (DRY, "alpha"))},
        {"via": ((FILL, "alpha-one"), (DRY, "alpha-one")), "dose_form": "lyophilized"},
        {"via": ((MAKE, "alpha-one"), (FILL, "alpha-two")), "max_partners": 1},
        {"via": ((FILL, "sold-one"),), "avoid": ("alpha",)},
        {"via": ((FILL, "alpha-one"),), "regions": ("US",), "step_regions": ((FILL, ("eu",)),)},
        {"via": ((FILL, "alpha"),), "avoid_regions": ("eu",), "avoid": ("alpha-one",)},
        {"regions": ("europe",), "avoid_regions": ("eu",), "avoid": ("CH",)},
        {"container": "prefilled-syringe", "dose_form": "lyophilized"},
        {"single_contract": True, "max_partners": 3, "max_transfers": 0},
        {"strict": True},
    ],
)
def test_what_may_hold_together_is_searched(terms: dict[str, Any]) -> None:
    assert _refused(**terms) == []


def test_all_contradictions_are_named_at_once() -> None:
    terms = {"regions": ("US",), "avoid_regions": ("US",), "via": ((FILL, "beta-one"),), "avoid": ("beta",)}

    assert len(_refused(**terms)) == 3


def test_a_plan_refuses_before_it_searches() -> None:
    brief = Brief(modality="mab", as_of=TODAY, regions=("US",), avoid_regions=("US",))

    with pytest.raises(BriefRefused, match="contradict each other"):
        plan(_world(), brief)


def test_a_plan_names_every_unknown_word_at_once() -> None:
    brief = Brief(
        modality="mba",
        as_of=TODAY,
        regions=("eru",),
        avoid_regions=("eru",),
        markets=("FAD",),
        avoid=("alpah",),
    )

    with pytest.raises(BriefRefused) as refusal:
        plan(_world(), brief)

    said = [(found.message, found.hint) for found in (refusal.value, *refusal.value.also)]
    assert said == [
        ("no recipe for modality 'mba'", "did you mean mab?"),
        ("unknown region or country 'eru'", "did you mean eu?"),
        (
            "unknown site, partner, country or supplier 'alpah'",
            "did you mean alpha?",
        ),
        ("unknown regulator 'FAD'", "did you mean FDA?"),
    ]


def test_every_kind_says_what_it_is() -> None:
    assert all(kind.__doc__ for kind in KINDS)
