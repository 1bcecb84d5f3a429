"""What stands below an answer, and on a card, about the layers that it is from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from cdmo_plan.domain.layers import Origins
from cdmo_plan.present.console import cell
from cdmo_plan.present.layers import contributions, layer_words, sharing

if TYPE_CHECKING:
    from rich.console import Console

    from cdmo_plan.domain.world import Row, World
    from cdmo_plan.present.numbered_sources import Citations
    from cdmo_plan.present.route_view import RouteView


def print_sharing(console: Console, origins: Origins) -> None:
    """Print below an answer what its reader has to know of its layers."""
    for word, text in sharing(origins):
        console.print(cell(f"{word}: {text}"))


def amended_facts(entity: Any, world: World, cites: Citations) -> list[tuple[str, str]]:  # noqa: ANN401
    """Return which layer an entity is from, and what later ones amend of it; nothing where there is one."""
    from cdmo_plan.present.saying import labels

    origins = world.origins
    layer = origins.of(entity.marks.entity)
    found = []
    if layer is not None and (origins.is_layered or layer.is_private):
        found.append(("layer", layer_words(layer)))
    for amended in getattr(entity, "amended", ()):
        by = origins.of(amended.marks.entity)
        words = f"{labels(amended.fields)}, {amended.marks.entity}{cites.cite(amended.sources)}"
        found.append((f"amended in {layer_words(by) if by else 'memory'}", words))
    return found


def origin_lines(views: Sequence[RouteView], world: World) -> Iterator[tuple[str, str]]:
    """Yield below routes which later layer said what of them, and what may not be shared."""
    entities: list[Any] = []
    for view in views:
        entities.extend(of_rows(stage.row for stage in view.stages if stage.row is not None))
        entities.extend(found for found in world.agreements if found.id in view.agreements)
        entities.extend(found for found in world.processes if found.id == view.planned.outlook.net.process)
    if views:
        entities.extend(world.lanes.values())
    for layer, text in contributions(entities, world.origins):
        yield "Layer", f"{layer}: {text}"
    yield from sharing(world.origins)


def of_rows(rows: Iterable[Row]) -> Iterator[Any]:
    """Yield the entities that rows are made of."""
    for row in rows:
        yield row.capability
        yield from [row.site] if row.site else []
        yield row.partner
