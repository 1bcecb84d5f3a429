"""The search against the exact model: on recorded answers everywhere, on live ones where OR-Tools is."""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks.agreement import (
    NO_END,
    OPTIMA,
    QUESTIONS,
    RECORD,
    ask_exact,
    ask_search,
    asked_of,
    compare,
    medium,
    quoted,
    small,
)
from benchmarks.record import Record, digest

ASKED = range(0, 200, 5)
needs_ortools = pytest.mark.skipif(
    find_spec("ortools") is None, reason="OR-Tools is not installed: uv sync --group verify"
)


def _unrecorded() -> object:
    pytest.fail("the record lacks this world: `just verify` asks for it")


@pytest.mark.parametrize("seed", ASKED)
def test_the_search_agrees_with_what_the_exact_model_said(seed: int) -> None:
    case, record = small(seed), Record(RECORD)

    for question in asked_of(case, tuple(QUESTIONS)):
        exact = record.answer(case.name, question, case, _unrecorded)
        assert exact in (NO_END, ask_search(case, question)), question


@pytest.mark.parametrize("seed", [0, 5, 10, 15, 20, 30])
def test_the_search_agrees_on_what_the_exact_model_said_of_costs(seed: int) -> None:
    case, record = quoted(seed), Record(RECORD)

    for question in asked_of(case, tuple(QUESTIONS)):
        exact = record.answer(case.name, question, case, _unrecorded)
        assert exact in (NO_END, ask_search(case, question)), question


def test_hardly_any_recorded_question_was_without_an_answer() -> None:
    answers = [answer for known in json.loads(RECORD.read_text()).values() for answer in known.values()]

    assert len(answers) > 900
    assert answers.count(NO_END) < 10


@needs_ortools
@pytest.mark.parametrize("seed", [53, 184])
def test_the_exact_model_says_again_what_it_said(seed: int) -> None:
    case, record = small(seed), Record(RECORD)

    for question in asked_of(case, tuple(QUESTIONS)):
        assert ask_exact(case, question) == record.answer(case.name, question, case, _unrecorded)


@needs_ortools
def test_search_and_exact_model_agree_on_optima_of_a_larger_world(tmp_path: Path) -> None:
    outcomes = list(compare(medium(1), OPTIMA, Record(tmp_path / "record.json")))

    assert len(outcomes) == len(OPTIMA)
    assert all(outcome.agrees for outcome in outcomes)


def test_an_answer_about_another_net_does_not_count(tmp_path: Path) -> None:
    first = Record(tmp_path / "record.json")
    assert first.answer("world", "optimum", [1, frozenset({"b", "a"})], lambda: (1, 2)) == [1, 2]
    first.save()
    again = Record(tmp_path / "record.json")

    assert again.answer("world", "optimum", [1, frozenset({"a", "b"})], lambda: "asked") == [1, 2]
    assert again.answer("world", "optimum", [2], lambda: "asked") == "asked"
    afresh = Record(tmp_path / "record.json", afresh=True)
    assert afresh.answer("world", "optimum", [1, frozenset({"a", "b"})], lambda: "asked") == "asked"


def test_a_net_without_prices_has_the_digest_that_it_had_before_there_were_any() -> None:
    net = small(0).net
    fields = [value for name, value in net._asdict().items() if name != "prices"]

    assert digest(net) == digest(fields) != digest(quoted(0).net)


def test_a_digest_does_not_depend_on_the_order_of_sets_and_mappings() -> None:
    assert digest({"b": frozenset({"y", "x"}), "a": 1}) == digest({"a": 1, "b": frozenset({"x", "y"})})
