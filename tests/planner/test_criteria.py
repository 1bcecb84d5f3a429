"""The order in which criteria decide."""

import pytest

from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.planner.criteria import CRITERIA, DEFAULT_ORDER, key_of, order_of
from cdmo_plan.planner.metrics import Metrics
from tests.support.twin import O1

METRICS = Metrics(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, (14, 15), weeks_bound=False)


def test_the_default_order_is_that_of_the_rules() -> None:
    assert order_of([]) == DEFAULT_ORDER == O1


def test_what_is_asked_for_comes_first_and_the_default_order_follows() -> None:
    order = order_of(["weeks", "transfers"])

    assert order[:3] == ("weeks", "transfers", "containment")
    assert set(order) == {*DEFAULT_ORDER, "transfers"}
    assert len(order) == len(set(order))


@pytest.mark.parametrize("word", ["open-questions", "Open_Questions", " open-questions "])
def test_case_and_underscores_do_not_matter(word: str) -> None:
    assert order_of([word])[0] == "open-questions"


def test_naming_a_criterion_twice_changes_nothing() -> None:
    assert order_of(["weeks", "sites", "weeks"]) == order_of(["weeks", "sites"])


@pytest.mark.parametrize(
    ("word", "hint"), [("week", "did you mean weeks?"), ("qqqq", "criteria: containment")]
)
def test_an_unknown_criterion_is_refused(word: str, hint: str) -> None:
    with pytest.raises(BriefRefused, match=word) as refusal:
        order_of([word])

    assert hint in (refusal.value.hint or "")


def test_every_criterion_is_a_metric() -> None:
    assert set(CRITERIA.values()) <= set(Metrics._fields)
    assert key_of(METRICS, tuple(CRITERIA)) == tuple(range(1, 14))
