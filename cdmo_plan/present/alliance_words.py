"""What is said of an alliance in every format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from cdmo_plan.analysis.alliance import CONTRACT, Alliance, AllianceCell
from cdmo_plan.analysis.shared_equipment import Lister, SharedModel
from cdmo_plan.analysis.third_partners import Filled
from cdmo_plan.domain.agreements import Agreement
from cdmo_plan.domain.world import World
from cdmo_plan.present.coverage_words import O4, missing_word, unasked_lines
from cdmo_plan.present.text import count

HYPOTHETICAL: Final = (
    "HYPOTHETICAL: counted as if the parties offered all that they do under one contract. "
    "No source states that."
)
COUNTED: Final = (
    "Only routes whose every stage one of the parties does, in rows: choices of places for the stages that "
    "matter most. A route is opened if it takes one contract with the agreement and more without it."
)
ASK: Final = (
    "in some of these markets at least, the parties do that step only with an open question, which the rows "
    "behind the cell tell"
)
WEEKS: Final = (
    "none saved: an agreement saves contracting, not transfer (W1), and the recipes leave contracting out, "
    "so that every route takes the weeks that it took before"
)
MISSING: Final = "Still missing, by where the substance is made"
THIRD: Final = "A third partner, if it signed one contract with them (HYPOTHETICAL)"
SAME_EQUIPMENT: Final = "The same equipment elsewhere"
EQUIPMENT: Final = (
    "The same model is where the transfer of a process begins: cells, media, control and release differ, a "
    "technology transfer stays, and plants that state no equipment may have it too."
)


def heading(answer: Alliance, world: World) -> str:
    """Return who was asked about, and what came of it."""
    names = " with ".join(name_of(party, world) for party in answer.parties.ids)
    terms = "".join(f", {term}" for term in (*answer.terms.terms(), *answer.terms.relaxations()))
    cells = len(answer.cells)
    return f"{names}{terms}: {len(answer.opened)} of {count(cells, 'cell')} opened at one contract"


def name_of(party: str, world: World) -> str:
    """Return the name of a partner or an organisation."""
    known = world.partners.get(party) or world.organisations.get(party)
    return known.name if known else party


def agreement_facts(answer: Alliance) -> Iterator[tuple[str, str]]:
    """Yield what is known to link the parties, and what each link does to contracts."""
    for agreement in answer.linking:
        when = f", announced {agreement.announced}" if agreement.announced else ", not dated"
        yield agreement.id, f"{agreement.kind}{when}; {effect_of(agreement, answer)}"
        yield "scope", agreement.scope.text
        limits = "; ".join(_limits(agreement))
        if limits:
            yield "limits", limits
    if not answer.linking:
        yield (
            "none",
            "no source of this catalog links the parties; --as-if-one-contract asks what one would open",
        )


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
    if agreement.id not in answer.merging:
        return "one contract, and on both sides of the comparison"
    lead = f", signed with {agreement.lead}" if agreement.lead else ""
    return f"one contract, as stated{lead}"


def _limits(agreement: Agreement) -> Iterator[str]:
    scope = agreement.scope
    for name, words in (
        ("development phase", scope.development_phases),
        ("modalities", scope.modalities),
        ("steps", scope.steps),
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
    routes = f" ({count(cell.opened.routes, 'route')})" if cell.opened.routes != cell.after.rows else ""
    return f"{cell.after.rows}{routes}"


def missing_facts(answer: Alliance) -> Iterator[tuple[str, str]]:
    """Yield by modality what keeps a cell without any route at one contract, and where."""
    for modality in dict.fromkeys(cell.modality for cell in answer.cells):
        cells = [cell for cell in answer.cells if cell.modality == modality and cell.missing]
        reasons = dict.fromkeys(cell.missing for cell in cells)
        parts = [
            f"{_reason(reason)}: {_places([c for c in cells if c.missing == reason], answer)}"
            for reason in reasons
        ]
        if parts:
            yield modality, "; ".join(parts)


def _reason(missing: tuple[str, ...]) -> str:
    if missing == (CONTRACT,):
        return "one contract for what they do"
    return " and ".join(missing_word(step) for step in missing)


def _places(cells: Iterable[AllianceCell], answer: Alliance) -> str:
    names = list(dict.fromkeys(cell.market.id for cell in cells))
    others = [market.id for market in answer.markets if market.id not in names]
    if not others:
        return "everywhere"
    return ", ".join(names) if len(names) <= len(others) else f"everywhere but {', '.join(others)}"


def third_facts(answer: Alliance, world: World) -> Iterator[tuple[str, str]]:
    """Yield who would fill the most gaps, with what it would do and where."""
    for number, third in enumerate(answer.thirds, start=1):
        fills = f"{count(len(third.fills), 'cell')}: {'; '.join(_filled(third.fills))}"
        yield str(number), f"{name_of(third.partner, world)} ({third.partner}), {fills}"


def _filled(fills: Iterable[Filled]) -> Iterator[str]:
    places: dict[tuple[str, tuple[str, ...]], dict[str, None]] = {}
    for fill in fills:
        places.setdefault((fill.modality, fill.steps), {})[fill.market] = None
    for (modality, steps), markets in places.items():
        yield f"{modality} {' and '.join(missing_word(step) for step in steps)} ({', '.join(markets)})"


def equipment_facts(shared: Iterable[SharedModel], world: World) -> Iterator[tuple[str, str]]:
    """Yield each model with the step, the plants of the parties that list it, and the others that do."""
    for found in shared:
        model = world.equipment[found.model].model if found.model in world.equipment else found.model
        own = ", ".join(lister_words(lister, world) for lister in found.parties)
        others = ", ".join(lister_words(lister, world) for lister in found.others) or "nobody else lists it"
        yield f"{found.model}", f"{model}, {found.step}: {own}; could take a process over: {others}"


def lister_words(lister: Lister, world: World) -> str:
    """Return a plant with its country, and whether it takes work."""
    where = world.sites[lister.site].name if lister.site else f"{lister.partner} (network)"
    country = f" {lister.country}" if lister.country else ""
    return f"{where}{country}{'' if lister.takes_work else ' (takes no new work that day)'}"


def _asked(answer: Alliance) -> bool:
    return any(cell.asks for cell in answer.opened)


def notes(answer: Alliance, world: World) -> Iterator[tuple[str, str]]:
    """Yield what stands under the answer in every format."""
    yield "Counted", COUNTED
    if _asked(answer):
        yield "Ask", ASK
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
