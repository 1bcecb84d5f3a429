import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdmo_plan.domain.brief import Brief, Override, ScaleNeed, Term
from cdmo_plan.domain.vocabulary import (
    CONTAINERS,
    DEVELOPMENT_PHASES,
    DOSE_FORMS,
    EVIDENCE_GRADES,
    HOSTS,
    STEPS,
)
from tests.domain.builders import TODAY

STEP = st.sampled_from(STEPS)
WORD = st.sampled_from(("alpha", "alpha-one", "beta", "beta-two", "CH", "de", "US", "eu", "la-tour"))
WORDS = st.lists(WORD, min_size=1, max_size=3, unique=True).map(tuple)
SCALES = st.builds(
    ScaleNeed,
    volume_l=st.floats(min_value=0.001, max_value=1e9),
    vessels=st.integers(min_value=1, max_value=48),
)
BRIEFS = st.builds(
    Brief,
    modality=st.just("mab"),
    as_of=st.just(TODAY),
    regions=st.just(()) | WORDS,
    step_regions=st.lists(st.tuples(STEP, WORDS), max_size=3, unique=True).map(tuple),
    container=st.none() | st.sampled_from(CONTAINERS),
    dose_form=st.none() | st.sampled_from(DOSE_FORMS),
    expression=st.none() | st.sampled_from(HOSTS),
    development_phase=st.none() | st.sampled_from(DEVELOPMENT_PHASES),
    scale=st.none() | SCALES,
    via=st.lists(st.tuples(STEP, WORD), max_size=3, unique=True).map(tuple),
    avoid=st.lists(WORD, max_size=3, unique=True).map(tuple),
    from_step=st.none() | STEP,
    to_step=st.none() | STEP,
    single_contract=st.booleans(),
    avoid_regions=st.lists(WORD, max_size=2, unique=True).map(tuple),
    markets=st.lists(WORD, max_size=2, unique=True).map(tuple),
    max_partners=st.none() | st.integers(1, 9),
    max_transfers=st.none() | st.integers(0, 9),
    max_weeks=st.none() | st.integers(1, 99),
    min_evidence=st.none() | st.sampled_from(EVIDENCE_GRADES),
    strict=st.booleans(),
)


def brief(**terms: Any) -> Brief:
    return Brief(modality="mab", as_of=TODAY, **terms)


def test_a_brief_without_terms_is_a_modality_and_a_day() -> None:
    assert brief().terms() == ()


def test_terms_read_as_on_the_command_line() -> None:
    asked = brief(
        regions=("EU", "US"),
        step_regions=(("fill-finish", ("JP",)),),
        container="vial",
        scale=ScaleNeed(volume_l=2000, vessels=2),
        via=(("drug-substance", "alpha"),),
        avoid=("CN",),
        from_step="drug-substance",
        avoid_regions=("JP", "KR"),
        markets=("FDA",),
        single_contract=True,
        max_partners=2,
        max_transfers=0,
        max_weeks=52,
        min_evidence="inferred",
        strict=True,
    )

    assert [str(term) for term in asked.terms()] == [
        "region EU or US",
        "region fill-finish=JP",
        "container vial",
        "scale-l 2x2000",
        "from drug-substance",
        "avoid-region JP",
        "avoid-region KR",
        "market FDA",
        "via drug-substance=alpha",
        "avoid CN",
        "single-contract",
        "max-partners 2",
        "max-transfers 0",
        "max-weeks 52",
        "min-evidence inferred",
        "strict",
    ]


@given(BRIEFS)
def test_every_term_can_be_given_up_alone(asked: Brief) -> None:
    terms = asked.terms()

    for term in terms:
        assert asked.without(term).terms() == tuple(other for other in terms if other != term)


@given(BRIEFS)
def test_giving_up_all_terms_leaves_the_modality_and_the_day(asked: Brief) -> None:
    relaxed = asked
    for term in asked.terms():
        relaxed = relaxed.without(term)

    assert relaxed == brief()


def test_an_override_says_what_it_replaces() -> None:
    assert str(Override(term="region", flag="EU", file="US")) == "region EU (the brief file said US)"
    assert str(Override(term="strict", flag="", file="false")) == "strict (the brief file said false)"


@given(BRIEFS)
def test_no_two_terms_of_a_brief_are_the_same(asked: Brief) -> None:
    assert len(set(asked.terms())) == len(asked.terms())


def test_one_of_two_lists_of_regions_for_a_step_is_given_up_alone() -> None:
    asked = brief(step_regions=(("fill-finish", ("EU",)), ("fill-finish", ("US",))))

    assert asked.without(Term("region", "fill-finish=EU")).step_regions == (("fill-finish", ("US",)),)


def test_a_term_that_a_brief_does_not_have_cannot_be_given_up() -> None:
    with pytest.raises(ValueError, match="the brief has no term 'container vial'"):
        brief(container="bag").without(Term("container", "vial"))


def test_naming_a_freeze_dryer_asks_for_a_freeze_dried_product() -> None:
    named = (("lyophilization", "alpha"),)

    assert brief(via=named).wanted_dose_form == "lyophilized"
    assert brief(via=named, dose_form="liquid").wanted_dose_form == "liquid"
    assert brief(via=(("fill-finish", "alpha"),)).wanted_dose_form is None


@pytest.mark.parametrize(
    ("text", "volume", "vessels"),
    [("2000", 2000, 1), ("2x2000", 2000, 2), ("2X2000", 2000, 2), ("2,000", 2000, 1), ("0.5", 0.5, 1)],
)
def test_a_scale_is_litres_or_vessels_by_litres(text: str, volume: float, vessels: int) -> None:
    assert ScaleNeed.parse(text) == ScaleNeed(volume_l=volume, vessels=vessels)


@pytest.mark.parametrize(
    "text", ["", "x", "2x", "x2000", "0", "-1", "nan", "inf", "0x2000", "2x2000x2", "two"]
)
def test_any_other_scale_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"could not convert|invalid literal|^" + re.escape(text) + "$"):
        ScaleNeed.parse(text)


@given(SCALES)
def test_a_scale_reads_back_as_it_is_written(need: ScaleNeed) -> None:
    assert ScaleNeed.parse(str(need)) == need


@pytest.mark.parametrize(("litres", "text"), [(2000, "2000"), (12345678, "12345678"), (0.25, "0.25")])
def test_a_scale_is_written_in_full(litres: float, text: str) -> None:
    assert str(ScaleNeed(volume_l=litres)) == text


def test_what_is_given_is_no_term_that_could_stand_in_the_way() -> None:
    asked = Brief(
        modality="mab", as_of=TODAY, have=("formulation",), include=frozenset({"held", "announced"})
    )

    assert asked.terms() == ()
    assert [str(given) for given in asked.relaxations()] == [
        "have formulation",
        "include announced",
        "include held",
    ]


def test_a_changed_brief_is_of_the_same_kind_and_nothing_else_of_it_changes() -> None:
    class Own(Brief):
        __slots__ = ()

    asked = Own(modality="mab", as_of=TODAY, regions=("EU",), strict=True)

    changed = asked.changed(regions=("US",), max_weeks=70)

    assert type(changed) is Own
    assert changed == Own(modality="mab", as_of=TODAY, regions=("US",), strict=True, max_weeks=70)
    assert asked.regions == ("EU",)


def test_a_brief_is_not_changed_in_what_it_does_not_have() -> None:
    with pytest.raises(TypeError, match="a brief has no colour"):
        Brief(modality="mab", as_of=TODAY).changed(colour="blue")
