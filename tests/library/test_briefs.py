"""A brief takes the words of the command line, and says which it does not take."""

import inspect
import pickle
from dataclasses import fields, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

import pytest

from cdmo_plan import Brief, BriefRefused
from cdmo_plan.cli import choices, routes
from cdmo_plan.cli.brief_options import brief_of
from cdmo_plan.domain import brief as domain
from cdmo_plan.library import terms

DAY = date(2026, 11, 21)


def said(**words: Any) -> Brief:
    return Brief("mab", as_of=DAY, **words)


def on_the_command_line(**options: Any) -> domain.Brief:
    """Return the brief of a command line that names these options and no others."""
    known = inspect.signature(routes.command).parameters
    unsaid = {name: parameter.default for name, parameter in known.items() if name != "context"}
    return brief_of(unsaid | {"modality": "mab", "as_of": DAY} | options)


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ({}, {}),
        ({"region": "EU"}, {"region": ["EU"]}),
        ({"regions": ("CH", "EU", "CH")}, {"region": ["CH", "EU", "CH"]}),
        ({"region": ["EU", "fill-finish=US"]}, {"region": ["EU", "fill-finish=US"]}),
        (
            {"region": "EU", "step_regions": {"fill-finish": ["US", "CH"]}},
            {"region": ["EU", "fill-finish=US", "fill-finish=CH"]},
        ),
        ({"via": "drug-substance=lonza"}, {"via": ["drug-substance=lonza"]}),
        ({"via": {"drug-substance": "lonza"}}, {"via": ["drug-substance=lonza"]}),
        ({"via": [("drug-substance", "lonza")]}, {"via": ["drug-substance=lonza"]}),
        ({"avoid": ["pall", "US"]}, {"avoid": ["pall", "US"]}),
        ({"scale_l": 2000}, {"scale_l": "2000"}),
        ({"scale": "2x2000"}, {"scale_l": "2x2000"}),
        ({"include": "held"}, {"include": [choices.Include.HELD]}),
        ({"from_step": "drug-substance", "strict": True}, {"from_step": "drug-substance", "strict": True}),
        ({"container": "vial", "dose_form": None}, {"container": choices.Container.VIAL}),
    ],
)
def test_it_is_the_brief_of_the_command_line(words: dict[str, Any], options: dict[str, Any]) -> None:
    brief, asked = said(**words), on_the_command_line(**options)

    assert {f.name: getattr(brief, f.name) for f in fields(brief)} == {
        f.name: getattr(asked, f.name) for f in fields(asked)
    }


def test_every_field_of_a_brief_can_be_said() -> None:
    unsaid = replace(said())
    again = Brief(unsaid.modality, **{n: getattr(unsaid, n) for n in terms.fields() if n != "modality"})

    assert again == unsaid == said()
    assert set(inspect.signature(Brief).parameters) == set(terms.fields())


def test_closed_words_are_those_of_the_command_line() -> None:
    by_field = {_snake(enum.__name__): tuple(enum) for enum in StrEnum.__subclasses__() if _is_choice(enum)}

    assert len(by_field) >= 5
    for field, words in by_field.items():
        with pytest.raises(BriefRefused) as refused:
            said(**{field: "zzzzzzzz"})
        assert str(refused.value.hint) == f"one of {', '.join(words)}"


def _is_choice(enum: type[StrEnum]) -> bool:
    return enum.__module__ == choices.__name__ and _snake(enum.__name__) in terms.fields()


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)[1:]


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        ({"regoin": "EU"}, "a brief has no term 'regoin'", "did you mean regions?"),
        ({"container": "vail"}, "container 'vail' is unknown", "did you mean vial?"),
        ({"container": ["vial"]}, "container does not take ['vial']", "one word"),
        ({"single_contract": "yes"}, "does not take 'yes'", "True or False"),
        ({"region": 5}, "region does not take 5", "a word or several"),
        ({"region": ["EU", 5]}, "region does not take 5", "one word"),
        ({"region": "=US"}, "region does not take '=US'", "STEP=WORD"),
        ({"region": "  "}, "region does not take '  '", "one word"),
        ({"via": "lonza"}, "via does not take 'lonza'", "STEP=WORD"),
        ({"via": 3}, "via does not take 3", "{step: word}"),
        ({"scale_l": "big"}, "scale_l does not take 'big'", "2x2000"),
        ({"scale_l": True}, "scale_l does not take True", "2x2000"),
        ({"scale_l": -1}, "scale_l does not take -1", "litres"),
        ({"single_contract": None}, "does not take None", "True or False"),
    ],
)
def test_what_it_does_not_take_is_refused_with_a_hint(words: dict[str, Any], message: str, hint: str) -> None:
    with pytest.raises(BriefRefused) as refused:
        said(**words)

    assert message in refused.value.message
    assert hint in str(refused.value.hint)
    assert str(refused.value) == f"{refused.value.message} ({refused.value.hint})"


