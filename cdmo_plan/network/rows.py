"""From a world, a recipe and a brief to a net, and the ledger of all that was judged on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.eligibility.assess import assess
from cdmo_plan.domain.eligibility.findings import Doubt, Question, Shortfall, Verdict, evidence_rank
from cdmo_plan.domain.eligibility.need import Need
from cdmo_plan.domain.eligibility.place_checks import (
    check_avoid,
    check_region,
    check_via,
    partner_on,
    place_name,
)
from cdmo_plan.domain.eligibility.product_checks import check_host, check_modality
from cdmo_plan.domain.process import Process, Stage
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.domain.vocabulary import EVIDENCE_GRADES
from cdmo_plan.domain.world import Row, World
from cdmo_plan.network.needs import need_of
from cdmo_plan.network.net import Candidate, Net, NetStage, Offer
from cdmo_plan.network.stages import links_between, stages_for
from cdmo_plan.network.timing import lane_minutes, net_steps, stated_minutes
from cdmo_plan.network.words import processes_for


class Judged(NamedTuple):
    """A row with the verdict on it for one stage."""

    row: Row
    verdict: Verdict


class Ledger(NamedTuple):
    """Everything that was considered for one recipe: by stage key, refused rows too.

    `unlisted` holds what is to be said of sites that do a stage which nobody lists, by candidate.
    """

    process: Process
    stages: tuple[Stage, ...]
    judged: dict[str, tuple[Judged, ...]]
    unlisted: dict[str, Verdict]

    def row_of(self, stage: str, candidate: str) -> Row | None:
        """Return the row behind a candidate, None if no row lists what it does."""
        return next((j.row for j in self.judged[stage] if j.row.capability.id == candidate), None)

    def verdict_of(self, stage: str, candidate: str) -> Verdict:
        """Return the verdict on a candidate."""
        if candidate in self.unlisted:
            return self.unlisted[candidate]
        return next(j.verdict for j in self.judged[stage] if j.row.capability.id == candidate)


class Outlook(NamedTuple):
    """What is possible for one recipe: the net, and the ledger of why no more is."""

    net: Net
    ledger: Ledger


def outlooks_of(world: World, brief: Brief) -> tuple[Outlook, ...]:
    """Return what is possible for every recipe that answers a brief.

    A recipe without a step that the brief names does not compete, as long as another has it.

    Raises:
        BriefRefused: If no recipe can be asked this.
    """
    found: list[Outlook] = []
    refused: list[BriefRefused] = []
    for process in processes_for(brief, world):
        try:
            found.append(rows(world, process, brief))
        except BriefRefused as refusal:
            refused.append(refusal)
    if not found:
        raise refused[0]
    return tuple(found)


def rows(world: World, process: Process, brief: Brief) -> Outlook:
    """Judge every row of the world for every stage and make the net of those that fit.

    The net grows with the rows, never with pairs of them.

    Raises:
        BriefRefused: If the brief names what neither the world nor the recipe knows.
    """
    stages = stages_for(process, brief)
    assigned = [stage for stage in stages if stage.kind in ("assigned", "open")]
    needs = {stage.key: need_of(stage, process, brief, world) for stage in assigned}
    judged = {stage.key: _judge(needs[stage.key], world) for stage in assigned}
    ledger = Ledger(process, stages, judged, {})
    net_stages = _net_stages(assigned, needs, ledger, world)
    numbers = {stage.key: number for number, stage in enumerate(assigned)}
    products = {stage.product: numbers[stage.key] for stage in assigned if stage.product}
    net = Net(
        process=process.id,
        stages=net_stages,
        links=links_between(stages, process, brief),
        offers=tuple(_offers(world, process, brief, net_stages)),
        steps=net_steps(process, stages, brief),
        geography={code: (c.continent, c.customs_territory) for code, c in world.countries.items()},
        lanes=lane_minutes(world),
        product=(products.get("substance"), products.get("fill")),
        single_contract=brief.single_contract,
    )
    return Outlook(net, ledger)


def _judge(need: Need, world: World) -> tuple[Judged, ...]:
    return tuple(Judged(row, assess(row, need, world)) for row in world.rows(need.stage.step))


def _net_stages(
    assigned: Sequence[Stage], needs: dict[str, Need], ledger: Ledger, world: World
) -> tuple[NetStage, ...]:
    candidates = {
        stage.key: [
            _candidate(judged, number, needs[stage.key], world, ledger.process)
            for judged in ledger.judged[stage.key]
            if judged.verdict.is_eligible
        ]
        for number, stage in enumerate(assigned)
    }
    for number, stage in enumerate(assigned):
        if stage.kind == "open":
            makers = _substance_makers(assigned, candidates, ledger)
            found = list(_unlisted(number, makers, needs[stage.key], world))
            candidates[stage.key].extend(candidate for candidate, _ in found)
            ledger.unlisted.update((candidate.id, verdict) for candidate, verdict in found)
    has_anchor = any(stage.anchor for stage in assigned)
    return tuple(
        NetStage(
            stage.key,
            stage.step,
            stage.role,
            stage.anchor or (not has_anchor and number == 0),
            tuple(sorted(candidates[stage.key])),
        )
        for number, stage in enumerate(assigned)
    )


def _candidate(judged: Judged, number: int, need: Need, world: World, process: Process) -> Candidate:
    row, verdict = judged
    containment = sum(doubt.is_containment for doubt in verdict.doubts)
    partner = partner_on(row, need, world)
    return Candidate(
        id=row.capability.id,
        stage=number,
        place=row.site.id if row.site else f"network:{partner}",
        site=row.site.id if row.site else None,
        partner=partner,
        country=row.site.country if row.site else None,
        containment=containment,
        doubts=len(verdict.doubts) - containment,
        questions=verdict.open_questions,
        evidence=evidence_rank(verdict.evidence),
        lists=_listed_steps(row, need, world),
        own_minutes=stated_minutes(row.capability, need.stage.key, process.steps),
    )


def _listed_steps(row: Row, need: Need, world: World) -> frozenset[str]:
    if row.site is None:
        return frozenset()
    return frozenset(
        found.capability.step
        for found in world.rows_at(row.site.id)
        if (status := found.capability.timeline.on(need.as_of)) is None or status.state == "operating"
    )


def _substance_makers(
    assigned: Sequence[Stage], candidates: dict[str, list[Candidate]], ledger: Ledger
) -> list[tuple[Candidate, Row]]:
    """Return who makes the substance, with the row behind it: each place once, by its best evidence."""
    substance = next((stage for stage in assigned if stage.product == "substance"), None)
    if substance is None:
        return []
    makers: dict[str, tuple[Candidate, Row]] = {}
    for made in sorted(candidates[substance.key], key=lambda made: (made.evidence, made.id)):
        row = ledger.row_of(substance.key, made.id)
        if row is not None:
            makers.setdefault(made.place, (made, row))
    return list(makers.values())


def _unlisted(
    number: int, makers: Sequence[tuple[Candidate, Row]], need: Need, world: World
) -> Iterator[tuple[Candidate, Verdict]]:
    """S2: where neither the site nor its partner lists an open stage, the substance site does it.

    Where a partner lists it only behind another customs border, the site may still do it, with a doubt. Who
    lists what is a question of facts and not of the brief: else a stricter brief would open routes.
    """
    if need.strict:
        return
    listed = _listed_places(need, world)
    for made, maker in makers:
        elsewhere = listed.get(made.partner, ())
        if any(_is_near(place, made.country, world) for place in elsewhere):
            continue
        row = maker._replace(partner=world.partners[made.partner])
        checks = (check_region, check_via, check_avoid)
        found = [finding for check in checks for finding in check(row, need, world)]
        if not any(isinstance(finding, Shortfall) for finding in found):
            verdict = _unlisted_verdict(need, row, elsewhere, made)
            yield _unlisted_candidate(number, need, made, verdict), verdict


def _listed_places(need: Need, world: World) -> dict[str, list[Row]]:
    """Return the rows that could do a stage if no term of the brief stood in the way, by partner."""
    places: dict[str, list[Row]] = {}
    for row in world.rows(need.stage.step):
        if _lists(row, need, world):
            places.setdefault(partner_on(row, need, world), []).append(row)
    return places


def _is_near(row: Row, country: str | None, world: World) -> bool:
    if row.site is None or country is None:
        return True
    here, there = world.countries[country], world.countries[row.site.country]
    return here.customs_territory == there.customs_territory


def _unlisted_verdict(need: Need, row: Row, elsewhere: Sequence[Row], made: Candidate) -> Verdict:
    name = place_name(row)
    work = (
        "the cell line" if need.stage.step == "cell-line-development" else need.stage.step.replace("-", " ")
    )
    question = Question(reason="unlisted", text=f"who makes {work}? {name} does not list it", rule="S2")
    doubts: tuple[Doubt, ...] = ()
    if elsewhere:
        where = ", ".join(sorted({place_name(found) for found in elsewhere}))
        text = f"{row.partner.name} lists {work} only at {where}"
        mark = elsewhere[0].capability.marks.entity
        doubts = (Doubt(reason="listed-elsewhere", text=text, rule="S2", mark=mark),)
    return Verdict((), doubts, (question,), (), EVIDENCE_GRADES[made.evidence])


def _unlisted_candidate(number: int, need: Need, made: Candidate, verdict: Verdict) -> Candidate:
    return Candidate(
        id=f"{made.place}/{need.stage.step}/unlisted",
        stage=number,
        place=made.place,
        site=made.site,
        partner=made.partner,
        country=made.country,
        serves=made.place,
        doubts=len(verdict.doubts),
        evidence=made.evidence,
        lists=made.lists,
    )


def _lists(row: Row, need: Need, world: World) -> bool:
    timelines = (row.capability.timeline, row.site.timeline if row.site else row.capability.timeline)
    states = [timeline.on(need.as_of) for timeline in timelines if timeline.states]
    if any(status is None or status.state != "operating" for status in states):
        return False
    findings = [*check_modality(row, need, world), *check_host(row, need, world)]
    return not any(isinstance(finding, Shortfall) for finding in findings)


def _offers(world: World, process: Process, brief: Brief, stages: Iterable[NetStage]) -> Iterator[Offer]:
    made = next((stage.step for stage in process.stages if stage.product == "substance"), None)
    for agreement in world.agreements:
        if not (agreement.joins and agreement.in_force_on(brief.as_of)):
            continue
        if not agreement.covers(process.modality, brief.development_phase):
            continue
        members = frozenset(
            candidate.id
            for stage in stages
            for candidate in stage.candidates
            if candidate.partner in agreement.parties
            and agreement.covers_stage(made if candidate.serves and made else stage.step, candidate.site)
        )
        yield Offer(agreement.id, agreement.one_contract is True, agreement.lead, members)
