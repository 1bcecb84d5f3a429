"""Terms that cannot hold together whatever the catalog's rows say: refused before the search, all named.

Only what the words themselves decide is here: places, partners and forms. What depends on who can do what is
an answer (no route, with the conflict of its terms). A freeze-dried syringe, cartridge or bag is no
contradiction: dual-chamber devices and lyophilisation bags exist. Nor is a term for a stage that `--to` or
`--from` leaves out: it has nothing to bind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from cdmo_plan.domain.brief import Brief, Term
from cdmo_plan.domain.eligibility.need import Target
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.domain.values import NamedTuple
from cdmo_plan.domain.world import World, operator_on
from cdmo_plan.network.words import avoid_targets, countries_of, place_target
from cdmo_plan.network.work import own_stage_step


class Contradiction(NamedTuple):
    """Terms of a brief that exclude each other, why, and what there is to do but leave one out."""

    terms: tuple[Term, ...]
    why: str
    or_else: str = ""

    @property
    def hint(self) -> str:
        """What to write instead."""
        return _HINT + self.or_else

    def __str__(self) -> str:
        """Return the terms as options, and why they cannot both hold."""
        *first, last = (f"`--{term}`" for term in self.terms)
        return f"{', '.join(first)} and {last} contradict each other: {self.why}"


Kind = Callable[[Brief, World], Iterator[Contradiction]]


def refuse_contradictions(brief: Brief, world: World) -> None:
    """Check that the terms of a brief can hold together as far as their words tell.

    Raises:
        BriefRefused: If some cannot, with every contradiction; or if a word of theirs names nothing.
    """
    found = [BriefRefused(str(each), each.hint) for each in contradictions_of(brief, world)]
    if found:
        first, *rest = found
        raise BriefRefused(first.message, first.hint, also=tuple(rest))


def contradictions_of(brief: Brief, world: World) -> tuple[Contradiction, ...]:
    """Return every contradiction of a brief.

    Raises:
        BriefRefused: If a word of a term names nothing.
    """
    return tuple(each for kind in KINDS for each in kind(brief, world))


_HINT = "leave out one of these terms"


def via_and_via(brief: Brief, world: World) -> Iterator[Contradiction]:
    """One stage at two places: filling and freeze-drying are one stage (RULES S6)."""
    for (step, word), (other_step, other) in combinations(brief.via, 2):
        if own_stage_step(step) != own_stage_step(other_step):
            continue
        one, two = place_target(word, world), place_target(other, world)
        if not _may_be_one(one, two, brief, world):
            same = "one stage is" if step == other_step else "filling and freeze-drying are one line, and"
            why = f"{same} done at one place only"
            yield Contradiction((_via(step, word), _via(other_step, other)), why)


def _may_be_one(one: Target, two: Target, brief: Brief, world: World) -> bool:
    if one.kind == two.kind:
        return one.ids == two.ids
    return bool(_partners_of(one, brief, world) & _partners_of(two, brief, world))


def via_and_avoid(brief: Brief, world: World) -> Iterator[Contradiction]:
    """A place that is asked for and avoided: itself, its partner, or its country."""
    for step, word in brief.via:
        target = place_target(word, world)
        for avoided in brief.avoid:
            why = next(
                filter(None, (_hit(target, a, brief, world) for a in avoid_targets(avoided, world))), None
            )
            if why is not None:
                yield Contradiction((_via(step, word), Term("avoid", avoided)), why)


def _hit(target: Target, avoided: Target, brief: Brief, world: World) -> str | None:
    if avoided.kind == target.kind and avoided.ids & target.ids:
        return f"both name {target.word}"
    if target.kind != "site":
        return None
    site = world.sites[target.word]
    if avoided.kind == "partner" and _partners_of(target, brief, world) & avoided.ids:
        return f"{site.name} is a site of {world.partners[avoided.word].name}"
    if avoided.kind == "country" and site.country in avoided.ids:
        return f"{site.name} is in {_country(site.country, world)}"
    return None


def via_and_region(brief: Brief, world: World) -> Iterator[Contradiction]:
    """A site that is asked for and lies outside of the region of its step, or in an avoided one."""
    for step, word in brief.via:
        target = place_target(word, world)
        if target.kind != "site":
            continue
        site = world.sites[target.word]
        where = f"{site.name} is in {_country(site.country, world)}"
        for term, countries in _regions_of(step, brief, world):
            if site.country not in countries:
                allow = f", or allow it for this step: --region {step}={site.country}"
                yield Contradiction((_via(step, word), term), where, allow)
        for region in brief.avoid_regions:
            if site.country in countries_of((region,), world):
                yield Contradiction((_via(step, word), Term("avoid-region", region)), where)


def _regions_of(step: str, brief: Brief, world: World) -> Iterator[tuple[Term, frozenset[str]]]:
    """Yield the regions that bind a step: its own list, else the general one (RULES F4)."""
    own = [pair for pair in brief.step_regions if own_stage_step(pair[0]) == own_stage_step(step)]
    for named, words in own[:1]:
        yield Term("region", f"{named}={' or '.join(words)}"), countries_of(words, world)
    if brief.regions and not own:
        yield Term("region", " or ".join(brief.regions)), countries_of(brief.regions, world)


def region_and_avoided(brief: Brief, world: World) -> Iterator[Contradiction]:
    """A region all of whose countries are avoided, by region or by country."""
    avoided = {Term("avoid-region", word): countries_of((word,), world) for word in brief.avoid_regions}
    for word in brief.avoid:
        countries = [target.ids for target in avoid_targets(word, world) if target.kind == "country"]
        avoided |= {Term("avoid", word): ids for ids in countries}
    lists = [(" or ".join(brief.regions), brief.regions)] if brief.regions else []
    lists += [(f"{step}={' or '.join(words)}", words) for step, words in brief.step_regions]
    for value, words in lists:
        wanted = countries_of(words, world)
        hit = {term: ids & wanted for term, ids in avoided.items() if ids & wanted}
        if wanted and wanted <= frozenset().union(*hit.values()):
            enough = next(((term,) for term, ids in hit.items() if ids == wanted), tuple(hit))
            why = (
                "no country is left"
                if len(wanted) > 1
                else f"{_country(next(iter(wanted)), world)} is all there is"
            )
            yield Contradiction((Term("region", value), *enough), why)


def dose_form_and_freeze_drying(brief: Brief, world: World) -> Iterator[Contradiction]:
    """A dose form that is not freeze-dried, and a step that freeze-dries (RULES S6)."""
    del world
    if brief.dose_form in (None, "lyophilized"):
        return
    named = [_via(step, word) for step, word in brief.via if step == "lyophilization"]
    ends = (("from", brief.from_step), ("to", brief.to_step))
    named += [Term(name, step) for name, step in ends if step == "lyophilization"]
    for term in named:
        why = f"a {brief.dose_form} product is not freeze-dried"
        yield Contradiction((Term("dose-form", str(brief.dose_form)), term), why)


def partners_named(brief: Brief, world: World) -> Iterator[Contradiction]:
    """More partners named for steps than a route may have."""
    if brief.max_partners is None:
        return
    named: dict[str, Term] = {}
    for step, word in brief.via:
        for partner in _partners_of(place_target(word, world), brief, world):
            named.setdefault(partner, _via(step, word))
    if len(named) > brief.max_partners:
        names = ", ".join(world.partners[partner].name for partner in named)
        terms = (*dict.fromkeys(named.values()), Term("max-partners", str(brief.max_partners)))
        yield Contradiction(terms, f"these are {len(named)} partners: {names}")


def strict_and_include(brief: Brief, world: World) -> Iterator[Contradiction]:
    """Capacity that is asked for with a doubt, and no doubts."""
    del world
    if brief.strict:
        for kind in sorted(brief.include):
            yield Contradiction(
                (Term("strict"), Term("include", kind)),
                f"{kind} capacity comes in with a doubt, and --strict leaves doubts out",
            )


KINDS: tuple[Kind, ...] = (
    via_and_via,
    via_and_avoid,
    via_and_region,
    region_and_avoided,
    dose_form_and_freeze_drying,
    partners_named,
    strict_and_include,
)
"""Every kind of contradiction, in the order in which a refusal names them."""


def _via(step: str, word: str) -> Term:
    return Term("via", f"{step}={word}")


def _country(code: str, world: World) -> str:
    found = world.countries.get(code)
    return f"{found.name} ({code})" if found else code


def _partners_of(target: Target, brief: Brief, world: World) -> frozenset[str]:
    """Return the partner that a target names, or that operates the site it names on the brief's day."""
    if target.kind == "partner":
        return target.ids
    operators = (operator_on(world.sites[site], brief.as_of, world) for site in target.ids)
    return frozenset(operator for operator in operators if operator is not None)
