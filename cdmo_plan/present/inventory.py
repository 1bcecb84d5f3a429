"""Lists of entities as tables: which columns a kind has, and what stands below."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from cdmo_plan.present.console import cell, output_console
from cdmo_plan.present.error_mark import print_mark
from cdmo_plan.present.layer_lines import print_sharing
from cdmo_plan.present.layer_records import is_private
from cdmo_plan.present.states import UNKNOWN, state_words
from cdmo_plan.present.tables import Column, emit, print_facts, print_table
from cdmo_plan.present.text import count

if TYPE_CHECKING:
    from cdmo_plan.analysis.inventory import EquipmentLine, ModalityLine, PartnerLine, SiteLine, StepLine
    from cdmo_plan.catalog.load import Loaded
    from cdmo_plan.domain.agreements import Agreement
    from cdmo_plan.domain.geography import Region
    from cdmo_plan.domain.layers import Layer
    from cdmo_plan.domain.partners import Organisation

NOTHING = "-"
NEXT = "List one kind: cdmo-plan list sites. Show one entity: cdmo-plan show agc-copenhagen"
GAPS = "A dash is a gap in what was found, not in the market."


class Listed(NamedTuple):
    """A list as people read it: its columns, a row of texts for each entity, and what stands below."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    closing: str


def listed_as_rows(kind: str, lines: Sequence[Any], loaded: Loaded, day: date) -> Listed:
    """Return the entities of one kind as rows; without any, `closing` says so."""
    columns, row, closing = _LAYOUTS[kind]
    if not lines:
        return Listed(columns, [], f"This catalog has no {kind}. Other lists: cdmo-plan list")
    rows = [_marked(row(line, day), line, loaded) for line in lines]
    one = "modality" if kind == "modalities" else kind.removesuffix("s")
    noun = "models of equipment" if kind == "equipment" else kind
    has_gaps = any(NOTHING in texts for texts in rows)
    words = [f"{count(len(lines), one, noun)} as of {day}.", closing, GAPS if has_gaps else ""]
    return Listed(columns, rows, " ".join(word for word in words if word))


def print_listing(kind: str, lines: Sequence[Any], loaded: Loaded, day: date) -> None:
    """Print the entities of one kind."""
    console = output_console()
    columns, rows, closing = listed_as_rows(kind, lines, loaded, day)
    if rows:
        print_table(console, columns, rows)
        console.print()
    emit(console, cell(closing))
    print_mark(console, loaded)
    print_sharing(console, loaded.catalog.origins)


def _marked(texts: list[str], line: Any, loaded: Loaded) -> list[str]:  # noqa: ANN401  a line of any kind
    """Return the cells of a line, the first marked where anything in them is private."""
    world = loaded.catalog
    private = world.origins.private and is_private(line, world)
    return [f"{texts[0]} (private)", *texts[1:]] if private else texts


def print_overview(counts: Mapping[str, int], loaded: Loaded, day: date) -> None:
    """Print what can be listed, and how much of it there is."""
    console = output_console()
    console.print(cell(overview_words(loaded, day)))
    console.print()
    print_facts(console, [(f"{number:>6,}", kind) for kind, number in counts.items()])
    console.print()
    console.print(cell(NEXT))
    print_mark(console, loaded)
    print_sharing(console, loaded.catalog.origins)


def overview_words(loaded: Loaded, day: date) -> str:
    """Return the line above the overview."""
    return f"The catalog {', '.join(loaded.catalog.layers)} as of {day} holds:"


def _partner(line: PartnerLine, day: date) -> list[str]:
    del day
    partner = line.partner
    seat = [partner.headquarters_city, partner.headquarters_country]
    return [
        partner.id,
        partner.name,
        _list(part for part in seat if part),
        str(len(line.sites) or NOTHING),
        _list(line.steps),
    ]


