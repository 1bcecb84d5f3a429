"""Who is asked about in an alliance, and what is known to link them on the day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cdmo_plan.diagnostics.suggestions import did_you_mean
from cdmo_plan.domain.agreements import Agreement
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.domain.world import World


class Parties(NamedTuple):
    """The parties by id: contract manufacturers, and organisations that make nothing for others."""

    partners: tuple[str, ...]
    organisations: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """All of them, the partners first."""
        return (*self.partners, *self.organisations)


def parties_of(words: Sequence[str], world: World) -> Parties:
    """Return who the words name, by id, name or former name; a supplier is a party too.

    Raises:
        BriefRefused: If a word names nobody, or if fewer than two are named, or none that manufactures.
    """
    found = _known(words, world)
    partners = tuple(dict.fromkeys(name for name in found if name in world.partners))
    others = tuple(dict.fromkeys(name for name in found if name not in world.partners))
    parties = Parties(partners, others)
    if len(parties.ids) < 2:  # noqa: PLR2004  an alliance is of two
        message = f"an alliance has two parties or more, not {', '.join(parties.ids) or 'none'} alone"
        raise BriefRefused(message, "name two partners: cdmo-plan alliance agc-biologics bioconnection")
    if not partners:
        message = f"none of {', '.join(others)} is a contract manufacturer"
        raise BriefRefused(message, "`cdmo-plan list partners` shows those")
    return parties


def _known(words: Sequence[str], world: World) -> list[str]:
    found: list[str] = []
    refused: list[BriefRefused] = []
    for word in words:
        try:
            found.append(_party(word, world))
        except BriefRefused as refusal:
            refused.append(refusal)
    if refused:
        first, *others = refused
        raise BriefRefused(first.message, first.hint, tuple(others))
    return found


def _party(word: str, world: World) -> str:
    wanted = word.strip().casefold()
    for partner in world.partners.values():
        names = (partner.id, partner.name, *partner.former_names)
        if wanted in (name.casefold() for name in names):
            return partner.id
    for organisation in world.organisations.values():
        names = (organisation.id, organisation.name, *organisation.aliases)
        if wanted in (name.casefold() for name in names):
            return organisation.id
    _refuse_site(wanted, world)
    close = did_you_mean(word, [*world.partners, *world.organisations])
    hint = f"did you mean {' or '.join(close)}?" if close else "`cdmo-plan list partners` shows them all"
    message = f"unknown partner or organisation {word!r}"
    raise BriefRefused(message, hint)


def _refuse_site(wanted: str, world: World) -> None:
    for site in world.sites.values():
        if wanted in (site.id, *(name.casefold() for name in (site.name, *site.aliases))):
            message = f"{site.id} is a plant, and plants sign no contracts"
            raise BriefRefused(message, f"name its partner: {site.partner}")


def agreements_among(parties: Parties, world: World) -> Iterator[Agreement]:
    """Yield what is known to link any two of the parties, by id, whatever its kind and its day."""
    for agreement in world.agreements:
        if len(set(agreement.parties) & set(parties.ids)) > 1:
            yield agreement
