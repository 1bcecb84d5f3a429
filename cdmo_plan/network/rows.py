"""From a world, a recipe and a brief to a net, and the ledger of all that was judged on the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from cdmo_plan.domain.answers import ONE_CONTRACT, SCOPE
from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.eligibility.findings import Verdict, evidence_rank
from cdmo_plan.domain.eligibility.need import Need
from cdmo_plan.domain.eligibility.place_checks import partner_on, plants_allowed
from cdmo_plan.domain.process import Process, Stage
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.domain.values import NamedTuple
from cdmo_plan.domain.vocabulary import PRODUCT_CLASS
from cdmo_plan.domain.world import Row, World
from cdmo_plan.network.judging import Judge, Judged, Judgements
from cdmo_plan.network.needs import need_of
from cdmo_plan.network.net import Candidate, Limits, Link, Net, NetStage, Offer
from cdmo_plan.network.open_stages import Maker, following, unlisted
from cdmo_plan.network.timing import lane_minutes, stated_minutes
from cdmo_plan.network.words import processes_for
from cdmo_plan.network.work import dose_form_of

NO_PLANTS: Final[frozenset[str]] = frozenset()


class Ledger(NamedTuple):
    """Everything that was considered for one recipe: by stage key, refused rows too.

    `unlisted` holds what is to be said of sites that do a stage which nobody lists, by candidate; `spared`
    the steps that what is at hand makes needless.
    """

    process: Process
    stages: tuple[Stage, ...]
    judged: dict[str, Judgements]
    unlisted: dict[str, Verdict]
    spared: tuple[str, ...] = ()

    def row_of(self, stage: str, candidate: str) -> Row | None:
        """Return the row behind a candidate, None if no row lists what it does."""
        judged = self.judged[stage].of(candidate)
        return None if judged is None else judged.row

    def verdict_of(self, stage: str, candidate: str) -> Verdict:
        """Return the verdict on a candidate."""
        judged = self.judged[stage].of(candidate)
        return self.unlisted[candidate] if judged is None else judged.verdict


class Outlook(NamedTuple):
    """What is possible for one recipe: the net, and the ledger of why no more is."""

    net: Net
    ledger: Ledger


def outlooks_of(
    world: World, brief: Brief, judge: Judge | None = None, *, with_refused: bool = True
) -> tuple[Outlook, ...]:
    """Return what is possible for every recipe that answers a brief.

    A recipe without a step that the brief names does not compete, as long as another has it. Who asks many
    like briefs of one world hands in one judge, which keeps what they share; who needs no reasons leaves
    refused rows out of the ledgers.

    Raises:
        BriefRefused: If no recipe can be asked this.
    """
    found: list[Outlook] = []
    refused: list[BriefRefused] = []
    for process in processes_for(brief, world):
        try:
            found.append(rows(world, process, brief, judge, with_refused=with_refused))
        except BriefRefused as refusal:
            refused.append(refusal)
    if not found:
        raise refused[0]
    return tuple(found)


def rows(
    world: World,
    process: Process,
    brief: Brief,
    judge: Judge | None = None,
    *,
    with_refused: bool = True,
) -> Outlook:
    """Judge every row of the world for every stage and make the net of those that fit.

    The net grows with the rows, never with pairs of them.

    Raises:
        BriefRefused: If the brief names what neither the world nor the recipe knows.
    """
    judge = judge or Judge(world)
    stages, assigned, links, steps, spared = judge.frame(process, brief)
    needs = {stage.key: need_of(stage, process, brief, judge) for stage in assigned}
    judged = {key: judge.judged(need, with_refused=with_refused) for key, need in needs.items()}
    ledger = Ledger(process, stages, judged, {}, spared)
    net_stages = _net_stages(assigned, needs, links, ledger, judge)
    numbers = {stage.key: number for number, stage in enumerate(assigned)}
    products = {stage.product: numbers[stage.key] for stage in assigned if stage.product}
    net = Net(
        process=process.id,
        stages=net_stages,
        links=links,
        offers=tuple(_offers(world, process, brief, _scoped(net_stages, links))),
        steps=steps,
        geography={code: (c.continent, c.customs_territory) for code, c in world.countries.items()},
        lanes=lane_minutes(world),
        product=(products.get("substance"), products.get("fill")),
        single_contract=brief.single_contract,
        limits=Limits(brief.max_partners, brief.max_transfers, brief.max_weeks, is_strict=brief.strict),
    )
    return Outlook(net, ledger)


def is_hopeless(process: Process, brief: Brief, judge: Judge) -> bool:
    """Tell whether a recipe surely has no route, since a stage that must be listed has no row that fits.

    Raises:
        BriefRefused: If the brief names what neither the world nor the recipe knows.
    """
    assigned = judge.frame(process, brief).assigned
    needs = (need_of(stage, process, brief, judge) for stage in assigned if stage.kind == "assigned")
    # What checks refuse may be answered: then only a whole verdict tells.
    return not judge.world.answers and not all(judge.able(need) for need in needs)


def _net_stages(
    assigned: Sequence[Stage], needs: dict[str, Need], links: Sequence[Link], ledger: Ledger, judge: Judge
) -> tuple[NetStage, ...]:
    listed = {
        stage.key: _listed(number, needs[stage.key], ledger, judge) for number, stage in enumerate(assigned)
    }
    candidates = dict(listed)
    for number, stage in enumerate(assigned):
        if stage.kind == "open":
            after = following(number, assigned, links)
            both = needs[stage.key], needs[after.key] if after else None
            found = _unlisted(number, both, listed, ledger, judge)
            candidates[stage.key] = tuple(sorted((*listed[stage.key], *(one for one, _ in found))))
            ledger.unlisted.update((candidate.id, verdict) for candidate, verdict in found)
    has_anchor = any(stage.anchor for stage in assigned)
    return tuple(
        NetStage(
            stage.key,
            stage.step,
            stage.role,
            stage.anchor or (not has_anchor and number == 0),
            candidates[stage.key],
            stage.kind == "open",
        )
        for number, stage in enumerate(assigned)
    )


def _listed(number: int, need: Need, ledger: Ledger, judge: Judge) -> tuple[Candidate, ...]:
    """Return who may do a stage by what the catalog lists, in the order of candidates."""
    process = ledger.process

    def make() -> tuple[Candidate, ...]:
        fitting = ledger.judged[need.stage.key].fitting
        return tuple(sorted(_candidate(judged, number, need, judge, process) for judged in fitting))

    return judge.once((process.id, number, need), make)


def _unlisted(
    number: int,
    both: tuple[Need, Need | None],
    listed: dict[str, tuple[Candidate, ...]],
    ledger: Ledger,
    judge: Judge,
) -> tuple[tuple[Candidate, Verdict], ...]:
    """Return who may do an open stage that nobody lists, by the needs of it and of the stage after it."""
    need, after = both
    if after is None:
        return ()

    def make() -> tuple[tuple[Candidate, Verdict], ...]:
        makers = _makers(after.stage, listed, ledger)
        return tuple(unlisted(number, makers, need, judge.world))

    return judge.once((ledger.process.id, number, both), make)


def _candidate(judged: Judged, number: int, need: Need, judge: Judge, process: Process) -> Candidate:
    (row, verdict), world = judged, judge.world
    containment = sum(doubt.is_containment for doubt in verdict.doubts)
    partner = partner_on(row, need, world)
    return Candidate(
        id=row.capability.id,
        stage=number,
        place=row.site.id if row.site else f"network:{partner}",
        site=row.site.id if row.site else None,
        partner=partner,
        country=row.site.country if row.site else None,
        plants=plants_under(row, need, world),
        containment=containment,
        doubts=len(verdict.doubts) - containment,
        questions=verdict.open_questions,
        evidence=evidence_rank(verdict.evidence),
        lists=_listed_steps(row, need, judge),
        own_minutes=stated_minutes(row.capability, need.stage.key, process.steps),
    )


def plants_under(row: Row, need: Need, world: World) -> frozenset[str]:
    """Return the sites that an offer of a network may mean under the brief (RULES S5), none for a site."""
    if row.site is not None:
        return NO_PLANTS
    named = [target.ids for target in need.via if target.kind == "site"]
    allowed = frozenset(site.id for site in plants_allowed(row, need, world))
    return allowed.intersection(*named)


def _listed_steps(row: Row, need: Need, judge: Judge) -> frozenset[str]:
    if row.site is None:
        return frozenset()
    return judge.listed_steps(row.site.id, PRODUCT_CLASS[need.stage.makes], need.as_of)


def _makers(stage: Stage, listed: dict[str, tuple[Candidate, ...]], ledger: Ledger) -> list[Maker]:
    """Return who does a stage, with the row behind it: each place once, by its best evidence."""
    makers: dict[str, Maker] = {}
    for made in sorted(listed[stage.key], key=lambda made: (made.evidence, made.id)):
        row = ledger.row_of(stage.key, made.id)
        if row is not None:
            makers.setdefault(made.place, (made, row))
    return list(makers.values())


def _scoped(stages: Sequence[NetStage], links: Sequence[Link]) -> list[tuple[Candidate, str]]:
    """Return every candidate with the step by which an offering covers it (M4).

    Where nobody lists an open stage it is part of the work that follows.
    """
    after = {link.source: stages[link.target].step for link in reversed(links)}
    return [
        (candidate, after.get(candidate.stage, stage.step) if candidate.serves else stage.step)
        for stage in stages
        for candidate in stage.candidates
    ]


def scope_asked(phases: Iterable[str]) -> str:
    """Return the name of the question whether a programme is in the phases of an offering's scope."""
    return f"{SCOPE} {' and '.join(sorted(phases))}"


