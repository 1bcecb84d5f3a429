"""What an answer leaves out and why: rows that would fit but for one fact, and counts of the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.eligibility.place_checks import place_name
from cdmo_plan.domain.geography import Country
from cdmo_plan.domain.partners import Partner
from cdmo_plan.domain.world import World
from cdmo_plan.network.judging import Judged
from cdmo_plan.network.rows import Outlook
from cdmo_plan.network.words import suppliers_under
from cdmo_plan.present.stage_words import STAGE_NAMES

_TELLING = frozenset(
    {
        "held",
        "announced",
        "closing",
        "closed",
        "idled",
        "in-sale",
        "owner",
        "not-yet",
        "excluded",
        "supplier",
        "bulk-in",
    }
)
"""Reasons that a lead wants to see by name, since they may change or be worth a call."""
MOST_NAMED = 8


def named(outlooks: Sequence[Outlook], world: World, most: int | None = MOST_NAMED) -> list[str]:
    """Return the rows that only one telling fact keeps out, each with that fact; how many more at the end."""
    found = list(dict.fromkeys(text for outlook in outlooks for text in _named(outlook, world)))
    if most is None:
        return found
    more = [f"{len(found) - most} more, which --detail names"] if len(found) > most else []
    return found[:most] + more


def _named(outlook: Outlook, world: World) -> Iterator[str]:
    for stage in outlook.net.stages:
        for judged in outlook.ledger.judged[stage.key]:
            reasons = {shortfall.reason for shortfall in judged.verdict.shortfalls}
            if reasons and reasons <= _TELLING:
                why = "; ".join(dict.fromkeys(shortfall.text for shortfall in judged.verdict.shortfalls))
                row = judged.row.capability.id.rpartition("/")[2]
                line = f" {row}" if row != "1" else ""
                private = ", private" if world.origins.is_private(*judged.row) else ""
                place = f"{place_name(judged.row)}{private}"
                yield f"{place}, {STAGE_NAMES.get(stage.step, stage.step)}{line} ({why})"


def counted(outlooks: Sequence[Outlook]) -> list[str]:
    """Return for every stage how many rows fit, and how many each reason refuses."""
    return without_repeats(
        [
            (
                outlook.net.process,
                " ".join(filter(None, (STAGE_NAMES.get(stage.step, stage.step), stage.role))),
                _count(outlook.ledger.judged[stage.key]),
            )
            for outlook in outlooks
            for stage in outlook.net.stages
        ]
    )


def _count(judged: Sequence[Judged]) -> str:
    fit = sum(item.verdict.is_eligible for item in judged)
    refused = Counter(reason for item in judged for reason in _reasons(item))
    ordered = sorted(refused.items(), key=lambda item: (-item[1], item[0]))
    why = ", ".join(f"{reason} {number}" for reason, number in ordered)
    return f"{fit} of {len(judged)} rows fit" + (f"; refused by {why}" if why else "")


def without_repeats(lines: Sequence[tuple[str, str, str]]) -> list[str]:
    """Return lines of (recipe, stage, text) with the recipe named only where recipes differ."""
    recipes = {recipe for recipe, _, _ in lines}
    texts: dict[tuple[str, str], list[str]] = {}
    for recipe, name, text in lines:
        texts.setdefault((name, text), []).append(recipe)
    return [
        f"{name}: {text}" if len(found) == len(recipes) else f"{name} ({', '.join(found)}): {text}"
        for (name, text), found in texts.items()
    ]


def _reasons(judged: Judged) -> set[str]:
    return {shortfall.reason for shortfall in judged.verdict.shortfalls}


def footnotes(outlooks: Sequence[Outlook], brief: Brief, world: World) -> Iterator[str]:
    """Yield what is at hand and spares work, what dates the fill, and what `--avoid` does not reach (F5).

    That is unstated equipment, sister suppliers, parents in a country.
    """
    yield from of_the_work(outlooks, brief)
    places = {
        place_name(item.row)
        for outlook in outlooks
        for stage in outlook.net.stages
        for item in outlook.ledger.judged[stage.key]
        if item.verdict.is_eligible and item.verdict.footnotes
    }
    if places:
        yield f"equipment not stated, kept: {', '.join(sorted(places))}; --strict leaves these out"
    for word in brief.avoid:
        yield from _sisters(word, world)
        yield from _seated_in(word, outlooks, world)


def of_the_work(outlooks: Sequence[Outlook], brief: Brief) -> Iterator[str]:
    """Yield which steps are left out since something is at hand (S9), and which dose form dates the rest."""
    words = f"{' and '.join(brief.have)} at hand"
    lines = [(o.net.process, words, _spared_words(o)) for o in outlooks]
    yield from without_repeats(lines) if brief.have else ()
    for outlook in outlooks:
        usual = outlook.ledger.process.default_dose_form
        fills = any(stage.product == "fill" for stage in outlook.ledger.stages)
        if usual is not None and brief.wanted_dose_form is None and fills:
            yield (
                f"{outlook.net.process} is timed as {usual}, its usual dose form, and asks no filler for it; "
                "--dose-form asks"
            )


def _spared_words(outlook: Outlook) -> str:
    """Return the steps that are spared, and what keeps a stage that lost some of its work on the route."""
    spared = set(outlook.ledger.spared)
    doing = {step.id for step in outlook.net.steps}
    parts = [f"not to be done: {', '.join(outlook.ledger.spared)}"]
    for stage in outlook.net.stages:
        own = [step.id for step in outlook.ledger.process.steps if step.stage == stage.key]
        left = [step for step in own if step in doing and step not in spared]
        if left and not spared.isdisjoint(own):
            name = " ".join(filter(None, (STAGE_NAMES.get(stage.step, stage.step), stage.role)))
            parts.append(f"still to be done by who makes the {name}: {', '.join(left)}")
    return "; ".join(parts)


def _sisters(word: str, world: World) -> Iterator[str]:
    organisation = world.organisations.get(word.casefold())
    parent = world.organisations.get(organisation.parent or "") if organisation else None
    if organisation is None or parent is None or not suppliers_under(word, world):
        return
    sisters = sorted(suppliers_under(parent.id, world) - suppliers_under(word, world))
    if sisters:
        names = ", ".join(world.organisations[s].name if s in world.organisations else s for s in sisters)
        whose = f"{organisation.name} belongs to {parent.name}, as does {names}"
        yield f"{whose}: --avoid {parent.id} means them all"


def _seated_in(word: str, outlooks: Sequence[Outlook], world: World) -> Iterator[str]:
    countries = {code for code, country in world.countries.items() if word.casefold() in _names(country)}
    eligible = {
        candidate.partner for o in outlooks for stage in o.net.stages for candidate in stage.candidates
    }
    seated = sorted(world.partners[p].name for p in eligible if _seat(world.partners[p], world) & countries)
    if seated:
        yield f"kept, though seated or owned in {word}: {', '.join(seated)}"


def _names(country: Country) -> set[str]:
    return {
        country.code.casefold(),
        country.name.casefold(),
        *(alias.casefold() for alias in country.aliases),
    }


def _seat(partner: Partner, world: World) -> set[str | None]:
    parent = world.organisations.get(partner.parent or "")
    return {partner.headquarters_country, parent.country if parent else None}
