"""What routes cost where their capabilities were quoted: on which basis, and for which nets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from cdmo_plan.domain.capability import Capability
from cdmo_plan.domain.costs import Basis, counted, range_over
from cdmo_plan.domain.quotes import Quote
from cdmo_plan.domain.refusal import BriefRefused
from cdmo_plan.domain.values import NamedTuple
from cdmo_plan.domain.vocabulary import STEPS
from cdmo_plan.domain.world import World
from cdmo_plan.network.net import Candidate
from cdmo_plan.network.prices import Prices, prices_of
from cdmo_plan.network.rows import Outlook


class Wanted(NamedTuple):
    """On which basis cost is asked for: a currency, what a price is for, or what is left of the quotes."""

    currency: str | None = None
    per: str | None = None

    @classmethod
    def of(cls, currency: str | None, per: str | None) -> Wanted:
        """Return what is asked for in words; a currency's case does not matter."""
        return cls(None if currency is None else currency.strip().upper() or None, per)

    def takes(self, basis: Basis) -> bool:
        """Tell whether prices on a basis are among what is asked for."""
        return self.currency in (None, basis.currency) and self.per in (None, basis.per)

    def __str__(self) -> str:
        """Return it in words."""
        per = f"a {self.per.replace('-', ' ')}" if self.per else ""
        return " ".join(filter(None, (self.currency, per)))


class Costing(NamedTuple):
    """The prices by which cost is counted; `passed_over` quotes on their basis do not hold on the day."""

    prices: Prices
    passed_over: int

    @property
    def basis(self) -> Basis:
        """What the prices have in common."""
        return self.prices.basis


def wanted_within(currency: str, given: Wanted | None) -> Wanted:
    """Return on which basis cost is asked for where the distance from the best is a sum.

    Raises:
        BriefRefused: If that is in another currency than the one asked for.
    """
    if given is not None and given.currency not in (None, currency):
        message = f"cost in {given.currency} is not compared with a distance in {currency}"
        raise BriefRefused(message, "prices are not converted: name one currency")
    return Wanted(currency, given.per if given is not None else None)


def costing_of(world: World, outlooks: Sequence[Outlook], day: date, wanted: Wanted) -> Costing | None:
    """Return the one basis that prices are added up on, None where no recipe can be carried out anyway.

    Raises:
        BriefRefused: If there are no quotes that count, or if they are on several bases.
    """
    if not any(row.capability.quotes for step in STEPS for row in world.rows(step)):
        message = "nothing is quoted in this catalog, so that no route has a cost"
        raise BriefRefused(message, "add quotes to a private layer and name it by --catalog, the base first")
    asked = list(_capabilities(o for o in outlooks if o.net.is_possible))
    if not asked:
        return None
    quotes = [(capability.id, quote) for capability in asked for quote in capability.quotes]
    found: dict[Basis, set[str]] = {}
    for name, quote in quotes:
        if quote.is_in_force_on(day):
            found.setdefault(Basis(quote.currency, quote.what), set()).add(name)
    bases = [basis for basis in found if wanted.takes(basis)]
    if len(bases) != 1:
        raise _refusal(wanted, bases, found, day)
    (basis,) = bases
    past = sum((q.currency, q.what) == basis and not q.is_in_force_on(day) for _, q in quotes)
    return Costing(_prices(world, basis, day), past)


def _prices(world: World, basis: Basis, day: date) -> Prices:
    """Return the prices of all capabilities, so that routes of whatever nets compare."""
    rows = (row for step in STEPS for row in world.rows(step))
    quotes = {row.capability.id: counted(row.capability.quotes, basis, day) for row in rows}
    return prices_of(basis, day, {name: range_over(found) for name, found in quotes.items() if found})


def _refusal(wanted: Wanted, bases: Sequence[Basis], found: dict[Basis, set[str]], day: date) -> BriefRefused:
    listed = ", ".join(_offered(basis, found[basis]) for basis in sorted(bases or found))
    if bases:
        message = "prices in several currencies, or for several things, are not added up"
        return BriefRefused(message, f"name one by --cost-in and --cost-per; quoted are {listed}")
    if not found:
        message = f"nothing that this brief may use has a quote that holds on {day}"
        return BriefRefused(message, "a quote holds from its date until its last day; --detail shows each")
    words = f"in {wanted}" if wanted.currency is not None else str(wanted)
    return BriefRefused(f"nothing that this brief may use is quoted {words}", f"quoted are {listed}")


def _offered(basis: Basis, names: set[str]) -> str:
    return f"{basis} ({len(names)} {'capability' if len(names) == 1 else 'capabilities'})"


def counted_quotes(outlooks: Iterable[Outlook]) -> Iterator[Quote]:
    """Yield all quotes that count in priced outlooks."""
    for outlook in outlooks:
        prices = outlook.net.prices
        if prices is not None:
            for capability in _capabilities([outlook]):
                yield from counted(capability.quotes, prices.basis, prices.day)


def quotes_behind(route: Sequence[Candidate], outlook: Outlook) -> Iterator[Quote]:
    """Yield the quotes that the cost of a route, or what is known of it, is added up from."""
    prices = outlook.net.prices
    for stage, candidate in zip(outlook.net.stages, route, strict=True):
        row = outlook.ledger.row_of(stage.key, candidate.id)
        if prices is not None and row is not None:
            yield from counted(row.capability.quotes, prices.basis, prices.day)


def _capabilities(outlooks: Iterable[Outlook]) -> Iterator[Capability]:
    """Yield the capabilities that routes may be made of, each once."""
    found: dict[str, Capability] = {}
    for outlook in outlooks:
        for stage in outlook.net.stages:
            ids = {candidate.id for candidate in stage.candidates}
            rows = (judged.row.capability for judged in outlook.ledger.judged[stage.key])
            found.update((capability.id, capability) for capability in rows if capability.id in ids)
    return iter(found.values())
