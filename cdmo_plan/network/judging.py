"""Every row judged for a stage, and what the checks found kept for the next brief that asks the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, MutableMapping, Sequence
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any, Final, TypeVar, overload

from cdmo_plan.domain.answers import Answers
from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.eligibility.assess import READS, Check, binds, conclude, is_weak, leaned_on
from cdmo_plan.domain.eligibility.findings import Finding, Shortfall, Verdict, evidence_rank
from cdmo_plan.domain.eligibility.need import Need
from cdmo_plan.domain.process import Process
from cdmo_plan.domain.values import NamedTuple
from cdmo_plan.domain.world import Row, World, does_class, is_operating
from cdmo_plan.network.frames import Frame, frame_of, shape_of

Said = TypeVar("Said", str, tuple[str, ...])
Resolved = TypeVar("Resolved")
MOST_KEPT = 4_000
"""How many findings or verdicts a judge keeps before it forgets them all, for who asks all day."""


class Judged(NamedTuple):
    """A row with the verdict on it for one stage."""

    row: Row
    verdict: Verdict


class Judgements(Sequence[Judged]):
    """All rows for a step with their verdicts, by capability id; a verdict is reached when it is read.

    Who needs only the rows that fit, as a search does, never asks why the others do not.
    """

    def __init__(self, rows: Sequence[Row], fitting: int, reach: Callable[[Row], Verdict]) -> None:
        self._rows = rows
        self._fitting = fitting
        self._reach = reach
        self._reached: dict[int, Judged] = {}

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, number: int) -> Judged: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[Judged, ...]: ...
    def __getitem__(self, number: int | slice) -> Judged | tuple[Judged, ...]:
        if isinstance(number, slice):
            return tuple(self[one] for one in range(*number.indices(len(self._rows))))
        row = self._rows[number]
        number %= len(self._rows)
        found = self._reached.get(number)
        if found is None:
            found = self._reached[number] = Judged(row, self._reach(row))
        return found

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {row.capability.id: number for number, row in enumerate(self._rows)}

    @cached_property
    def fitting(self) -> tuple[Judged, ...]:
        """Those that nothing refuses."""
        return tuple(self[number] for number in range(len(self._rows)) if self._fitting >> number & 1)

    def of(self, capability: str) -> Judged | None:
        """Return the row of a capability with its verdict, None where there is no such row."""
        number = self._numbers.get(capability)
        return None if number is None else self[number]


class Findings(NamedTuple):
    """What one check found: by capability, nothing kept of rows of which it has nothing to say.

    `refused` and `weak` are the rows that it refuses, and that it refuses if the brief is strict: one bit a
    row, in the order of the world's rows for the step.
    """

    by_row: dict[str, tuple[Finding, ...]]
    refused: int
    weak: int


NOTHING_FOUND = Findings({}, 0, 0)
_READ: Final = {check: attrgetter("stage.step", *fields) for check, fields in READS.items()}
"""What tells which needs a check finds the same for."""


class Judge:
    """Judges the rows of one world for many needs, and looks only once into what they share.

    A brief without one of its terms asks most checks the same again. What a check found is kept by all that
    it reads, so that only what the term binds is looked into anew.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self._named: dict[tuple[object, object], object] = {}
        self._found: dict[tuple[object, ...], Findings] = {}
        self._judged: dict[tuple[Need, bool], Judgements] = {}
        self._frames: dict[tuple[str, Brief], Frame] = {}
        self._made: dict[Hashable, object] = {}
        self._listed: dict[tuple[str, str, date], frozenset[str]] = {}

    def answering(self, answers: Answers) -> Judge:
        """Return a judge of the same world with other answers, who shares what the checks found."""
        judge = Judge(self.world.with_answers(answers))
        judge._found, judge._named, judge._listed = self._found, self._named, self._listed
        judge._frames = self._frames
        return judge

    def named(self, ask: Callable[[Said, World], Resolved], said: Said) -> Resolved:
        """Return what a word, or several words, of a brief name, asked of the world once."""
        if (ask, said) not in self._named:
            self._named[ask, said] = ask(said, self.world)
        return self._named[ask, said]  # type: ignore[return-value]

    def frame(self, process: Process, brief: Brief) -> Frame:
        """Return what a recipe is for a brief, worked out once for all briefs of a shape.

        Raises:
            BriefRefused: If the recipe cannot be asked this.
        """
        key = (process.id, shape_of(brief))
        if key not in self._frames:
            _forget_beyond(MOST_KEPT, self._frames)
            self._frames[key] = frame_of(process, key[1])
        return self._frames[key]

    def once(self, key: Hashable, make: Callable[[], Resolved]) -> Resolved:
        """Return what is made of verdicts, once for a key that names the need and all else that decides."""
        if key not in self._made:
            _forget_beyond(MOST_KEPT // 10, self._made)
            self._made[key] = make()
        return self._made[key]  # type: ignore[return-value]

    def listed_steps(self, site: str, product_class: str, day: date) -> frozenset[str]:
        """Return the steps that a site lists and does on a day for products of a class (RULES S3)."""
        key = (site, product_class, day)
        if key not in self._listed:
            self._listed[key] = frozenset(
                found.capability.step
                for found in self.world.rows_at(site)
                if does_class(found, product_class) and is_operating(found, day)
            )
        return self._listed[key]

    def judged(self, need: Need, *, with_refused: bool = True) -> Judgements:
        """Return the rows for the step of a need with their verdicts, by capability id."""
        key = (need, with_refused)
        found = self._judged.get(key)
        if found is None:
            _forget_beyond(MOST_KEPT // 10, self._judged)
            found = self._judged[key] = self._judge(need, with_refused=with_refused)
        return found

    def _judge(self, need: Need, *, with_refused: bool) -> Judgements:
        rows, leaned, answers = self.world.rows(need.stage.step), leaned_on(need), self.world.answers
        all_found = list(self._all_found(need))
        telling = [found.by_row for found in all_found if found.by_row]

        def reach(row: Row) -> Verdict:
            return conclude(row, need, leaned, _of(row, telling), answers)

        able = self._able(need, all_found)
        for number in self._answered(rows):  # An answer may take back what a check refused.
            able = able & ~(1 << number) | reach(rows[number]).is_eligible << number
        if with_refused:
            return Judgements(rows, able, reach)
        fitting = [row for number, row in enumerate(rows) if able >> number & 1]
        return Judgements(fitting, (1 << len(fitting)) - 1, reach)

    def able(self, need: Need) -> int:
        """Return the rows that nothing refuses, one bit a row, without a word of why."""
        return self._able(need, self._all_found(need))

    def _able(self, need: Need, all_found: Iterable[Findings]) -> int:
        rows = self.world.rows(need.stage.step)
        refused = self._too_weak(need) if need.min_evidence is not None else 0
        for found in all_found:
            refused |= found.refused | (found.weak if need.strict else 0)
        return (1 << len(rows)) - 1 & ~refused

    def _answered(self, rows: Sequence[Row]) -> list[int]:
        """Return the numbers of the rows of which anything was answered."""
        told = {answer.of for answer in self.world.answers}
        return [number for number, row in enumerate(rows) if row.capability.id in told] if told else []

    def _too_weak(self, need: Need) -> int:
        leaned, least = leaned_on(need), evidence_rank(need.min_evidence or "stated")
        rows = self.world.rows(need.stage.step)
        return _bits([evidence_rank(row.capability.evidence_for(leaned)) > least for row in rows])

    def _all_found(self, need: Need) -> Iterator[Findings]:
        _forget_beyond(MOST_KEPT, self._found)
        return (self._findings(check, need) for check in READS if binds(check, need))

    def _findings(self, check: Check, need: Need) -> Findings:
        key = (check, _READ[check](need))
        kept = self._found.get(key)
        if kept is None:
            by_row: dict[str, tuple[Finding, ...]] = {}
            refused = weak = 0
            for number, row in enumerate(self.world.rows(need.stage.step)):
                found = tuple(check(row, need, self.world))
                if found:
                    by_row[row.capability.id] = found
                    refused |= any(isinstance(finding, Shortfall) for finding in found) << number
                    weak |= any(map(is_weak, found)) << number
            kept = self._found[key] = Findings(by_row, refused, weak) if by_row else NOTHING_FOUND
        return kept


def _forget_beyond(most: int, kept: MutableMapping[Any, Any]) -> None:
    if len(kept) >= most:
        kept.clear()


def _of(row: Row, telling: list[dict[str, tuple[Finding, ...]]]) -> list[Finding]:
    identity = row.capability.id
    return [finding for found in telling for finding in found.get(identity, ())]


def _bits(flags: list[bool]) -> int:
    return sum(1 << number for number, flag in enumerate(flags) if flag)
