"""Is the capability where and with whom the brief wants it? Regions, named sites and partners, suppliers."""

from __future__ import annotations

from collections.abc import Iterator

from cdmo_plan.domain.eligibility.findings import Finding, Footnote, Question, Shortfall
from cdmo_plan.domain.eligibility.need import Need, Target
from cdmo_plan.domain.eligibility.unnamed_plants import plants_meant
from cdmo_plan.domain.partners import Site
from cdmo_plan.domain.world import Row, World, operator_on


def check_region(row: Row, need: Need, world: World) -> Iterator[Finding]:
    """F4, S5: a site lies in an allowed country; a network offer needs a fitting site there, and asks."""
    if row.site is None:
        yield from _check_network_region(row, need, world)
    elif need.countries is not None and row.site.country not in need.countries:
        yield Shortfall(
            reason="region",
            text=f"in {row.site.city} ({row.site.country}), outside {need.region_words}",
            rule="F4",
            term="region",
            mark=row.site.marks.of("country"),
        )


def _check_network_region(row: Row, need: Need, world: World) -> Iterator[Finding]:
    where = f" in {need.region_words}" if need.countries is not None else ""
    term = "region" if need.countries is not None else _avoiding_term(need)
    if not plants_allowed(row, need, world):
        yield Shortfall(
            reason="region" if need.countries is not None else "no-site",
            text=f"no operating site of {row.partner.name}{where} lists such work",
            rule="S5",
            term=term,
            mark=row.capability.marks.entity,
            sources=row.capability.sources,
        )
        return
    yield Question(
        reason="which-site",
        text=f"which {row.partner.name} site {work_in_words(need)}? stated for the network",
        rule="S5",
        term=term,
        value=need.region_words or ("places not avoided" if term else ""),
        mark=row.capability.marks.entity,
        sources=row.capability.sources,
        counted=term is not None,
    )


def _avoiding_term(need: Need) -> str | None:
    """Return the term that leaves some places out, so that it matters which site of a network is meant."""
    kinds = {target.kind for target in need.avoid}
    return "avoid-region" if "region" in kinds else "avoid" if kinds & {"site", "country"} else None


def work_in_words(need: Need) -> str:
    """Return what a place does for a stage: `fills`, `makes the cell line`, `does viral vector`."""
    words = {"cell-line-development": "makes the cell line", "fill-finish": "fills"}
    return words.get(need.stage.step, f"does {need.stage.step.replace('-', ' ')}")


def plants_allowed(row: Row, need: Need, world: World) -> tuple[Site, ...]:
    """Return the plants that an offer of a network may mean where the brief allows them (RULES S5)."""
    avoided = frozenset[str]().union(*(target.ids for target in need.avoid))
    return tuple(
        site
        for site in plants_meant(row, need, world)
        if (need.countries is None or site.country in need.countries)
        and not avoided & {site.id, site.country}
    )


def check_via(row: Row, need: Need, world: World) -> Iterator[Finding]:
    """F4, S5: a stage that the brief binds is done there; an offer of the site's network asks."""
    for target in need.via:
        if _may_be_at(row, target, need, world):
            yield Question(
                reason="which-site",
                text=f"is it {target.word} that {work_in_words(need)}? stated for the network",
                rule="S5",
                term="via",
                value=target.word,
                mark=row.capability.marks.entity,
                sources=row.capability.sources,
                counted=True,
            )
        elif not _is_at(row, target, need, world):
            yield Shortfall(
                reason="via",
                text=f"not {target.word}",
                rule="F4",
                term="via",
                mark=row.capability.marks.entity,
            )


def _may_be_at(row: Row, target: Target, need: Need, world: World) -> bool:
    if row.site is not None or target.kind != "site":
        return False
    return any(site.id in target.ids for site in plants_allowed(row, need, world))


def check_avoid(row: Row, need: Need, world: World) -> Iterator[Finding]:
    """F5: sites, partners, countries, regions and equipment suppliers that the brief avoids."""
    for target in need.avoid:
        if target.kind == "supplier":
            yield from _check_supplier(row, target, need, world)
        elif _is_at(row, target, need, world):
            term = "avoid-region" if target.kind == "region" else "avoid"
            yield Shortfall(
                reason=term,
                text=f"the brief avoids {target.word}",
                rule="F5",
                term=term,
                mark=row.capability.marks.entity,
            )


def _is_at(row: Row, target: Target, need: Need, world: World) -> bool:
    if target.kind in ("country", "region"):
        return row.site is not None and row.site.country in target.ids
    if target.kind == "site":
        return row.site is not None and row.site.id in target.ids
    return partner_on(row, need, world) in target.ids


def partner_on(row: Row, need: Need, world: World) -> str:
    """Return the partner that sells this row on the day of the brief: the site's operator of that day."""
    if row.site is None:
        return row.partner.id
    return operator_on(row.site, need.as_of, world) or row.partner.id


def _check_supplier(row: Row, target: Target, need: Need, world: World) -> Iterator[Finding]:
    equipment = row.capability.equipment
    if equipment is None:
        yield Footnote(
            reason="equipment-unstated",
            text=f"equipment not stated at {place_name(row)}",
            rule="F5",
            term="avoid",
            mark=row.capability.marks.entity,
        )
        return
    bought = [model for model in equipment if supplier_of(model, world) in target.ids]
    if bought:
        yield Shortfall(
            reason="supplier",
            text=f"lists equipment of {target.word}: {', '.join(bought)}",
            rule="F5",
            term="avoid",
            mark=row.capability.marks.of("equipment"),
            sources=row.capability.sources,
        )


def supplier_of(model: str, world: World) -> str | None:
    """Return the supplier's id of an equipment model, None where the catalog does not hold the model."""
    found = world.equipment.get(model)
    return found.supplier if found else None


def place_name(row: Row) -> str:
    """Return the site's name, or say that the row is the partner's network."""
    return row.site.name if row.site else f"{row.partner.name} (network)"
