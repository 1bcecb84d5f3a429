"""What is said of an alliance in every format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeVar

from cdmo_plan.analysis.alliance import CONTRACT, Alliance, AllianceCell
from cdmo_plan.analysis.independence import owner_of
from cdmo_plan.analysis.shared_equipment import Lister, SharedModel
from cdmo_plan.analysis.third_partners import Filled
from cdmo_plan.domain.agreements import Agreement
from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.world import World
from cdmo_plan.present.coverage_words import DOUBTS, O4, missing_word, party_name, told, unasked_lines
from cdmo_plan.present.text import count

HYPOTHETICAL: Final = (
    "HYPOTHETICAL: counted as if the parties offered all that they do under one contract. "
    "No source states that."
)
COUNTED: Final = (
    "Only routes whose every stage one of the parties does, in rows: choices of places for the stages that "
    "matter most. A route is opened if it takes one contract with the agreement and more without it; a cell, "
    "if it had no route at one contract before."
)
ASK: Final = (
    "in some of these markets at least, the parties do that step only with an open question, which the rows "
    "behind the cell tell"
)
WEEKS: Final = (
    "from gene to vial none are saved: an agreement saves contracting, not transfer (W1). Contracting comes "
    "on top of these weeks, and no source of this catalog says how long it takes"
)
Told = TypeVar("Told")
MOST_NAMED: Final = 3
"""So many markets are named one by one, even where they are all that was asked."""
MISSING: Final = "Still missing, by where the substance is made"
THIRD: Final = "A third partner, if it signed one contract with them (HYPOTHETICAL; ? a doubt in every route)"
SAME_EQUIPMENT: Final = "The same equipment elsewhere"
EQUIPMENT: Final = (
    "The same model is where the transfer of a process begins: cells, media, control and release differ, a "
    "technology transfer stays, and plants that state no equipment may have it too."
)


def heading(answer: Alliance, world: World) -> str:
    """Return who was asked about, and what came of it."""
    names = " with ".join(party_name(party, world) for party in answer.parties.ids)
    terms = "".join(f", {term}" for term in (*answer.terms.terms(), *answer.terms.relaxations()))
    had = sum(bool(cell.before.routes) for cell in answer.opened)
    opened = f"{len(answer.opened) - had} of {count(len(answer.cells), 'cell')} opened at one contract"
    return f"{names}{terms}: {opened}{f', new routes in {had} that had some before' if had else ''}"


def shown_only(answer: Alliance, world: World) -> list[str]:
    """Return what the rows behind a cell suppose, and whose they are."""
    names = " and ".join(party_name(party, world) for party in answer.parties.partners)
    only = f"Only what {names} do, as if the catalog held nobody else."
    return [HYPOTHETICAL, only] if answer.is_hypothetical else [only]


def agreement_facts(answer: Alliance, world: World) -> Iterator[tuple[str, str]]:
    """Yield what is known to link the parties, and what each link does to contracts."""
    for agreement in answer.linking:
        when = f", announced {agreement.announced}" if agreement.announced else ", not dated"
        yield agreement.id, f"{agreement.kind}{when}; {effect_of(agreement, answer)}"
        yield "scope", agreement.scope.text
        limits = "; ".join(_limits(agreement))
        if limits:
            yield "limits", limits
    if not answer.linking:
        more = "" if answer.is_hypothetical else "; --as-if-one-contract asks what one would open"
        yield "none", f"no agreement in this catalog links the parties{more}"
    for owner, owned in _families(answer, world).items():
        names = " and ".join(party_name(party, world) for party in owned)
        yield "one owner", f"{names} ({party_name(owner, world)}): that merges no contracts by itself (M4)"


def _families(answer: Alliance, world: World) -> dict[str, list[str]]:
    """Return the parties that one owner joins on the day, by that owner."""
    families: dict[str, list[str]] = {}
    for party in answer.parties.ids:
        families.setdefault(owner_of(party, answer.terms.as_of, world), []).append(party)
    return {owner: owned for owner, owned in families.items() if len(owned) > 1}


def effect_of(agreement: Agreement, answer: Alliance) -> str:
    """Return what an agreement does to contracts on the day, and why (RULES M4)."""
    if not agreement.in_force_on(answer.terms.as_of):
        return "not in force on that day"
    if not agreement.joins:
        return "joins no stages, so that it opens no route by itself (M4)"
    if agreement.one_contract is None:
        return "one contract not stated: ask; it merges nothing (M4)"
    if not agreement.one_contract:
        return "several contracts, as stated: it merges nothing (M4)"
    lead = f", signed with {agreement.lead}" if agreement.lead else ""
    both = ", and on both sides of the comparison" if answer.is_hypothetical else ""
    return f"one contract, as stated{lead}{_of_phase(agreement, answer.terms)}{both}"


def _of_phase(agreement: Agreement, terms: Brief) -> str:
    """Return what the phase that an agreement is limited to means for this brief (RULES M4)."""
    phases = agreement.scope.development_phases
    if phases is None or terms.development_phase in phases:
        return ""
    named = " or ".join(sorted(phases))
    if terms.development_phase is not None:
        return f", but for {named} programmes only: it merges nothing here (M4)"
    if terms.strict:
        return f", but for {named} programmes only, and --strict asks for --development-phase (M4)"
    return f", if this programme is {named}: ask"


def _limits(agreement: Agreement) -> Iterator[str]:
    scope = agreement.scope
    for name, words in (
        ("development phase", scope.development_phases),
        ("modalities", scope.modalities),
        ("steps", scope.steps),
        ("dose forms", scope.dose_forms),
        ("plants", scope.sites),
    ):
        if words is not None:
            yield f"{name} {', '.join(sorted(words))} only"


def opened_rows(answer: Alliance) -> Iterator[list[str]]:
    """Yield a line for each modality, dose forms of the same figures together, summed over its markets."""
    forms: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for modality, form in dict.fromkeys((c.modality, c.dose_form) for c in answer.opened):
        cells = [c for c in answer.opened if (c.modality, c.dose_form) == (modality, form)]
        asks = tuple(dict.fromkeys(step for cell in cells for step in cell.asks))
        forms.setdefault((modality, tuple(_figures(cells, answer)), asks), []).append(form or "-")
    for (modality, figures, asks), found in forms.items():
        questions = f" (ask: {' and '.join(map(missing_word, asks))})" if asks else ""
        yield [modality, ", ".join(found) + questions, *figures]


def _figures(cells: Sequence[AllianceCell], answer: Alliance) -> Iterator[str]:
    alone = (sum(cell.alone[partner].rows for cell in cells) for partner in answer.parties.partners)
    yield ", ".join(map(str, alone))
    yield str(sum(cell.before.rows for cell in cells))
    yield ", ".join(f"{cell.market.id} {_opened(cell)}" for cell in cells)
    contracts = sorted({number for cell in cells for number in cell.contracts_before})
    yield f"{' or '.join(map(str, contracts))} to 1"


def _opened(cell: AllianceCell) -> str:
    if cell.before.routes:
        return f"{cell.after.rows} ({count(cell.opened.routes, 'new route')} beside {cell.before.routes})"
    routes = f" ({count(cell.opened.routes, 'route')})" if cell.opened.routes != cell.after.rows else ""
    return f"{cell.after.rows}{routes}"


def missing_facts(answer: Alliance) -> Iterator[tuple[str, str]]:
    """Yield by modality what keeps a cell without any route at one contract, and where."""
    for modality, every in _dose_forms(answer).items():
        cells = [cell for cell in answer.cells if cell.modality == modality and cell.missing]
        parts = [
            f"{_reason(reason)}{_aside(_named(forms, every))}: {_places(names, answer)}"
            for (reason, forms), names in _together((c.missing, c.market.id, c.dose_form) for c in cells)
        ]
        if parts:
            yield modality, "; ".join(parts)


def _dose_forms(answer: Alliance) -> dict[str, tuple[str | None, ...]]:
    """Return the dose forms that each modality was asked in."""
    forms: dict[str, dict[str | None, None]] = {}
    for cell in answer.cells:
        forms.setdefault(cell.modality, {})[cell.dose_form] = None
    return {modality: tuple(found) for modality, found in forms.items()}


def _together(
    found: Iterable[tuple[Told, str, str | None]],
) -> Iterable[tuple[tuple[Told, tuple[str | None, ...]], list[str]]]:
    """Return what is told of markets and dose forms, markets of the same dose forms together."""
    forms: dict[tuple[Told, str], dict[str | None, None]] = {}
    for told_of, market, form in found:
        forms.setdefault((told_of, market), {})[form] = None
    places: dict[tuple[Told, tuple[str | None, ...]], list[str]] = {}
    for (told_of, market), of_market in forms.items():
        places.setdefault((told_of, tuple(of_market)), []).append(market)
    return places.items()


def _aside(text: str) -> str:
    return f" ({text})" if text else ""


def _named(forms: Sequence[str | None], every: Sequence[str | None]) -> str:
    """Return the dose forms that something is told of, nothing where it holds for all that were asked."""
    return "" if set(forms) == set(every) else ", ".join(form or "bulk" for form in forms)


def _reason(missing: tuple[str, ...]) -> str:
    if missing == (CONTRACT,):
        return "one contract for what they do"
    return " and ".join(missing_word(step) for step in missing)


def _places(names: Sequence[str], answer: Alliance) -> str:
    others = [market.id for market in answer.markets if market.id not in names]
    if not others and len(names) > MOST_NAMED:
        return "everywhere"
    few = len(names) <= max(len(others), MOST_NAMED)
    return ", ".join(names) if few else f"everywhere but {', '.join(others)}"


def third_facts(answer: Alliance, world: World) -> Iterator[tuple[str, str]]:
    """Yield who would fill the most gaps, with what it would do and where."""
    for number, third in enumerate(answer.thirds, start=1):
        fills = f"{count(len(third.fills), 'cell')}: {'; '.join(_filled(third.fills, answer))}"
        yield str(number), f"{party_name(third.partner, world)} ({third.partner}), {fills}"


def _filled(fills: Iterable[Filled], answer: Alliance) -> Iterator[str]:
    every = _dose_forms(answer)
    marked = ((fill, f"{fill.market}{DOUBTS if fill.only_doubts else ''}") for fill in fills)
    found = (((fill.modality, fill.steps), market, fill.dose_form) for fill, market in marked)
    for ((modality, steps), forms), names in _together(found):
        does = " and ".join(missing_word(step) for step in steps)
        only = _named(forms, every[modality])
        yield f"{modality} {does} ({', '.join(names)}{f'; {only} only' if only else ''})"


def equipment_facts(shared: Iterable[SharedModel], world: World) -> Iterator[tuple[str, str]]:
    """Yield each model with the step, the plants of the parties that list it, and the others that do."""
    for found in shared:
        model = world.equipment[found.model].model if found.model in world.equipment else found.model
        own = ", ".join(lister_words(lister, world) for lister in found.parties)
        others = (
            ", ".join(lister_words(lister, world) for lister in found.others)
            or "nobody else in this catalog lists it"
        )
        yield f"{found.model}", f"{model}, {found.step}: {own}; could take a process over: {others}"


def lister_words(lister: Lister, world: World) -> str:
    """Return a plant with its country, and whether it takes work."""
    site = world.sites[lister.site] if lister.site else None
    where = told(site.name, world, site) if site else f"{lister.partner} (network)"
    country = f" {lister.country}" if lister.country else ""
    return f"{where}{country}{'' if lister.takes_work else ' (takes no new work that day)'}"


def _asked(answer: Alliance) -> bool:
    return any(cell.asks for cell in answer.opened)


def notes(answer: Alliance, world: World) -> Iterator[tuple[str, str]]:
    """Yield what stands under the answer in every format."""
    yield "Counted", COUNTED
    if _asked(answer):
        yield "Ask", ASK
    had = sum(bool(cell.before.routes) for cell in answer.cells)
    if had:
        yield "Before", f"{count(had, 'cell')} had routes at one contract already, without the agreement"
    at_any = sum(cell.at_any.rows for cell in answer.cells)
    yield (
        "Any contracts",
        f"{count(at_any, 'row')} before and after: no agreement opens what several contracts allow",
    )
    yield "Weeks", WEEKS
    for text in unasked_lines(answer.unasked):
        yield "Not asked", text
    yield "Gaps", O4
    first = next(iter(answer.opened), None)
    if first is not None:
        yield "Rows", f"add --show {cell_word(first)} for the rows behind a cell"
    yield "Sources", f"catalog {' + '.join(world.layers)} {world.digest}, as of {answer.terms.as_of}"


def cell_word(cell: AllianceCell) -> str:
    """Return how --show names a cell."""
    return ":".join(word for word in (cell.modality, cell.dose_form, cell.market.id) if word)
