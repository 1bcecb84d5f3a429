"""From which layers the entities of an answer are: those of a list, and what their lines lean on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from cdmo_plan.analysis.inventory import EquipmentLine, ModalityLine, PartnerLine, all_rows
from cdmo_plan.domain.layers import Layer
from cdmo_plan.domain.partners import EquipmentModel, Partner, Site
from cdmo_plan.domain.vocabulary import ANY_BIOLOGIC
from cdmo_plan.present.layers import origin_record

if TYPE_CHECKING:
    from cdmo_plan.domain.world import World


def with_origin(given: Mapping[str, Any], line: Any, world: World) -> dict[str, Any]:  # noqa: ANN401
    """Return the record of an entity, or of a line of a list, with the layers that it is from.

    The `capabilities` of a record are those of the line's rows, in their order.
    """
    record, origins = dict(given), world.origins
    if isinstance(line, Layer):
        return record
    if not (origins.is_layered or origins.private):
        return record
    rows = getattr(line, "rows", ())
    if rows and len(record.get("capabilities", ())) == len(rows):
        pairs = zip(record["capabilities"], rows, strict=True)
        record = record | {
            "capabilities": [each | origin_record(origins, row.capability) for each, row in pairs]
        }
    return record | origin_record(origins, *behind(line, world))


def is_private(line: Any, world: World) -> bool:  # noqa: ANN401  an entity, or a line of a list
    """Tell whether anything that an answer about an entity leans on is not for sharing."""
    if isinstance(line, Layer):
        return line.is_private
    return world.origins.is_private(*behind(line, world))


def behind(line: Any, world: World) -> Iterator[Any]:  # noqa: ANN401  an entity, or a line of a list
    """Yield the entities that an answer about an entity leans on: also rows that it counts."""
    if isinstance(line, PartnerLine | Partner):
        partner = line.partner if isinstance(line, PartnerLine) else line
        yield partner
        yield from (row for row in all_rows(world) if row.partner.id == partner.id)
        yield from world.sites_of(partner.id)
    elif isinstance(line, EquipmentLine | EquipmentModel):
        model = line.model if isinstance(line, EquipmentLine) else line
        yield model
        yield from (row for row in all_rows(world) if model.id in (row.capability.equipment or ()))
    elif isinstance(line, ModalityLine):
        yield line.recipes
        does = {line.modality, ANY_BIOLOGIC}
        yield from (row for row in all_rows(world) if does.intersection(row.capability.modalities))
    elif isinstance(line, Site):
        yield line
        yield from world.rows_at(line.id)
    else:
        yield line