def _site(line: SiteLine, day: date) -> list[str]:
    site, owner = line.site, line.site.owner_on(day)
    # An owner that is no contract manufacturer sells no capacity, but the reader asks who it is.
    who = line.operator or (f"none (owner {owner.owner})" if owner else "none yet")
    steps = dict.fromkeys(row.capability.step for row in line.rows)
    return [site.id, f"{site.city}, {site.country}", state_words(site.timeline, day), who, _list(steps)]


def _modality(line: ModalityLine, day: date) -> list[str]:
    del day
    recipes = _list(recipe.id for recipe in line.recipes) if line.recipes else "no recipe yet"
    return [line.modality, recipes, *(str(len(ids) or NOTHING) for ids in (line.makers, line.fillers))]


def _step(line: StepLine, day: date) -> list[str]:
    del day
    networks = sum(row.site is None for row in line.rows)
    return [line.step, *(str(n or NOTHING) for n in (len(line.rows), len(line.sites), networks))]


def _agreement(agreement: Agreement, day: date) -> list[str]:
    del day
    contract = {True: "yes", False: "no", None: UNKNOWN}[agreement.one_contract]
    announced = str(agreement.announced or "not dated")
    return [agreement.id, agreement.kind, contract, announced, _list(agreement.parties)]


def _equipment(line: EquipmentLine, day: date) -> list[str]:
    del day
    model = line.model
    supplier = f"{model.supplier} ({_list(line.parents)})" if line.parents else model.supplier
    return [model.id, supplier, model.kind, model.model, _list(line.sites)]


def _region(region: Region, day: date) -> list[str]:
    del day
    return [region.id, region.name, _list(sorted(region.countries))]


def _organisation(organisation: Organisation, day: date) -> list[str]:
    del day
    kinds, parent = _list(organisation.kinds), organisation.parent or NOTHING
    return [organisation.id, organisation.country or NOTHING, parent, organisation.name, kinds]


def _layer(layer: Layer, day: date) -> list[str]:
    del day
    figures = [f"{len(ids):,}" for ids in (layer.added, layer.amended, layer.withdrawn)]
    title = layer.title or NOTHING
    return [layer.name, str(layer.as_of or NOTHING), *figures, title, layer.folder]


def _list(words: Any) -> str:  # noqa: ANN401  any iterable of words
    return ", ".join(words) or NOTHING


def _columns(*titles: str) -> list[Column]:
    """Return columns by title: `~` marks one that wraps, `_` one that may also stand below, `#` figures."""
    return [
        Column(title.strip("~_#"), wraps=title[0] in "~_", right=title[0] == "#", below=title[0] == "_")
        for title in titles
    ]


_SITES = "The partner and the state are those of that day."
_MODALITIES = "Makers and fillers are partners that take such work that day, before any wish of a brief."

_Layout = tuple[list[Column], Callable[[Any, date], list[str]], str]

_LAYOUTS: Final[Mapping[str, _Layout]] = MappingProxyType(
    {
        "partners": (
            _columns("partner", "~name", "~headquarters", "#sites", "_steps on offer"),
            _partner,
            "",
        ),
        "sites": (_columns("site", "~place", "~state", "_partner", "_steps"), _site, _SITES),
        "modalities": (_columns("modality", "~recipes", "#makers", "#fillers"), _modality, _MODALITIES),
        "steps": (_columns("step", "#capabilities", "#sites", "#network offers"), _step, ""),
        "agreements": (
            _columns("agreement", "kind", "~one contract", "_announced", "_parties"),
            _agreement,
            "",
        ),
        "equipment": (
            _columns("model", "~supplier (parent)", "~kind", "_name", "_listed by"),
            _equipment,
            "",
        ),
        "regions": (_columns("region", "~name", "_countries"), _region, "A country is named by its code."),
        "organisations": (
            _columns("organisation", "country", "~parent", "_name", "_kinds"),
            _organisation,
            "",
        ),
        "layers": (
            _columns("layer", "as of", "#adds", "#amends", "#withdraws", "~title", "_folder"),
            _layer,
            "The later one wins.",
        ),
    }
)
