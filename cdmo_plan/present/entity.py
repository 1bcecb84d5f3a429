"""One entity, shown: as a card for readers, as a record for scripts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from cdmo_plan.present.card import Card, print_card
from cdmo_plan.present.cards import capability_card, partner_card, site_card
from cdmo_plan.present.cards_of_parties import (
    agreement_card,
    country_card,
    equipment_card,
    organisation_card,
    region_card,
)
from cdmo_plan.present.cards_of_processes import modality_card, recipe_card, step_card
from cdmo_plan.present.console import output_console
from cdmo_plan.present.entity_json import entity_record
from cdmo_plan.present.error_mark import print_mark
from cdmo_plan.present.inventory_markdown import card_lines, mark_lines
from cdmo_plan.present.json_answers import envelope, write_json
from cdmo_plan.present.layer_lines import print_sharing
from cdmo_plan.present.layers import sharing
from cdmo_plan.present.markdown import write_lines

if TYPE_CHECKING:
    from cdmo_plan.analysis.lookup import Found
    from cdmo_plan.catalog.load import Loaded
    from cdmo_plan.domain.world import World

_CARDS: Final[Mapping[str, Callable[[Any, World, date], Card]]] = MappingProxyType(
    {
        "partner": partner_card,
        "site": site_card,
        "capability": capability_card,
        "modality": modality_card,
        "recipe": recipe_card,
        "step": step_card,
        "agreement": agreement_card,
        "organisation": organisation_card,
        "equipment": equipment_card,
        "region": region_card,
        "country": country_card,
    }
)


def print_entities(found: Sequence[Found], loaded: Loaded, day: date) -> None:
    """Print what a word names: one card, or those of a modality and of its recipe."""
    console = output_console()
    for number, each in enumerate(found):
        if number:
            console.print()
        print_card(console, _CARDS[each.kind](each.entity, loaded.catalog, day))
    print_mark(console, loaded)
    if any(word != "Public" for word, _text in sharing(loaded.catalog.origins)):
        console.print()
    print_sharing(console, loaded.catalog.origins)


def write_entities_as_markdown(found: Sequence[Found], loaded: Loaded, day: date) -> None:
    """Write what a word names as cards in Markdown."""
    cards = [_CARDS[each.kind](each.entity, loaded.catalog, day) for each in found]
    lines = [line for card in cards for line in [*card_lines(card), ""]]
    write_lines([*lines[:-1], *mark_lines(loaded)])


def write_entities(found: Sequence[Found], loaded: Loaded, day: date) -> None:
    """Write what a word names, each under the word of its kind."""
    records = {each.kind: entity_record(each, loaded.catalog, day) for each in found}
    write_json({**envelope(loaded, day), "kinds": list(records), **records})
