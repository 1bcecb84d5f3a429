"""Which layer a fact came from, and whether it may be shared: said the same way in every answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from cdmo_plan.domain.geography import Lane
from cdmo_plan.domain.layers import Layer, Origins
from cdmo_plan.present.text import count

if TYPE_CHECKING:
    from cdmo_plan.present.records_of_answers import CatalogName, Origin

MOST_WITHDRAWN = 6


def layer_words(layer: Layer) -> str:
    """Return a layer by name, and that it is private."""
    return f"{layer.name} (private)" if layer.is_private else layer.name


def contributions(entities: Iterable[Any], origins: Origins) -> Iterator[tuple[str, str]]:
    """Yield for every layer above the lowest what of these entities it says: ids, and amended fields."""
    found = {_name(entity): entity for entity in entities}
    for layer in origins.layers[1:]:
        parts = [part for entity in found.values() if (part := _part(entity, layer, origins))]
        if parts:
            yield layer_words(layer), ", ".join(parts)


def _part(entity: Any, layer: Layer, origins: Origins) -> str | None:  # noqa: ANN401  an entity with an id
    if origins.of(entity.marks.entity) is layer:
        return _name(entity)
    amended = (each for each in getattr(entity, "amended", ()) if origins.of(each.marks.entity) is layer)
    fields = dict.fromkeys(field for each in amended for field in each.fields)
    # Most catalogs have one layer, of which nothing is amended.
    from cdmo_plan.present.saying import labels

    return f"{_name(entity)} ({labels(fields)})" if fields else None


def _name(entity: Any) -> str:  # noqa: ANN401  an entity with an id
    return f"lane {entity.kind}" if isinstance(entity, Lane) else str(entity.id)


def sharing(origins: Origins) -> Iterator[tuple[str, str]]:
    """Yield what layers withdraw, which are not for sharing, and how many of those were left out."""
    for layer in origins.layers[1:]:
        if layer.withdrawn:
            more = len(layer.withdrawn) - MOST_WITHDRAWN
            rest = f" and {more} more" if more > 0 else ""
            names = "; ".join(f"{name} ({why})" for name, why in layer.withdrawn[:MOST_WITHDRAWN])
            yield "Withdrawn", f"by {layer_words(layer)}: {names}{rest}"
    for layer in origins.private:
        yield "Private", f"layer {layer.name}: not for sharing; --public leaves it out"
    if origins.left_out:
        yield "Public", f"{count(origins.left_out, 'private layer')} left out"


def origin_record(origins: Origins, *entities: object) -> Origin:
    """Return for scripts from which layers entities are, and that one is private, where there are several."""
    record: Origin = {}
    if origins.is_layered:
        record["layers"] = [layer.name for layer in origins.behind(*entities)]
    if origins.is_private(*entities):
        record["private"] = True
    return record


def add_layers(catalog: CatalogName, origins: Origins) -> None:
    """Add for scripts which layers of an answer are private, and how many of those were left out."""
    if origins.private:
        catalog["private_layers"] = [layer.name for layer in origins.private]
    if origins.left_out:
        catalog["private_layers_left_out"] = origins.left_out
