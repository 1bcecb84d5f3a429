"""Which partners are independent of each other: those that no parent joins on the day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from cdmo_plan.domain.world import World


def independent(partners: Iterable[str], day: date, world: World) -> frozenset[str]:
    """Return the owners at the top of these partners' families: one for all partners that it owns."""
    return frozenset(owner_of(partner, day, world) for partner in partners)


def owner_of(partner: str, day: date, world: World) -> str:
    """Return who stands at the top of a partner's family on a day: the partner itself where nobody owns it.

    A parent since a later day does not own yet; one that no source dates does.
    """
    seen = [partner]
    while True:
        parent = _parent_on(seen[-1], day, world)
        if parent is None or parent in seen:
            return seen[-1]
        seen.append(parent)


def _parent_on(party: str, day: date, world: World) -> str | None:
    known = world.partners.get(party)
    if known is not None and known.parent is not None:
        return known.parent
    organisation = world.organisations.get(party)
    if organisation is None or organisation.parent is None:
        return None
    since = organisation.parent_since
    return organisation.parent if since is None or since.begun_by(day) else None
