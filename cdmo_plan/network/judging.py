"""Every row judged for a stage, and what the checks found kept for the next brief that asks the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from cdmo_plan.domain.answers import Answers
from cdmo_plan.domain.eligibility.assess import READS, Check, assess, conclude, is_weak, leaned_on
from cdmo_plan.domain.eligibility.findings import Finding, Shortfall, Verdict, evidence_rank
from cdmo_plan.domain.eligibility.need import Need
from cdmo_plan.domain.world import Row, World

Resolved = TypeVar("Resolved")


class Judged(NamedTuple):
    """A row with the verdict on it for one stage."""

    row: Row
    verdict: Verdict


class Findings(NamedTuple):
    """What one check found: by capability, nothing kept of rows of which it has nothing to say.

    `refused` and `weak` are the rows that it refuses, and that it refuses if the brief is strict: one bit a
    row, in the order of the world's rows for the step.
    """

    by_row: dict[str, tuple[Finding, ...]]
    refused: int
    weak: int


class Judge:
    """Judges the rows of one world, and keeps what words of a brief name in it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._named: dict[tuple[object, object], object] = {}

    def named(self, ask: Callable[[str, World], Resolved], word: str) -> Resolved:
        """Return what a word of a brief names, asked of the world once."""
        if (ask, word) not in self._named:
            self._named[ask, word] = ask(word, self.world)
        return self._named[ask, word]  # type: ignore[return-value]

    def judged(self, need: Need, *, with_refused: bool = True) -> tuple[Judged, ...]:
        """Return the rows for the step of a need with their verdicts, by capability id."""
        rows = (Judged(row, assess(row, need, self.world)) for row in self.world.rows(need.stage.step))
        return tuple(judged for judged in rows if with_refused or judged.verdict.is_eligible)


class KeepingJudge(Judge):
    """Judges the rows of one world for many needs, and looks only once into what they share.

    A brief without one of its terms asks most checks the same again. What a check found is kept by all that
    it reads, so that only what the term binds is looked into anew.
    """

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self._found: dict[tuple[object, ...], Findings] = {}
        self._judged: dict[tuple[Need, bool], tuple[Judged, ...]] = {}

    def answering(self, answers: Answers) -> KeepingJudge:
        """Return a judge of the same world with other answers, who shares what the checks found."""
        judge = KeepingJudge(self.world.with_answers(answers))
        judge._found, judge._named = self._found, self._named
        return judge

    def judged(self, need: Need, *, with_refused: bool = True) -> tuple[Judged, ...]:
        """Return the rows for the step of a need with their verdicts, by capability id."""
        if (need, with_refused) not in self._judged:
            self._judged[need, with_refused] = self._judge(need, with_refused=with_refused)
        return self._judged[need, with_refused]

    def _judge(self, need: Need, *, with_refused: bool) -> tuple[Judged, ...]:
        rows, leaned = self.world.rows(need.stage.step), leaned_on(need)
        telling = [found.by_row for found in self._all_found(need) if found.by_row]
        able = -1 if with_refused else self.able(need) | self._answered(rows)
        found = (
            Judged(row, conclude(row, need, leaned, _of(row, telling), self.world.answers))
            for number, row in enumerate(rows)
            if able >> number & 1
        )
        return tuple(judged for judged in found if with_refused or judged.verdict.is_eligible)

    def able(self, need: Need) -> int:
        """Return the rows that nothing refuses, one bit a row, without a word of why."""
        rows = self.world.rows(need.stage.step)
        refused = self._too_weak(need) if need.min_evidence is not None else 0
        for found in self._all_found(need):
            refused |= found.refused | (found.weak if need.strict else 0)
        return (1 << len(rows)) - 1 & ~refused

    def _answered(self, rows: Sequence[Row]) -> int:
        """Return the rows of which anything was answered: what refuses them may be gone."""
        told = {answer.of for answer in self.world.answers}
        return _bits([row.capability.id in told for row in rows]) if told else 0

    def _too_weak(self, need: Need) -> int:
        leaned, least = leaned_on(need), evidence_rank(need.min_evidence or "stated")
        rows = self.world.rows(need.stage.step)
        return _bits([evidence_rank(row.capability.evidence_for(leaned)) > least for row in rows])

    def _all_found(self, need: Need) -> list[Findings]:
        return [self._findings(check, fields, need) for check, fields in READS.items()]

    def _findings(self, check: Check, fields: tuple[str, ...], need: Need) -> Findings:
        key = (check, need.stage.step, *[getattr(need, field) for field in fields])
        kept = self._found.get(key)
        if kept is None:
            rows = self.world.rows(need.stage.step)
            found = [tuple(check(row, need, self.world)) for row in rows]
            kept = self._found[key] = Findings(
                {row.capability.id: each for row, each in zip(rows, found, strict=True) if each},
                _bits([any(isinstance(finding, Shortfall) for finding in each) for each in found]),
                _bits([any(is_weak(finding) for finding in each) for each in found]),
            )
        return kept


def _of(row: Row, telling: list[dict[str, tuple[Finding, ...]]]) -> list[Finding]:
    identity = row.capability.id
    return [finding for found in telling for finding in found.get(identity, ())]


def _bits(flags: list[bool]) -> int:
    return sum(1 << number for number, flag in enumerate(flags) if flag)
