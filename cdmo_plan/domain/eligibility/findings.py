"""What a check has to say of a capability: shortfalls, doubts, questions, footnotes."""

from __future__ import annotations

from cdmo_plan.domain.marks import NOWHERE, Mark
from cdmo_plan.domain.sources import Source
from cdmo_plan.domain.values import NamedTuple, dataclass
from cdmo_plan.domain.vocabulary import EVIDENCE_GRADES, Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A reason with the rule it rests on, and where the fact stands.

    `reason` is a short stable word (`region`, `closing`); `term` the term of the brief that it rests on, if
    any. `value` tells findings of one reason apart: the regulator, the place.
    """

    reason: str
    text: str
    rule: str
    term: str | None = None
    value: str = ""
    mark: Mark = NOWHERE
    sources: tuple[Source, ...] = ()


class Shortfall(Finding):
    """Why a capability cannot serve a stage."""

    __slots__ = ()


class Doubt(Finding):
    """Feasible, but a lead would not put it first."""

    __slots__ = ()

    @property
    def is_containment(self) -> bool:
        """Whether the filler does not state that it handles the product's class (RULES F3)."""
        return self.reason == "containment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Finding):
    """An unknown to be asked of the partner; `counted` where a term or a doubt rests on it (RULES O3)."""

    counted: bool = False


class Footnote(Finding):
    """Said once under an answer, not of each row (RULES F5)."""

    __slots__ = ()


class Verdict(NamedTuple):
    """All that the checks found of one capability for one stage."""

    shortfalls: tuple[Shortfall, ...]
    doubts: tuple[Doubt, ...]
    questions: tuple[Question, ...]
    footnotes: tuple[Footnote, ...]
    evidence: Evidence

    @property
    def is_eligible(self) -> bool:
        """Whether nothing refuses it."""
        return not self.shortfalls

    @property
    def open_questions(self) -> int:
        """How many questions a term of the brief or a doubt rests on (RULES O3)."""
        return sum(question.counted for question in self.questions)


def evidence_rank(grade: Evidence) -> int:
    """Return 0 for the strongest grade of evidence, rising as it weakens."""
    return EVIDENCE_GRADES.index(grade)
