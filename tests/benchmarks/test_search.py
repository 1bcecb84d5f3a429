"""The benchmark at its smallest size: it runs, its answers agree, and it says what it could not ask."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks import pages
from benchmarks.clock import Ratio, Timed, ratio, said
from benchmarks.duels import CP_SAT, OURS, on_chains, on_joins
from benchmarks.questions import QUESTIONS, check, world
from benchmarks.recipes import chain, joined
from benchmarks.rivals.libraries import EXPANDED, HUBS, NETWORKX, rivals
from benchmarks.rivals.paths import expanded, hubs, is_chain
from benchmarks.search import SMALLEST, Target, run_ours, run_rivals
from benchmarks.worlds import populate


def test_the_search_and_networkx_name_the_same_weeks() -> None:
    (duel,) = on_chains((12,), (10,), worlds=1)

    assert {OURS, NETWORKX} <= duel.times.keys()
    answers = [times[0].answer for times in duel.times.values()]
    assert answers[0] is not None
    assert len(answers[0]) == 10
    assert all(answer == answers[0] for answer in answers)


@pytest.mark.skipif(find_spec("igraph") is None, reason="igraph is not installed: uv sync --group bench")
@pytest.mark.parametrize("seed", range(3))
def test_igraph_names_the_same_weeks_on_both_graphs(seed: int) -> None:
    net = populate(chain(4), 14, seed)
    found = rivals()

    assert found[HUBS](net, 30) == found[EXPANDED](net, 30) == found[NETWORKX](net, 30)


@pytest.mark.skipif(find_spec("ortools") is None, reason="OR-Tools is not installed: uv sync --group bench")
def test_cp_sat_names_the_same_best() -> None:
    duel = next(on_joins(("joins of 8",), 12, worlds=1, patience=60))

    assert duel.times[OURS][0].answer == duel.times[CP_SAT][0].answer


def test_only_a_chain_is_a_path() -> None:
    assert is_chain(chain())
    assert not is_chain(joined())


def test_the_hub_graph_grows_with_plants_and_the_expanded_graph_with_pairs() -> None:
    few, many = (populate(chain(), sites, 0) for sites in (100, 400))

    assert len(hubs(many).arcs) < 5 * len(hubs(few).arcs)
    assert len(expanded(many).arcs) > 12 * len(expanded(few).arcs)


def test_a_report_has_every_table(capsys: pytest.CaptureFixture[str]) -> None:
    targets = run_rivals(SMALLEST) + run_ours(SMALLEST)

    printed = capsys.readouterr().out
    assert all(question in printed for question in QUESTIONS)
    asked_of_igraph = [target for target in targets if "igraph" in target.what]
    assert len(asked_of_igraph) == 3
    for target in asked_of_igraph:
        assert ("not measured" in target.line()) is (find_spec("igraph") is None)


def test_answers_that_contradict_each_other_are_refused() -> None:
    net = world("chain of 8", 16, 0)
    answers = {question: ask(net) for question, ask in QUESTIONS.items()}
    check(answers)

    with pytest.raises(AssertionError):
        check(answers | {"front of 4": [(99, 99, 99, 99)]})
    with pytest.raises(AssertionError):
        check(answers | {"k = 100, weeks first": [(0,)] * 10})


@pytest.mark.parametrize(
    ("target", "verdict"),
    [
        (Target("faster", "at least", 20, Ratio(40)), "held"),
        (Target("faster", "at least", 20, Ratio(5)), "missed by a factor of 4.0"),
        (Target("dearer", "at most", 10, Ratio(25)), "missed by a factor of 2.5"),
        (Target("dearer", "at most", 10, Ratio(25, ">")), "missed by a factor of 2.5, or more"),
        (Target("faster", "at least", 20, Ratio(5, "<")), "missed by a factor of 4.0, or more"),
        (Target("faster", "at least", 20, Ratio(25, "<")), "not shown: stopped"),
        (Target("faster", "at least", 20, Ratio(25, ">")), "held"),
        (Target("faster", "at least", 20, None), "both were stopped, or one is not installed"),
    ],
)
def test_a_target_says_by_how_much_it_was_missed(target: Target, verdict: str) -> None:
    assert target.line()[-1] == verdict


def test_medians_and_ratios() -> None:
    one, other = ([Timed("", seconds) for seconds in some] for some in ((0.001, 0.02, 3.0), (0.01, 0.1, 0.1)))

    assert said(one) == "20 / 3,000"
    assert said([*one, Timed(None, 60.0)]) == "1,510 / >60,000"
    assert said([]) == "not asked"
    assert ratio(other, to=one) == Ratio(0.1 / 0.02)
    assert ratio([Timed(None, 1.0)], to=one) == Ratio(1 / 0.02, ">")
    assert ratio(one, to=[Timed(None, 1.0)]) == Ratio(0.02, "<")
    assert ratio([Timed(None, 1.0)], to=[Timed(None, 1.0)]) is None


def test_a_section_of_a_page_is_replaced(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- some: generated -->\nold\n<!-- some: end -->\nafter\n")

    pages.write_section(page, "some", "new \\1")

    assert page.read_text() == "before\n<!-- some: generated -->\nnew \\1\n<!-- some: end -->\nafter\n"
    with pytest.raises(ValueError, match="no section other"):
        pages.write_section(page, "other", "new")
