"""A judge who keeps what was found says what one without memory says; a check reads what it tells."""

from dataclasses import fields
from typing import Any

from cdmo_plan.domain.eligibility.assess import READS
from cdmo_plan.domain.eligibility.need import Need
from cdmo_plan.domain.process import Stage
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.network.judging import Judge
from cdmo_plan.network.needs import need_of
from cdmo_plan.network.rows import Outlook, is_hopeless, outlooks_of
from cdmo_plan.network.stages import stages_for
from cdmo_plan.network.words import processes_for
from tests.support.worlds import Case, seeded_case


def _briefs(case: Case) -> list[Any]:
    return [case.brief, *(case.brief.without(term) for term in dict.fromkeys(case.brief.terms()))]


def _asked(case: Case, brief: Any, judge: Judge | None, *, with_refused: bool = True) -> tuple[Outlook, ...]:
    try:
        return outlooks_of(case.world, brief, judge, with_refused=with_refused)
    except BriefRefused:
        return ()


def test_what_is_kept_changes_no_answer() -> None:
    compared = 0
    for case in map(seeded_case, range(120)):
        judge = Judge(case.world)
        for brief in _briefs(case):
            afresh = _asked(case, brief, None)
            assert _asked(case, brief, judge) == afresh
            without = _asked(case, brief, judge, with_refused=False)
            assert [outlook.net for outlook in without] == [outlook.net for outlook in afresh]
            compared += len(afresh)

    assert compared > 300


def test_a_recipe_is_hopeless_where_a_stage_that_must_be_listed_has_no_row() -> None:
    seen = set()
    for case in map(seeded_case, range(120)):
        for outlook in _asked(case, case.brief, None):
            hopeless = is_hopeless(outlook.ledger.process, case.brief, Judge(case.world))
            listed = [stage for stage in outlook.net.stages if not stage.is_open]
            assert hopeless is not all(stage.candidates for stage in listed)
            seen.add(hopeless)

    assert seen == {True, False}


class _Watched:
    """A need, or its stage, that remembers what was read of it."""

    def __init__(self, watched: Any, read: set[str], of: str = "") -> None:
        self._watched, self._read, self._of = watched, read, of

    def __getattr__(self, name: str) -> Any:
        if name == "is_fill":
            return Need.is_fill.fget(self)  # type: ignore[attr-defined]
        if name == "stage":
            return _Watched(self._watched.stage, self._read, "stage.")
        self._read.add(self._of + name)
        return getattr(self._watched, name)


def test_every_check_reads_no_more_of_a_need_than_it_tells() -> None:
    known = {field.name for field in fields(Need)} | {f"stage.{field.name}" for field in fields(Stage)}
    for case in map(seeded_case, range(250)):
        try:
            recipes = processes_for(case.brief, case.world)
            stages = [(recipe, stage) for recipe in recipes for stage in stages_for(recipe, case.brief)]
        except BriefRefused:
            continue
        for recipe, stage in stages:
            need = need_of(stage, recipe, case.brief, Judge(case.world))
            for check, told in READS.items():
                read = {"stage.step"}
                watched: Any = _Watched(need, read)
                for row in case.world.rows(stage.step):
                    list(check(row, watched, case.world))
                assert read <= {"stage.step", *told} <= known, check.__name__
