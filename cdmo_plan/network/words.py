"""What the words of a brief mean in a world: regions, markets, sites, partners, suppliers, recipes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from cdmo_plan.diagnostics.suggestions import did_you_mean
from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.eligibility.need import Market, Target
from cdmo_plan.domain.geography import Regulator
from cdmo_plan.domain.process import Process
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.domain.vocabulary import ANY_BIOLOGIC, MODALITIES, STEPS
from cdmo_plan.domain.world import World, countries_named

LAY_OVER: Final = (
    "the catalog has none at all: lay it over the default catalog, --catalog default --catalog DIR"
)


def countries_of(words: Iterable[str], world: World) -> frozenset[str]:
    """Return the countries that region ids, country codes or their aliases name; case does not matter.

    Raises:
        BriefRefused: If a word is neither a region nor a country.
    """
    return frozenset().union(*(country_or_region(word, world) for word in words))


def country_or_region(word: str, world: World) -> frozenset[str]:
    """Return the countries that one word names.

    Raises:
        BriefRefused: If it is neither a region nor a country.
    """
    countries = countries_named(word, world)
    if countries is not None:
        return countries
    choices = [*world.regions, *world.countries, *(country.name for country in world.countries.values())]
    message = f"unknown region or country {word!r}"
    regions = ", ".join(sorted(world.regions))
    told = f"regions: {regions}" if regions else LAY_OVER
    raise BriefRefused(message, _one_each(word) or _suggest(word, choices) or told)


def market_of(word: str, world: World) -> Market:
    """Return the market that `--market` names by its regulator, with all whose inspections count for it.

    Raises:
        BriefRefused: If the catalog neither lists a regulator of that name nor names it in a row.
    """
    wanted = word.casefold()
    listed = next((found for found in world.regulators.values() if wanted in _names(found)), None)
    if listed is None:
        known = _authorities(world)
        if wanted not in known:
            choices = [*world.regulators, *known.values()]
            message = f"unknown regulator {word!r}"
            near = _one_each(word) or _suggest(word, choices)
            hint = near or "regulators: " + ", ".join(sorted(set(choices)))
            raise BriefRefused(message, hint)
        return Market(word=known[wanted], authorities=frozenset({wanted}))
    union = listed.acts_for or listed.id
    together = [found for found in world.regulators.values() if union in (found.id, found.acts_for)]
    names = frozenset().union(*(_names(found) for found in together), _names(listed))
    return Market(word=listed.id, authorities=names, territory=listed.territory)


def _names(regulator: Regulator) -> frozenset[str]:
    return frozenset(name.casefold() for name in (regulator.id, regulator.name, *regulator.aliases))


def _authorities(world: World) -> dict[str, str]:
    """Return the authorities that rows name, by their casefolded names."""
    rows = (row for step in STEPS for row in world.rows(step))
    named = (record.authority for row in rows for record in row.capability.regulators)
    return {name.casefold(): name for name in named}


def check_step(word: str) -> str:
    """Return the stage id that a word of the brief names.

    Raises:
        BriefRefused: If no stage has that id.
    """
    if word not in STEPS:
        message = f"unknown step {word!r}"
        raise BriefRefused(message, _suggest(word, STEPS) or "steps: " + ", ".join(STEPS))
    return word


def place_target(word: str, world: World) -> Target:
    """Return the site or partner that `--via` names, by id, name or alias.

    Raises:
        BriefRefused: If no site and no partner has that name.
    """
    for target in _targets(word, world):
        if target.kind in ("site", "partner"):
            return target
    message = f"unknown site or partner {word!r}"
    raise BriefRefused(message, _suggest(word, _places(world)) or _how_to_list("sites"))


def avoid_targets(word: str, world: World) -> tuple[Target, ...]:
    """Return all that `--avoid` names: one word may be a partner and a supplier at once.

    Raises:
        BriefRefused: If the word names nothing.
    """
    targets = tuple(_targets(word, world))
    if not targets:
        _refuse_idle(word, world)
        choices = [*_places(world), *world.organisations, *world.countries]
        message = f"unknown site, partner, country or supplier {word!r}"
        hint = _whole_region(word, world) or _suggest(word, choices) or _how_to_list("partners")
        raise BriefRefused(message, hint)
    return targets


def _places(world: World) -> list[str]:
    """Return partners before their sites: whoever names half of a name mostly means the company."""
    return [*world.partners, *world.sites]


def _whole_region(word: str, world: World) -> str | None:
    return f"to leave a region out: --avoid-region {word}" if countries_named(word, world) else None


def _refuse_idle(word: str, world: World) -> None:
    """Refuse an organisation that supplies nothing, with the partners that belong to it."""
    wanted = word.casefold()
    for organisation in world.organisations.values():
        if wanted in (organisation.id, organisation.name.casefold()):
            owned = [partner.id for partner in world.partners.values() if partner.parent == organisation.id]
            message = f"{organisation.name} supplies no equipment that the catalog knows"
            raise BriefRefused(message, _avoid_instead(owned))


def _targets(word: str, world: World) -> Iterator[Target]:
    wanted = word.casefold()
    for site in world.sites.values():
        if wanted in (site.id, site.name.casefold(), *(alias.casefold() for alias in site.aliases)):
            yield Target(kind="site", word=site.id, ids=frozenset({site.id}))
    for partner in world.partners.values():
        if wanted in (
            partner.id,
            partner.name.casefold(),
            *(name.casefold() for name in partner.former_names),
        ):
            yield Target(kind="partner", word=partner.id, ids=frozenset({partner.id}))
    for country in world.countries.values():
        if wanted in (
            country.code.casefold(),
            *(alias.casefold() for alias in (country.name, *country.aliases)),
        ):
            yield Target(kind="country", word=country.code, ids=frozenset({country.code}))
    family = suppliers_under(word, world)
    if family:
        yield Target(kind="supplier", word=word, ids=family)


def suppliers_under(word: str, world: World) -> frozenset[str]:
    """Return the equipment suppliers that are the named one or belong to it, at any depth (RULES F5)."""
    wanted = word.casefold()
    parents = {org.id: org.parent for org in world.organisations.values()}
    parents |= {partner.id: partner.parent for partner in world.partners.values()}
    roots = {
        org.id
        for org in world.organisations.values()
        if wanted in (org.id, org.name.casefold(), *(alias.casefold() for alias in org.aliases))
    }
    roots |= {wanted} & set(world.partners)
    suppliers = {model.supplier for model in world.equipment.values()}
    return frozenset(supplier for supplier in suppliers if roots & set(_ancestry(supplier, parents)))


def _ancestry(organisation: str, parents: dict[str, str | None]) -> Iterator[str]:
    seen: set[str] = set()
    current: str | None = organisation
    while current is not None and current not in seen:
        yield current
        seen.add(current)
        current = parents.get(current)


def processes_for(brief: Brief, world: World) -> tuple[Process, ...]:
    """Return the recipes that answer a brief: those of its modality, or the one it names.

    Where the brief names a host that some of them use, the others are left out; a host that none uses
    replaces the recipe's own (RULES F2: host and modality are independent).

    Raises:
        BriefRefused: If no recipe fits the word.
    """
    word = brief.modality.casefold()
    found = [p for p in world.processes if word == p.modality] or [
        p
        for p in world.processes
        if word in (p.id, p.name.casefold(), *(alias.casefold() for alias in p.aliases))
    ]
    if not found:
        raise _no_recipe(brief.modality, world)
    fitting = [p for p in found if brief.expression in _hosts(p)]
    return tuple(sorted(fitting or found, key=lambda process: process.id))


def _no_recipe(modality: str, world: World) -> BriefRefused:
    """Return why a modality has no answer: an unknown word, or one that is known and has no recipe yet."""
    word = modality.casefold()
    choices = sorted({name for p in world.processes for name in (p.id, p.modality)})
    there_are = f"there are recipes for {', '.join(choices)}" if choices else LAY_OVER
    if word not in MODALITIES or word == ANY_BIOLOGIC:
        close = _suggest(word, [*choices, *MODALITIES])
        return BriefRefused(f"no recipe for modality {modality!r}", close or there_are)
    rows = (row for step in _MAKING for row in world.rows(step))
    is_made = any(word in row.capability.modalities for row in rows)
    made = "" if is_made else ", and nobody in the catalog makes it"
    message = f"no recipe for modality {word!r} yet, so that no route can be planned{made}"
    return BriefRefused(message, f"`cdmo-plan show {word}` tells who does what for it; {there_are}")


_MAKING: Final = (
    "drug-substance",
    "conjugation",
    "viral-vector",
    "mrna-ivt",
    "plasmid-dna",
    "cell-processing",
)
"""Steps that make a product's substance."""


def _hosts(process: Process) -> frozenset[str]:
    return frozenset(process.host_stage.expression or () if process.host_stage else ())


def _suggest(word: str, choices: Iterable[str]) -> str | None:
    close = did_you_mean(word, list(choices))
    return f"did you mean {' or '.join(close)}?" if close else None


def _one_each(word: str) -> str | None:
    """Return the hint for several words in one, as people write lists."""
    several = [part.strip() for part in word.split(",") if part.strip()]
    return f"name each by itself: {' and '.join(several)}" if len(several) > 1 else None


def _avoid_instead(owned: list[str]) -> str:
    return f"it owns {', '.join(owned)}: avoid those" if owned else _how_to_list("equipment")


def _how_to_list(kind: str) -> str:
    return f"`cdmo-plan list {kind}` shows them all"
