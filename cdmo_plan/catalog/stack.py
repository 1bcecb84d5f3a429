"""Catalogs laid over each other: a later layer adds entities, amends them by id, or withdraws them."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from cdmo_plan.catalog.amend import amend
from cdmo_plan.catalog.link_amendments import Amendment, Withdrawal
from cdmo_plan.catalog.link_folder import LinkedFolder
from cdmo_plan.catalog.references import LAY_OVER, Entities
from cdmo_plan.diagnostics import codes
from cdmo_plan.diagnostics.diagnostic import Code, Diagnostic
from cdmo_plan.diagnostics.suggestions import did_you_mean
from cdmo_plan.domain.layers import Layer
from cdmo_plan.domain.marks import Mark, Marks
from cdmo_plan.domain.partners import Site
from cdmo_plan.domain.sources import Source

SHARED: Final = ("partner", "site", "organisation", "agreement", "equipment")
"""Kinds whose ids share one namespace."""
_ID_FIELD: Final[Mapping[str, str]] = MappingProxyType(
    {"partner": "partner", "recipe": "process", "country": "code", "lane": "kind"}
)
"""What the id of an entity is called in its file, where it is not `id`."""
_ATTRIBUTE: Final[Mapping[str, str]] = MappingProxyType({"country": "code", "lane": "kind"})
_WITHDRAWABLE: Final = (*SHARED, "recipe", "region", "regulator", "lane")


class Stack:
    """Layers laid so far: entities by kind and id, and what was found on the way."""

    def __init__(self) -> None:
        self.by_kind: dict[str, dict[str, Any]] = defaultdict(dict)
        self.problems: list[Diagnostic] = []
        self.withdrawn: dict[str, Mark] = {}
        self.layers: list[Layer] = []
        self._rows_at: dict[str, dict[str, None]] = defaultdict(dict)
        self._sites_of: dict[str, dict[str, None]] = defaultdict(dict)
        self._numbers: Counter[str] = Counter()
        self._kind_of: dict[str, str] = {}
        self._layer = Layer(name="")
        self._layer_of: dict[str, str] = {}
        self._amended_here: dict[tuple[str, str], Mark] = {}
        self._added: dict[str, None] = {}

    def lay(self, linked: LinkedFolder, layer: Layer) -> None:
        """Lay one more catalog over those that lie here: it withdraws first, then adds, then amends."""
        self._layer, self._amended_here, self._added = layer, {}, {}
        self._layer_of |= dict.fromkeys(layer.files, layer.name)
        withdrawals = sorted(linked.amendments.withdrawals, key=_place)
        withdrawn = [(each.id, each.reason) for each in withdrawals if self._out(each)]
        self._add_all(linked.entities)
        amendments = sorted(linked.amendments.amendments, key=_place)
        amended = [each.id for each in amendments if self._amend(each)]
        self.layers.append(
            dataclasses.replace(
                layer,
                added=tuple(self._added),
                amended=tuple(dict.fromkeys(amended)),
                withdrawn=tuple(withdrawn),
            )
        )

    def _add_all(self, entities: Entities) -> None:
        for linked in entities.partners:
            self._add("partner", linked.partner)
            for site in linked.sites:
                self._add("site", site)
            for row in linked.rows:
                self._add("capability", row)
        for kind, found in _others(entities):
            self._add(kind, found)

    def _add(self, kind: str, entity: Any) -> None:  # noqa: ANN401  any entity of the domain
        identity = getattr(entity, _ATTRIBUTE.get(kind, "id"))
        known = self.by_kind[kind].get(identity)
        if known is not None and known.marks.entity.file not in self._layer.files:
            if _plain(known) != _plain(entity):
                whose = self._layer_of[known.marks.entity.file]
                message = f"The {kind} {identity!r} of {whose} is written anew; the later one wins"
                earlier = known.marks.of(_ID_FIELD.get(kind, "id"))
                hint = "amend what is otherwise, or withdraw it in the same layer to replace it as a whole"
                mark = entity.marks.of(_ID_FIELD.get(kind, "id"))
                self._tell(codes.WRITTEN_ANEW, mark, message, hint, (earlier, "it stands here"))
            self._drop_rows(f"{identity}/network" if kind == "partner" else identity)
        self._clash(kind, identity, entity)
        self.by_kind[kind][identity] = entity
        self._added[identity] = None
        self._index(kind, identity, entity)

    def _clash(self, kind: str, identity: str, entity: Any) -> None:  # noqa: ANN401
        """Report an id that another kind of entity of a layer below bears."""
        if kind not in SHARED:
            return
        other = self._kind_of.setdefault(identity, kind)
        known = self.by_kind[other].get(identity)
        if other != kind and known is not None and known.marks.entity.file not in self._layer.files:
            message = f"The id {identity!r} is taken: a layer below has {_article(other)} of that id"
            earlier = known.marks.of(_ID_FIELD.get(other, "id"))
            mark = entity.marks.of(_ID_FIELD.get(kind, "id"))
            self._tell(codes.DUPLICATE_ID, mark, message, None, (earlier, "it stands here first"))

    def _index(self, kind: str, identity: str, entity: Any) -> None:  # noqa: ANN401
        if kind == "site":
            self._sites_of[entity.partner][identity] = None
        elif kind == "capability":
            place, step, number = identity.rsplit("/", 2)
            self._rows_at[place][identity] = None
            self._numbers[f"{place}/{step}"] = max(self._numbers[f"{place}/{step}"], int(number))

    def _drop_rows(self, place: str) -> None:
        for identity in self._rows_at.pop(place, {}):
            self.by_kind["capability"].pop(identity, None)

    def _out(self, withdrawal: Withdrawal) -> bool:
        """Leave an entity out, with what is part of it; tell whether there was any."""
        identity = withdrawal.id
        kinds = ("capability",) if "/" in identity else _WITHDRAWABLE
        kind = next((each for each in kinds if identity in self.by_kind[each]), None)
        if kind is None:
            self._missing("entity", identity, withdrawal.mark, [i for k in kinds for i in self.by_kind[k]])
            return False
        del self.by_kind[kind][identity]
        self.withdrawn[identity] = withdrawal.mark
        if kind == "partner":
            self._drop_rows(f"{identity}/network")
            for site in self._sites_of.pop(identity, {}):
                if self.by_kind["site"].pop(site, None) is not None:
                    self.withdrawn[site] = withdrawal.mark
                    self._drop_rows(site)
        self._drop_rows(identity)
        self._kind_of.pop(identity, None)
        return True

    def _amend(self, amendment: Amendment) -> bool:
        """Lay an amendment over its entity; tell whether there is one."""
        kind, identity = amendment.kind, amendment.id
        known = self.by_kind[kind].get(identity)
        if known is None:
            self._missing(kind, identity, amendment.mark, self.by_kind[kind])
            return False
        self._tell_doubles(amendment)
        after, told, repeated = amend(known, amendment)
        for each in told:
            earlier = self._layer_of.get(each.earlier.file, "a layer below")
            message = (
                f"The field {each.field!r} of {identity} is {each.now} here, and {each.before} in "
                f"{earlier}; the later one wins"
            )
            self._tell(codes.LAYERS_CONTRADICT, each.mark, message, None, (each.earlier, "it stands here"))
        for field in repeated:
            message = f"The field {field!r} of {identity} says the same in a layer below"
            self._tell(codes.AMENDMENT_REPEATS, amendment.amended.marks.of(field), message)
        self.by_kind[kind][identity] = after
        self._add_parts(amendment, after)
        return True

    def _tell_doubles(self, amendment: Amendment) -> None:
        """Report a field that one layer sets twice: neither place is later than the other."""
        for name in amendment.single:
            field = amendment.written[name]
            mark = amendment.amended.marks.of(field)
            first = self._amended_here.setdefault((amendment.id, field), mark)
            if first != mark:
                message = f"This layer sets the field {field!r} of {amendment.id} twice"
                self._tell(codes.DUPLICATE_ID, mark, message, None, (first, "it stands here first"))

    def _add_parts(self, amendment: Amendment, whole: Any) -> None:  # noqa: ANN401
        for site in amendment.sites:
            name = f"{whole.name} {site.city}" if site.id in amendment.unnamed else site.name
            self._add("site", dataclasses.replace(site, name=name))
        # A new row is numbered after those of its step that layers below have or had.
        before: dict[str, int] = {}
        for row in amendment.rows:
            place, _, number = row.id.rpartition("/")
            number = str(before.setdefault(place, self._numbers[place]) + int(number))
            partner = whole.partner if isinstance(whole, Site) else row.partner
            self._add("capability", dataclasses.replace(row, id=f"{place}/{number}", partner=partner))

    def _missing(self, what: str, identity: str, mark: Mark, known: Any) -> None:  # noqa: ANN401
        if identity in self.withdrawn:
            related = (self.withdrawn[identity], "it is withdrawn here")
            message = f"{identity!r} is withdrawn, so nothing can be said of it"
            self._tell(codes.WITHDRAWN_STILL_NAMED, mark, message, None, related)
            return
        close = did_you_mean(identity, known)
        hint: str | None = None
        if not self.layers:
            hint = f"nothing lies below this catalog: name what it amends first, {LAY_OVER}"
        elif close:
            hint = f"did you mean {' or '.join(close)}?"
        self._tell(codes.UNKNOWN_REFERENCE, mark, f"No {what} of a layer below has the id {identity!r}", hint)

    def _tell(
        self, code: Code, mark: Mark, message: str, hint: str | None = None, *related: tuple[Mark, str]
    ) -> None:
        self.problems.append(code.at(mark, message, hint=hint, related=related))


def _others(entities: Entities) -> Iterator[tuple[str, Any]]:
    lists = {
        "recipe": entities.recipes,
        "agreement": entities.agreements,
        "organisation": entities.organisations,
        "equipment": entities.equipment,
        "country": entities.countries,
        "region": entities.regions,
        "regulator": entities.regulators,
        "lane": entities.lanes,
    }
    return ((kind, entity) for kind, found in lists.items() for entity in found)


def _plain(value: Any) -> Any:  # noqa: ANN401  any value of the domain
    """Return what a value says, without where it stands and who says so."""
    if isinstance(value, Marks | Source):
        return None
    if isinstance(value, tuple):
        return tuple(_plain(each) for each in value)
    if dataclasses.is_dataclass(value):
        return tuple(_plain(getattr(value, each.name)) for each in dataclasses.fields(value))
    return value


def _article(kind: str) -> str:
    return {"equipment": "a model of equipment"}.get(kind, f"{'an' if kind[0] in 'ao' else 'a'} {kind}")


def _place(each: Amendment | Withdrawal) -> Mark:
    return each.mark
