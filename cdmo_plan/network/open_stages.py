"""Open stages: who does the cell line where neither site nor partner lists it (RULES S2, ADR 0007)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cdmo_plan.domain.answers import UNLISTED
from cdmo_plan.domain.eligibility.answering import supposed
from cdmo_plan.domain.eligibility.findings import Doubt, Question, Shortfall, Verdict
from cdmo_plan.domain.eligibility.need import Need
from cdmo_plan.domain.eligibility.place_checks import (
    check_avoid,
    check_region,
    check_via,
    partner_on,
    place_name,
)
from cdmo_plan.domain.eligibility.product_checks import check_host, check_modality
from cdmo_plan.domain.process import Stage
from cdmo_plan.domain.vocabulary import EVIDENCE_GRADES
from cdmo_plan.domain.world import Row, World, is_operating
from cdmo_plan.network.net import Candidate, Link

Maker = tuple[Candidate, Row]
"""Who does the stage that follows, with the row behind it."""


def following(number: int, assigned: Sequence[Stage], links: Sequence[Link]) -> Stage | None:
    """Return the stage that an open stage hands over to: the substance that is made from the cell line."""
    return next((assigned[link.target] for link in links if link.source == number), None)


def unlisted(
    number: int, makers: Sequence[Maker], need: Need, world: World
) -> Iterator[tuple[Candidate, Verdict]]:
    """Yield who does an open stage that nobody lists: the site that needs its material next (RULES S2).

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
        said = (finding for check in checks for finding in check(row, need, world))
        found = supposed(row.capability.id, said, world.answers)
        answer = world.answers.to(unlisted_id(made.place, need), UNLISTED)
        refused = any(isinstance(finding, Shortfall) for finding in found)
        if not refused and (answer is None or answer.is_yes):
            verdict = _unlisted_verdict(need, row, elsewhere, made, is_confirmed=answer is not None)
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


def unlisted_id(place: str, need: Need) -> str:
    """Return the id of a candidate that does what nobody lists there."""
    return f"{place}/{need.stage.step}/unlisted"


def _unlisted_verdict(
    need: Need, row: Row, elsewhere: Sequence[Row], made: Candidate, *, is_confirmed: bool
) -> Verdict:
    if is_confirmed:
        return Verdict((), (), (), (), EVIDENCE_GRADES[made.evidence])
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
        id=unlisted_id(made.place, need),
        stage=number,
        place=made.place,
        site=made.site,
        partner=made.partner,
        country=made.country,
        serves=made.place,
        plants=made.plants,
        doubts=len(verdict.doubts),
        evidence=made.evidence,
        lists=made.lists,
    )


def _lists(row: Row, need: Need, world: World) -> bool:
    if not is_operating(row, need.as_of):
        return False
    findings = [*check_modality(row, need, world), *check_host(row, need, world)]
    return not any(isinstance(finding, Shortfall) for finding in findings)
