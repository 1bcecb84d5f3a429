"""What partners answered to open questions: facts laid over a catalog, without a word of it changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from types import MappingProxyType

from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.marks import NOWHERE, Mark
from cdmo_plan.domain.values import dataclass

ONE_CONTRACT = "one-contract"
SCOPE = "scope"
UNLISTED = "unlisted"
TOGETHER = "+"
"""What stands between the ids of partners who offer work together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer; yes means that it is as the sponsor needs it.

    `of` is a capability, an agreement, a stage that nobody lists, or partners who offer work together that no
    agreement of the catalog tells of (`north+south`); `asked` names the question.
    """

    of: str
    asked: str
    is_yes: bool
    dated: PartialDate | None = None
    source: str | None = None
    mark: Mark = NOWHERE

    @property
    def parties(self) -> tuple[str, ...]:
        """The partners who work under one contract, as the answer says and no agreement does."""
        is_told = self.asked == ONE_CONTRACT and self.is_yes and TOGETHER in self.of
        return tuple(self.of.split(TOGETHER)) if is_told else ()

    def __str__(self) -> str:
        """Return the answer with its day and who gave it."""
        told = ", ".join(str(each) for each in (self.dated, self.source) if each is not None)
        return f"answered {'yes' if self.is_yes else 'no'}{f' ({told})' if told else ''}"


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers, by what they are of and what was asked."""

    by_question: Mapping[tuple[str, str], Answer] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, answers: Iterable[Answer]) -> Answers:
        """Return answers by their questions; the last to a question wins."""
        return cls(MappingProxyType({(answer.of, answer.asked): answer for answer in answers}))

    def to(self, of: str, asked: str) -> Answer | None:
        """Return the answer to a question, None where there is none yet."""
        return self.by_question.get((of, asked))

    def beside(self, *more: Answer) -> Answers:
        """Return these answers and some more."""
        return Answers.of((*self.by_question.values(), *more))

    def __iter__(self) -> Iterator[Answer]:
        """Yield the answers in their order."""
        return iter(self.by_question.values())

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self.by_question)


NO_ANSWERS = Answers()
