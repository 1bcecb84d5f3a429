"""What is suggested for a word that names nothing."""

import pytest

from cdmo_plan.diagnostics.suggestions import did_you_mean


@pytest.mark.parametrize(
    ("word", "choices", "first"),
    [
        ("CHO", ["mammalian", "microbial"], "mammalian"),
        ("E. coli", ["mammalian", "microbial"], "microbial"),
        ("phase 1", ["preclinical", "clinical", "commercial"], "clinical"),
        ("Phase I/II", ["preclinical", "clinical", "commercial"], "clinical"),
        ("ph2b", ["preclinical", "clinical", "commercial"], "clinical"),
        ("freeze-dried", ["liquid", "lyophilized"], "lyophilized"),
    ],
)
def test_a_word_of_the_trade_is_met_with_the_word_used_here(
    word: str, choices: list[str], first: str
) -> None:
    assert did_you_mean(word, choices)[0] == first


def test_a_word_of_the_trade_suggests_nothing_that_is_no_choice() -> None:
    assert did_you_mean("CHO", ["vial", "bag"]) == []


def test_choices_that_begin_with_the_word_come_before_those_that_hold_it() -> None:
    choices = ["gc", "boulder-agc", "agc-boulder", "agc-inc"]
    assert did_you_mean("AGC", choices) == ["agc-boulder", "agc-inc", "boulder-agc"]


def test_a_part_of_a_word_is_no_part_of_its_own() -> None:
    assert did_you_mean("fill", ["landfill-site-north"]) == []


def test_two_letters_are_part_of_too_much() -> None:
    assert did_you_mean("us", ["north-us-plant"]) == []


def test_a_misspelt_word_is_still_met_with_those_that_look_like_it() -> None:
    assert did_you_mean("vettr", ["vetter", "vetter-rankweil"])[0] == "vetter"
