"""Whom a question goes to, and what of the catalog it is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cdmo_plan.planner.inquiries import Inquiry
from cdmo_plan.present.layers import origin_record

if TYPE_CHECKING:
    from cdmo_plan.domain.world import World
    from cdmo_plan.present.records_of_answers import Origin


def partner_name(inquiry: Inquiry, world: World) -> str:
    """Return the name of the partner that is asked, marked where it is from a private catalog."""
    party = world.partners.get(inquiry.partner) or world.organisations.get(inquiry.partner)
    name = party.name if party else inquiry.partner
    return f"{name} (private)" if party and world.origins.is_private(party) else name


def asked_name(inquiry: Inquiry, world: World) -> str:
    """Return the name of the site that is asked, else of the partner; marked where anything is private."""
    site = world.sites.get(inquiry.site or "")
    if site is None:
        return partner_name(inquiry, world)
    return f"{site.name} (private)" if is_private(inquiry, world) else site.name


def offering_name(inquiry: Inquiry, world: World) -> str:
    """Return the parties of the agreement that is asked about, nothing where it is about none."""
    parties = next((found.parties for found in world.agreements if found.id == inquiry.of), ())
    known = [world.partners.get(party) or world.organisations.get(party) for party in parties]
    names = [found.name if found else party for found, party in zip(known, parties, strict=True)]
    return f"joint offering of {' and '.join(names)}" if names else ""


def is_private(inquiry: Inquiry, world: World) -> bool:
    """Tell whether what is asked about is from a catalog that is not for sharing."""
    return world.origins.is_private(*_behind(inquiry, world))


def origin_of(inquiry: Inquiry, world: World) -> Origin:
    """Return for scripts which layers a question is from."""
    return origin_record(world.origins, *_behind(inquiry, world))


def _behind(inquiry: Inquiry, world: World) -> Iterator[Any]:
    yield from (found for found in world.agreements if found.id == inquiry.of)
    for place in (world.sites.get(inquiry.site or ""), world.partners.get(inquiry.partner)):
        yield from [place] if place is not None else []
    rows = world.rows(inquiry.step) if inquiry.step else ()
    yield from (row.capability for row in rows if row.capability.id == inquiry.of)
