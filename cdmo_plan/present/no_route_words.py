"""The sentences of the answer "none": what clashes, what would help and at which cost, who came near."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cdmo_plan.domain.brief import Brief, Term
from cdmo_plan.domain.eligibility.place_checks import place_name
from cdmo_plan.domain.sources import Source
from cdmo_plan.domain.vocabulary import STEPS
from cdmo_plan.domain.world import World
from cdmo_plan.network.net import Candidate
from cdmo_plan.network.words import place_target
from cdmo_plan.network.work import own_stage_step
from cdmo_plan.planner.fixes import Fix
from cdmo_plan.planner.metrics import Metrics
from cdmo_plan.planner.near_misses import NearMiss, WholeSite
from cdmo_plan.planner.no_route import Overrun
from cdmo_plan.present.stage_words import place_words, stage_name
from cdmo_plan.present.text import count, listed

_RELAXED = "relax region for "


def conflict_words(terms: tuple[Term, ...], brief: Brief, gap: Sequence[str]) -> str:
    """Return a conflict as a sentence, in the words of the brief."""
    if not terms:
        steps = listed([stage_name(step, None, brief) for step in gap], "or")
        why = f": nobody in the catalog does its {steps}" if steps else ""
        return f"No brief for {brief.modality} has a route{why}. That is a gap in what was found."
    if len(terms) == 1:
        return f"No route with: {terms[0]}"
    return f"Cannot hold together: {' + '.join(map(str, terms))}"


def conflict_proof(terms: tuple[Term, ...]) -> str | None:
    """Return what makes a conflict a smallest one, None of one that has no term."""
    words = [str(term) for term in terms]
    if not terms:
        return None
    if len(terms) == 1:
        return "whatever else is given up"
    is_pair = len(terms) == len(("one", "the other"))
    rest = "each of them can, without the other" if is_pair else "without any one of them the others can"
    return f"{listed(words, 'and')} have no route together, whatever else is given up; {rest}"


def fix_words(fix: Fix) -> str:
    """Return a change with what to write for it, where its words do not tell."""
    return " and ".join(f"{change.text}{_as_option(change.text, fix)}" for change in fix.changes)


def _as_option(text: str, fix: Fix) -> str:
    if text.startswith("include "):
        return f" (--include {text.split()[1]})"
    if not text.startswith(_RELAXED):
        return ""
    steps = text.removeprefix(_RELAXED).split(", ")
    places = dict.fromkeys(
        f"--region {stage.step}={candidate.country}"
        for stage, candidate in zip(fix.outlook.net.stages, fix.best, strict=True)
        if stage.step in steps and candidate.country
    )
    return f" ({' '.join(sorted(places))})" if places else ""


def opens_words(fix: Fix) -> str:
    """Return how many rows a fix opens."""
    return f"{'' if fix.is_counted else 'at least '}{count(fix.opens, 'row')}"


def cost_words(metrics: Metrics) -> str:
    """Return what a route costs: contracts, partners, borders and weeks."""
    weeks = f"{'>=' if metrics.weeks_bound else ''}{count(metrics.weeks, 'week')}"
    return ", ".join(
        (
            count(metrics.contracts, "contract"),
            count(metrics.partners, "partner"),
            count(metrics.borders, "border"),
            weeks,
        )
    )


def who(route: Iterable[Candidate], world: World) -> str:
    """Return who does what in a route, without stages that nobody lists."""
    named = [candidate for candidate in route if candidate.is_listed and candidate.site is not None]
    return " + ".join(dict.fromkeys(place_words(candidate, world) for candidate in named))


def confirm_words(fix: Fix, world: World) -> str | None:
    """Return what would have to be confirmed for the best route of a fix, None where nothing is."""
    found = dict.fromkeys(
        f"{place_words(each.candidate, world)}: {each.finding.text}" for each in fix.confirm
    )
    return "; ".join(found) or None


def near_words(miss: NearMiss, brief: Brief, world: World) -> str:
    """Return who came near for a stage, and by how much it fails."""
    row, verdict = miss.judged
    why = "; ".join(dict.fromkeys(shortfall.text for shortfall in verdict.shortfalls))
    where = place_name(row) + (" (private)" if world.origins.is_private(*row) else "")
    return f"{stage_name(miss.step, None, brief)}: {where}: {why}"


def cited_by(miss: NearMiss) -> list[Source]:
    """Return the sources that tell why a plant takes no new programme, each once (RULES T1)."""
    shortfalls = miss.judged.verdict.shortfalls
    cited = {source.reference: source for s in shortfalls for source in s.sources if s.rule == "T1"}
    return list(cited.values())


def whole_site_words(whole: WholeSite, brief: Brief, world: World) -> str:
    """Return a site that could do all that must be listed, but for one thing."""
    steps = listed([stage_name(step, None, brief) for step in dict.fromkeys(whole.steps)], "and")
    why = "; ".join(shortfall.text for shortfall in whole.shortfalls)
    partner = world.partners.get(whole.site.partner)
    private = " (private)" if world.origins.is_private(whole.site, partner) else ""
    return f"{whole.site.name} {whole.site.country}{private} does {steps}, but: {why}"


_LEAST = {
    "max-partners": "the fewest partners without it: {}",
    "max-transfers": "the fewest transfers without it: {}",
    "max-weeks": "the quickest route without it: {} weeks",
    "min-evidence": "the best evidence without it: {}",
}


def overrun_words(overrun: Overrun, world: World) -> str:
    """Return the least that a limit would have to allow."""
    least = f"{'>=' if overrun.is_bound else ''}{overrun.least}".replace("-", " ")
    return f"{overrun.term}: {_LEAST[overrun.term.name].format(least)} ({who(overrun.best, world)})"


def not_listed(brief: Brief, world: World) -> Iterator[tuple[str, str]]:
    """Yield the steps for which `--via` names who has no row at all for them, with what they list."""
    for asked, word in brief.via:
        step, target = own_stage_step(asked), place_target(word, world)
        listing = [
            found
            for found in STEPS
            for row in world.rows(found)
            if row.partner.id in target.ids or (row.site is not None and row.site.id in target.ids)
        ]
        if step not in listing:
            steps = ", ".join(dict.fromkeys(stage_name(found, None, brief) for found in listing))
            what = f"it lists {steps}" if steps else "it lists nothing"
            yield step, f"{word} lists no {stage_name(step, None, brief)}; {what}"