def _offers(
    world: World, process: Process, brief: Brief, scoped: Sequence[tuple[Candidate, str]]
) -> Iterator[Offer]:
    form = dose_form_of(process, brief)
    for agreement in world.agreements:
        if not (agreement.joins and agreement.in_force_on(brief.as_of)):
            continue
        if not agreement.covers(process.modality, brief.development_phase):
            continue
        phases = agreement.scope.development_phases
        answer = world.answers.to(agreement.id, scope_asked(phases)) if phases is not None else None
        phase_is_open = phases is not None and brief.development_phase is None and answer is None
        if (phase_is_open and brief.strict) or (answer is not None and not answer.is_yes):
            continue
        members = frozenset(
            candidate.id
            for candidate, step in scoped
            if candidate.partner in agreement.parties and agreement.covers_stage(step, candidate.site, form)
        )
        if len(members) > 1:
            confirmed = world.answers.to(agreement.id, ONE_CONTRACT)
            merges = agreement.one_contract is True if confirmed is None else confirmed.is_yes
            asked = merges and phase_is_open and brief.single_contract
            yield Offer(agreement.id, merges, agreement.lead, members, int(asked))
    yield from _offers_told(world, scoped)


def _offers_told(world: World, scoped: Sequence[tuple[Candidate, str]]) -> Iterator[Offer]:
    """Yield offerings under one contract that only an answer tells of."""
    for answer in world.answers:
        members = frozenset(candidate.id for candidate, _ in scoped if candidate.partner in answer.parties)
        if len(members) > 1:
            yield Offer(answer.of, one_contract=True, lead=None, members=members)