@pytest.mark.parametrize("as_of", ["2026-11-21", DAY])
def test_a_day_is_a_text_or_a_date(as_of: Any) -> None:
    assert Brief("mab", as_of=as_of).as_of == DAY


@pytest.mark.parametrize("as_of", ["2026-11", "21.11.2026", "2026-02-30", datetime(2026, 11, 21), None, 5])  # noqa: DTZ001
def test_anything_else_is_no_day(as_of: Any) -> None:
    with pytest.raises(BriefRefused, match="one day"):
        Brief("mab", as_of=as_of)


def test_today_is_asked_for_by_its_word_and_never_by_itself() -> None:
    before = datetime.now().astimezone().date()
    today = Brief("mab", as_of="today").as_of

    assert before <= today <= datetime.now().astimezone().date()
    with pytest.raises(TypeError, match="as_of"):
        Brief("mab")  # type: ignore[call-arg]


def test_the_order_of_a_set_does_not_matter() -> None:
    assert said(avoid={"pall", "US", "lonza"}) == said(avoid={"lonza", "pall", "US"})


def test_but_says_some_terms_anew_and_keeps_the_others() -> None:
    brief = said(region=["EU", "fill-finish=US"], container="vial", single_contract=True)

    assert brief.but(avoid="pall") == said(
        region=["EU", "fill-finish=US"], container="vial", single_contract=True, avoid="pall"
    )
    assert brief.but(region="CH") == said(region="CH", container="vial", single_contract=True)
    assert brief.but(region=None, container=None, single_contract=None) == said()
    assert brief.but(as_of="2024-06-30").as_of == date(2024, 6, 30)
    with pytest.raises(BriefRefused, match="no term"):
        brief.but(regoin=None)


@pytest.mark.parametrize(
    ("kind", "words", "value"),
    [
        (Literal["stated", "inferred"] | None, "stated", "stated"),
        (Literal["stated", "inferred"] | None, None, None),
        (int | None, 3, 3),
        (tuple[domain.Term, ...], (domain.Term("via"),), (domain.Term("via"),)),
        (domain.Term, domain.Term("via"), domain.Term("via")),
    ],
)
def test_a_field_of_a_new_type_is_read_by_it(kind: Any, words: Any, value: Any) -> None:
    assert terms.read("new_term", kind, words) == value


@pytest.mark.parametrize(
    ("kind", "words", "hint"),
    [
        (Literal["stated", "inferred"] | None, "statd", "did you mean stated?"),
        (Literal["stated", "inferred"] | None, 5, "one word"),
        (int | None, -1, "whole number"),
        (int | None, True, "whole number"),
        (int | None, "3", "whole number"),
        (tuple[domain.Term, ...], ("via",), "values of Term"),
        (tuple[domain.Term, ...], "via", "values of Term"),
        (domain.Term, "via", "values of Term"),
    ],
)
def test_a_field_of_a_new_type_refuses_the_rest(kind: Any, words: Any, hint: str) -> None:
    with pytest.raises(BriefRefused, match=hint):
        terms.read("new_term", kind, words)


def test_a_term_can_be_given_up_as_the_planner_does_it() -> None:
    brief = said(region=["EU", "fill-finish=US"], avoid=["pall"])

    for term in brief.terms():
        assert len(brief.without(term).terms()) == len(brief.terms()) - 1


def test_it_survives_a_worker_process() -> None:
    brief = said(region="EU", scale_l="2x2000")

    assert pickle.loads(pickle.dumps(brief)) == brief  # noqa: S301  our own bytes
