"""What the best rows leave to be asked of whom, as questions that an answer can name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cdmo_plan.domain.answers import ONE_CONTRACT, UNLISTED
from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.eligibility.answering import asked_by
from cdmo_plan.domain.eligibility.findings import Finding, Question
from cdmo_plan.domain.eligibility.need import Need
from cdmo_plan.domain.marks import NOWHERE, Mark
from cdmo_plan.domain.sources import Source
from cdmo_plan.domain.world import World
from cdmo_plan.network.judging import Judge
from cdmo_plan.network.needs import need_of
from cdmo_plan.network.net import Candidate, Offer
from cdmo_plan.network.rows import Ledger, Outlook, scope_asked
from cdmo_plan.planner.metrics import offers_used
from cdmo_plan.planner.plan import PlannedRoute

_LATER = frozenset({"segregation", "thaw"})
"""Reasons that hold for most plants and decide little."""


class Inquiry(NamedTuple):
    """One question to one partner; `of` and `asked` name it, as an answer does.

    `findings` are what rests on it: questions and doubts. An inquiry about an agreement goes to its `partner`
    that leads it, else to the first of its parties.
    """

    of: str
    asked: str
    partner: str
    site: str | None
    step: str | None
    findings: tuple[Finding, ...]
    text: str
    mark: Mark = NOWHERE
    sources: tuple[Source, ...] = ()

    @property
    def name(self) -> tuple[str, str]:
        """What tells it from other inquiries."""
        return self.of, self.asked

    @property
    def is_counted(self) -> bool:
        """Whether a term of the brief or a doubt rests on it (RULES O3)."""
        return any(not isinstance(each, Question) or each.counted for each in self.findings)


class Asked:
    """Names what routes of one brief leave open; stages are resolved once for all of them."""

    def __init__(self, world: World, brief: Brief) -> None:
        self._world = world
        self._brief = brief
        self._judge = Judge(world)
        self._needs: dict[tuple[str, str], Need] = {}
        self._agreements = {agreement.id: agreement for agreement in world.agreements}

    def of_route(self, planned: PlannedRoute) -> tuple[Inquiry, ...]:
        """Return what a route leaves to be asked, in the order of the work, agreements last."""
        found: dict[tuple[str, str], Inquiry] = {}
        for number, candidate in enumerate(planned.route):
            for each in self.of_candidate(planned.outlook, number, candidate):
                known = found.get(each.name)
                merged = each if known is None else known._replace(findings=known.findings + each.findings)
                found[each.name] = merged
        return (*found.values(), *self._of_offers(planned))

    def of_candidate(self, outlook: Outlook, number: int, candidate: Candidate) -> tuple[Inquiry, ...]:
        """Return what one who does a stage (by its number) leaves to be asked, one inquiry a finding."""
        stage = outlook.net.stages[number]
        verdict = outlook.ledger.verdict_of(stage.key, candidate.id)
        need = self._need(outlook.ledger, stage.key)
        return tuple(_of_stage((*verdict.questions, *verdict.doubts), candidate, stage.step, need))

    def asked_of(self, outlook: Outlook, key: str, finding: Finding) -> str:
        """Return the name of what a finding of a stage (by its key) asks."""
        return asked_by(finding, self._need(outlook.ledger, key))

    def _need(self, ledger: Ledger, key: str) -> Need:
        process = ledger.process
        if (process.id, key) not in self._needs:
            stage = next(stage for stage in ledger.stages if stage.key == key)
            self._needs[process.id, key] = need_of(stage, process, self._brief, self._judge)
        return self._needs[process.id, key]

    def _of_offers(self, planned: PlannedRoute) -> Iterator[Inquiry]:
        for offer in offers_used(planned.route, planned.outlook.net):
            inquiry = self.of_offer(offer)
            if inquiry is not None:
                yield inquiry

    def of_offer(self, offer: Offer) -> Inquiry | None:
        """Return what is left to be asked of an offering, None of one that only an answer tells of."""
        agreement = self._agreements.get(offer.id)
        if agreement is None:
            return None
        phases = agreement.scope.development_phases
        if agreement.one_contract is None and not offer.one_contract:
            asked, text = ONE_CONTRACT, "joint offering: is it one contract? not stated"
        elif phases is not None and self._brief.development_phase is None:
            asked = scope_asked(phases)
            stated = " and ".join(sorted(phases))
            text = f"the scope of the offering says {stated} stage: does it cover this programme?"
        else:
            return None
        if self._world.answers.to(agreement.id, asked) is not None:
            return None
        partner = agreement.lead or agreement.parties[0]
        where, cited = agreement.marks.entity, agreement.sources
        return Inquiry(agreement.id, asked, partner, None, None, (), text, where, cited)


def _of_stage(findings: Iterable[Finding], candidate: Candidate, step: str, need: Need) -> Iterator[Inquiry]:
    for finding in findings:
        if finding.reason in _LATER:
            continue
        asked = asked_by(finding, need) if candidate.is_listed else UNLISTED
        yield Inquiry(
            of=candidate.id,
            asked=asked,
            partner=candidate.partner,
            site=candidate.site,
            step=step,
            findings=(finding,),
            text=_as_question(finding),
            mark=finding.mark,
            sources=finding.sources,
        )


_BEFORE = {
    "old-source": "do you still do this?",
    "general-knowledge": "do you do this?",
    "inferred-modality": "do you do this?",
    "general-modality": "do you do this?",
    "inferred-step": "do you do this?",
    "inferred-site": "is it done at this site?",
    "listed-elsewhere": "do you do it here?",
    "held": "is there room for us?",
    "announced": "does it operate?",
    "warning-letter": "is it closed out?",
    "containment": "do you handle it?",
    "being-sold": "is the offer good after the sale?",
}


def _as_question(finding: Finding) -> str:
    """Return a doubt as a question; what is one already stays as it is."""
    if isinstance(finding, Question):
        return finding.text
    return f"{_BEFORE.get(finding.reason, 'is that so?')} {finding.text}"
