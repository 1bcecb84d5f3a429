"""An entity and what a later layer says of it become one, field by field; what differs is told."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, Generic, NamedTuple, TypeVar

from cdmo_plan.catalog.link_amendments import ENTRIES, WEAK, Amendment
from cdmo_plan.catalog.link_partners import owners_in_order
from cdmo_plan.catalog.link_quotes import quotes_in_order, slots_in_order
from cdmo_plan.catalog.link_shared import states_in_order
from cdmo_plan.domain.availability import Timeline
from cdmo_plan.domain.capability import Capability, Scale
from cdmo_plan.domain.duration import Duration
from cdmo_plan.domain.marks import Mark, Marks
from cdmo_plan.domain.partners import Identifiers, Partner, Site

Entity = TypeVar("Entity", Capability, Site, Partner)

_IN_ORDER: Final[Mapping[str, Callable[[Any], Any]]] = MappingProxyType(
    {"owners": owners_in_order, "quotes": quotes_in_order, "slots": slots_in_order}
)
_OFFERS: Final = frozenset({"quotes", "slots"})
"""What was offered confirms nothing else: its sources make no row younger."""


class Contradiction(NamedTuple):
    """A field that two layers state otherwise: where each does, and what each says."""

    field: str
    now: str
    before: str
    mark: Mark
    earlier: Mark


class AmendedEntity(NamedTuple, Generic[Entity]):
    """An entity as an amendment leaves it, what the two state otherwise, and fields that both state alike."""

    entity: Entity
    told: list[Contradiction]
    repeated: list[str]


def amend(entity: Entity, amendment: Amendment) -> AmendedEntity[Entity]:
    """Lay an amendment over its entity."""
    told: list[Contradiction] = []
    repeated: list[str] = []
    changes: dict[str, Any] = {}
    for name, value in amendment.values.items():
        if name in WEAK:
            continue
        before = getattr(entity, name)
        after = _laid(name, before, value, replaces=name in amendment.replaces)
        field = amendment.written[name]
        if after == before and field not in repeated:
            repeated.append(field)
        for now, then in _differences(before, value, after):
            here, there = amendment.amended.marks.of(field), entity.marks.of(field)
            told.append(Contradiction(field, now, then, here, there))
        changes[name] = after
    if not amendment.values:
        return AmendedEntity(entity, [], [])
    changes["amended"] = (*entity.amended, amendment.amended)
    changes["marks"] = _marks(entity.marks, amendment)
    if isinstance(entity, Capability):
        changes |= _evidence(entity, amendment)
    return AmendedEntity(dataclasses.replace(entity, **changes), told, repeated)


def _laid(name: str, before: object, value: object, *, replaces: bool) -> object:
    """Return what a field holds once a layer has spoken."""
    if isinstance(value, Timeline) and isinstance(before, Timeline):
        earlier = () if replaces else before.states
        return Timeline(states=states_in_order([*earlier, *value.states]))
    if name in ENTRIES and isinstance(value, tuple) and isinstance(before, tuple):
        entries = value if replaces else [*before, *(new for new in value if new not in before)]
        return _IN_ORDER.get(name, tuple)(entries)
    if isinstance(value, Scale | Identifiers) and isinstance(before, Scale | Identifiers):
        written = {key: found for key, found in _parts(value) if found is not None}
        return dataclasses.replace(before, **written)
    return value


def _parts(value: Scale | Identifiers) -> Iterator[tuple[str, Any]]:
    return ((each.name, getattr(value, each.name)) for each in dataclasses.fields(value))


def _differences(before: object, value: object, after: object) -> Iterator[tuple[str, str]]:
    """Yield what is said now, and what was said before, wherever both state something else."""
    if isinstance(value, Timeline) and isinstance(before, Timeline) and isinstance(after, Timeline):
        if set(before.states) <= set(after.states):
            yield from _states_at_odds(before, value)
        else:
            yield _states(after), _states(before)
    elif isinstance(value, Scale | Identifiers) and isinstance(before, Scale | Identifiers):
        earlier = dict(_parts(before))
        for key, now in _parts(value):
            then = earlier[key]
            if key != "marks" and None not in (now, then) and now != then:
                yield f"{key} {_words(now)}", f"{key} {_words(then)}"
    elif isinstance(before, tuple) and isinstance(after, tuple) and set(before) <= set(after):
        return
    elif before not in (None, (), False) and after != before:
        yield _words(after), _words(before)


def _states_at_odds(before: Timeline, value: Timeline) -> Iterator[tuple[str, str]]:
    earlier = {str(status.since): status for status in before.states}
    for status in value.states:
        then = earlier.get(str(status.since))
        if then is not None and then.state != status.state:
            since = f" since {status.since}" if status.since else ", without a date"
            yield f"{status.state}{since}", f"{then.state}{since}"


def _states(timeline: Timeline) -> str:
    return ", ".join(status.state for status in timeline.states)


def _words(value: object) -> str:
    """Return a value for a message."""
    if isinstance(value, float):
        return f"{value:,g}" if abs(value) < 1 or value != int(value) else f"{value:,.0f}"
    if isinstance(value, Duration):
        known = (value.min_weeks, value.typical_weeks, value.max_weeks)
        return " / ".join("?" if each is None else f"{each:g}" for each in known) + " weeks"
    if isinstance(value, tuple):
        return ", ".join(each if isinstance(each, str) else "an entry" for each in value)
    return repr(value) if isinstance(value, str) else str(value)


def _marks(before: Marks, amendment: Amendment) -> Marks:
    fields = amendment.amended.marks.fields
    amended = {name: fields[name] for name in amendment.amended.fields if name in fields}
    return Marks(before.entity, MappingProxyType({**before.fields, **amended}))


def _evidence(row: Capability, amendment: Amendment) -> dict[str, Any]:
    """Grade what is amended by its own sources, and leave the grade of the rest (rules of truth 1, 3).

    What a later layer states is no longer inferred. An amendment on general knowledge says so field by field;
    a row on general knowledge takes no sources, or it would pass for stated where nobody states it.
    """
    amended = set(amendment.amended.fields) - _OFFERS - WEAK
    if not amended:
        return {}
    weak = {
        name: {each for each in getattr(row, name) if each.partition(".")[0] not in amended}
        | amendment.values.get(name, frozenset())
        for name in sorted(WEAK)
    }
    sources = amendment.amended.sources
    if sources and all(source.is_general_knowledge for source in sources):
        weak["general_knowledge"] |= amended
    changes: dict[str, Any] = {name: frozenset(found) for name, found in weak.items()}
    if not all(source.is_general_knowledge for source in row.sources):
        changes["sources"] = (*row.sources, *(source for source in sources if source not in row.sources))
    return changes
