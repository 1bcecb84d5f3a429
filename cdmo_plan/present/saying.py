"""Values of the domain as a reader says them: scales, durations, holds, states, lists with their marks."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from functools import singledispatch
from types import MappingProxyType
from typing import Any, Final

from cdmo_plan.domain.agreements import Scope
from cdmo_plan.domain.availability import Hold, Status, Timeline
from cdmo_plan.domain.capability import BatchSize, Capability, Claim, RegulatorRecord, Scale
from cdmo_plan.domain.dates import PartialDate
from cdmo_plan.domain.duration import Duration
from cdmo_plan.domain.partners import Ownership, Supply
from cdmo_plan.domain.quotes import Quote, Slot
from cdmo_plan.present.numbered_sources import Citations
from cdmo_plan.present.offer_words import quote_words, slot_words
from cdmo_plan.present.states import ownership, span

_UNITS: Final = MappingProxyType({"scale_l": "L", "scale_m2": "m2"})
_LABELS: Final = MappingProxyType(
    {
        "scale_l": "scale",
        "scale_m2": "culture surface",
        "floor_area_m2": "floor area",
        "bulk_in": "only on bulk from elsewhere",
    }
)
_LARGE: Final = 1e9
"""From here on a figure is written with its power of ten, as vector genomes are."""

# Marks of evidence name fields as a catalog writes them.
_WRITTEN_AS: Final = MappingProxyType({"timeline": "status", "holds": "held"})
_HIDDEN: Final = frozenset(
    {"id", "name", "marks", "sources", "inferred", "general_knowledge", "note", "amended"}
)


def facts(entity: Any, citations: Citations, skip: Sequence[str] = ()) -> list[tuple[str, str]]:  # noqa: ANN401
    """Return every known field of an entity with its label; what no source states is left out."""
    found = []
    for field in dataclasses.fields(entity):
        value = getattr(entity, field.name)
        if field.name in _HIDDEN or field.name in skip or not _is_known(value):
            continue
        found.append((label(field.name), _field(entity, field.name, value, citations)))
    if getattr(entity, "note", None):
        found.append(("note", entity.note))
    return found


def label(name: str) -> str:
    """Return the name of a field as a reader says it."""
    return _LABELS.get(name, name.replace("_", " "))


def labels(names: Iterable[str]) -> str:
    """Return several names of fields as a reader says them."""
    return ", ".join(label(name) for name in names)


def _is_known(value: object) -> bool:
    if isinstance(value, Timeline):
        return bool(value.states)
    return value is not None and value not in ((), frozenset())


def _field(entity: Any, name: str, value: object, citations: Citations) -> str:  # noqa: ANN401
    if isinstance(value, Scale):
        text = scale(value, _UNITS[name])
    elif isinstance(value, tuple):
        text = "; ".join(_item(entity, name, each, citations) for each in value)
        text = text if any(not isinstance(each, str) for each in value) else text.replace("; ", ", ")
    elif isinstance(value, float):
        text = figure(value) + (" m2" if name.endswith("_m2") else "")
    else:
        text = say(value, citations)
    if not isinstance(entity, Capability):
        return text
    several = isinstance(value, tuple) and len(value) > 1
    return text + _grade(entity, name).replace("(", "(all " if several else "(")


def _item(entity: Any, name: str, value: object, citations: Citations) -> str:  # noqa: ANN401
    text = say(value, citations)
    return text + (_grade(entity, f"{name}.{value}") if isinstance(entity, Capability) else "")


def _grade(capability: Capability, name: str) -> str:
    field = _WRITTEN_AS.get(name, name)
    if field in capability.general_knowledge:
        return " (general knowledge)"
    return " (inferred)" if field in capability.inferred else ""


def figure(value: float) -> str:
    """Return a number with its thousands, and without a fraction that says nothing."""
    if abs(value) >= _LARGE:
        return f"{value:g}".replace("e+", "e")
    return f"{value:,.0f}" if value == int(value) else f"{value:,g}"


def scale(value: Scale, unit: str) -> str:
    """Return vessel sizes in words."""
    if value.min is not None and value.max is not None and value.min != value.max:
        sizes = f"{figure(value.min)} to {figure(value.max)} {unit}"
    else:
        one = value.max if value.max is not None else value.min
        start = "from " if value.max is None else "up to " if value.min is None else ""
        sizes = "" if one is None else f"{start}{figure(one)} {unit}"
    parts = [
        sizes,
        f"{value.vessels} vessels" if value.vessels else "",
        f"{figure(value.total)} {unit} in all" if value.total is not None else "",
        f"batches pooled to {figure(value.pooled_train)} {unit}" if value.pooled_train is not None else "",
        f"{value.volume_basis} volume" if value.volume_basis else "",
    ]
    return ", ".join(part for part in parts if part)


def weeks(duration: Duration | None) -> str:
    """Return a duration as shortest to longest and typical."""
    if duration is None:
        return "not stated"
    low, typical, high = duration.min_weeks, duration.typical_weeks, duration.max_weeks
    if low is not None and low == typical == high:
        return figure(low)
    ends = " to ".join(figure(end) if end is not None else "?" for end in (low, high))
    middle = f", typically {figure(typical)}" if typical is not None else ""
    return (
        f"{ends}{middle}" if (low, high) != (None, None) else (figure(typical) if typical else "not stated")
    )


@singledispatch
def say(value: object, citations: Citations) -> str:
    """Return a value in words; what cites its own sources names them."""
    del citations
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


@say.register
def _(value: Status, citations: Citations) -> str:
    return f"{span(value)}{_noted(value.note)}{citations.cite(value.sources)}"


@say.register
def _(value: Timeline, citations: Citations) -> str:
    return "; ".join(say(status, citations) for status in value.states)


@say.register
def _(value: Ownership, citations: Citations) -> str:
    return f"{ownership(value)}{_noted(value.note)}{citations.cite(value.sources)}"


@say.register
def _(value: Hold, citations: Citations) -> str:
    whom = f" for {value.beneficiary}" if value.beneficiary else ""
    dates = _dates(value.since, value.until)
    return f"{value.kind}{whom}{dates}{_noted(value.note)}{citations.cite(value.sources)}"


@say.register
def _(value: Supply, citations: Citations) -> str:
    states = f", {say(value.timeline, citations)}" if value.timeline.states else ""
    return f"{value.item}{states}{_noted(value.note)}{citations.cite(value.sources)}"


@say.register
def _(value: Claim, citations: Citations) -> str:
    del citations
    return f"{value.what}: {figure(value.value)} {value.unit}{_noted(value.note)}"


@say.register
def _(value: RegulatorRecord, citations: Citations) -> str:
    del citations
    more = ", ".join(str(part) for part in (value.kind, value.dated) if part)
    return f"{value.authority} ({more})" if more else value.authority


@say.register
def _(value: BatchSize, citations: Citations) -> str:
    del citations
    return f"{figure(value.value)} {value.unit}" + (f" {value.dose_form}" if value.dose_form else "")


@say.register
def _(value: Duration, citations: Citations) -> str:
    del citations
    how = ", ".join(part for part in (value.basis, value.how) if part)
    return f"{weeks(value)} weeks" + (f" ({how})" if how else "")


@say.register
def _(value: Quote, citations: Citations) -> str:
    return f"{quote_words(value)}{citations.cite(value.sources)}"


@say.register
def _(value: Slot, citations: Citations) -> str:
    return f"{slot_words(value)}{citations.cite(value.sources)}"


@say.register
def _(value: Scope, citations: Citations) -> str:
    del citations
    return value.text


def _dates(since: PartialDate | None, until: PartialDate | None) -> str:
    return (f" since {since}" if since else "") + (f" until {until}" if until else "")


def _noted(note: str | None) -> str:
    return f" ({note})" if note else ""
