"""What could be different about a place and whom it would work with: answers, shortfalls, one contract."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cdmo_plan.domain.answers import ONE_CONTRACT, TOGETHER, Answer
from cdmo_plan.domain.eligibility.answering import otherwise
from cdmo_plan.domain.eligibility.findings import Finding, Shortfall
from cdmo_plan.domain.world import Row, World
from cdmo_plan.network.judging import Judged
from cdmo_plan.network.net import Candidate
from cdmo_plan.network.rows import Outlook
from cdmo_plan.planner.inquiries import Asked, Inquiry
from cdmo_plan.planner.standing import Standing, is_at, is_of

Name = tuple[str, str, bool]
"""What tells a fact from others: of what it is, what is asked, and yes or no."""


class Fact(NamedTuple):
    """A fact that would have to be different: an open question answered, or a shortfall that is none.

    `shortfall` is what would have to be otherwise, None for an answer; it may keep out several capabilities,
    as the country of a site does: those that are not the `of` of the inquiry are `alike`.
    """

    inquiry: Inquiry
    is_yes: bool
    shortfall: Shortfall | None = None
    alike: tuple[str, ...] = ()

    @property
    def name(self) -> Name:
        """What tells it from other facts."""
        return *self.inquiry.name, self.is_yes

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What is laid over the catalog where it is supposed."""
        of, asked = self.inquiry.name
        return tuple(Answer(of=each, asked=asked, is_yes=self.is_yes) for each in (of, *self.alike))


class Suppositions:
    """The facts of one standing: each is known by its name."""

    def __init__(self, world: World, standing: Standing, asked: Asked) -> None:
        self._world = world
        self._standing = standing
        self._asked = asked
        self._facts: dict[Name, Fact] = {}
        self._of_shortfalls: dict[tuple[object, ...], Fact] = {}
        self._needed: dict[tuple[str, str, str], frozenset[Name]] = {}
        self._gather()
        stages = [(key[:2], name) for key, names in self._needed.items() for name in names]
        counts = Counter(name for _, name in dict.fromkeys(stages))
        self.needed = frozenset(counts)
        """What keeps rows of the place out."""
        self.shared = frozenset(name for name, number in counts.items() if number > 1)
        """What keeps it out of several stages."""

    def __getitem__(self, name: Name) -> Fact:
        """Return the fact of a name."""
        return self._facts[name]

    def add(self, inquiry: Inquiry, *, is_yes: bool) -> Name:
        """Return the name of an answer, which is known from now on."""
        fact = Fact(inquiry, is_yes=is_yes)
        self._facts.setdefault(fact.name, fact)
        return fact.name

    def answers(self, names: Iterable[Name]) -> list[Answer]:
        """Return what is laid over the catalog where these facts are supposed."""
        return [answer for name in sorted(names) for answer in self._facts[name].answers]

    def _gather(self) -> None:
        """Name what keeps the rows of the place out; what was answered with no stays so."""
        refused = [
            (outlook, key, judged)
            for outlook in self._standing.outlooks
            for key, each in outlook.ledger.judged.items()
            for judged in each
            if not judged.verdict.is_eligible and self._is_of_place(judged)
        ]
        for outlook, key, judged in refused:
            reasons = {shortfall.reason for shortfall in judged.verdict.shortfalls}
            if "answered-no" not in reasons:
                self._learn(judged)
                facts = [self._fact(found, judged, outlook, key) for found in _reasons(judged)]
                self._needed[outlook.net.process, key, judged.row.capability.id] = frozenset(facts)

    def needed_by(self, outlook: Outlook, number: int, candidate: Candidate) -> frozenset[Name]:
        """Return what keeps a row of the place out of a stage, nothing of others."""
        key = outlook.net.process, outlook.net.stages[number].key, candidate.id
        return self._needed.get(key, frozenset())

    def _is_of_place(self, judged: Judged) -> bool:
        standing, row = self._standing, judged.row
        return row.site is not None and is_of(row, standing.target, standing.brief, self._world)

    def _learn(self, judged: Judged) -> None:
        """Gather the rows that one shortfall keeps out: it is one fact."""
        row = judged.row
        for shortfall in judged.verdict.shortfalls:
            key = (otherwise(shortfall), shortfall.mark)
            known = self._of_shortfalls.get(key)
            if known is None:
                inquiry = _inquiry(row, otherwise(shortfall), shortfall)
                known = Fact(inquiry, is_yes=True, shortfall=shortfall)
            elif row.capability.id not in (known.inquiry.of, *known.alike):
                known = known._replace(alike=(*known.alike, row.capability.id))
            self._of_shortfalls[key] = self._facts[known.name] = known

    def _fact(self, finding: Finding, judged: Judged, outlook: Outlook, key: str) -> Name:
        if isinstance(finding, Shortfall):
            return self._of_shortfalls[otherwise(finding), finding.mark].name
        asked = self._asked.asked_of(outlook, key, finding)
        return self.add(_inquiry(judged.row, asked, finding), is_yes=True)

    def together(self, outlook: Outlook) -> Iterator[tuple[Name, tuple[str, str]]]:
        """Yield that the place's partner offers work under one contract with another, as two partners."""
        candidates = [candidate for stage in outlook.net.stages for candidate in stage.candidates]
        partners = sorted({candidate.partner for candidate in candidates})
        own = {c.partner for c in candidates if is_at(c, self._standing.target)}
        for one in sorted(own):
            for other in partners:
                if other != one and not (other in own and other < one):
                    first, second = sorted((one, other))
                    yield self._pair(first, second), (first, second)

    def _pair(self, one: str, other: str) -> Name:
        names = [self._world.partners[partner].name for partner in (one, other)]
        text = f"do {' and '.join(names)} offer this work under one contract? no such offering is known"
        inquiry = Inquiry(f"{one}{TOGETHER}{other}", ONE_CONTRACT, one, None, None, (), text)
        return self.add(inquiry, is_yes=True)


def _reasons(judged: Judged) -> Iterator[Finding]:
    """Yield what keeps a row out: what is refused only since the brief is strict is asked where it can be."""
    verdict = judged.verdict
    counted = tuple(question for question in verdict.questions if question.counted)
    asked: tuple[Finding, ...] = (*verdict.doubts, *counted)
    texts = {each.text for each in asked}
    weak = [each for each in verdict.shortfalls if each.reason == "strict" and each.text in texts]
    yield from (shortfall for shortfall in verdict.shortfalls if shortfall not in weak)
    yield from asked if weak else ()


def _inquiry(row: Row, asked: str, finding: Finding) -> Inquiry:
    return Inquiry(
        of=row.capability.id,
        asked=asked,
        partner=row.partner.id,
        site=row.site.id if row.site else None,
        step=row.capability.step,
        findings=(finding,),
        text=finding.text,
        mark=finding.mark,
        sources=finding.sources,
    )
